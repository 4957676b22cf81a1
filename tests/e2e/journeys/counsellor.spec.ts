import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { enter } from '../fixtures/api';
import { answerAll, book, choosePlace, fillIn, laterDay, takeAway, takeFirst } from '../fixtures/care';
import { HE, LI, SHEN, WANG, ZHAO } from '../fixtures/people';
import { askForCall, bookAs, bookByName, freeTimes, makeKey, onDay, share, soonFree } from '../fixtures/provider';
import type { Server } from '../fixtures/server';
import { expect, open, present, shown, test } from '../fixtures/test';
import { traces } from '../fixtures/traces';

const TITLE = '社区服务 · 邻里';

/** Another device, with nobody signed in. */
async function device(browser: Browser, server: Server): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 800 } });
  return [context, await context.newPage()];
}

/** Taps until something shows: a tap right after another one is taken for its second half. */
async function insist(tap: () => Promise<void>, shows: Locator): Promise<void> {
  await expect(async () => {
    await tap();
    await expect(shows).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** Taps something, and once more at the same place as soon as it is gone. */
async function tapAgainOnceGone(page: Page, selector: string): Promise<void> {
  await page.locator(selector).scrollIntoViewIfNeeded();
  const tapped = await page.evaluate((wanted) => new Promise<boolean>((resolve) => {
    const button = document.querySelector<HTMLElement>(wanted);
    if (!button) return resolve(false);
    const { x, y, width, height } = button.getBoundingClientRect();
    const label = button.getAttribute('aria-label');
    const gone = new MutationObserver(() => {
      // It is away, or has become the button of something else.
      if (button.isConnected && button.getAttribute('aria-label') === label) return;
      gone.disconnect();
      const there = document.elementFromPoint(x + width / 2, y + height / 2)?.closest<HTMLElement>('button');
      there?.click();
      resolve(Boolean(there));
    });
    gone.observe(document.body, { attributes: true, childList: true, subtree: true });
    button.click();
  }), selector);
  expect(tapped).toBe(true);
}

test('what a resident shares by consent is opened by the counsellor’s key alone, and nothing of it stays', async ({
  page, context, server, browser, signedIn, other,
}) => {
  await signedIn(SHEN);
  await open(page, '/', 'home');
  await present(page, SHEN);
  await page.locator('nav [data-tab=desk]').click();
  await shown(page, 'provider-bookings');
  await expect(page.getByText('没有钥匙，来访者就不能把自测交给您')).toBeVisible();
  await page.getByRole('link', { name: '去看钥匙' }).click();
  await makeKey(page);

  // A resident at another device.
  const [theirs, phone] = await device(browser, server);
  await open(phone, '/care/check/s3', 'self-check');
  await answerAll(phone, 2, 7);
  await phone.getByRole('link', { name: '约咨询师' }).click();
  await shown(phone, 'appointments');
  await choosePlace(phone, 'k1', 'c1', 'v1');
  await laterDay(phone);
  const day = await phone.locator('input[name=day]:checked').inputValue();
  await takeFirst(phone);
  await fillIn(phone, '青瓷小鹿');
  await book(phone);
  const id = (await phone.getByTestId('booking').getAttribute('data-id')) ?? '';
  const offer = phone.getByTestId('share');
  await offer.getByRole('switch').click();
  await offer.getByRole('button', { name: '加密后给咨询师' }).click();
  await expect(phone.getByTestId('shared')).toBeVisible();
  await theirs.close();

  await page.locator('main nav a[href="/provider"]').click();
  await shown(page, 'provider-bookings');
  await page.locator(`#day-${day}`).check();
  const card = page.locator(`[data-id="${id}"]`);
  await expect(card).toContainText('青瓷小鹿');
  await card.locator('[data-open-shared]').click();
  await shown(page, 'provider-shared');
  const opened = page.getByTestId('opened');
  await expect(opened).toContainText('GAD-7');
  await expect(opened).toContainText('14 分');
  await expect(opened).toContainText('中度');
  await expect(page.locator('ol[data-count="7"] li')).toHaveCount(7);
  await expect(page).toHaveTitle(TITLE);
  expect(new URL(page.url()).pathname).toBe(`/provider/bookings/${id}`);

  // Left by the way back, and by the way out: it is neither kept nor shown again.
  const words = ['GAD', '中度', '青瓷小鹿', '13912345678', '以上的天数'];
  const without = async (where: string): Promise<void> => {
    const kept = await traces(page, context);
    for (const word of words) expect(kept.includes(word), `${where}: ${word}`).toBe(false);
    expect(kept).toContain('shen-ruolan');
  };
  await without('while it is open');
  await page.getByRole('link', { name: '回到预约' }).click();
  await shown(page, 'provider-bookings');
  await expect(page.getByText('GAD-7')).toHaveCount(0);
  await page.goBack();
  await shown(page, 'provider-shared');
  await expect(opened).toBeVisible();
  await page.keyboard.press('Escape');
  await page.waitForURL('**/announcements');
  await shown(page, 'announcements');
  await without('after leaving');
  for (let step = 0; step < 3; step += 1) {
    await page.goBack();
    expect(page.url()).not.toContain('/provider');
  }

  // Another counsellor has no part in it, and neither have a worker and a resident.
  for (const [who, status] of [[ZHAO, 404], [LI, 403]] as const) {
    const api = await other(who);
    expect(await api.status(`/v1/desk/appointments/bookings/${id}/envelope`), who.name).toBe(status);
  }
  const [hers, desk] = await device(browser, server);
  await enter(hers, server, HE);
  expect((await hers.request.get(`/v1/desk/appointments/bookings/${id}/envelope`)).status()).toBe(404);
  await open(desk, `/provider/bookings/${id}`, 'provider-shared');
  await expect(desk.getByText('没有交来的自测')).toBeVisible();
  await expect(desk.getByTestId('opened')).toHaveCount(0);
  await hers.close();
});

test('where the key is not, that is said with what to do, and a new key opens only what comes after it', async ({
  page, context, server, browser, signedIn, other,
}) => {
  await signedIn(SHEN);
  await open(page, '/provider/key', 'provider-key');
  await makeKey(page);
  const self = await other(SHEN);
  const [first] = await soonFree(context.request, server);
  const before = await bookAs(context.request, server, first, '小满');
  await share(context.request, server, self, before);

  const [hers, elsewhere] = await device(browser, server);
  await enter(hers, server, SHEN);
  await open(elsewhere, `/provider/bookings/${before.id}`, 'provider-shared');
  const closed = elsewhere.getByTestId('closed');
  await expect(closed).toHaveAttribute('data-state', 'no-key');
  await expect(closed).toContainText('请到您做钥匙的那台设备上打开');
  await closed.getByRole('link', { name: '去看钥匙' }).click();
  await shown(elsewhere, 'provider-key');
  const key = elsewhere.getByTestId('key');
  await expect(key).toHaveAttribute('data-state', 'away');
  await key.getByRole('button', { name: '在这台设备上做一把' }).click();
  const dialog = elsewhere.getByRole('dialog');
  await expect(dialog).toContainText('只有还留着旧钥匙的设备打得开');
  await dialog.getByRole('button', { name: '做一把新的' }).click();
  await expect(key).toHaveAttribute('data-state', 'here');
  await open(elsewhere, `/provider/bookings/${before.id}`, 'provider-shared');
  await expect(closed).toHaveAttribute('data-state', 'other-key');

  // What comes now is for the new key; the old device still opens the old one.
  const [second] = await soonFree(context.request, server);
  const after = await bookAs(context.request, server, second, '小雪');
  await share(context.request, server, self, after);
  await open(elsewhere, `/provider/bookings/${after.id}`, 'provider-shared');
  await expect(elsewhere.getByTestId('opened')).toContainText('中度');
  await hers.close();
  await open(page, '/provider/key', 'provider-key');
  await expect(page.getByTestId('key')).toHaveAttribute('data-state', 'away');
  await open(page, `/provider/bookings/${before.id}`, 'provider-shared');
  await expect(page.getByTestId('opened')).toContainText('GAD-7');
  await open(page, `/provider/bookings/${after.id}`, 'provider-shared');
  await expect(page.getByTestId('closed')).toHaveAttribute('data-state', 'other-key');
});

test('a key is made once whatever is tapped, and one whose answer is lost is not made twice', async ({ page, signedIn }) => {
  await signedIn(SHEN);
  const sent: string[] = [];
  await page.route('**/v1/desk/appointments/key*', async (route) => {
    sent.push(route.request().postData() ?? '');
    if (sent.length > 1) return route.fallback();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await open(page, '/provider/key', 'provider-key');
  const make = page.locator('[data-make] button');
  await make.dblclick();
  await expect(page.getByTestId('refused')).toContainText('不会做出第二把');
  await make.click();
  await expect(page.getByTestId('key')).toHaveAttribute('data-state', 'here');
  expect(sent).toHaveLength(2);
  expect(sent[0]).toBe(sent[1]);
  // Deleted here, it is said to be elsewhere or lost.
  await page.locator('[data-forget]').click();
  await page.getByRole('dialog').getByRole('button', { name: '从这台设备上删掉' }).click();
  await expect(page.getByTestId('key')).toHaveAttribute('data-state', 'away');
});

test('a time that is closed is no longer offered, one that somebody takes stays, and many are opened at once', async ({
  page, context, server, signedIn,
}) => {
  let ahead = 2;
  while (ahead < 12 && (await freeTimes(context.request, server, ahead)).length < 3) ahead += 1;
  const [first, second] = await freeTimes(context.request, server, ahead);
  if (!first || !second) throw new Error('no day has so many free times');
  await signedIn(SHEN);
  await open(page, '/provider/times', 'provider-times');
  await onDay(page, ahead);
  const closed: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/slots')) closed.push(request.postData() ?? '');
  });
  const row = (id: string) => page.locator(`li[data-id="${id}"]`);
  // What is there now is read once more after it.
  const readAgain = page.waitForResponse((answer) => answer.request().method() === 'GET' && answer.url().includes('/slots'));
  // The second half of a double tap comes when the next time has taken the place of the closed one.
  await tapAgainOnceGone(page, `li[data-id="${first.id}"] [data-close]`);
  await expect(row(first.id)).toHaveCount(0);
  expect((await freeTimes(context.request, server, ahead)).map((slot) => slot.id)).not.toContain(first.id);

  expect(closed).toHaveLength(1);
  await readAgain;
  // Somebody takes one while it is on the screen as free.
  await takeAway(context.request, server, second.id);
  await insist(() => row(second.id).locator('[data-close]').click({ timeout: 1_000 }), page.getByTestId('stayed'));
  await expect(page.getByTestId('stayed')).toContainText('1 个没有关');
  await expect(row(second.id)).toHaveAttribute('data-booked', '1');
  await expect(row(second.id).locator('[data-close]')).toHaveCount(0);

  // All that are free, after a question; the booked one stays.
  await page.locator('[data-close-all]').click();
  await page.getByRole('dialog').getByRole('button', { name: '关掉' }).click();
  await expect.poll(async () => (await freeTimes(context.request, server, ahead)).length).toBe(0);
  await expect(row(second.id)).toBeVisible();

  // What is wrong is said before anything is sent, and nothing typed is lost.
  await page.locator('#from').fill('19:00');
  await page.locator('#until').fill('19:10');
  await page.locator('#opening button[type=submit]').click();
  await expect(page.getByRole('alert')).toContainText('一个也排不下');
  await page.locator('#until').fill('21:00');
  await page.locator('#every').fill('20');
  await page.locator('#opening button[type=submit]').click();
  await expect(page.getByRole('alert')).toContainText('间隔不能更短');
  await page.locator('#every').fill('60');
  await expect(page.getByTestId('plan')).toHaveAttribute('data-count', '2');
  // One intention, however often a busy server is asked.
  const intended = new Set<string | undefined>();
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/slots')) intended.add(request.headers()['idempotency-key']);
  });
  await page.locator('#opening button[type=submit]').dblclick();
  await expect.poll(async () => (await freeTimes(context.request, server, ahead)).length).toBe(2);
  await expect(page.getByTestId('plan')).toHaveAttribute('data-count', '0');
  await expect(page.locator('#from')).toHaveValue('19:00');
  expect(intended.size).toBe(1);
});

test('who came and who did not is noted, and two windows do not contradict each other', async ({
  page, context, server, signedIn,
}) => {
  const [slot, ahead] = await soonFree(context.request, server);
  const { id } = await bookAs(context.request, server, slot, '小满');
  // A minute after it has begun.
  server.passDays((Date.parse(slot.starts_at) + 60_000 - Date.now()) / 86_400_000);
  await signedIn(SHEN);
  await open(page, '/provider', 'provider-bookings');
  const late = await context.newPage();
  await open(late, '/provider', 'provider-bookings');
  const [card, stale] = [page, late].map((view) => view.locator(`[data-id="${id}"]`));
  if (!card || !stale) throw new Error(`no card ${ahead} days ahead`);
  await expect(stale.locator('[data-to=noshow]')).toBeVisible();

  let sent = 0;
  page.on('request', (request) => {
    if (request.url().includes('/transitions')) sent += 1;
  });
  // What stands where it was tapped is then the next step.
  await tapAgainOnceGone(page, `[data-id="${id}"] [data-to=arrived]`);
  await expect(card).toHaveAttribute('data-state', 'arrived');
  expect(sent).toBe(1);

  await stale.locator('[data-to=noshow]').click();
  const dialog = late.getByRole('dialog');
  await expect(dialog).toContainText('小满');
  await dialog.getByRole('button', { name: '就这样定' }).click();
  await expect(late.getByTestId('refused')).toContainText('情况刚刚变了');
  await expect(stale).toHaveAttribute('data-state', 'arrived');

  // Without a network nothing is noted, and it says so.
  await page.bringToFront();
  await context.setOffline(true);
  await insist(() => card.locator('[data-to=fulfilled]').click({ timeout: 1_000 }), page.getByTestId('refused'));
  await expect(page.getByTestId('refused')).toContainText('还没有记下');
  await expect(card).toHaveAttribute('data-state', 'arrived');
  await context.setOffline(false);
  await card.locator('[data-to=fulfilled]').click();
  await expect(card).toHaveAttribute('data-state', 'fulfilled');
});

test('a request is confirmed or declined at the desk, and the resident reads it among their own bookings', async ({
  page, server, browser, signedIn, other,
}) => {
  const [li, wang] = [await other(LI), await other(WANG)];
  const days = [2, 3, 4, 5, 6, 7, 8, 9];
  const found: [string, number][] = [];
  for (const ahead of days) {
    for (const slot of await freeTimes(page.request, server, ahead, 'k3', '')) {
      if (found.length < 2) found.push([await bookByName(found.length ? wang : li, slot), ahead]);
    }
  }
  const [yes, no] = found;
  if (!yes || !no) throw new Error('two times of mediation are free');

  await signedIn(ZHAO);
  await open(page, '/desk', 'desk');
  await page.locator('nav a[href="/provider"]').click();
  await shown(page, 'provider-bookings');
  await onDay(page, yes[1]);
  const first = page.locator(`[data-id="${yes[0]}"]`);
  await expect(first).toHaveAttribute('data-state', 'requested');
  await expect(first).toContainText(LI.name);
  await first.locator('[data-to=booked]').click();
  await expect(first).toHaveAttribute('data-state', 'booked');
  await onDay(page, no[1]);
  const second = page.locator(`[data-id="${no[0]}"]`);
  await insist(() => second.locator('[data-to=declined]').click({ timeout: 1_000 }), page.getByRole('dialog'));
  await page.getByRole('dialog').getByRole('button', { name: '就这样定' }).click();
  await expect(second).toHaveAttribute('data-state', 'declined');

  for (const [who, id, word] of [[LI, yes[0], '已约好'], [WANG, no[0], '没有确认']] as const) {
    const [theirs, phone] = await device(browser, server);
    await enter(theirs, server, who);
    await open(phone, '/care/booking', 'booking');
    await phone.locator('[data-mine]').click();
    await expect(phone.locator(`[data-id="${id}"]`)).toContainText(word);
    await phone.locator(`[data-id="${id}"] button`).click();
    await expect(phone.getByTestId('booking')).toContainText('人民调解');
    await theirs.close();
  }
});

test('a worker notes that a call was made, which deletes whom to call, and a counsellor has no such list', async ({
  page, context, server, browser, signedIn, other,
}) => {
  await askForCall(context.request, server, '小满');
  await signedIn(ZHAO);
  await open(page, '/provider/calls', 'provider-calls');
  const card = page.locator('li[data-id]').filter({ hasText: '小满' });
  await expect(card).toContainText('下午三点以后');
  await expect(card.locator('a[href="tel:13912345678"]')).toBeVisible();
  await card.locator('[data-finish]').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '不了' }).click();
  await expect(card.locator('[data-finish]')).toBeFocused();
  await card.locator('[data-finish]').click();
  await dialog.getByRole('button', { name: '打过了' }).click();
  await expect(card).toHaveCount(0);
  const left = await (await other(ZHAO)).get<{ items: { name: string }[] }>('/v1/desk/appointments/calls');
  expect(left.items.map((call) => call.name)).not.toContain('小满');

  const [hers, desk] = await device(browser, server);
  await enter(hers, server, SHEN);
  await open(desk, '/provider/calls', 'provider-calls');
  await expect(desk.getByText('这里给咨询师和社工用')).toBeVisible();
  await hers.close();
});

test('residents and strangers find neither bookings nor a way there', async ({ page, signedIn }) => {
  await open(page, '/provider', 'provider-bookings');
  await expect(page.getByRole('link', { name: '登录' }).last()).toBeVisible();
  await signedIn(LI);
  await open(page, '/', 'home');
  await present(page, LI);
  await expect(page.locator('nav [data-tab=desk]')).toHaveCount(0);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/v1/desk/')) asked.push(request.url());
  });
  for (const [address, name] of [
    ['/provider', 'provider-bookings'], ['/provider/times', 'provider-times'], ['/provider/key', 'provider-key'],
    ['/provider/calls', 'provider-calls'], ['/provider/bookings/b1', 'provider-shared'],
  ] as const) {
    await open(page, address, name);
    await expect(page.getByText('这里给咨询师和社工用')).toBeVisible();
    await expect(page).toHaveTitle(TITLE);
  }
  expect(asked).toEqual([]);
});
