import type { Page } from '@playwright/test';
import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { day } from '../fixtures/api';
import { CODE, answerAll, book, booked, choosePlace, fillIn, laterDay, lookUp, takeAway, takeFirst, toTimes } from '../fixtures/care';
import { SHEN } from '../fixtures/people';
import { PROVIDER, bookAs, freeTimes } from '../fixtures/provider';
import { expect, open, shown, test } from '../fixtures/test';

test('somebody books under a made-up name, has the code and the calendar, finds it by the code, and cancels', async ({ page }) => {
  await toTimes(page);
  const count = Number(await page.locator('main [data-count]').first().getAttribute('data-count'));
  expect(await page.locator('.slot').count()).toBe(count);
  const code = await booked(page, '小满');
  await expect(page.getByRole('heading', { level: 1, name: '约好了' })).toBeVisible();
  await expect(page.getByText('请抄下来')).toBeVisible();
  await expect(page.getByText('以前可以改期和取消')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.locator('[data-calendar]').click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe('appointment.ics');
  const ics = readFileSync(await file.path(), 'utf8');
  expect(ics).toContain('SUMMARY:社区预约');
  expect(ics).not.toMatch(/心理|咨询|沈若兰|小满/);

  // Cleared, the code alone finds it, with the name masked, and the code is not shown again.
  await page.locator('[data-forget]').click();
  await lookUp(page, `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`);
  const facts = page.getByTestId('booking');
  await expect(facts).toHaveAttribute('data-state', 'booked');
  await expect(facts).toContainText('小*');
  await expect(page.getByTestId('code')).toHaveCount(0);
  await page.locator('[data-cancel]').click();
  await page.getByRole('dialog').getByRole('button', { name: '取消预约' }).click();
  await expect(facts).toHaveAttribute('data-state', 'cancelled');
  await expect(page.getByRole('heading', { level: 1, name: '已经取消' })).toBeVisible();
});

test('a code that is none is said so before it is asked for, and one that nobody has after', async ({ page }) => {
  await open(page, '/care/booking', 'booking');
  await lookUp(page, 'ABC');
  await expect(page.getByRole('alert')).toContainText('编号有 8 位');
  await lookUp(page, 'ABCDEFG0');
  await expect(page.getByRole('alert')).toContainText('没有 0、O、1、I');
  await lookUp(page, 'ABCDEFGH');
  await expect(page.getByRole('alert')).toContainText('没有这个编号');
});

test('a time that somebody else took keeps the form and offers the nearest ones', async ({ page, context, server }) => {
  let hold = '';
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().includes('/holds/')) hold = request.url();
  });
  await toTimes(page);
  await laterDay(page);
  const slot = await takeFirst(page);
  await fillIn(page, '小满');
  await context.request.delete(hold);
  await takeAway(context.request, server, slot);
  await page.locator('form button[type=submit]').click();
  const nearest = page.getByTestId('nearest');
  await expect(nearest).toHaveAttribute('data-count', '3');
  await expect(page.locator('#alias')).toHaveValue('小满');
  await nearest.getByRole('button').first().click();
  await expect(nearest).toHaveCount(0);
  await expect(page.locator('#alias')).toHaveValue('小满');
  await expect(page.locator('#booking-consent-yes')).toBeChecked();
  expect(await book(page)).toMatch(CODE);
});

for (const [how, leave] of [
  ['by a link', (page: Page) => page.locator('nav [data-tab=services]').click()],
  ['at once', (page: Page) => page.locator('[data-leave]').click()],
  ['by Escape', (page: Page) => page.keyboard.press('Escape')],
  ['by loading the page again', (page: Page) => page.reload()],
] as const) {
  test(`a time that is held is free for others as soon as one leaves ${how}`, async ({ page, context }) => {
    let asked = '';
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/v1/appointments/slots' && request.url().includes('day=')) asked = request.url();
    });
    await toTimes(page);
    await laterDay(page);
    const slot = await takeFirst(page);
    const remaining = async (): Promise<number> => {
      const { items } = (await (await context.request.get(asked)).json()) as { items: { id: string; remaining: number }[] };
      return items.find((item) => item.id === slot)?.remaining ?? -1;
    };
    const held = await remaining();
    await leave(page);
    await expect.poll(remaining).toBe(held + 1);
  });
}

test('a time that was booked stays booked when one leaves at once', async ({ page, context, server }) => {
  const code = await booked(page, '小满');
  await page.locator('[data-leave]').click();
  await page.waitForURL('**/announcements');
  await shown(page, 'announcements');
  const found = await context.request.get(`${server.url}/v1/appointments/lookup`, { headers: { 'Booking-Code': code } });
  expect(((await found.json()) as { booking: { state: string } }).booking.state).toBe('booked');
});

test('without a network nothing is booked, queued or called booked, and the form stays', async ({ page, context }) => {
  await toTimes(page);
  await laterDay(page);
  await takeFirst(page);
  await fillIn(page, '小满');
  await context.setOffline(true);
  await page.locator('form button[type=submit]').click();
  await expect(page.getByTestId('refused')).toContainText('不会自己送出');
  await shown(page, 'booking-form');
  await expect(page.locator('#alias')).toHaveValue('小满');
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url());
  });
  await context.setOffline(false);
  await page.waitForTimeout(3_000);
  expect(sent).toEqual([]);
  await book(page);
  expect(sent).toHaveLength(1);
});

test('an answer that is lost books once: the same key finds it again', async ({ page }) => {
  await toTimes(page);
  await laterDay(page);
  await takeFirst(page);
  await fillIn(page, '小满');
  const keys: string[] = [];
  await page.route('**/v1/appointments/bookings*', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length > 1) return route.fallback();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.locator('form button[type=submit]').click();
  await expect(page.getByTestId('refused')).toBeVisible();
  await shown(page, 'booking-form');
  await book(page);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test('a minute before the hold ends there is a warning, and one tap holds it longer', async ({ page }) => {
  // The second answer ends soon, so that the end is seen without waiting for ten minutes.
  let asked = 0;
  await page.route('**/v1/appointments/holds/*', async (route) => {
    const answer = await route.fetch();
    const hold = (await answer.json()) as Record<string, unknown>;
    asked += 1;
    const soon = { warn_seconds: 1, expires_at: new Date(Date.now() + 5_000).toISOString() };
    await route.fulfill({ response: answer, json: { ...hold, ...(asked > 1 ? soon : { warn_seconds: 590 }) } });
  });
  await toTimes(page);
  await takeFirst(page);
  await expect(page.getByRole('timer')).toContainText(/9 分|10 分/);
  const held = page.getByTestId('held');
  await expect(held).toHaveAttribute('data-state', 'soon', { timeout: 20_000 });
  await expect(held.getByRole('alert')).toContainText('快到了');
  await page.locator('#alias').fill('小满');
  await held.locator('[data-extend]').click();
  await expect.poll(() => asked).toBe(2);
  // Held until its end, it says so, and nothing is lost.
  await expect(held).toHaveAttribute('data-state', 'ended', { timeout: 20_000 });
  await expect(held.getByRole('alert')).toContainText('留的时间到了');
  await expect(page.locator('#alias')).toHaveValue('小满');
});

test('a booking is moved by its code, and the old time stays until the new one is taken', async ({ page }) => {
  const code = await booked(page, '小满');
  await page.locator('[data-forget]').click();
  await lookUp(page, code);
  const facts = page.getByTestId('booking');
  const before = await facts.textContent();
  await page.locator('[data-move]').click();
  await shown(page, 'slots');
  await expect(page.locator('.slot:enabled').first()).toBeVisible();
  await laterDay(page);
  await takeFirst(page);
  await expect(page.getByText('原来的还给您留着')).toBeVisible();
  await page.getByRole('button', { name: '改到这个时间' }).click();
  await shown(page, 'booking');
  await expect(facts).toHaveAttribute('data-state', 'booked');
  expect(await facts.textContent()).not.toBe(before);
});

test('the waiting list needs no name, is found by its code, and can be left', async ({ page }) => {
  await toTimes(page);
  await page.locator('a[href="/care/wait"]').click();
  await shown(page, 'waiting');
  await page.getByRole('button', { name: '排候补' }).click();
  await shown(page, 'booking');
  const code = (await page.getByTestId('code').getAttribute('data-code')) ?? '';
  expect(code).toMatch(CODE);
  await page.locator('[data-forget]').click();
  await lookUp(page, code);
  const entry = page.getByTestId('waiting');
  await expect(entry).toHaveAttribute('data-state', /waiting|offered/);
  await page.locator('[data-leave-wait]').click();
  await expect(entry).toHaveAttribute('data-state', 'left');
});

test('who waits is offered what comes free, finds it by the code, and books it', async ({ page, context, server }) => {
  // A day of the counsellor's that is full.
  let ahead = 4;
  let free = await freeTimes(context.request, server, ahead);
  while (free.length === 0) free = await freeTimes(context.request, server, (ahead += 1));
  const full = [];
  for (const slot of free) full.push(await bookAs(context.request, server, slot, '先来'));
  await open(page, '/care/book', 'appointments');
  await page.locator('#kind-k1').check();
  await page.locator(`#provider-${PROVIDER}`).check();
  await page.locator('form button[type=submit]').click();
  await shown(page, 'slots');
  await page.locator('a[href="/care/wait"]').click();
  await shown(page, 'waiting');
  await page.locator('#wait-from').fill(day(ahead));
  await page.locator('#wait-until').fill(day(ahead));
  await page.getByRole('button', { name: '排候补' }).click();
  await shown(page, 'booking');
  const entry = page.getByTestId('waiting');
  await expect(entry).toHaveAttribute('data-state', 'waiting');
  const code = (await page.getByTestId('code').getAttribute('data-code')) ?? '';
  await page.locator('[data-forget]').click();

  const [first] = full;
  const cancelled = await context.request.delete(`${server.url}/v1/appointments/bookings/${first?.id}`, {
    headers: { 'Booking-Code': first?.code ?? '' },
  });
  expect(cancelled.ok(), await cancelled.text()).toBe(true);
  await lookUp(page, code);
  await expect(entry).toHaveAttribute('data-state', 'offered');
  // Whoever only looks, and leaves, has not given it away.
  await page.getByRole('button', { name: '约这个时间' }).click();
  await shown(page, 'booking-form');
  await page.locator('nav [data-tab=services]').click();
  await shown(page, 'services');
  await open(page, '/care/booking', 'booking');
  await lookUp(page, code);
  await expect(entry).toHaveAttribute('data-state', 'offered');
  await page.getByRole('button', { name: '约这个时间' }).click();
  await shown(page, 'booking-form');
  await expect(page.getByTestId('held')).toHaveAttribute('data-state', 'held');
  await fillIn(page, '等到了');
  await book(page);
  await expect(page.getByTestId('booking')).toHaveAttribute('data-state', 'booked');
  await page.locator('[data-forget]').click();
  await lookUp(page, code);
  await expect(entry).toHaveAttribute('data-state', 'taken');
  expect(await freeTimes(context.request, server, ahead)).toEqual([]);
});

test('a result is shared only by its own consent, and only the counsellor’s key opens it', async ({ page, other }) => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = keys.publicKey.export({ format: 'jwk' });
  const counsellor = await other(SHEN);
  await counsellor.put('/v1/desk/appointments/key', { modulus: jwk.n, exponent: jwk.e });
  const sealed: Record<string, string>[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/envelope')) sealed.push(request.postDataJSON() as Record<string, string>);
  });
  await open(page, '/care/check/s3', 'self-check');
  await answerAll(page, 1, 7);
  await page.getByRole('link', { name: '约咨询师' }).click();
  await shown(page, 'appointments');
  await choosePlace(page, 'k1', 'c1', 'v1');
  await laterDay(page);
  await takeFirst(page);
  await fillIn(page, '小满');
  await book(page);
  const offer = page.getByTestId('share');
  await expect(offer).toContainText('GAD-7');
  await expect(offer.getByRole('switch')).toHaveAttribute('aria-checked', 'false');
  await expect(offer.getByRole('button', { name: '加密后给咨询师' })).toHaveCount(0);
  expect(sealed).toEqual([]);
  await offer.getByRole('switch').click();
  await offer.getByRole('button', { name: '加密后给咨询师' }).click();
  await expect(page.getByTestId('shared')).toBeVisible();

  const [envelope] = sealed;
  expect(JSON.stringify(envelope)).not.toContain('GAD');
  const bytes = (name: string): Buffer => Buffer.from(envelope?.[name] ?? '', 'base64url');
  const secret = privateDecrypt(
    { key: keys.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    bytes('wrapped_key'),
  );
  const all = bytes('ciphertext');
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes('iv'));
  decipher.setAuthTag(all.subarray(-16));
  const text = Buffer.concat([decipher.update(all.subarray(0, -16)), decipher.final()]).toString();
  expect(text).toContain('GAD-7');
  expect(text.match(/^1 /gm)).toHaveLength(7);
  await page.getByRole('button', { name: '收回' }).click();
  await expect(page.getByTestId('shared')).toHaveCount(0);
});
