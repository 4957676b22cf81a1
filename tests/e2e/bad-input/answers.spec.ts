import { NONSENSE, change, refuse, whenOrdering } from '../fixtures/faults';
import { answerAll, begin, checking, received, submit, waiting } from '../fixtures/form';
import { CHEN, WANG } from '../fixtures/people';
import { expect, open, present, shown, test } from '../fixtures/test';

for (const [what, { sentence, answer }] of Object.entries(NONSENSE)) {
  test(`a page is asked for and the server answers ${what}`, async ({ page, signedIn }) => {
    await signedIn(CHEN);
    await page.route(/\/v1\/orders(\?.*)?$/, answer);
    await page.goto('/orders');
    // Knowing who is here asks once more.
    await present(page, CHEN);
    await shown(page, 'orders', 'failed');
    await expect(page.getByRole('alert')).toContainText(sentence);
    await page.unrouteAll();
    await page.getByRole('button', { name: '再试一次' }).click();
    await shown(page, 'orders');
    await expect(page.locator('[data-count]').first()).toBeVisible();
  });

  test(`the first screen is asked for and the server answers ${what}`, async ({ page, signedIn }) => {
    await signedIn(CHEN);
    await page.route(/\/v1\/home(\?.*)?$/, answer);
    await page.goto('/');
    await shown(page, 'home', 'failed');
    await expect(page.getByRole('alert')).toContainText(sentence);
    await page.unrouteAll();
    await page.getByRole('button', { name: '再试一次' }).click();
    await shown(page, 'home');
  });

  test(`an order is handed in and the server answers ${what}: it waits and arrives once`, async ({ page, signedIn, other }) => {
    await signedIn(CHEN);
    const api = await other(CHEN);
    const before = (await api.orders()).length;
    await begin(page, null);
    await answerAll(page);
    await whenOrdering(page, answer);
    await submit(page);
    await waiting(page);
    await page.unrouteAll();
    await page.getByRole('button', { name: '现在试着送出' }).click();
    await received(page);
    expect(await api.orders()).toHaveLength(before + 1);
  });
}

test('words that this app does not know yet are shown as something, not as an error', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await change(page, /\/v1\/orders\/seed-order-01/, (order) => {
    Object.assign(order, { status: 'teleported', status_type: 'floating', actions: ['sing'], mood: { deeply: ['nested'] } });
    for (const event of order.timeline as Record<string, unknown>[]) Object.assign(event, { by: 'robot', status: 'teleported' });
  });
  await change(page, /\/v1\/home/, (home) => {
    Object.assign(home, { weather: 'rain' });
    for (const todo of home.todos as Record<string, unknown>[]) todo.kind = 'dance';
    (home.capabilities as { features: string[] }).features.push('time_travel');
  });
  await change(page, /\/v1\/services\?/, (services) => {
    for (const row of services.items as Record<string, unknown>[]) Object.assign(row, { payer: 'a_rich_uncle', colour: 7 });
  });
  await open(page, '/', 'home');
  await expect(page.getByText('有一件事等您').or(page.locator('li[data-kind=dance]')).first()).toBeVisible();
  await open(page, '/orders/seed-order-01', 'order');
  await expect(page.getByText('处理中').first()).toBeVisible();
  await open(page, '/services', 'services');
  await expect(page.locator('ul[data-count]')).toHaveAttribute('data-count', '868');
});

test('an order that was cancelled elsewhere cannot be answered, and the newest is shown', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/orders/seed-order-01', 'order');
  await page.route('**/v1/orders/seed-order-01/replies*', (route) => refuse(route, 'not_possible_now'));
  await page.getByLabel('您的回答').fill('接头在滴水');
  await page.getByRole('button', { name: '送出回答' }).click();
  await expect(page.getByText('情况已经变了').first()).toBeVisible();
  await expect(page.getByLabel('您的回答')).toHaveValue('接头在滴水');
});

test('an order that was refused for good after waiting says why and can be changed', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await answerAll(page);
  await context.setOffline(true);
  await submit(page);
  await waiting(page);
  await whenOrdering(page, (route) => refuse(route, 'quota_used_up'));
  await context.setOffline(false);
  await page.getByRole('button', { name: '现在试着送出' }).click();
  await expect(page.getByText('您家这一期的次数用完了。')).toBeVisible();
  await open(page, '/outbox', 'outbox');
  await expect(page.locator('[data-state=refused]')).toContainText('没有送出去');
  await page.getByRole('link', { name: '打开来改' }).click();
  await checking(page);
  await expect(page.getByText('下水堵了')).toBeVisible();
  await page.reload();
  await checking(page);
  await expect(page.getByText('下水堵了')).toBeVisible();
  expect(await api.orders()).toHaveLength(before);

  await page.unrouteAll();
  await submit(page);
  await received(page);
  expect(await api.orders()).toHaveLength(before + 1);
  await open(page, '/outbox', 'outbox');
  await expect(page.getByText('没有要送的')).toBeVisible();
  await open(page, '/', 'home');
  await expect(page.locator('li[data-kind=draft]')).toHaveCount(0);
});
