import type { BrowserContext, Page } from '@playwright/test';
import { pipeAnswers } from '../fixtures/api';
import { refuse, whenOrdering } from '../fixtures/faults';
import { answerAll, asks, begin, checking, choose, next, received, submit, waiting } from '../fixtures/form';
import { CHEN, LI, PIPES, WANG } from '../fixtures/people';
import { expect, open, shown, test } from '../fixtures/test';

/** The order was not taken: the reason on top, the answers below it. */
async function refused(page: Page, sentence: string): Promise<void> {
  await checking(page);
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('没有提交成功');
  await expect(summary).toContainText(sentence);
  await expect(page.getByText('下水堵了')).toBeVisible();
}

test('the quota is used up by the household while the form is open', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  await begin(page, null);
  await answerAll(page);
  const api = await other(CHEN);
  for (const _ of [1, 2]) await api.place(PIPES.id, pipeAnswers(CHEN.phone));
  await submit(page);
  await refused(page, '您家这一期的次数用完了。可以选自付的服务，或等下一期。');
  await page.getByRole('alert').getByRole('link', { name: '点服务' }).click();
  await shown(page, 'services');
  await open(page, `/services/${PIPES.id}`, 'service');
  await expect(page.getByRole('button', { name: '点这个服务' })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText(/这一期用完了，.*重新算/).first()).toBeVisible();
});

test('the service is withdrawn while the form is open: the answers stay, and a way leads on', async ({ page, server, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await answerAll(page);
  server.withdraw(PIPES.id);
  for (const _ of [1, 2]) {
    await submit(page);
    await refused(page, '这项服务已经停了。看看相近的服务，或写进心愿单。');
    await shown(page, 'order-form');
  }
  expect(await api.orders()).toHaveLength(before);
  await page.getByRole('alert').getByRole('link', { name: '点服务' }).click();
  await shown(page, 'services');
  await expect(page.locator('ul[data-count]')).toHaveAttribute('data-count', '867');
});

test('a withdrawn service says so to whoever opens it, with a way on', async ({ page, server, signedIn }) => {
  await signedIn(CHEN);
  server.withdraw(PIPES.id);
  await page.goto(`/services/${PIPES.id}`);
  await shown(page, 'service', 'failed');
  await expect(page.getByText('这项服务已经停了。')).toBeVisible();
  await page.getByRole('alert').getByRole('link', { name: '点单' }).click();
  await shown(page, 'services');
});

test('the questions are changed while the form is open', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  const before = (await (await other(CHEN)).orders()).length;
  await begin(page, null);
  await answerAll(page);
  await whenOrdering(page, (route) => refuse(route, 'form_changed'));
  await submit(page);
  await refused(page, '这项服务的内容刚刚改过。您填的都在，请再看一遍。');
  await page.unrouteAll();
  await submit(page);
  await received(page);
  expect(await (await other(CHEN)).orders()).toHaveLength(before + 1);
});

test('the chosen time is taken meanwhile: the answer is marked and another time can be chosen', async ({ page, signedIn, other }) => {
  const service = 'legal-lawyer-call';
  await signedIn(CHEN);
  await page.goto(`/services/${service}/order`);
  await asks(page, 'danger');
  await choose(page, '没有');
  await next(page);
  await choose(page, '租房买房');
  await next(page);
  await asks(page, 'story');
  await page.getByRole('textbox').fill('房东不退押金');
  await next(page);
  await choose(page, '打电话');
  await next(page);
  await asks(page, 'phone');
  await next(page);
  await asks(page, 'slot');
  const times = page.locator('input[name=slot]:not([disabled])');
  await times.first().check();
  const slot = (await times.first().getAttribute('value')) ?? '';
  await next(page);
  await checking(page);

  const answers = { danger: ['no'], topic: ['rent'], story: ['同一个时段'], way: ['phone'], phone: [LI.phone], slot: [slot] };
  const rivals = [await other(LI), await other(WANG)];
  const left = async (): Promise<number> => {
    const page_ = await rivals[0]!.get<{ items: { id: string; left: number }[] }>(`/v1/services/${service}/slots`);
    return page_.items.find((one) => one.id === slot)?.left ?? 0;
  };
  for (let turn = 0; (await left()) > 0; turn += 1) await rivals[turn % rivals.length]!.place(service, answers);

  await submit(page);
  await checking(page);
  await expect(page.getByRole('alert')).toContainText('这个时段刚刚被约满了');
  await expect(page.getByText('房东不退押金')).toBeVisible();
  await page.getByRole('alert').getByRole('link', { name: '这个时段刚刚被约满了，请另选一个。' }).click();
  await asks(page, 'slot');
  await page.locator('input[name=slot]:not([disabled])').last().check();
  await next(page);
  await checking(page);
  await submit(page);
  await received(page);
});

test('the session ends in the middle of the form: signing in leads back to it', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await answerAll(page);
  await context.clearCookies();
  await submit(page);
  await refused(page, '登录已经过期。请重新登录，填的内容还在。');
  await page.getByRole('alert').getByRole('link', { name: '登录' }).click();
  await shown(page, 'sign-in');
  await page.getByRole('tab', { name: '演示' }).click();
  await page.locator(`li[data-id="${CHEN.id}"]`).getByRole('button').click();
  await checking(page);
  await expect(page.getByText('下水堵了')).toBeVisible();
  await submit(page);
  await received(page);
  expect(await api.orders()).toHaveLength(before + 1);
});

test('the session ends while an order waits: it goes after signing in again', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await answerAll(page);
  await context.setOffline(true);
  await submit(page);
  await waiting(page);
  await context.clearCookies();
  await context.setOffline(false);
  await page.goto('/sign-in');
  // Once the app knows that nobody is signed in any more, the page is made anew.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('linli.person'))).toBe('');
  await page.getByRole('tab', { name: '演示' }).click();
  await page.locator(`li[data-id="${CHEN.id}"]`).getByRole('button').click();
  await shown(page, 'home');
  await expect.poll(async () => (await api.orders()).length, { timeout: 20_000 }).toBe(before + 1);
  await expect(page.getByText('件在本机待送出')).toHaveCount(0);
});

test('two tabs and one waiting order: it arrives once', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  const second = await context.newPage();
  await open(second, '/', 'home');
  await begin(page, null);
  await answerAll(page);
  await context.setOffline(true);
  await submit(page);
  await waiting(page);
  await second.reload().catch(() => undefined);
  await context.setOffline(false);
  await open(second, '/', 'home');
  await received(page);
  await expect(second.getByText('件在本机待送出')).toHaveCount(0);
  expect(await api.orders()).toHaveLength(before + 1);
});

/** Another tab, at the last look before sending. */
async function tab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`/services/${PIPES.id}/order/check`);
  await checking(page);
  await expect(page.getByText('下水堵了')).toBeVisible();
  return page;
}

test('three tabs hand in the same form, at once and later: it is one order', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await answerAll(page);
  const [second, third] = [await tab(context), await tab(context)];
  let sent = 0;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await whenOrdering(page, async (route) => {
    sent += 1;
    await held;
    await route.fallback();
  });
  await submit(page);
  await expect.poll(() => sent).toBe(1);
  await submit(second);
  const number = await received(second);
  release();
  expect(await received(page)).toBe(number);
  await submit(third);
  expect(await received(third)).toBe(number);
  expect(await api.orders()).toHaveLength(before + 1);
});

test('another tab changes an answer after the form was sent: it hears that there is an order already', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await answerAll(page);
  const second = await tab(context);
  await submit(page);
  await received(page);
  await second.getByRole('link', { name: '改: 上门前打哪个电话？' }).click();
  await asks(second, 'phone');
  await second.getByRole('textbox').fill('139 1234 5678');
  await next(second);
  await checking(second);
  await submit(second);
  await refused(second, '这一份已经送出过了。请到我的点单里看一看。');
  await expect(second.getByText('139 1234 5678')).toBeVisible();
  expect(await api.orders()).toHaveLength(before + 1);
  await second.getByRole('alert').getByRole('link', { name: '我的点单' }).click();
  await shown(second, 'orders');
});

test('two tabs with the same form: what is typed last is kept, and both can go on', async ({ page, context, signedIn }) => {
  await signedIn(CHEN);
  await begin(page, null);
  await choose(page, '下水堵了');
  await next(page);
  const second = await context.newPage();
  await second.goto(`/services/${PIPES.id}/order`);
  await asks(second, 'when');
  await choose(second, '明天');
  await next(second);
  await asks(second, 'address');
  await choose(page, '今天');
  await next(page);
  await asks(page, 'address');
  await page.reload();
  await asks(page, 'address');
  await page.goBack();
  await asks(page, 'when');
  await expect(page.getByRole('radio', { name: '今天' })).toBeChecked();
});
