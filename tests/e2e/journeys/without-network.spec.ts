import type { BrowserContext, Page } from '@playwright/test';
import { CHEN } from '../fixtures/people';
import { Release } from '../fixtures/release';
import { Server } from '../fixtures/server';
import { expect, open, present, shown, test } from '../fixtures/test';

// What opens without a network is the service worker's doing, which the other journeys do without.
test.use({ serviceWorkers: 'allow' });

/** Everything that the browser's Cache Storage holds: the names, and the addresses in each. */
const stored = (page: Page): Promise<Record<string, string[]>> =>
  page.evaluate(async () => {
    const all: Record<string, string[]> = {};
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      all[name] = requests.map((request) => new URL(request.url).pathname).sort();
    }
    return all;
  });

/** Waits until the worker of this release runs, which it does once it has all it keeps. */
async function ready(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state))
    .toBe('activated');
  await expect.poll(async () => Object.keys(await stored(page)).length).toBe(1);
}

/** Cuts the network, for the worker, too: the server is gone. */
async function cut(context: BrowserContext, server: Server): Promise<void> {
  await context.setOffline(true);
  await server.stop();
}

async function numbers(page: Page): Promise<void> {
  await shown(page, 'crisis');
  for (const number of ['12356', '120', '110']) {
    await expect(page.locator(`[data-id="${number}"] a[href="tel:${number}"]`)).toBeVisible();
  }
}

for (const [language, hours, title] of [
  ['zh', '每天 8:00—次日 2:00', '社区服务 · 邻里'],
  ['en', 'Every day 8:00', /^Community · /],
] as const) {
  test(`after one visit of the first screen the numbers open without a network, in ${language}`, async ({ page, context, server }) => {
    await context.addInitScript((lang) => localStorage.setItem('linli.lang', lang), language);
    await open(page, '/', 'home');
    await ready(page);
    await cut(context, server);

    // At their address, loaded again, and in another tab.
    await page.goto('/care/help');
    await numbers(page);
    await expect(page.locator('[data-id="12356"]')).toContainText(hours);
    await expect(page).toHaveTitle(title);
    await page.reload();
    await numbers(page);
    const tab = await context.newPage();
    await tab.goto('/care/help');
    await numbers(tab);
    // And from the first screen.
    await tab.goto('/');
    await shown(tab, 'home', 'stale');
    await tab.locator('nav [data-tab=counselling]').click();
    await tab.locator('.quiet-bar__help').click();
    await numbers(tab);
  });
}

test('a page that is not kept says so without a network, and the first screen with its phones opens', async ({ page, context, server }) => {
  await open(page, '/', 'home');
  await ready(page);
  await cut(context, server);
  await page.goto('/orders');
  await expect(page.locator('nav [data-tab=home]')).toBeVisible();
  // What is no page of the app does not become one.
  for (const address of ['/v1/home', '/missing.js']) {
    await expect(page.goto(address)).rejects.toThrow();
  }
});

test('what is kept is the same for everybody, whatever they looked at, and nothing of the backend', async ({ page, context, signedIn, browser, server }) => {
  await open(page, '/', 'home');
  await ready(page);
  const before = await stored(page);
  const [name = ''] = Object.keys(before);
  const files = before[name] ?? [];
  expect(files).toContain('/');
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) expect(file).toMatch(/^\/$|^\/[a-z_0-9-]+-[0-9a-f]{16}\.(js|css|wasm)$/);
  // Somebody signs in, and looks for help.
  await signedIn(CHEN);
  await open(page, '/care/help', 'crisis');
  await present(page, CHEN);
  await open(page, '/care/check/s2', 'self-check');
  await page.waitForLoadState('networkidle');
  expect(await stored(page)).toEqual(before);
  // Another device that came by the help page first.
  const other = await browser.newContext({ baseURL: server.url, serviceWorkers: 'allow' });
  const there = await other.newPage();
  await open(there, '/care/help', 'crisis');
  await ready(there);
  expect(await stored(there)).toEqual(before);
  await other.close();
  expect(await context.cookies()).not.toEqual([]);
});

test('a new release takes the place of the old one, and nothing of the old one stays', async ({ page, context }) => {
  const release = Release.copy();
  const newer = await Server.start(undefined, release.folder);
  try {
    await page.goto(newer.url);
    await shown(page, 'home');
    await ready(page);
    const before = await stored(page);
    release.replace();
    // With a network the new one shows at once.
    await page.reload();
    await shown(page, 'home');
    const program = await page.locator('script[type=module]').getAttribute('src');
    expect(Object.values(before).flat()).not.toContain(program);
    await expect.poll(async () => Object.values(await stored(page)).flat()).toContain(program);
    await ready(page);
    const after = await stored(page);
    for (const name of Object.keys(before)) expect(Object.keys(after)).not.toContain(name);
    await cut(context, newer);
    await page.goto(`${newer.url}/care/help`);
    await numbers(page);
    expect(await page.locator('script[type=module]').getAttribute('src')).toBe(program);
  } finally {
    await newer.remove();
    release.remove();
  }
});

test('an operator can switch it off, and what was kept goes', async ({ page }) => {
  const release = Release.copy();
  const server = await Server.start(undefined, release.folder);
  try {
    await page.goto(server.url);
    await shown(page, 'home');
    await ready(page);
    release.configure({ without_service_worker: true });
    await page.reload();
    await shown(page, 'home');
    await expect
      .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length))
      .toBe(0);
    await expect.poll(() => stored(page)).toEqual({});
  } finally {
    await server.remove();
    release.remove();
  }
});

test('where the worker cannot be had, or its release is not the page’s, everything else goes on', async ({ page, context }) => {
  const release = Release.copy();
  release.spoilKeeper();
  const server = await Server.start(undefined, release.folder);
  try {
    await page.goto(server.url);
    await shown(page, 'home');
    await page.waitForLoadState('networkidle');
    await page.locator('nav [data-tab=counselling]').click();
    await shown(page, 'counselling');
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active ?? null)).toBe(null);
    expect(Object.values(await stored(page)).flat()).toEqual([]);
    expect(context.serviceWorkers().length).toBeLessThanOrEqual(1);
  } finally {
    await server.remove();
    release.remove();
  }
});
