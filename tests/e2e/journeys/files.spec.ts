import type { Page } from '@playwright/test';
import { SUN, WANG, ZHAO, ZHOU } from '../fixtures/people';
import { expect, open, shown, test } from '../fixtures/test';

const rows = (page: Page) => page.locator('main li[data-for]');
const entries = (page: Page) => page.locator('main li[data-action]');

test('a household reads who opened its file, and comes from there to the order', async ({ page, signedIn, other }) => {
  await signedIn(WANG);
  await open(page, '/me', 'me');
  await page.getByRole('link', { name: '谁看过我家的资料' }).click();
  await shown(page, 'accesses');
  await expect(page.locator('main')).toContainText('还没有人看过');
  const order = (await (await other(WANG)).orders())[0];
  expect(order).toBeDefined();
  const [zhao, zhou] = [await other(ZHAO), await other(ZHOU)];
  await zhou.get(`/v1/desk/orders/${order?.id}`);
  await zhou.get(`/v1/desk/orders/${order?.id}`);
  await zhao.get('/v1/desk/points/entries?household=h09');
  await page.reload();
  await shown(page, 'accesses');
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('社工赵强');
  await expect(rows(page).first()).toContainText('积分明细');
  await expect(rows(page).first().getByRole('link')).toHaveCount(0);
  const opened = rows(page).nth(1);
  await expect(opened).toContainText('网格员周敏');
  await expect(opened).toContainText(`打开了点单 ${order?.number}`);
  await opened.getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/orders/${order?.id}$`));
});

test('an administrator narrows what was done to a person and a day, and takes it along as a table', async ({ page, signedIn, other }) => {
  const [zhao, zhou] = [await other(ZHAO), await other(ZHOU)];
  const orders = await zhao.get<{ items: { id: string; status: string }[] }>('/v1/desk/orders?limit=100');
  const [first, second] = orders.items.filter((one) => one.status === 'submitted');
  await zhou.move(first?.id ?? '', 'reviewing');
  await zhao.move(second?.id ?? '', 'rejected');
  await signedIn(SUN);
  await open(page, '/desk/work', 'desk-work');
  await page.getByRole('navigation', { name: '社工台里看什么' }).getByRole('link', { name: '留痕' }).click();
  await shown(page, 'desk-audit');
  await expect(entries(page).first()).toContainText('改了点单状态');
  await expect(entries(page).first()).toContainText('赵强');
  const all = await entries(page).count();
  await entries(page).filter({ hasText: '周敏' }).first().getByRole('button', { name: '只看周敏' }).click();
  await expect(page.locator('main li[data-action]:not(:has-text("周敏"))')).toHaveCount(0);
  await expect(page.locator('[data-person]')).toContainText('只看周敏');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载表格' }).click();
  const file = await (await download).createReadStream();
  let text = '';
  for await (const piece of file) text += String(piece);
  expect(text.split('\r\n')[0]).toContain('at,person_id,person,action');
  expect(text).toContain('zhou-min');
  expect(text).not.toContain('zhao-qiang');
  await page.getByLabel('哪一天').fill('2020-01-01');
  await expect(page.locator('main')).toContainText('这里没有记录');
  await page.getByRole('button', { name: '不限日期' }).click();
  await page.locator('[data-person]').click();
  await expect(entries(page)).toHaveCount(all);
});

test('a worker is told that the audit is not theirs, and is not led there', async ({ page, signedIn }) => {
  await signedIn(ZHAO);
  await open(page, '/desk/audit', 'desk-audit');
  await expect(page.locator('main')).toContainText('留痕只给管理员看');
  await expect(page.getByRole('navigation', { name: '社工台里看什么' }).getByRole('link', { name: '留痕' })).toHaveCount(0);
});
