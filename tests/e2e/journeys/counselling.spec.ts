import type { Page } from '@playwright/test';
import { answerAll, takeFirst, toTimes } from '../fixtures/care';
import { CHEN } from '../fixtures/people';
import { expect, open, present, shown, test } from '../fixtures/test';

const TITLE = '社区服务 · 邻里';

/** What the page sends that is more than a question. */
function writes(page: Page): string[] {
  const all: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') all.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  return all;
}

/** The frame of a page here: a title that says nothing, help in one tap, and the way out at the top right. */
async function quiet(page: Page, help: boolean): Promise<void> {
  await expect(page).toHaveTitle(TITLE);
  await expect(page.locator('.quiet-bar__help')).toHaveCount(help ? 1 : 0);
  const box = await page.locator('[data-leave]').boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeGreaterThan(300);
  expect(box?.y ?? 800).toBeLessThan(200);
}

test('the tab leads to three doors, and every page there is one tap from help and from leaving', async ({ page }) => {
  await open(page, '/', 'home');
  await page.locator('nav [data-tab=counselling]').click();
  await shown(page, 'counselling');
  await expect(page.locator('.door')).toHaveCount(3);
  for (const [address, name] of [
    ['/care', 'counselling'], ['/care/check', 'self-checks'], ['/care/check/s2', 'self-check'], ['/care/read/a1', 'reading'],
    ['/care/book', 'appointments'], ['/care/booking', 'booking'], ['/care/help', 'crisis'],
  ] as const) {
    await open(page, address, name);
    await quiet(page, name !== 'crisis');
  }
  // Those that one comes to only on the way to a booking.
  await toTimes(page);
  await quiet(page, true);
  await page.locator('a[href="/care/wait"]').click();
  await shown(page, 'waiting');
  await quiet(page, true);
  await page.goBack();
  await shown(page, 'slots');
  await takeFirst(page);
  await quiet(page, true);
  await page.locator('.quiet-bar__help').click();
  await shown(page, 'crisis');
});

for (const how of ['the button', 'Escape'] as const) {
  test(`leaving by ${how} shows the announcements at once, and no way back leads here`, async ({ page }) => {
    await open(page, '/', 'home');
    await page.locator('nav [data-tab=counselling]').click();
    await shown(page, 'counselling');
    await page.locator('.door').first().click();
    await shown(page, 'self-checks');
    await page.locator('[data-id=s3] a').click();
    await shown(page, 'self-check');
    await page.locator('[data-value="1"]').click();
    await expect(page.locator('[data-item="2"]')).toBeVisible();
    if (how === 'Escape') await page.keyboard.press('Escape');
    else await page.locator('[data-leave]').click();
    await page.waitForURL('**/announcements');
    await shown(page, 'announcements');
    for (let step = 0; step < 3; step += 1) {
      await page.goBack();
      expect(page.url()).not.toContain('/care');
    }
  });
}

test('an answer that worries opens the help lines at that moment, and the rest can go on', async ({ page }) => {
  const sent = writes(page);
  await open(page, '/care/check/s2', 'self-check');
  await answerAll(page, 0, 8);
  await page.locator('[data-item="9"] [data-value="1"]').click();
  await shown(page, 'crisis');
  await expect(page.locator('[data-id="12356"] a[href="tel:12356"]')).toBeVisible();
  await page.locator('[data-go-on]').click();
  await shown(page, 'self-check');
  await expect(page.getByTestId('result')).toHaveAttribute('data-score', '1');
  await expect(page.getByTestId('result')).toContainText('不是诊断');
  expect(sent).toEqual([]);
});

test('a self-check is counted as its table says, can be corrected, and is gone when one goes elsewhere', async ({ page }) => {
  const sent = writes(page);
  await open(page, '/care/check/s3', 'self-check');
  await answerAll(page, 2, 7);
  const result = page.getByTestId('result');
  await expect(result).toHaveAttribute('data-score', '14');
  await expect(result).toContainText('中度');
  await expect(result.getByRole('heading')).toBeFocused();
  await page.getByRole('button', { name: '上一题' }).click();
  await page.locator('[data-item="7"] [data-value="3"]').click();
  await expect(result).toHaveAttribute('data-score', '15');
  await expect(result).toContainText('重度');
  await page.locator('nav [data-tab=home]').click();
  await shown(page, 'home');
  await page.goBack();
  await shown(page, 'self-check');
  await expect(page.locator('[data-item="1"]')).toBeVisible();
  await expect(page.locator('[aria-pressed=true][data-value]')).toHaveCount(0);
  expect(sent).toEqual([]);
});

test('whom to call is there without a network and without sign-in, from the first visit on', async ({ page, context }) => {
  await open(page, '/', 'home');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.locator('nav [data-tab=counselling]').click();
  await shown(page, 'counselling');
  await page.locator('.quiet-bar__help').click();
  await shown(page, 'crisis');
  const line = page.locator('[data-id="12356"]');
  await expect(line.locator('a[href="tel:12356"]')).toBeVisible();
  // The operator's hours, not a guess.
  await expect(line).toContainText('每天 8:00—次日 2:00');
  await expect(page.locator('[data-id="120"] a')).toBeVisible();
  await expect(page.locator('[data-id="110"] a')).toBeVisible();
  await expect(page.locator('a[href^="tel:0574"]').first()).toBeVisible();
});

test('where the lines never came, the numbers of the whole country stand there without hours', async ({ page }) => {
  await page.route('**/v1/lines*', (route) => route.abort());
  await open(page, '/care/help', 'crisis');
  await expect(page.locator('[data-id="12356"]')).toContainText('以电话提示为准');
  await expect(page.locator('main')).not.toContainText('24 小时');
  await expect(page.locator('[data-id="120"] a')).toBeVisible();
  await expect(page.locator('[data-call-me]')).toHaveCount(0);
});

test('a call is asked for only with consent and only by its button', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  const sent = writes(page);
  await open(page, '/care/help', 'crisis');
  await present(page, CHEN);
  await page.locator('[data-call-me]').click();
  await page.getByLabel('怎么称呼您').fill('小满');
  await page.getByLabel('电话', { exact: true }).fill('138 0000 1122');
  await page.getByRole('button', { name: '请联系我' }).click();
  await expect(page.getByRole('alert')).toContainText('请先勾选同意');
  expect(sent).toEqual([]);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '请联系我' }).click();
  await expect(page.getByTestId('call-done')).toContainText('给您打电话');
  expect(sent).toEqual(['POST /v1/appointments/calls']);
});
