import type { Page } from '@playwright/test';
import { violations } from '../fixtures/axe';
import { WANG, ZHAO, ZHOU } from '../fixtures/people';
import { expect, open, shown, test } from '../fixtures/test';

const LOCK = 'repair-lock-cylinder';

interface Terms {
  name: string;
  summary: string;
  price_fen: number;
  list_id?: string;
}
interface DeskService {
  published: boolean;
  terms: Terms;
}

const save = (page: Page) => page.getByRole('button', { name: '保存修改' });
const rows = (page: Page) => page.locator('main li[data-id]');

test('a service is found at the desk, changed, and ordered by its new terms', async ({ page, signedIn, other }) => {
  await signedIn(ZHAO);
  await open(page, '/desk/services', 'desk-services');
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole('searchbox').fill('suoxin');
  await expect(rows(page)).toHaveCount(1);
  await rows(page).getByRole('link').click();
  await shown(page, 'desk-service');
  await expect(page.locator('main h1')).toHaveText('更换锁芯');
  await expect(save(page)).toBeVisible();
  // What is wrong is said at its field, and nothing typed is lost.
  await page.getByLabel('居民付多少（元）').fill('0');
  await page.getByLabel('承诺多久答复（小时）').fill('3x');
  await save(page).click();
  await expect(page.locator('main form').getByRole('alert').first()).toBeFocused();
  await expect(page.locator('main form')).toContainText('政府买单的价格是 0');
  await page.reload();
  await shown(page, 'desk-service');
  await expect(page.getByLabel('承诺多久答复（小时）')).toHaveValue('3x');
  await expect(page.locator('#publish')).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('居民付多少（元）').fill('88.50');
  await page.getByLabel('承诺多久答复（小时）').fill('2');
  await page.getByLabel('归哪张清单').selectOption('purchase');
  await save(page).click();
  await expect(page.getByText('保存好了')).toBeVisible();
  const desk = await other(ZHAO);
  const { terms } = await desk.get<DeskService>(`/v1/desk/services/${LOCK}`);
  expect([terms.price_fen, terms.list_id]).toEqual([8850, 'purchase']);
  await page.goto(`/services/${LOCK}`);
  await shown(page, 'service');
  await expect(page.locator('main')).toContainText('88.5');
  // The list that it stands on is one tap away.
  await page.getByRole('link', { name: '购买服务清单' }).click();
  await shown(page, 'list');
  await expect(page.locator('main h1')).toHaveText('购买服务清单');
  await expect(page.locator(`main li[data-id="${LOCK}"]`)).toBeVisible();
  await page.getByRole('link', { name: '看四张清单' }).click();
  await shown(page, 'lists');
  await expect(rows(page)).toHaveCount(4);
  expect(await violations(page)).toEqual([]);
});

test('two workers on one service see both versions, and nothing is overwritten unseen', async ({ page, signedIn, other }) => {
  await signedIn(ZHAO);
  await open(page, `/desk/services/${LOCK}`, 'desk-service');
  await page.getByLabel('名称', { exact: true }).fill('换锁芯');
  const zhou = await other(ZHOU);
  const path = `/v1/desk/services/${LOCK}`;
  const theirs = await zhou.get<DeskService>(path);
  await zhou.put(path, { ...theirs.terms, summary: '当天上门，旧锁芯带走' }, { 'If-Match': await zhou.version(path) });
  await save(page).click();
  const conflict = page.locator('[data-conflict]');
  await expect(conflict).toContainText('别的同事刚改过这项服务');
  await expect(conflict.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(page.locator('main .field__error')).toHaveCount(0);
  await expect(conflict).toContainText('换锁芯');
  await expect(conflict).toContainText('当天上门，旧锁芯带走');
  expect(await violations(page)).toEqual([]);
  // Looking at it alone saves nothing.
  expect((await zhou.get<DeskService>(path)).terms.name).toBe('更换锁芯');
  await conflict.getByRole('button', { name: '用同事改的' }).click();
  await expect(conflict).toHaveCount(0);
  await expect(page.getByLabel('一句话说明', { exact: true })).toHaveValue('当天上门，旧锁芯带走');
  await page.getByLabel('名称', { exact: true }).fill('换锁芯');
  await save(page).click();
  await expect(page.getByText('保存好了')).toBeVisible();
  const { terms } = await zhou.get<DeskService>(path);
  expect([terms.name, terms.summary]).toEqual(['换锁芯', '当天上门，旧锁芯带走']);
});

test('what stands on no list cannot be published, and the page says why and what to do', async ({ page, signedIn, other }) => {
  await signedIn(ZHAO);
  await open(page, `/desk/services/${LOCK}`, 'desk-service');
  const publish = page.locator('#publish');
  await publish.click();
  await expect(publish).toHaveText('发布');
  const wang = await other(WANG);
  expect(await wang.status(`/v1/services/${LOCK}`)).toBe(410);
  await page.getByLabel('归哪张清单').selectOption('');
  await save(page).click();
  await expect(page.getByText('保存好了')).toBeVisible();
  await expect(page.getByText('它不在四张清单里，不能发布')).toBeVisible();
  await expect(publish).toHaveAttribute('aria-disabled', 'true');
  await publish.click({ force: true });
  expect(await wang.status(`/v1/services/${LOCK}`)).toBe(410);
  await page.goto('/desk/services');
  await shown(page, 'desk-services');
  await page.getByRole('button', { name: '没归清单的' }).click();
  await expect(rows(page)).toHaveCount(1);
  await rows(page).getByRole('link').click();
  await page.getByLabel('归哪张清单').selectOption('market');
  await save(page).click();
  await expect(publish).not.toHaveAttribute('aria-disabled', 'true');
  await publish.click();
  await expect(publish).toHaveText('下架');
  expect(await wang.status(`/v1/services/${LOCK}`)).toBe(200);
});
