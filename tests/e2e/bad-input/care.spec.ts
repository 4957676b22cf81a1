import { CODE, book, fillIn, laterDay, takeFirst, toTimes } from '../fixtures/care';
import { NONSENSE, change } from '../fixtures/faults';
import { expect, shown, test } from '../fixtures/test';

const BOOKING = /\/v1\/appointments\/bookings(\?.*)?$/;

for (const [what, { sentence, answer }] of Object.entries(NONSENSE)) {
  test(`the kinds of appointments are asked for and the server answers ${what}`, async ({ page }) => {
    await page.route(/\/v1\/appointments\/kinds/, answer);
    await page.goto('/care/book');
    await shown(page, 'appointments', 'failed');
    await expect(page.getByRole('alert')).toContainText(sentence);
    await page.unrouteAll();
    await page.getByRole('button', { name: '再试一次' }).click();
    await shown(page, 'appointments');
  });

  test(`a time is booked and the server answers ${what}: nothing is called booked, and it is booked once`, async ({ page }) => {
    await toTimes(page);
    await laterDay(page);
    await takeFirst(page);
    await fillIn(page, '小满');
    const keys = new Set<string>();
    page.on('request', (request) => {
      if (request.method() === 'POST' && BOOKING.test(request.url())) keys.add(request.headers()['idempotency-key'] ?? 'none');
    });
    await page.route(BOOKING, answer);
    await page.locator('form button[type=submit]').click();
    await expect(page.getByTestId('refused')).toBeVisible();
    await shown(page, 'booking-form');
    await expect(page.locator('#alias')).toHaveValue('小满');
    await page.unrouteAll();
    expect(await book(page)).toMatch(CODE);
    expect(keys.size).toBe(1);
  });
}

test('a double tap books once', async ({ page }) => {
  await toTimes(page);
  await laterDay(page);
  await takeFirst(page);
  await fillIn(page, '小满');
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && BOOKING.test(request.url())) sent += 1;
  });
  await page.locator('form button[type=submit]').dblclick();
  await shown(page, 'booking');
  await expect(page.getByTestId('code')).toBeVisible();
  expect(sent).toBe(1);
});

for (const [what, alias] of [
  ['nothing', ''], ['only spaces', '   '], ['two hundred letters', '满'.repeat(200)], ['marks that turn the writing', '\u202e小满'],
] as const) {
  test(`a name of ${what} is asked for again in words, and the rest stays`, async ({ page }) => {
    await toTimes(page);
    await laterDay(page);
    await takeFirst(page);
    await fillIn(page, alias);
    await page.locator('form button[type=submit]').click();
    await shown(page, 'booking-form');
    await expect(page.locator('#alias')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('#booking-consent-yes')).toBeChecked();
    await page.locator('#alias').fill('小满');
    await book(page);
  });
}

test('a name with a picture in it is a name', async ({ page }) => {
  await toTimes(page);
  await laterDay(page);
  await takeFirst(page);
  await fillIn(page, '小满🐈');
  await book(page);
  await expect(page.getByTestId('booking')).toContainText('小满🐈');
});

test('words of appointments that this app does not know yet are shown as something, not as an error', async ({ page }) => {
  await change(page, /\/v1\/appointments\/kinds/, (kinds) => {
    for (const kind of kinds.items as Record<string, unknown>[]) Object.assign(kind, { modes: ['in_person', 'hologram'], colour: 7 });
  });
  await change(page, /\/v1\/appointments\/centres/, (centres) => {
    for (const centre of centres.items as Record<string, unknown>[]) Object.assign(centre, { tier: 'galaxy' });
  });
  await toTimes(page);
  await expect(page.locator('.slot').first()).toBeVisible();
});
