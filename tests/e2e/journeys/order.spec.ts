import type { Page } from '@playwright/test';
import { answerAll, asks, begin, checking, choose, next, received, submit } from '../fixtures/form';
import { CHEN, LI, LI_FATHER, PIPES, WANG, ZHAO } from '../fixtures/people';
import { expect, open, present, shown, test } from '../fixtures/test';

test('a resident finds 管道 by its letters, reads, orders, changes one answer, and gets a number', async ({ page, signedIn, other }) => {
  await signedIn(WANG);
  await open(page, '/', 'home');
  await page.locator('[data-tab=services]').click();
  await shown(page, 'services');

  const list = page.locator('ul[data-count]');
  await expect(list).toHaveAttribute('data-count', '868');
  const search = page.getByRole('searchbox', { name: '找服务' });
  for (const typed of ['guandao', 'gd', '管道']) {
    await search.fill(typed);
    await expect(page.locator(`[data-id="${PIPES.id}"]`)).toBeVisible();
    expect(Number(await list.getAttribute('data-count'))).toBeLessThan(200);
  }
  await page.locator(`[data-id="${PIPES.id}"]`).getByRole('link').click();

  await shown(page, 'service');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(PIPES.name);
  await answered(page, await (await other(WANG)).get<Asked>(`/v1/services/${PIPES.id}`));
  await expect(page.getByText('部分自付')).toBeVisible();
  await expect(page.getByText('还剩 2 次，共 2 次')).toBeVisible();
  await page.getByRole('link', { name: '点这个服务' }).click();

  await asks(page, 'person');
  await choose(page, '我自己');
  await next(page);
  await answerAll(page);

  await page.getByRole('link', { name: '改: 上门前打哪个电话？' }).click();
  await asks(page, 'phone');
  await page.getByRole('textbox').fill('139 1234 5678');
  await next(page);
  await checking(page);
  await expect(page.getByText('139 1234 5678')).toBeVisible();

  await submit(page);
  const number = await received(page);
  await page.getByRole('link', { name: '看这张单' }).click();
  await shown(page, 'order');
  await expect(page.getByText(number)).toBeVisible();
  await expect(page.getByText('已提交').first()).toBeVisible();

  const orders = await (await other(WANG)).orders();
  expect(orders.filter((order) => order.number === number)).toHaveLength(1);
});

test('who was chosen stays chosen when the first screen is read again, and nobody chooses before it is known who they are', async ({
  page, signedIn,
}) => {
  await signedIn(LI);
  const hold = async (): Promise<() => void> => {
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    await page.route(/\/v1\/home(\?.*)?$/, async (route) => {
      await held;
      await route.continue();
    });
    return go;
  };
  // The first time on this device.
  const first = await hold();
  const service = page.waitForResponse((answer) => answer.url().includes(`/v1/services/${PIPES.id}`));
  await page.goto(`/services/${PIPES.id}/order`);
  await service;
  await expect(page.locator('main')).toHaveAttribute('data-state', 'loading');
  first();
  await asks(page, 'person');
  // The next time there is a copy, and the newest comes late.
  const second = await hold();
  await page.reload();
  await asks(page, 'person');
  const father = page.getByRole('radio', { name: LI_FATHER.name });
  await father.check();
  const home = page.waitForResponse(/\/v1\/home(\?.*)?$/);
  second();
  await (await home).finished();
  await expect(page.locator('.avatar')).toBeVisible();
  await expect(father).toBeChecked();
  await next(page);
  await asks(page, 'fault');
});

test('a double tap on the button makes one order', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await answerAll(page);
  await page.getByRole('button', { name: '提交点单' }).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
    button.click();
  });
  await received(page);
  expect(await api.orders()).toHaveLength(before + 1);
});

test('a son orders for his father: the name stays on the screen, address and phone are the father’s', async ({ page, signedIn, other }) => {
  await signedIn(LI);
  await begin(page, LI_FATHER.name);
  const acting = page.getByText(`正在替${LI_FATHER.name}点单`);
  await expect(acting).toBeVisible();
  await choose(page, '下水堵了');
  await next(page);
  await choose(page, '明天');
  await next(page);
  await asks(page, 'address');
  await expect(acting).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveValue(LI_FATHER.address ?? '');
  await next(page);
  await asks(page, 'phone');
  await expect(page.getByRole('textbox')).toHaveValue(LI_FATHER.phone);
  await next(page);
  await asks(page, 'photo');
  await next(page);
  await checking(page);
  await expect(acting).toBeVisible();
  await submit(page);
  const number = await received(page);

  const mine = (await (await other(LI)).orders()).find((order) => order.number === number);
  expect(mine?.acting_for).toBe(LI_FATHER.name);
});

test('a draft survives a reload, stands first on home by its name, and is never sent by itself', async ({ page, signedIn, other }) => {
  await signedIn(LI);
  const api = await other(LI);
  const before = (await api.orders()).length;
  await begin(page);
  await choose(page, '下水堵了');
  await next(page);
  await choose(page, '明天');
  await next(page);
  await asks(page, 'address');
  await page.getByRole('textbox').fill('幸福里4号楼1单元301，门口有鞋柜');
  await page.reload();
  await asks(page, 'address');
  await expect(page.getByRole('textbox')).toHaveValue('幸福里4号楼1单元301，门口有鞋柜');

  await open(page, '/', 'home');
  const first = page.locator('li[data-kind]').first();
  await expect(first).toHaveAttribute('data-kind', 'draft');
  await expect(first).toContainText(PIPES.name);
  await expect(first).toContainText('还没有送出');
  await first.getByRole('link', { name: '接着填' }).click();
  // What is left is known already, so the way leads to the last look.
  await checking(page);
  await expect(page.getByText('幸福里4号楼1单元301，门口有鞋柜')).toBeVisible();
  expect(await api.orders()).toHaveLength(before);
});

test('an answer that means danger stops the form and shows whom to call', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  await begin(page, null);
  await choose(page, '漏水');
  await next(page);
  await asks(page, 'flow');
  await choose(page, '关不住，一直在流');
  await next(page);
  await expect(page.getByRole('alert')).toContainText('先打电话，不要等派单');
  await expect(page.getByRole('alert').getByRole('link')).toHaveAttribute('href', 'tel:057455500110');
  await page.getByRole('button', { name: '回去改答案' }).click();
  await asks(page, 'flow');
  await choose(page, '慢慢在滴');
  await next(page);
  await asks(page, 'when');
});

test('a search that finds nothing says so where it is seen, and leads to a wish', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/services', 'services');
  await present(page, WANG);
  await page.getByRole('searchbox', { name: '找服务' }).fill('xyzzy');
  await expect(page.locator('ul[data-count]')).toHaveAttribute('data-count', '0');
  await expect(page.getByText('没有找到这样的服务')).toBeInViewport();
  await page.getByRole('link', { name: '写一个心愿' }).click();
  await shown(page, 'wish-new');
});

test('a worker finds a resident and orders for them; the name stays on screen to the end', async ({ page, signedIn, other }) => {
  await signedIn(ZHAO);
  await page.goto(`/services/${PIPES.id}/order`);
  await asks(page, 'person');
  // Without a household of their own nobody orders for themself.
  await expect(page.getByRole('radio', { name: '我自己' })).toHaveCount(0);
  await next(page);
  await expect(page.getByRole('alert')).toBeFocused();
  const search = page.getByRole('searchbox', { name: '找居民' });
  await search.fill('没有这个人');
  await expect(page.getByText('没有找到。换个说法')).toBeVisible();
  await search.fill('13800000003');
  await expect(page.getByRole('radio', { name: CHEN.name })).toBeVisible();
  await search.fill('3号楼2单元201');
  await page.getByRole('radio', { name: WANG.name }).check();
  await search.fill('7号楼');
  await expect(page.getByText(/^找到 \d+ 位$/)).toBeVisible();
  // Whoever is chosen stays in sight.
  await expect(page.getByRole('radio', { name: WANG.name })).toBeChecked();
  await search.press('Enter');
  await asks(page, 'person');
  await next(page);

  const acting = page.getByText(`正在替${WANG.name}点单`);
  await asks(page, 'fault');
  await expect(acting).toBeVisible();
  await page.reload();
  await asks(page, 'fault');
  await expect(acting).toBeVisible();
  await choose(page, '下水堵了');
  await next(page);
  await asks(page, 'when');
  await choose(page, '明天');
  await next(page);
  await asks(page, 'address');
  await expect(page.getByRole('textbox')).toHaveValue(WANG.address ?? '');
  await next(page);
  await asks(page, 'phone');
  // Her phone is masked for workers: it is asked for, and nobody else's is put there.
  await expect(page.getByRole('textbox')).toHaveValue('');
  await page.getByRole('textbox').fill(WANG.phone);
  await next(page);
  await asks(page, 'photo');
  await next(page);
  await checking(page);
  await expect(acting).toBeVisible();
  await submit(page);
  const number = await received(page);
  const order = (await (await other(WANG)).orders()).find((one) => one.number === number);
  expect(order?.acting_for).toBe(WANG.name);
});

/** What people ask before they order. */
interface Asked {
  who: string;
  duration: string;
  prepare: string;
  provider: { name: string; phone: string };
}

/** The page of a service answers first: who may, who comes, how long, what to prepare, whom to call. */
async function answered(page: Page, service: Asked): Promise<void> {
  const answers: [string, string][] = [
    ['谁能点', '本社区的住户都能点'],
    ['谁来', service.who],
    ['要多久', service.duration],
    ['要准备什么', service.prepare],
    ['谁提供', service.provider.name],
  ];
  for (const [question, answer] of answers) {
    expect(answer).not.toBe('');
    const term = page.getByRole('term').filter({ hasText: question });
    await expect(term.locator('xpath=following-sibling::dd')).toContainText(answer);
  }
  await expect(page.locator(`main a[href="tel:${service.provider.phone}"]`)).toBeVisible();
}

test('of 868 services only the rows that can be seen are built, wherever one scrolls and whatever one types', async ({ page }) => {
  await open(page, '/services', 'services');
  const list = page.locator('ul[data-count]');
  await expect(list).toHaveAttribute('data-count', '868');
  await list.evaluate((element) => {
    const most = { rows: element.children.length };
    Object.assign(window, { most });
    new MutationObserver(() => (most.rows = Math.max(most.rows, element.children.length))).observe(element, { childList: true });
  });
  const seen = (): Promise<number> =>
    list.locator('li').evaluateAll((rows) =>
      rows.filter((row) => row.getBoundingClientRect().bottom > 0 && row.getBoundingClientRect().top < innerHeight).length);
  for (const part of [0, 0.3, 0.7, 1, 0]) {
    await page.evaluate((share) => scrollTo(0, share * document.documentElement.scrollHeight), part);
    await expect.poll(seen).toBeGreaterThan(3);
  }
  for (const typed of ['a', 'an', 'anzhuang', '']) {
    await page.getByRole('searchbox', { name: '找服务' }).fill(typed);
    await expect(list).toHaveAttribute('data-count', typed ? /^(?!868$)/ : '868');
    await expect.poll(seen).toBeGreaterThan(1);
  }
  expect(await page.evaluate(() => (window as unknown as { most: { rows: number } }).most.rows)).toBeLessThan(40);
});
