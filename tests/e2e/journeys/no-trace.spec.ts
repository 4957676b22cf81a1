import type { BrowserContext, Page } from '@playwright/test';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Api, enter } from '../fixtures/api';
import { CODE, answerAll, book, choosePlace, laterDay, lookUp, takeFirst, toTimes } from '../fixtures/care';
import { LI, SHEN, WU } from '../fixtures/people';
import type { Server } from '../fixtures/server';
import { expect, open, present, shown, test } from '../fixtures/test';
import { traces } from '../fixtures/traces';

const ALIAS = '青瓷小鹿';
const PHONE = '13912345678';

/** Everything that a member of a household can read of it and of the neighbourhood. */
const VIEW = [
  '/v1/home', '/v1/me', '/v1/household', '/v1/people', '/v1/orders?limit=100', '/v1/wishes?limit=100', '/v1/contacts',
  '/v1/points', '/v1/points/entries?limit=200', '/v1/points/redemptions', '/v1/announcements?limit=200',
  '/v1/projects?limit=100', '/v1/ballots?limit=50', '/v1/appointments/bookings',
];

/** What they read there, without the time at which they do. */
async function view(api: Api): Promise<string[]> {
  const pages: string[] = [];
  for (const address of VIEW) {
    const untimed = (key: string, value: unknown): unknown => (key === 'server_time' || key === 'as_of' ? undefined : value);
    pages.push(`${address} ${JSON.stringify(await api.get<unknown>(address), untimed)}`);
  }
  return pages;
}

/** What was given or got on the way. */
interface Given {
  words: string[];
  codes: string[];
}

/** Everything that one can do in the section, by somebody who is signed in all the while. */
async function walk(page: Page, note: () => Promise<void>): Promise<Given> {
  const given: Given = { words: [ALIAS, PHONE], codes: [] };
  const seen = async (name: string): Promise<void> => {
    await shown(page, name);
    await note();
  };
  const known = async (testId: string): Promise<void> => {
    given.words.push((await page.getByTestId(testId).getAttribute('data-id')) ?? 'no id');
  };
  await page.locator('nav [data-tab=counselling]').click();
  await seen('counselling');
  await page.locator('a[href="/care/read/a1"]').first().click();
  await seen('reading');
  await page.locator('nav [data-tab=counselling]').click();
  await shown(page, 'counselling');
  await page.locator('.door').first().click();
  await seen('self-checks');
  await page.locator('[data-id=s2] a').click();
  await shown(page, 'self-check');
  await answerAll(page, 1, 9);
  await seen('crisis');
  // A call is asked for.
  await page.locator('[data-call-me]').click();
  await page.getByLabel('怎么称呼您').fill(ALIAS);
  await page.getByLabel('电话', { exact: true }).fill(PHONE);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '请联系我' }).click();
  await expect(page.getByTestId('call-done')).toBeVisible();
  await page.locator('[data-go-on]').click();
  await expect(page.getByTestId('result')).toBeVisible();
  await note();
  // A time is booked, and the result is shared.
  await page.getByRole('link', { name: '约咨询师' }).click();
  await seen('appointments');
  await choosePlace(page, 'k1', 'c1', 'v1');
  await laterDay(page);
  await note();
  await takeFirst(page);
  await note();
  await page.locator('#alias').fill(ALIAS);
  await page.locator('#booking-phone').fill(PHONE);
  await page.locator('#booking-consent-yes').check();
  const code = await book(page);
  await known('booking');
  await note();
  const offer = page.getByTestId('share');
  await offer.getByRole('switch').click();
  await offer.getByRole('button', { name: '加密后给咨询师' }).click();
  await expect(page.getByTestId('shared')).toBeVisible();
  // It is found by its code, after a code that nobody has, and moved.
  await page.locator('[data-forget]').click();
  await lookUp(page, 'ABCDEFGH');
  await expect(page.getByRole('alert')).toContainText('没有这个编号');
  await lookUp(page, code);
  await expect(page.getByTestId('booking')).toHaveAttribute('data-state', 'booked');
  await page.locator('[data-move]').click();
  await shown(page, 'slots');
  await expect(page.locator('.slot:enabled').first()).toBeVisible();
  await takeFirst(page);
  await page.getByRole('button', { name: '改到这个时间' }).click();
  await seen('booking');
  await expect(page.getByTestId('booking')).toHaveAttribute('data-state', 'booked');
  await page.locator('[data-forget]').click();
  // And they wait for another one.
  await page.locator('nav [data-tab=counselling]').click();
  await shown(page, 'counselling');
  await page.locator('.door').nth(1).click();
  await shown(page, 'appointments');
  await page.locator('#kind-k1').check();
  await page.locator('#centre-c1').check();
  await page.locator('form button[type=submit]').click();
  await shown(page, 'slots');
  await page.locator('a[href="/care/wait"]').click();
  await seen('waiting');
  await page.getByRole('button', { name: '排候补' }).click();
  await shown(page, 'booking');
  await expect(page.getByTestId('waiting')).toBeVisible();
  const waits = (await page.getByTestId('code').getAttribute('data-code')) ?? '';
  await note();
  for (const one of [code, waits]) expect(one).toMatch(CODE);
  given.codes.push(code, waits);
  await page.locator('[data-leave]').click();
  await page.waitForURL('**/announcements');
  await shown(page, 'announcements');
  return given;
}

test.describe('with everything that the server can log', () => {
  test.use({ logLevel: 'trace' });

  test('nothing of it is left: not in the browser, not in the history, not with the family, not in the log', async ({
    page, context, server, signedIn, other,
  }) => {
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = keys.publicKey.export({ format: 'jwk' });
    await (await other(SHEN)).put('/v1/desk/appointments/key', { modulus: jwk.n, exponent: jwk.e });
    const [wife, self] = [await other(WU), await other(LI)];
    await signedIn(LI);
    await open(page, '/', 'home');
    await present(page, LI);
    await page.waitForLoadState('networkidle');
    const before = [await view(wife), await view(self)];
    const begun = server.log.length;
    const visited: string[] = [];
    const note = async (): Promise<void> => {
      visited.push(page.url().replace(server.url, ''), await page.title());
    };
    page.on('framenavigated', () => visited.push(page.url().replace(server.url, '')));
    const { words, codes } = await walk(page, note);
    await open(page, '/', 'home');
    await page.waitForLoadState('networkidle');
    const log = server.log.slice(begun);

    // What was looked at, chosen, typed and given. The public numbers to call are everybody's.
    const given = [...words, ...codes];
    const named = ['PHQ', 'GAD', 'WHO-5', '心理咨询', '咨询师', '沈若兰', '心灵驿站', '自测'];
    await inTheBrowser(page, context, [...given, ...named, '预约', '候补', '/care', 'appointments/']);
    for (const seen of visited) {
      for (const word of [...given, ...named, '预约', '候补']) expect(seen, `${seen} in the history`).not.toContain(word);
    }
    // The history itself: nothing of the section is before or behind.
    for (let step = 0; step < 4; step += 1) {
      await page.goBack();
      expect(page.url()).not.toContain('/care');
    }
    // An alias is nobody: what he and his wife read is what they read before.
    expect([await view(wife), await view(self)]).toEqual(before);
    expect(log, 'what is refused is logged, by its pattern').toContain('/v1/appointments/lookup');
    for (const word of [...given, ...named, 'ABCDEFGH']) expect(log.includes(word), `the log has ${word}`).toBe(false);
    inTheDatabase(server, codes);
  });
});

/** What the browser keeps has none of these, and was read at all. */
async function inTheBrowser(page: Page, context: BrowserContext, words: string[]): Promise<void> {
  const kept = await traces(page, context);
  for (const there of [LI.id, 'linli.', '/v1/lines']) expect(kept, 'what the browser keeps was read').toContain(there);
  for (const word of words) expect(kept.includes(word), `the browser has ${word}`).toBe(false);
}

/** Not even the database knows a code; a name and a phone are there for the counsellor, on no order and no person. */
function inTheDatabase(server: Server, codes: string[]): void {
  const files = readdirSync(server.data).filter((name) => name.includes('.sqlite'));
  expect(files).not.toEqual([]);
  const all = Buffer.concat(files.map((name) => readFileSync(path.join(server.data, name))));
  expect(all.includes(Buffer.from(ALIAS)), 'the database was read').toBe(true);
  for (const code of codes) expect(all.includes(Buffer.from(code)), code).toBe(false);
}

test('what is booked by one’s own name, signed in on the way, is a neutral card on one’s own first screen alone', async ({
  page, browser, server, other,
}) => {
  await toTimes(page);
  await laterDay(page);
  await takeFirst(page);
  await page.locator('#naming-name').check();
  await page.locator('#booking-consent-yes').check();
  await page.getByRole('link', { name: '登录，填的还在' }).click();
  await shown(page, 'sign-in');
  await page.getByRole('tab', { name: '演示' }).click();
  await page.locator(`li[data-id="${LI.id}"]`).getByRole('button').click();
  await shown(page, 'booking-form');
  await present(page, LI);
  await expect(page.getByTestId('held')).toHaveAttribute('data-state', 'held');
  await expect(page.locator('#naming-name')).toBeChecked();
  await expect(page.locator('#booking-consent-yes')).toBeChecked();
  await page.locator('form button[type=submit]').click();
  await shown(page, 'booking');
  const facts = page.getByTestId('booking');
  await expect(facts).toHaveAttribute('data-state', 'booked');
  const id = (await facts.getAttribute('data-id')) ?? '';
  const li = await other(LI);
  const { items } = await li.get<{ items: { id: string; slot: { starts_at: string } }[] }>('/v1/appointments/bookings');
  const starts = Date.parse(items.find((one) => one.id === id)?.slot.starts_at ?? '');

  // The day before, the first screen reminds of it, and says no more than that there is something.
  await page.locator('nav [data-tab=home]').click();
  await shown(page, 'home');
  await expect(page.locator('[data-kind=reminder]')).toHaveCount(0);
  server.passDays((starts - Date.now() - 20 * 3_600_000) / 86_400_000);
  await open(page, '/', 'home');
  await present(page, LI);
  const card = page.locator(`[data-kind=reminder][data-id="${id}"]`);
  await expect(card).toContainText('社区预约');
  await expect(card).not.toContainText(/心理|咨询|沈若兰|驿站/);
  // It leads to the booking, which shows when it is asked for.
  await card.getByRole('link').click();
  await shown(page, 'booking');
  await expect(page.locator('main')).not.toContainText('心理咨询');
  await page.locator('[data-mine]').click();
  await page.locator(`[data-id="${id}"] button`).click();
  await expect(facts).toContainText(LI.name);

  // His wife’s phone knows nothing of it.
  const context = await browser.newContext({ baseURL: server.url, locale: 'zh-CN', serviceWorkers: 'block' });
  await enter(context, server, WU);
  const wife = await context.newPage();
  await open(wife, '/', 'home');
  await present(wife, WU);
  await expect(wife.locator('[data-kind=reminder]')).toHaveCount(0);
  await open(wife, '/care/booking', 'booking');
  await wife.locator('[data-mine]').click();
  await expect(wife.getByText('没有用真名约的')).toBeVisible();
  await context.close();
});
