import type { Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { outputs } from '../fixtures/environment';
import { answerAll, asks, begin, checking, choose, next, received, submit } from '../fixtures/form';
import { CHEN } from '../fixtures/people';
import { photo, picture } from '../fixtures/pictures';
import { expect, shown, test } from '../fixtures/test';

test.beforeEach(async ({ signedIn }) => signedIn(CHEN));

/** A sentence in the summary on top and beside the field, and the summary has the focus. */
async function told(page: Page, sentence: string): Promise<void> {
  const summary = page.getByRole('alert');
  await expect(summary).toContainText(sentence);
  await expect(summary).toBeFocused();
}

async function toAddress(page: Page): Promise<void> {
  await begin(page, null);
  await choose(page, '下水堵了');
  await next(page);
  await choose(page, '明天');
  await next(page);
  await asks(page, 'address');
}

test('nothing chosen, nothing written', async ({ page }) => {
  await begin(page, null);
  await next(page);
  await told(page, '这里还没有填。');
  await page.getByRole('alert').getByRole('link').click();
  await expect(page.getByRole('radio', { name: '漏水' })).toBeFocused();
  await choose(page, '下水堵了');
  await next(page);
  await choose(page, '明天');
  await next(page);
  await page.getByRole('textbox').fill('   ');
  await next(page);
  await told(page, '这里还没有填。');
  await expect(page.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
});

test('a text that is too long is kept, counted and explained', async ({ page }) => {
  await toAddress(page);
  const long = '幸福里7号楼2单元602'.repeat(12);
  await page.getByRole('textbox').fill(long);
  await expect(page.getByText(`${[...long].length} / 100`)).toBeVisible();
  await next(page);
  await told(page, '太长了，最多 100 个字。');
  await expect(page.getByRole('textbox')).toHaveValue(long);
});

test('emoji are text like any other', async ({ page, other }) => {
  await toAddress(page);
  const typed = '幸福里7号楼 👨‍👩‍👧 门口有🪴';
  await page.getByRole('textbox').fill(typed);
  await next(page);
  await asks(page, 'phone');
  await next(page);
  await asks(page, 'photo');
  await next(page);
  await checking(page);
  await expect(page.getByText(typed)).toBeVisible();
  await submit(page);
  const number = await received(page);
  const api = await other(CHEN);
  const order = (await api.orders()).find((one) => one.number === number);
  expect(JSON.stringify((await api.order(order?.id ?? '')).answers)).toContain(typed);
});

test('marks that turn the direction of writing are refused in words', async ({ page }) => {
  await toAddress(page);
  const turned = '幸福里7号楼\u202E206';
  await page.getByRole('textbox').fill(turned);
  await next(page);
  await told(page, '里面有看不见的特殊字符，请删掉重新写。');
  await expect(page.getByRole('textbox')).toHaveValue(turned);
});

test('a phone number with spaces is taken, a wrong one is explained', async ({ page }) => {
  await toAddress(page);
  await next(page);
  await asks(page, 'phone');
  await page.getByRole('textbox').fill('138 0000 楼下');
  await next(page);
  await told(page, '电话号码不对。手机号是 11 位数字。');
  await expect(page.getByRole('textbox')).toHaveValue('138 0000 楼下');
  await page.getByRole('textbox').fill(' 138 0000 1234 ');
  await next(page);
  await asks(page, 'photo');
});

test('a day that has passed since the draft was made is asked again', async ({ page }) => {
  await begin(page, null);
  await answerAll(page);
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) {
      const draft = /^linli\.draft\..*order/.test(key) ? JSON.parse(localStorage.getItem(key) ?? '') : null;
      if (draft) localStorage.setItem(key, JSON.stringify({ ...draft, values: { ...draft.values, when: ['2020-01-01'] } }));
    }
  });
  await page.reload();
  await checking(page);
  await submit(page);
  await asks(page, 'when');
  await next(page);
  await told(page, '这一天已经过去了');
  await choose(page, '明天');
  await next(page);
  await checking(page);
  await submit(page);
  await received(page);
});

test('a photo of 30 MB is made small on the phone', async ({ page, other }) => {
  await toPhoto(page);
  await page.locator('input[type=file]').setInputFiles(photo(30_000_000));
  // Only bringing so much into the browser takes a while on a busy machine.
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible({ timeout: 30_000 });
  const sent = page.waitForRequest((request) => request.method() === 'PUT' && request.url().includes('/v1/uploads/'));
  await next(page);
  await checking(page);
  await expect(page.getByText('1 张照片')).toBeVisible();
  await submit(page);
  expect((await sent).postDataBuffer()?.length).toBeLessThan(1_000_000);
  const number = await received(page);
  const api = await other(CHEN);
  const order = (await api.orders()).find((one) => one.number === number);
  expect((await api.order(order?.id ?? '')).answers.some((answer) => answer.photos?.length === 1)).toBe(true);
});

test('a photo too large to open is refused in words', async ({ page }) => {
  const file = outputs('too-large.png');
  writeFileSync(file, picture(61_000_000));
  await toPhoto(page);
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('这张照片太大了，手机打不开。')).toBeVisible();
  await next(page);
  await checking(page);
});

test('a file that is no photo is refused in words', async ({ page }) => {
  await toPhoto(page);
  await page.locator('input[type=file]').setInputFiles({ name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('这不是照片') });
  await expect(page.getByText('这个文件不是能打开的照片。')).toBeVisible();
  await page.locator('input[type=file]').setInputFiles(photo());
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
  await expect(page.getByText('这个文件不是能打开的照片。')).toHaveCount(0);
});

test('back and forward inside the form keep every answer', async ({ page }) => {
  await toAddress(page);
  await page.getByRole('textbox').fill('幸福里7号楼2单元602，后门');
  await page.goBack();
  await asks(page, 'when');
  await expect(page.getByRole('radio', { name: '明天' })).toBeChecked();
  await page.goBack();
  await asks(page, 'fault');
  await expect(page.getByRole('radio', { name: '下水堵了' })).toBeChecked();
  await page.goForward();
  await asks(page, 'when');
  await page.goForward();
  await asks(page, 'address');
  await expect(page.getByRole('textbox')).toHaveValue('幸福里7号楼2单元602，后门');
});

test('a photo of a draft survives a reload', async ({ page }) => {
  await toPhoto(page);
  await page.locator('input[type=file]').setInputFiles(photo());
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
  await expect.poll(() => photosOnDisk(page)).toBe(1);
  await page.reload();
  await asks(page, 'photo');
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
  await shown(page, 'order-form');
});

async function toPhoto(page: Page): Promise<void> {
  await toAddress(page);
  await next(page);
  await asks(page, 'phone');
  await next(page);
  await asks(page, 'photo');
}

/** How many photos the phone keeps. */
function photosOnDisk(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('linli'));
    const count = await done(database.transaction('photos').objectStore('photos').count());
    database.close();
    return count;
  });
}
