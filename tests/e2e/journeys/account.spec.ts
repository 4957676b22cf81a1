import type { Page } from '@playwright/test';
import { asks, begin, choose, next } from '../fixtures/form';
import { CHEN, LI, WANG, WANG_CARD } from '../fixtures/people';
import { expect, open, present, shown, test } from '../fixtures/test';
import { traces } from '../fixtures/traces';

test('signing in by the code that comes to the phone', async ({ page, server }) => {
  await open(page, '/', 'home');
  await page.locator('header').getByRole('link', { name: '登录' }).click();
  await shown(page, 'sign-in');
  await page.getByRole('tab', { name: '手机验证码' }).click();
  await page.getByLabel('手机号').fill('138 0000 0001');
  await page.getByRole('button', { name: '发送验证码' }).click();
  await expect(page.getByLabel('验证码', { exact: true })).toBeFocused();
  await expect(page.getByRole('button', { name: '重新发送' })).toHaveAttribute('aria-disabled', 'true');
  const code = await server.code(WANG.phone);

  await page.getByLabel('验证码', { exact: true }).fill(code === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByText('号码或密码不对，请再看一看。').first()).toBeVisible();
  await expect(page.getByLabel('手机号')).toHaveValue(/138\s?0000\s?0001/);

  await page.getByLabel('验证码', { exact: true }).fill(code);
  await page.getByRole('button', { name: '登录' }).click();
  await shown(page, 'home');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(WANG.name);
});

test('signing in with the household’s card and PIN', async ({ page }) => {
  await open(page, '/sign-in', 'sign-in');
  await page.getByRole('tab', { name: '户卡' }).click();
  await page.getByLabel('户卡号').fill('7250 3208');
  await page.getByLabel('密码').fill('123');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByText('密码要填 6 位数字。').first()).toBeVisible();
  await expect(page.getByLabel('户卡号')).toHaveValue('7250 3208');
  await page.getByLabel('密码').fill(WANG_CARD.pin);
  await page.getByRole('button', { name: '登录' }).click();
  await shown(page, 'home');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(WANG.name);
});

test('signing in with one tap where the operator allows it', async ({ page }) => {
  await open(page, '/sign-in', 'sign-in');
  await page.getByRole('tab', { name: '演示' }).click();
  await page.locator(`li[data-id="${CHEN.id}"]`).getByRole('button').click();
  await shown(page, 'home');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(CHEN.name);
});

test('a deep link while signed out leads back to where it pointed', async ({ page }) => {
  await page.goto('/orders/seed-order-01');
  // Who was never here has no session that could be over.
  await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveText('这里要先登录。填过的内容都还在。');
  await page.getByRole('main').getByRole('link', { name: '登录' }).click();
  await shown(page, 'sign-in');
  await byDemo(page, WANG.id);
  await shown(page, 'order');
  await expect(page).toHaveURL(/\/orders\/seed-order-01$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('暗管漏水检测');
});

test('only who was signed in hears that this is over', async ({ page, context, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/', 'home');
  await present(page, WANG);
  await context.clearCookies();
  await page.goto('/orders');
  const title = page.getByRole('main').getByRole('heading', { level: 2 });
  await expect(title).toHaveText('登录已经过期。请重新登录，填的内容还在。');
  // Also once the app knows that nobody is here any more.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('linli.person'))).toBe('');
  await page.reload();
  await expect(title).toHaveText('登录已经过期。请重新登录，填的内容还在。');
});

test('a link to a form while signed out leads to the form', async ({ page }) => {
  await page.goto('/services/repair-drain-unblock/order');
  await shown(page, 'sign-in');
  await byDemo(page, CHEN.id);
  await asks(page, 'fault');
});

test('the language can be changed anywhere, and stays', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  await begin(page, null);
  await choose(page, '下水堵了');
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
  await asks(page, 'fault');
  await expect(page.getByRole('radio', { name: 'A drain is blocked' })).toBeChecked();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What has gone wrong?');
  await open(page, '/', 'home');
  await expect(page.locator('[data-tab=services]')).toHaveText('Services');
  await expect(page.locator('main')).not.toContainText(/[\u4e00-\u9fff]/);

  await page.locator('[data-tab=services]').click();
  await shown(page, 'services');
  const first = page.locator('ul[data-count] li[data-id]').first();
  await expect(first).toContainText('Burst pipe repair');
  await page.getByRole('button', { name: '切换到中文' }).click();
  await expect(first).toContainText('水管爆裂抢修');
});

test('长辈版 makes text and targets large, on every page and before the app has started', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/', 'home');
  await page.getByRole('button', { name: '长辈版' }).click();
  await expect(page.getByRole('button', { name: '长辈版' })).toHaveAttribute('aria-pressed', 'true');
  const size = (): Promise<number> => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  expect(await size()).toBeGreaterThanOrEqual(20);
  // The app itself never comes: what is on the screen now is the page's own.
  await page.route('**/*.wasm', () => new Promise<void>(() => undefined));
  await page.reload({ waitUntil: 'domcontentloaded' });
  await expect(page.locator('html')).toHaveAttribute('data-elder', /.*/);
  expect(await size()).toBeGreaterThanOrEqual(20);
});

test('长辈版 shows six tiles at most, and what has none has a tab', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/', 'home');
  const area = page.getByRole('heading', { name: '想做什么' }).locator('xpath=ancestor::section');
  await expect(area.getByRole('link', { name: '心理' })).toBeVisible();
  await page.getByRole('button', { name: '长辈版' }).click();
  await expect(area.getByRole('link')).toHaveCount(6);
  await expect(area.getByRole('link', { name: '办事指南' })).toBeVisible();
  await expect(page.locator('[data-tab=counselling]')).toBeVisible();
});

test('the colours can be chosen, and stay', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/me', 'me');
  await page.getByText('高对比').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
  await shown(page, 'me');
  await page.getByText('深色').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('my household: members, what is left, what waits', async ({ page, signedIn }) => {
  await signedIn(LI);
  await open(page, '/me', 'me');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(LI.name);
  await expect(page.getByText('李德明')).toBeVisible();
  await expect(page.getByText('还剩 7 次，共 8 次')).toBeVisible();
});

test('signing out leaves nothing of the person on the device', async ({ page, context, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/', 'home');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(WANG.name);
  await page.locator('[data-tab=services]').click();
  await shown(page, 'services');
  await begin(page);
  await choose(page, '下水堵了');
  await next(page);
  await asks(page, 'when');
  await open(page, '/orders', 'orders');
  await open(page, '/orders/seed-order-01', 'order');
  await page.getByLabel('您的回答').fill('王秀英写了一半的回答');
  await open(page, '/me', 'me');
  expect(await traces(page, context)).toContain(WANG.name);

  await page.getByRole('button', { name: '退出并清空这部手机上的记录' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '退出并清空', exact: true }).click();
  await expect(page.getByText('已经退出，这部手机上的记录清空了。')).toBeVisible();

  const left = await traces(page, context);
  for (const trace of [WANG.name, WANG.phone, WANG.id, '3号楼2单元201', 'seed-order', '王秀英写了一半']) {
    expect(left, `${trace} is still on the device`).not.toContain(trace);
  }
  expect((await context.cookies()).filter((cookie) => cookie.value !== '')).toEqual([]);
  await page.goBack();
  await expect(page.locator('body')).not.toContainText(WANG.name);
  const answer = await context.request.get('/v1/me');
  expect(answer.status()).toBe(401);
});

test('an answer that comes after signing out is not kept', async ({ page, context, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/me', 'me');
  await present(page, WANG);
  let go = (): void => undefined;
  const gone = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/v1/orders?**', async (route) => {
    const answer = await route.fetch();
    await gone;
    await route.fulfill({ response: answer });
  });
  const asked = page.waitForRequest('**/v1/orders?**');
  await page.evaluate(() => {
    history.pushState(null, '', '/orders');
    dispatchEvent(new PopStateEvent('popstate'));
  });
  await asked;
  await page.goBack();
  await shown(page, 'me');
  await page.getByRole('button', { name: '退出并清空这部手机上的记录' }).click();
  const answered = page.waitForResponse('**/v1/orders?**');
  await page.getByRole('dialog').getByRole('button', { name: '退出并清空', exact: true }).click();
  await expect(page.getByText('已经退出，这部手机上的记录清空了。')).toBeVisible();
  go();
  await answered;
  await page.waitForLoadState('networkidle');
  expect(await traces(page, context)).not.toMatch(new RegExp(`seed-order|${WANG.id}`));
});

test('signing out without a network clears the device at once and tells the server first thing', async ({ page, context, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/me', 'me');
  await context.setOffline(true);
  await page.getByRole('button', { name: '退出并清空这部手机上的记录' }).click();
  await expect(page.getByRole('dialog')).toContainText('现在没有网络');
  await page.getByRole('dialog').getByRole('button', { name: '退出并清空', exact: true }).click();
  await expect(page.getByText('没有连上服务器')).toBeVisible();
  expect(await traces(page, context)).not.toContain(WANG.name);
  await context.setOffline(false);
  await page.goto('/');
  await shown(page, 'home');
  await expect(page.locator('body')).not.toContainText(WANG.name);
  expect((await context.request.get('/v1/me')).status()).toBe(401);
});

async function byDemo(page: Page, id: string): Promise<void> {
  await page.getByRole('tab', { name: '演示' }).click();
  await page.locator(`li[data-id="${id}"]`).getByRole('button').click();
}
