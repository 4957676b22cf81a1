import type { Page } from '@playwright/test';
import { whenOrdering } from '../fixtures/faults';
import { answerAll, asks, begin, checking, choose, next, received, submit, waiting } from '../fixtures/form';
import { CHEN, PIPES } from '../fixtures/people';
import { expect, kept, open, shown, test } from '../fixtures/test';

test('an order made without a network waits visibly, survives a reload, and arrives exactly once', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await answerAll(page);
  await context.setOffline(true);
  await expect(page.getByText('现在没有网络')).toBeVisible();
  await submit(page);
  await waiting(page);
  await expect(page.getByText('1 件在本机待送出')).toBeVisible();
  expect(await api.orders()).toHaveLength(before);

  // The page is opened again with a network for its files, but none to the server.
  await page.route('**/v1/**', (route) => route.abort('internetdisconnected'));
  await context.setOffline(false);
  await page.reload();
  await waiting(page);
  expect(await api.orders()).toHaveLength(before);

  await page.unroute('**/v1/**');
  await page.reload();
  const number = await received(page);
  const orders = await api.orders();
  expect(orders).toHaveLength(before + 1);
  expect(orders.filter((order) => order.number === number)).toHaveLength(1);
  await expect(page.getByText('件在本机待送出')).toHaveCount(0);
  await open(page, '/outbox', 'outbox');
  await expect(page.getByText('没有要送的')).toBeVisible();
});

test('the answer is lost after the server has the order: it is there once, with its number', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await answerAll(page);
  let lost = 0;
  const keys = new Set<string>();
  await page.route('**/v1/orders*', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.add(route.request().headers()['idempotency-key'] ?? '');
    const answer = await route.fetch();
    if (lost === 0) {
      lost += 1;
      expect(answer.status()).toBe(201);
      return route.abort('connectionreset');
    }
    return route.fulfill({ response: answer });
  });
  await submit(page);
  await received(page);
  expect(lost).toBe(1);
  expect(keys.size).toBe(1);
  expect(await api.orders()).toHaveLength(before + 1);
});

/** Orders leave and nothing comes back; those after the first go through. Answers the keys that were seen. */
async function losesTheFirst(page: Page, arrives: boolean): Promise<Set<string>> {
  const keys = new Set<string>();
  let sent = 0;
  await whenOrdering(page, async (route) => {
    keys.add(route.request().headers()['idempotency-key'] ?? '');
    sent += 1;
    if (sent > 1) return route.fallback();
    // The page leaves before an answer, so that this one stays open for good.
    if (arrives) await route.fetch();
  });
  return keys;
}

for (const [where, arrives] of [['the server has it already', true], ['it has not arrived', false]] as const) {
  test(`the page is opened again while an order is on its way and ${where}: it is one order`, async ({ page, signedIn, other }) => {
    await signedIn(CHEN);
    const api = await other(CHEN);
    const before = (await api.orders()).length;
    await begin(page, null);
    await answerAll(page);
    const keys = await losesTheFirst(page, arrives);
    await submit(page);
    await expect.poll(() => keys.size).toBe(1);
    await expect.poll(async () => (await api.orders()).length).toBe(before + (arrives ? 1 : 0));
    await page.reload();
    await expect(page).toHaveURL(/\/order\/sent\//);
    await expect(page.getByRole('heading', { level: 1, name: '收到了' })).toBeVisible({ timeout: 20_000 });
    await received(page);
    expect(await api.orders()).toHaveLength(before + 1);
    expect(keys.size).toBe(1);
    await open(page, '/outbox', 'outbox');
    await expect(page.getByText('没有要送的')).toBeVisible();
    // What comes next is another order, and begins with nothing.
    await page.goto(`/services/${PIPES.id}/order`);
    await asks(page, 'fault');
    await expect(page.getByRole('radio', { name: '下水堵了' })).not.toBeChecked();
  });
}

test('an order on its way is no draft on home, and its form leads to what became of it', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await answerAll(page);
  const keys = await losesTheFirst(page, false);
  await submit(page);
  await expect.poll(() => keys.size).toBe(1);
  await open(page, '/', 'home');
  await expect(page.locator('li[data-kind=draft]')).toHaveCount(0);
  await expect(page.getByText('还没有送出')).toHaveCount(0);
  await page.goto(`/services/${PIPES.id}/order`);
  await expect(page).toHaveURL(/\/order\/sent\//);
  await expect(page.getByRole('heading', { level: 1, name: '收到了' })).toBeVisible({ timeout: 20_000 });
  expect(await api.orders()).toHaveLength(before + 1);
  expect(keys.size).toBe(1);
});

test('the server dies in the middle of the form and nothing typed is lost', async ({ page, server, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await choose(page, '下水堵了');
  await next(page);
  await choose(page, '明天');
  await next(page);
  await asks(page, 'address');
  await server.stop('SIGKILL');
  await page.getByRole('textbox').fill('幸福里7号楼2单元602，敲门请轻');
  await next(page);
  await asks(page, 'phone');
  await next(page);
  await asks(page, 'photo');
  await next(page);
  await checking(page);
  await expect(page.getByText('幸福里7号楼2单元602，敲门请轻')).toBeVisible();
  await submit(page);
  await waiting(page);

  await server.restart();
  await page.getByRole('button', { name: '现在试着送出' }).click();
  const number = await received(page);
  const orders = await api.orders();
  expect(orders).toHaveLength(before + 1);
  const order = orders.find((one) => one.number === number);
  const whole = await api.order(order?.id ?? '');
  expect(JSON.stringify(whole.answers)).toContain('敲门请轻');
});

test('without the server the last copies are shown with their date', async ({ page, server, signedIn }) => {
  await signedIn(CHEN);
  await open(page, '/', 'home');
  await page.locator('[data-tab=services]').click();
  await shown(page, 'services');
  await expect(page.locator(`[data-id="${PIPES.id}"]`)).toBeVisible();
  // The app's files still come; the neighbourhood's server answers nothing.
  await page.route('**/v1/**', (route) => route.abort('connectionrefused'));
  await page.reload();
  await shown(page, 'services', 'stale');
  await expect(page.locator('ul[data-count]')).toHaveAttribute('data-count', '868');
  await expect(page.getByText(/^这是.*的内容/)).toBeVisible();
  await page.locator('[data-tab=home]').click();
  await shown(page, 'home', 'stale');
  await expect(page.getByText(/^这是.*的内容/)).toBeVisible();
  expect(server.url).toContain('127.0.0.1');
});

test('a copy of three days ago does not set the clock back: the first screen says today’s date', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  await open(page, '/', 'home');
  const date = (ahead: number): string => {
    const [, month, day] = new Date(Date.now() + 8 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10).split('-');
    return `${Number(month)}月${Number(day)}日`;
  };
  // The line under the greeting: a date with its weekday, and the address.
  const line = page.getByText(/^\d+月\d+日周. · 幸福里/);
  await expect(line).toContainText(date(0));
  await expect.poll(() => kept(page)).toContain(`${CHEN.id}|zh|/v1/home`);
  // Three days later, without the server.
  await page.addInitScript((later) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + later;
  }, 3 * 86_400_000);
  await page.route('**/v1/**', (route) => route.abort('connectionrefused'));
  await page.reload();
  await shown(page, 'home', 'stale');
  await expect(line).toContainText(date(3));
  await expect(page.getByText(/^这是.*的内容/)).toBeVisible();
});
