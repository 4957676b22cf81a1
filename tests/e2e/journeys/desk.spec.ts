import type { Page } from '@playwright/test';
import { type Order, enter } from '../fixtures/api';
import { violations } from '../fixtures/axe';
import { CHEN, LI, WANG, ZHAO } from '../fixtures/people';
import { expect, open, shown, test } from '../fixtures/test';

const WIDE = { width: 1280, height: 800 };

/** The row of an order in the queue, by its place. */
const row = (page: Page, place: number) => page.locator('tr[data-id]').nth(place);

/** The one main heading of a page. */
const heading = (page: Page) => page.locator('main h1');

test.describe('on a desk', () => {
  test.use({ viewport: WIDE });

  test('an order opens beside the queue, which keeps its place, filter and search', async ({ page, signedIn }) => {
    await signedIn(ZHAO);
    await open(page, '/desk', 'desk');
    const rows = page.locator('tr[data-id]');
    const table = page.getByRole('table', { name: /^办好了的点单/ });
    // The rows of the open ones stay until these have come, and so does what is said of them.
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route(/status_type=done/, async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: '办好了' }).click();
    await expect(page.getByRole('button', { name: '办好了' })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('table', { name: /^待处理的点单/ })).toBeVisible();
    answer();
    await expect(table).toBeVisible();
    await shown(page, 'desk');
    const count = await rows.count();
    expect(count).toBeGreaterThan(20);
    await expect(table).toHaveAttribute('data-count', String(count));

    const wanted = row(page, 15);
    const [id, service] = [await wanted.getAttribute('data-id'), (await wanted.getByRole('link').textContent()) ?? ''];
    await wanted.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const place = await page.evaluate(() => scrollY);
    expect(place).toBeGreaterThan(200);
    await wanted.getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`/desk/orders/${id}$`));
    await expect(heading(page)).toHaveText(service);
    await expect(heading(page)).toBeFocused();
    await expect(page).toHaveTitle(new RegExp(`^${service}`));
    await shown(page, 'desk');
    await expect(page.locator('tr a[aria-current=true]')).toHaveText(service);
    expect(await page.evaluate(() => scrollY)).toBe(place);
    expect(await rows.count()).toBe(count);

    // Another one, the way back to the first, and out of it.
    await row(page, 16).getByRole('link').click();
    await expect(page.locator('tr a[aria-current=true]')).toHaveCount(1);
    await expect(row(page, 16).getByRole('link')).toHaveAttribute('aria-current', 'true');
    await page.goBack();
    await expect(heading(page)).toHaveText(service);
    const before = await page.evaluate(() => scrollY);
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/\/desk$/);
    await expect(wanted.getByRole('link')).toBeFocused();
    await expect(page.getByRole('button', { name: '办好了' })).toHaveAttribute('aria-pressed', 'true');
    expect(await page.evaluate(() => scrollY)).toBe(before);
  });

  test('an order’s address shows it beside the queue, also after loading anew', async ({ page, signedIn }) => {
    await signedIn(ZHAO);
    await open(page, '/desk/orders/seed-order-09', 'desk');
    await expect(heading(page)).toHaveText('上门助浴');
    await expect(page.getByRole('table')).toBeVisible();
    await page.reload();
    await shown(page, 'desk');
    await expect(heading(page)).toHaveText('上门助浴');
    await expect(page.getByRole('table')).toBeVisible();
    await page.getByRole('link', { name: '回到队列' }).click();
    await expect(heading(page)).toHaveText('点单队列');
  });

  test('who is not signed in any more is told once, and comes back to the order', async ({ page, context, signedIn }) => {
    await signedIn(ZHAO);
    await open(page, '/desk', 'desk');
    await context.clearCookies();
    await page.goto('/desk/orders/seed-order-09');
    await shown(page, 'desk', 'failed');
    await expect(heading(page)).toHaveText('点单队列');
    const way = page.locator('main').getByRole('link', { name: '登录' });
    await expect(way).toHaveCount(1);
    await expect(way).toHaveAttribute('href', '/sign-in?next=/desk/orders/seed-order-09');
  });

  test('the keyboard goes through the queue, into an order and back', async ({ page, signedIn }) => {
    await signedIn(ZHAO);
    await open(page, '/desk', 'desk');
    await row(page, 0).getByRole('link').focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 1).getByRole('link')).toBeFocused();
    await page.keyboard.press('j');
    await expect(row(page, 2).getByRole('link')).toBeFocused();
    await page.keyboard.press('k');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    const first = row(page, 0).getByRole('link');
    await expect(first).toBeFocused();
    // Whoever hears it hears whose it is, where it stands and until when.
    await expect(first).toHaveAccessibleDescription(/幸福里.*(超时|前)/);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const name = (await row(page, 1).getByRole('link').textContent()) ?? '';
    await expect(heading(page)).toHaveText(name);
    await expect(heading(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/\/desk$/);
    await expect(row(page, 1).getByRole('link')).toBeFocused();
  });

  test('what was typed is there again when the order is opened again', async ({ page, signedIn }) => {
    await signedIn(ZHAO);
    await open(page, '/desk/orders/seed-order-09', 'desk');
    await page.getByRole('radio', { name: '派单' }).check();
    const field = page.getByLabel('给居民看的话');
    await field.fill('李师傅明天来');
    await field.press('Escape');
    await expect(page.getByRole('heading', { name: '选一张单，在这里处理' })).toBeVisible();
    await page.goBack();
    await page.getByRole('radio', { name: '派单' }).check();
    await expect(field).toHaveValue('李师傅明天来');
  });

  for (const [name, address] of [
    ['queue', '/desk'],
    ['queue with an order', '/desk/orders/seed-order-09'],
    ['wishes', '/desk/wishes'],
  ] as const) {
    test(`the ${name} can be used by everybody on a wide screen`, async ({ page, signedIn }) => {
      await signedIn(ZHAO);
      await page.goto(address);
      await expect(page.locator('main')).toHaveAttribute('data-state', 'ready');
      await expect(page.getByRole('navigation', { name: '社工台里看什么' })).toBeVisible();
      expect(await violations(page, 'everything')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    });
  }
});

test('on a phone an order covers the queue, and the way back leads to its row', async ({ page, signedIn }) => {
  await signedIn(ZHAO);
  await open(page, '/desk', 'desk');
  const wanted = row(page, 8);
  const link = wanted.getByRole('link');
  const name = (await link.textContent()) ?? '';
  await link.click();
  await shown(page, 'desk-order');
  await expect(heading(page)).toHaveText(name);
  await expect(page.getByRole('table')).toHaveCount(0);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await shown(page, 'desk');
  await expect(link).toBeFocused();
  await expect(link).toBeInViewport();
});

test('a dissatisfied household is called back, and reads what was agreed', async ({ page, context, server, signedIn, other }) => {
  const wang = await other(WANG);
  await wang.post('/v1/orders/seed-order-02/resolution', { solved: true, text: '' });
  await wang.post('/v1/orders/seed-order-02/rating', { level: 1, tags: ['late'], text: '等了一天' });
  await signedIn(ZHAO);
  await open(page, '/desk', 'desk');
  const queued = page.locator('tr[data-id=seed-order-02]');
  await expect(queued).toContainText('前回电话');
  await queued.getByRole('link').click();
  await shown(page, 'desk-order');
  await expect(page.getByRole('heading', { name: '给住户回电话' })).toBeVisible();
  await expect(page.getByText('住户评了“很不满意”')).toBeVisible();
  await page.getByRole('button', { name: '已回电话，记下来' }).click();
  await expect(page.getByText('这里还没有填。').first()).toBeVisible();

  const field = page.getByLabel('电话里说好了什么');
  await field.fill('周三上午陈师傅再来，不收钱');
  await context.setOffline(true);
  await page.getByRole('button', { name: '已回电话，记下来' }).click();
  await expect(page.getByText('连不上网络。填的内容还在').first()).toBeVisible();
  await expect(field).toHaveValue('周三上午陈师傅再来，不收钱');
  await context.setOffline(false);
  await page.reload();
  await shown(page, 'desk-order');
  await expect(field).toHaveValue('周三上午陈师傅再来，不收钱');
  await page.getByRole('button', { name: '已回电话，记下来' }).click();
  await expect(page.getByText('回电话记下了')).toBeVisible();
  await expect(page.getByRole('heading', { name: '给住户回电话' })).toHaveCount(0);
  await expect(page.getByText('这张单现在不用处理。')).toBeVisible();

  await enter(context, server, WANG);
  await open(page, '/orders/seed-order-02', 'order');
  await expect(page.getByText('已给您回电话，说好：')).toBeVisible();
  await expect(page.getByText('周三上午陈师傅再来，不收钱').first()).toBeVisible();
});

test('a complaint is answered; when somebody else was quicker the text stays and the newest is shown', async ({ page, context, server, signedIn, other }) => {
  const li = await other(LI);
  await li.post<Order>('/v1/orders/seed-order-09/complaints', { text: '约了三次都没来' });
  await signedIn(ZHAO);
  await open(page, '/desk/orders/seed-order-09', 'desk-order');
  await expect(page.getByRole('heading', { name: '答复投诉' })).toBeVisible();
  const field = page.getByLabel('给居民的答复');
  await field.fill('护理员病了没有交接，明天上午补上');
  await (await other(ZHAO)).move('seed-order-09', 'scheduled');
  await page.getByRole('button', { name: '送出答复' }).click();
  await expect(page.getByText('别人刚刚改过。').first()).toBeVisible();
  await expect(page.getByText('已预约').first()).toBeVisible();
  await expect(field).toHaveValue('护理员病了没有交接，明天上午补上');
  await page.getByRole('button', { name: '送出答复' }).click();
  await expect(page.getByText('答复送出了')).toBeVisible();
  await expect(page.getByRole('heading', { name: '答复投诉' })).toHaveCount(0);

  await enter(context, server, LI);
  await open(page, '/orders/seed-order-09', 'order');
  await expect(page.getByText('护理员病了没有交接，明天上午补上')).toBeVisible();
  await expect(page.getByText(/已答复/)).toBeVisible();
});

interface Wish {
  id: string;
  text: string;
  status: string;
  reason?: string;
  service_id?: string;
}

test('a wish is adopted with the service that it became, and home tells who seconded it', async ({ page, context, server, signedIn, other }) => {
  const chen = await other(CHEN);
  const before = await chen.put<Wish>('/v1/wishes/w01/second');
  expect(before.status).toBe('review');
  await signedIn(ZHAO);
  await open(page, '/desk', 'desk');
  await page.getByRole('navigation', { name: '社工台里看什么' }).getByRole('link', { name: '心愿' }).click();
  await shown(page, 'desk-wishes');
  const review = page.locator('section').filter({ has: page.getByRole('heading', { name: '评估中，等答复' }) });
  const card = review.locator('li[data-id=w01]');
  await expect(card).toContainText('15 / 15 户附议');
  await card.getByRole('button').click();
  await card.getByRole('button', { name: '送出答复' }).click();
  await expect(card.getByText('请先选采纳，还是这次办不了。').first()).toBeVisible();

  await card.getByRole('radio', { name: '采纳' }).check();
  await card.getByRole('searchbox', { name: '在目录里找服务' }).fill('guandaoshutong');
  await card.getByRole('radio', { name: '管道疏通' }).check();
  await card.getByRole('searchbox').fill('xyzzy');
  await expect(card.getByText('目录里没有找到')).toBeVisible();
  // What is chosen stays in sight.
  await expect(card.getByRole('radio', { name: '管道疏通' })).toBeChecked();
  await card.getByLabel('为什么').fill('下周起车棚里有气筒');
  await card.getByRole('button', { name: '送出答复' }).click();
  await expect(page.getByText('采纳了，已告诉附议的住户')).toBeVisible();
  await expect(page.locator('li[data-id=w01]')).toContainText('已采纳');
  const now = await chen.get<Wish>('/v1/wishes/w01');
  expect([now.status, now.reason, now.service_id]).toEqual(['adopted', '下周起车棚里有气筒', 'repair-drain-unblock']);

  await enter(context, server, CHEN);
  await open(page, '/', 'home');
  const news = page.locator('li[data-kind=adopted]');
  await expect(news).toContainText(now.text);
  await expect(news).toContainText('采纳了：下周起车棚里有气筒');
  await news.getByRole('link').click();
  await shown(page, 'service');
  await expect(page).toHaveURL(/\/services\/repair-drain-unblock$/);
});

test('a wish that cannot be done gets a reason; the second of two workers is told how it stands', async ({ page, context, server, signedIn, other }) => {
  const chen = await other(CHEN);
  await chen.put<Wish>('/v1/wishes/w01/second');
  await chen.put<Wish>('/v1/wishes/w02/second');
  await signedIn(ZHAO);
  await open(page, '/desk/wishes', 'desk-wishes');
  const first = page.locator('li[data-id=w01]');
  await first.getByRole('button').click();
  await first.getByRole('radio', { name: '这次办不了' }).check();
  await first.getByLabel('为什么').fill('车棚要拆了');
  await (await other(ZHAO)).post('/v1/desk/wishes/w01/decision', { status: 'declined', reason: '车棚年底前要翻修' });
  await first.getByRole('button', { name: '送出答复' }).click();
  await expect(page.getByRole('alert')).toContainText('别人刚刚答复了这个心愿');
  await expect(first).toContainText('车棚年底前要翻修');
  await expect(first.getByRole('button')).toHaveCount(0);

  // One that is still open can be answered early.
  const second = page.locator('li[data-id=w02]');
  await second.getByRole('button', { name: /^提前答复/ }).click();
  await second.getByRole('radio', { name: '这次办不了' }).check();
  await second.getByRole('button', { name: '送出答复' }).click();
  await expect(second.getByText('这里还没有填。').first()).toBeVisible();
  await second.getByLabel('为什么').fill('广场上不让摆摊');
  await second.getByRole('button', { name: '送出答复' }).click();
  await expect(page.getByText('答复了，已告诉附议的住户')).toBeVisible();

  await enter(context, server, CHEN);
  await open(page, '/', 'home');
  await expect(page.locator('li[data-id=w01][data-kind=declined]')).toContainText('车棚年底前要翻修');
  const news = page.locator('li[data-id=w02][data-kind=declined]');
  await expect(news).toContainText('这次办不了：广场上不让摆摊');
  await news.getByRole('link').click();
  await shown(page, 'wish');
  await expect(page.getByText('广场上不让摆摊')).toBeVisible();
});
