import type { Browser, BrowserContextOptions, Locator, Page } from '@playwright/test';
import { pipeAnswers } from '../fixtures/api';
import { CHEN, PIPES, WANG } from '../fixtures/people';
import { expect, open, present, test } from '../fixtures/test';
import { BUDGET_SHARES } from '../fixtures/votes';

/** A phone on which the program cannot run; what the browser says of that on its console is not ours. */
async function phone(browser: Browser, url: string, options: BrowserContextOptions, without?: () => void): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, ...options });
  if (without) await context.addInitScript(without);
  const page = await context.newPage();
  await page.goto('/');
  return page;
}

/** Numbers that can be dialled whatever else works. */
async function helps(part: Locator): Promise<void> {
  for (const number of ['110', '119', '120', '12356', '12345']) {
    const link = part.locator(`a[href="tel:${number}"]`);
    await expect(link).toBeVisible();
    await expect(link).toHaveText(number);
  }
}

test('a browser without WebAssembly is told so, with the phones of the centre and of help', async ({ browser, server }) => {
  const page = await phone(browser, server.url, {}, () => Reflect.deleteProperty(window, 'WebAssembly'));
  const panel = page.getByRole('alertdialog');
  await expect(panel).toContainText('这个浏览器太旧');
  await expect(panel).toBeFocused();
  await helps(panel);
  await expect(panel.getByRole('link', { name: '0574-5550-0100' })).toHaveAttribute('href', 'tel:057455500100');
  await page.context().close();
});

test('without scripts there is a page with phones', async ({ browser, server }) => {
  const page = await phone(browser, server.url, { javaScriptEnabled: false });
  // Playwright's roles and texts pass this element over, whether it shows or not.
  const instead = page.locator('noscript');
  await expect(instead.locator('h2')).toBeVisible();
  await expect(instead.locator('h2')).toContainText('邻里要用到网页脚本，现在是关着的。');
  await helps(instead);
  await page.context().close();
});

test('the app can be installed: its manifest is complete and its icons are what they say', async ({ page, request }) => {
  await open(page, '/', 'home');
  const href = (await page.locator('link[rel=manifest]').getAttribute('href')) ?? '';
  const manifest = (await (await request.get(href)).json()) as {
    name: string; short_name: string; lang: string; start_url: string; display: string;
    icons: { src: string; type: string; sizes: string; purpose?: string }[];
  };
  expect(manifest).toMatchObject({ name: '邻里', short_name: '邻里', lang: 'zh-Hans', start_url: '/', display: 'standalone' });
  const raster = manifest.icons.filter((icon) => icon.type === 'image/png');
  expect(raster.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some((icon) => icon.purpose === 'maskable')).toBe(true);
  for (const icon of manifest.icons) {
    const answer = await request.get(icon.src);
    expect(answer.headers()['content-type'], icon.src).toContain(icon.type);
    if (icon.type !== 'image/png') continue;
    // The width and the height stand in the picture's first chunk.
    const bytes = await answer.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, icon.src).toBe(icon.sizes);
  }
  const touch = (await page.locator('link[rel=apple-touch-icon]').getAttribute('href')) ?? '';
  expect((await request.get(touch)).headers()['content-type']).toBe('image/png');
  // The browser's own opinion; a private window never installs anything.
  const devtools = await page.context().newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

/** On paper: what one reads, and nothing that one presses. */
async function printed(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const pressed of ['button', 'navigation', 'banner'] as const) {
    for (const found of await page.getByRole(pressed).all()) await expect(found).toBeHidden();
  }
  await expect(page.locator('a.button:visible')).toHaveCount(0);
}

test('an order is printed without what one presses', async ({ page, signedIn, other }) => {
  const order = await (await other(CHEN)).place(PIPES.id, pipeAnswers(CHEN.phone));
  await signedIn(CHEN);
  await open(page, `/orders/${order.id}`, 'order');
  await present(page, CHEN);
  await expect(page.getByRole('button', { name: '取消这张单' })).toBeVisible();
  await printed(page);
  await expect(page.getByText(order.number)).toBeVisible();
});

test('a receipt is printed with its number', async ({ page, signedIn, other }) => {
  const { numbers } = await (await other(WANG)).get<{ numbers: string[] }>(`/v1/ballots/${BUDGET_SHARES}/receipts`);
  const [number = ''] = numbers;
  await signedIn(WANG);
  await open(page, `/receipt/${number}`, 'receipt');
  await printed(page);
  await expect(page.locator('main')).toContainText(number.slice(0, 4));
});
