import type { Page } from '@playwright/test';
import { enter } from '../fixtures/api';
import { asks } from '../fixtures/form';
import { KIOSK_SCREEN, SHORT, STAFF_PIN, agree, byCard, pair, scan } from '../fixtures/kiosk';
import { BURST, WANG, WANG_CARD, ZHAO } from '../fixtures/people';
import { expect, open, shown, test } from '../fixtures/test';
import { traces } from '../fixtures/traces';

test.use({ viewport: KIOSK_SCREEN, hasTouch: true });

/** What tells of Wang, wherever it stood. */
const OF_WANG = [WANG.name, WANG.phone, WANG.id, WANG_CARD.number, WANG.address ?? '', 'seed-order-01'];

/** The browser keeps nothing of anybody, on the screen neither. */
async function nothingOf(page: Page, words: string[]): Promise<void> {
  await shown(page, 'kiosk-start');
  const kept = await traces(page, page.context());
  const seen = await page.content();
  for (const word of words) {
    expect(kept, word).not.toContain(word);
    expect(seen, word).not.toContain(word);
  }
}

/** Back, forward and loading again show nothing of anybody. */
async function nothingComesBack(page: Page, words: string[]): Promise<void> {
  await nothingOf(page, words);
  // What lies before is what the browser began with: no page of ours.
  const before = await page.goBack();
  expect(before?.url() ?? page.url()).not.toContain('/orders');
  for (const word of words) expect(await page.content(), word).not.toContain(word);
  await page.goForward();
  await nothingOf(page, words);
  await page.reload();
  await nothingOf(page, words);
}

/** Wang signs in with her card and looks at what is hers. */
async function wangIsHere(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: '登录' }).click();
  await shown(page, 'kiosk-sign-in');
  await byCard(page, WANG_CARD);
  await shown(page, 'kiosk-start');
  await expect(page.getByRole('main')).toContainText(WANG.name);
}

test('a worker makes a screen a kiosk, and takes it out of service while it is used', async ({ page, other }) => {
  await open(page, '/kiosk', 'kiosk-pairing');
  await page.getByRole('button', { name: '开始配对' }).click();
  const code = ((await page.locator('[data-code]').textContent()) ?? '').replaceAll(' ', '');
  expect(code).toMatch(/^\d{6}$/);
  const desk = await other(ZHAO);
  await agree(desk, code);
  await shown(page, 'kiosk-start');
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'kiosk');
  await expect(page.locator('body')).toContainText('一楼大厅1号机');
  expect(new URL(page.url()).pathname).toBe('/');

  await wangIsHere(page);
  const { items } = await desk.get<{ items: { id: string }[] }>('/v1/desk/kiosks');
  expect(items).toHaveLength(1);
  await desk.remove(`/v1/desk/kiosks/${items[0]?.id}`);
  // What they do next is refused, and ends what goes on.
  await page.getByRole('main').getByRole('link', { name: /议事/ }).click();
  await shown(page, 'kiosk-pairing');
  const kept = await traces(page, page.context());
  for (const word of OF_WANG) expect(kept, word).not.toContain(word);
});

test('a resident signs in with a phone, and only after the numbers were compared', async ({ page, context, browser, server, other }) => {
  await pair(context, server, await other(ZHAO));
  await open(page, '/', 'kiosk-start');
  await page.getByRole('main').getByRole('link', { name: '登录' }).click();
  await shown(page, 'kiosk-sign-in');
  const match = (await page.locator('[data-match]').textContent()) ?? '';
  const digits = (await page.locator('[data-user-code]').getAttribute('data-user-code')) ?? '';
  expect(match).toMatch(/^\d{2}$/);

  const phone = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 800 } });
  await enter(phone, server, WANG);
  const hand = await phone.newPage();
  await open(hand, '/hand-off', 'hand-off');
  await hand.locator('#code').fill(digits);
  await hand.getByRole('button', { name: '查看是哪一台' }).click();
  await expect(hand.locator('#kiosk')).toHaveText('一楼大厅1号机');
  await expect(hand.locator('[data-match]')).toHaveText(match);
  await hand.getByRole('button', { name: /同意登录/ }).click();
  await expect(hand.getByRole('heading', { name: '已同意' })).toBeVisible();
  await phone.close();

  await shown(page, 'kiosk-start');
  await expect(page.getByRole('main')).toContainText(WANG.name);
  await page.locator('[data-end]').click();
  await nothingComesBack(page, OF_WANG);
});

test('the code of the picture is taken out of the phone’s address, and works after signing in', async ({ page, context, browser, server, other }) => {
  await pair(context, server, await other(ZHAO));
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/v1/kiosk/sign-ins') && answer.status() === 201);
  await open(page, '/sign-in', 'kiosk-sign-in');
  const { token } = (await (await answered).json()) as { token: string };
  const phone = await browser.newContext({ baseURL: server.url });
  const hand = await phone.newPage();
  await open(hand, `/hand-off#${token}`, 'hand-off');
  expect(hand.url()).not.toContain(token);
  await hand.getByRole('link', { name: '登录' }).last().click();
  await shown(hand, 'sign-in');
  await hand.locator('#way-demo').click();
  await hand.getByRole('button', { name: new RegExp(WANG.name) }).click();
  await shown(hand, 'hand-off');
  await hand.getByRole('button', { name: /不是我/ }).click();
  await expect(hand.getByRole('heading', { name: '没有登录' })).toBeVisible();
  await phone.close();
  // It is said on the kiosk, which offers another try.
  await expect(page.getByRole('button', { name: '再来一次' })).toBeVisible();
});

test('whatever somebody did at a kiosk, nothing of it is there for the next one', async ({ page, context, server, other }) => {
  await pair(context, server, await other(ZHAO));
  await open(page, '/', 'kiosk-start');
  await wangIsHere(page);
  await page.getByRole('link', { name: '我的点单' }).click();
  await shown(page, 'orders');
  await page.locator('a[href="/orders/seed-order-01"]').first().click();
  await shown(page, 'order');
  expect(new URL(page.url()).pathname).toBe('/');
  // A form is begun and left.
  await page.getByRole('button', { name: '返回' }).click();
  await shown(page, 'orders');
  await page.getByRole('button', { name: '放大' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-elder', '');
  const disk = await traces(page, context);
  for (const word of OF_WANG) expect(disk, word).not.toContain(word);
  await page.locator('[data-end]').click();
  await nothingComesBack(page, OF_WANG);
  await expect(page.locator('html')).not.toHaveAttribute('data-elder', '');
  // Nobody is signed in on the server either.
  expect((await context.request.get(`${server.url}/v1/me`)).status()).toBe(401);
});

test('leaving a quiet page at once leaves the kiosk as it was before', async ({ page, context, server, other }) => {
  await pair(context, server, await other(ZHAO));
  await open(page, '/', 'kiosk-start');
  await wangIsHere(page);
  await page.locator('main a[href="/care"]').click();
  await shown(page, 'counselling');
  await page.locator('[data-leave]').click();
  await nothingComesBack(page, OF_WANG);
  expect((await context.request.get(`${server.url}/v1/me`)).status()).toBe(401);
});

test('no way leads out of a kiosk, and what is not done at one is not shown', async ({ page, context, server, other }) => {
  await pair(context, server, await other(ZHAO));
  await open(page, '/', 'kiosk-start');
  await page.locator('main a[href="/contacts"]').click();
  await shown(page, 'contacts');
  await expect(page.locator('a.button[href^="tel:"]')).toHaveCount(0);
  // Links as a page of the community may have them.
  await page.evaluate(() => {
    const links = [['tel:110', ''], ['https://elsewhere.example/', ''], ['/v1/lines', ''], ['/', '_blank']] as const;
    for (const [href, target] of links) {
      const link = document.createElement('a');
      Object.assign(link, { href, target, textContent: `out ${href}${target}` });
      document.querySelector('main')?.append(link);
    }
  });
  const before = context.pages().length;
  for (const link of await page.getByRole('link', { name: /^out / }).all()) await link.click();
  await page.waitForTimeout(300);
  expect(context.pages()).toHaveLength(before);
  await shown(page, 'contacts');
  for (const path of ['/desk', '/me', '/recount']) await open(page, path, 'kiosk-not-here');
});

test('nobody there: it asks, can be told so without limit, and then clears everything', async ({ page, context, server, other }) => {
  await pair(context, server, await other(ZHAO), SHORT);
  await open(page, '/', 'kiosk-start');
  await wangIsHere(page);
  // The wall clock of the device is a year late from now on; it changes nothing.
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() - 31_536_000_000;
  });
  await page.getByRole('link', { name: '我的点单' }).click();
  await shown(page, 'orders');
  const asks = page.getByRole('dialog', { name: '还在吗？' });
  for (let times = 0; times < 2; times += 1) {
    await expect(asks).toBeVisible();
    await expect(asks.getByRole('timer')).toHaveText(/^(20|19|18)$/);
    // A touch beside the answer is none.
    await page.mouse.click(5, 5);
    await expect(asks).toBeVisible();
    await page.locator('[data-go-on]').click();
    await expect(asks).toHaveCount(0);
  }
  await expect(asks).toBeVisible();
  // A page that is too busy to count does not give anybody more time.
  await page.evaluate(() => {
    const until = performance.now() + 12_000;
    while (performance.now() < until);
  });
  await expect(asks.getByRole('timer')).toHaveText(/^[5-8]$/);
  await expect(page.locator('main')).toHaveAttribute('data-page', 'kiosk-start', { timeout: 12_000 });
  await nothingOf(page, OF_WANG);
});

test('nobody has begun: the first page shows itself, and a touch anywhere begins', async ({ page, context, server, other }) => {
  await pair(context, server, await other(ZHAO), SHORT);
  await open(page, '/', 'kiosk-start');
  const attract = page.locator('[data-attract]');
  await expect(attract).toBeVisible();
  await expect(attract).toContainText('网络正常');
  // Below lies a tile; it is not what was touched.
  await attract.tap({ position: { x: 540, y: 1300 } });
  await expect(attract).toHaveCount(0);
  await shown(page, 'kiosk-start');
});

test('a scanner types into a form: the form stays as it was, and what was scanned is looked at', async ({ page, context, server, other }) => {
  await pair(context, server, await other(ZHAO));
  await open(page, '/services', 'services');
  const search = page.getByRole('searchbox');
  await search.fill('水管');
  await search.focus();
  await scan(page, '110101199003078515');
  await expect(search).toHaveValue('水管');
  await expect(page.getByRole('alert')).toContainText('用不上');
  await search.focus();
  await scan(page, WANG_CARD.number, 'Tab');
  await shown(page, 'kiosk-sign-in');
  await expect(page.getByRole('button', { name: /户卡号，已按 8 位/ })).toBeVisible();
  expect(page.url()).not.toContain(WANG_CARD.number);
  await scan(page, `${server.url}/projects`);
  await shown(page, 'projects');
  expect(server.log).not.toContain(WANG_CARD.number);
});

test('without a network one can look, and is told at once that nothing can be handed in', async ({ page, context, server, other }) => {
  await pair(context, server, await other(ZHAO));
  const kept = page.waitForResponse((answer) => answer.url().includes('/v1/guides?limit=200'));
  await open(page, '/', 'kiosk-start');
  await kept;
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.getByRole('link', { name: /办事指南/ }).click();
  await expect(page.locator('main[data-page=guides] li').first()).toBeVisible();
  await expect(page.locator('header')).toContainText('自助机没有网络');
  await context.setOffline(false);
  await page.getByRole('button', { name: '返回' }).click();
  await shown(page, 'kiosk-start');

  const wang = await other(WANG);
  const before = (await wang.orders()).map((order) => order.number);
  await wangIsHere(page);
  await page.locator('a[href="/services"]').click();
  await shown(page, 'services');
  await page.getByRole('searchbox').fill('shuiguanbaolie');
  await page.locator(`[data-id="${BURST.id}"] a`).click();
  await page.locator('a[href$="/order"]').click();
  const submit = page.locator('form button[type=submit]');
  await asks(page, 'person');
  await page.locator('form input[type=radio]').first().check();
  await submit.click();
  for (const [id, value] of [['fault', 'leak'], ['flow', 'drips']] as const) {
    await asks(page, id);
    await page.locator(`form input[value="${value}"]`).check();
    await submit.click();
  }
  await asks(page, 'when');
  await page.locator('form input[type=radio]').nth(1).check();
  await submit.click();
  for (const id of ['address', 'phone']) {
    await asks(page, id);
    // The browser fills nothing in, and remembers nothing for the next one.
    const fields = page.locator('form input:not([type=radio]), form textarea');
    expect(await fields.count()).toBeGreaterThan(0);
    for (const field of await fields.all()) await expect(field).toHaveAttribute('autocomplete', 'off');
    await submit.click();
  }
  await asks(page, 'photo');
  await expect(page.locator('input[type=file]')).toHaveCount(0);
  await submit.click();
  await expect(page.getByRole('heading', { level: 1, name: '核对一下，再提交' })).toBeVisible();
  await context.setOffline(true);
  const hand = page.getByRole('button', { name: '提交点单' });
  await hand.click();
  await expect(page.getByRole('alert')).toContainText('请到服务台');
  for (const word of ['drips', WANG.id]) expect(await traces(page, context), word).not.toContain(word);
  // With the network it is handed in, once, and goes along.
  await context.setOffline(false);
  await hand.click();
  await expect(page.getByRole('button', { name: '发到手机' })).toBeVisible();
  const made = (await wang.orders()).filter((order) => !before.includes(order.number));
  expect(made).toHaveLength(1);
  await expect(page.locator('.sheet')).toContainText(made[0]?.number ?? 'none');
  await context.setOffline(true);
  await page.locator('[data-end]').click();
  await page.waitForTimeout(3_000);
  await context.setOffline(false);
  await expect(async () => {
    await page.goto('/');
  }).toPass();
  await nothingComesBack(page, OF_WANG);
});

test('the staff’s page opens with its PIN alone, without a network too', async ({ page, context, server, other }) => {
  await pair(context, server, await other(ZHAO));
  await open(page, '/', 'kiosk-start');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  for (let taps = 0; taps < 5; taps += 1) await page.getByRole('button', { name: '工作人员' }).click();
  await shown(page, 'kiosk-health');
  const keys = page.getByRole('group', { name: '数字键' });
  const type = async (pin: string): Promise<void> => {
    for (const digit of pin) await keys.getByRole('button', { name: digit, exact: true }).click();
  };
  await type('000000');
  await expect(page.getByRole('alert').filter({ hasText: '密码不对' })).toBeVisible();
  await type(STAFF_PIN);
  await expect(page.locator('[data-contact]')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('一楼大厅1号机');
  await context.setOffline(false);
});

test('targets of a kiosk are large, and its controls are within reach', async ({ page, context, server, other }) => {
  await pair(context, server, await other(ZHAO));
  await open(page, '/', 'kiosk-start');
  const boxes = await page.evaluate(() =>
    [...document.querySelectorAll('.kiosk a[href], .kiosk button')]
      .map((target) => ({ box: target.getBoundingClientRect(), corner: target.className === 'kiosk-corner' }))
      .filter(({ box }) => box.width > 0)
      .map(({ box, corner }) => ({ width: box.width, height: box.height, top: box.top, corner })),
  );
  expect(boxes.length).toBeGreaterThan(12);
  for (const box of boxes) {
    expect(Math.min(box.width, box.height), JSON.stringify(box)).toBeGreaterThanOrEqual(72);
    if (!box.corner) expect(box.top, JSON.stringify(box)).toBeGreaterThanOrEqual(1920 * 0.4);
  }
  await page.getByRole('button', { name: '低位' }).click();
  const top = await page.locator('.kiosk-tiles').evaluate((tiles) => tiles.getBoundingClientRect().top);
  expect(top).toBeGreaterThanOrEqual(1920 * 0.6);
});

test('an order that was made at a kiosk goes along on the phone or on paper', async ({ page, context, server, other }) => {
  await pair(context, server, await other(ZHAO));
  const wang = await other(WANG);
  const before = await wang.orders();
  await open(page, '/', 'kiosk-start');
  await wangIsHere(page);
  await page.getByRole('link', { name: '我的点单' }).click();
  await shown(page, 'orders');
  await page.locator(`a[href="/orders/${before[0]?.id}"]`).first().click();
  await shown(page, 'order');
  await page.getByRole('button', { name: '发到手机' }).click();
  await expect(page.getByRole('img', { name: '这一页的二维码' })).toBeVisible();
  await expect(page.locator('.sheet')).toContainText(before[0]?.number ?? 'none');
  for (const word of [WANG.name, WANG.phone]) await expect(page.locator('.sheet')).not.toContainText(word);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.sheet')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
});
