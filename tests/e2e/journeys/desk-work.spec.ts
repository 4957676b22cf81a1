import type { Page } from '@playwright/test';
import { enter } from '../fixtures/api';
import { violations } from '../fixtures/axe';
import { WANG, ZHAO } from '../fixtures/people';
import { expect, open, shown, test } from '../fixtures/test';

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 800 };

interface Counts {
  kinds: { kind: string; count: number; late: number }[];
  grids: { id: string; name: string; count: number }[];
}

const rows = (page: Page) => page.locator('tr[data-work]');
const part = (page: Page, href: string) =>
  page.getByRole('navigation', { name: '社工台里看什么' }).locator(`a[href="${href}"]`);
const whole = (counts: Counts): number => counts.kinds.reduce((sum, of) => sum + of.count, 0);
const of = (counts: Counts, kinds: string[]): number =>
  counts.kinds.filter((one) => kinds.includes(one.kind)).reduce((sum, one) => sum + one.count, 0);
const ORDERS = ['order', 'reply', 'complaint', 'call_back'];

test.describe('on a desk', () => {
  test.use({ viewport: WIDE });

  test('everything that waits is in one queue, by its deadline, and opens where it is handled', async ({ page, signedIn, other }) => {
    await signedIn(ZHAO);
    const desk = await other(ZHAO);
    const counts = await desk.get<Counts>('/v1/desk/work/counts');
    await open(page, '/desk/work', 'desk-work');
    await expect(part(page, '/desk/work')).toHaveAccessibleName(`待办 ${whole(counts)} 件待办`);
    await expect(part(page, '/desk')).toHaveAccessibleName(`点单 ${of(counts, ORDERS)} 件待办`);
    await expect(part(page, '/desk/work')).toHaveAttribute('aria-current', 'page');
    const { items } = await desk.get<{ items: { id: string; title: string }[] }>('/v1/desk/work?limit=100');
    await expect(rows(page)).toHaveCount(items.length);
    await expect(rows(page).first().getByRole('rowheader')).toContainText(items[0]?.title ?? '');
    // One kind, in one grid; what is looked at stays when one comes back.
    await page.getByRole('button', { name: /^回电话 / }).click();
    await expect(rows(page)).toHaveCount(of(counts, ['call_back']));
    await expect(page.locator('tr[data-work]:not([data-kind=call_back])')).toHaveCount(0);
    await rows(page).first().getByRole('link').click();
    await expect(page).toHaveURL(/\/desk\/orders\//);
    await shown(page, 'desk');
    await page.goBack();
    await shown(page, 'desk-work');
    await expect(page.getByRole('button', { name: /^回电话 / })).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: /^全部 / }).click();
    const grid = counts.grids.find((one) => one.count > 0);
    await page.getByLabel('网格').selectOption(grid?.id ?? '');
    await expect(rows(page)).toHaveCount(grid?.count ?? 0);
    await expect(page.getByRole('button', { name: /^全部 / })).toHaveAccessibleName(new RegExp(`^全部 ${grid?.count}( |$)`));
  });

  test('the keyboard goes through the queue and opens a row', async ({ page, signedIn }) => {
    await signedIn(ZHAO);
    await open(page, '/desk/work', 'desk-work');
    const focused = (place: number) => rows(page).nth(place).getByRole('link');
    await page.keyboard.press('j');
    await expect(focused(0)).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await expect(focused(2)).toBeFocused();
    await page.keyboard.press('k');
    await expect(focused(1)).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(focused(0)).toBeFocused();
    await page.keyboard.press('/');
    await expect(page.getByRole('button', { name: /^全部 / })).toBeFocused();
    await page.keyboard.press('j');
    const href = (await focused(0).getAttribute('href')) ?? '';
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`${href}$`));
  });

  test('the counts follow one’s own work at once and a colleague’s by themselves', async ({ page, signedIn, other }) => {
    // It looks again every 25 seconds.
    test.setTimeout(120_000);
    await signedIn(ZHAO);
    const desk = await other(ZHAO);
    const before = await desk.get<Counts>('/v1/desk/work/counts');
    const submitted = await desk.get<{ items: { id: string; status: string }[] }>('/v1/desk/orders?limit=100');
    const [mine, theirs, another] = submitted.items.filter((order) => order.status === 'submitted');
    await open(page, `/desk/orders/${mine?.id}`, 'desk');
    await expect(part(page, '/desk')).toHaveAccessibleName(`点单 ${of(before, ORDERS)} 件待办`);
    await page.getByRole('radio', { name: '不通过' }).check();
    await page.locator('main textarea').first().fill('不在服务范围，请打物业电话。');
    let asked = 0;
    await page.route('**/v1/desk/work/counts*', async (route) => {
      await route.continue();
      asked += 1;
    });
    await page.locator('main form button[type=submit]').first().click();
    await expect(part(page, '/desk')).toHaveAccessibleName(`点单 ${of(before, ORDERS) - 1} 件待办`);
    // A colleague moves another one at another device.
    await desk.move(theirs?.id ?? '', 'rejected');
    const soFar = asked;
    await expect.poll(() => asked, { timeout: 40_000 }).toBeGreaterThan(soFar);
    await expect(part(page, '/desk')).toHaveAccessibleName(`点单 ${of(before, ORDERS) - 2} 件待办`);
    // Whoever comes back to the page does not wait so long.
    await desk.move(another?.id ?? '', 'rejected');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await expect(part(page, '/desk')).toHaveAccessibleName(`点单 ${of(before, ORDERS) - 3} 件待办`);
  });
});

test('on a phone each thing is a card, also of a kind that is not known yet', async ({ page, signedIn }) => {
  await page.setViewportSize(PHONE);
  await signedIn(ZHAO);
  await page.route('**/v1/desk/work?*', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { items: object[] };
    const tomorrow = {
      kind: 'of_tomorrow',
      id: 'of_tomorrow-1',
      subject: 'k1',
      title: '一楼大厅1号机',
      detail: '',
      since: '2026-11-25T01:00:00.000Z',
      for_a_colleague: false,
    };
    await route.fulfill({ response: answer, json: { ...body, items: [tomorrow, ...body.items] } });
  });
  await open(page, '/desk/work', 'desk-work');
  const unknown = page.locator('tr[data-kind=of_tomorrow]');
  await expect(unknown).toContainText('一楼大厅1号机');
  await expect(unknown).toContainText('其他');
  await expect(unknown.getByRole('link')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const card = await rows(page).nth(1).boundingBox();
  expect(card?.width).toBeGreaterThan(300);
  expect(await violations(page)).toEqual([]);
});

test('a worker who is none any more reads why, and a resident sees whose place it is', async ({ page, context, server, signedIn }) => {
  await signedIn(ZHAO);
  await open(page, '/desk/work', 'desk-work');
  await page.route(/\/v1\/desk\/work/, (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', title: '只有社工可以', status: 403, code: 'workers_only', retry: 'never' },
    }),
  );
  await page.getByRole('button', { name: /^心愿 / }).click();
  await expect(page.locator('main')).toHaveAttribute('data-state', 'failed');
  await expect(page.locator('main').getByRole('alert')).toContainText('工作人员');
  await page.unrouteAll();
  await enter(context, server, WANG);
  await page.goto('/desk/work');
  await expect(page.locator('main')).toContainText('社工台只给社区工作人员用');
  await expect(part(page, '/desk/work')).toHaveCount(0);
});
