import type { Page, Route } from '@playwright/test';
import { CHEN, WANG, ZHAO } from '../fixtures/people';
import { Release } from '../fixtures/release';
import { Server } from '../fixtures/server';
import { expect, open, present, shown, test } from '../fixtures/test';

/** The modules of groups of pages and of what groups share, not the first module. */
const CHUNK = /\/linli-app-(menu|resident|votes|recount|points|care|desk|chunk_\d+)-[0-9a-f]{16}\.wasm$/;
const MENU = /\/linli-app-menu-[0-9a-f]{16}\.wasm$/;

/** The styles of pages that are loaded later. */
const MORE = /\/linli-more-[0-9a-f]{16}\.css$/;

/** The modules that the page asks for, by name. */
function asked(page: Page): string[] {
  const names: string[] = [];
  page.on('request', (request) => {
    const name = CHUNK.exec(new URL(request.url()).pathname)?.[1];
    if (name) names.push(name);
  });
  return names;
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
});

test('the first screen needs the first module alone; the resident’s groups follow, the desk’s does not', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  const names = asked(page);
  await page.route('**/v1/home*', async (route) => {
    await new Promise((done) => setTimeout(done, 1_000));
    await route.fallback();
  });
  await page.goto('/');
  await expect(page.locator('header .pill').first()).toBeVisible();
  await expect(page.locator('main')).toHaveAttribute('data-page', 'home');
  expect(names).toEqual([]);
  await shown(page, 'home');
  await expect.poll(() => names).toContain('menu');
  await expect.poll(() => names).toContain('resident');
  await expect.poll(() => names).toContain('votes');
  await expect.poll(() => names).toContain('points');
  await expect.poll(() => names).toContain('care');
  await page.waitForLoadState('networkidle');
  expect(names).not.toContain('desk');
  // Counting again is rare, and brings its counting along.
  expect(names).not.toContain('recount');
  const before = [...names];
  expect(new Set(before).size).toBe(before.length);

  // What is there is not asked for again.
  await page.locator('nav [data-tab=services]').click();
  await shown(page, 'services');
  await page.goBack();
  await shown(page, 'home');
  await page.goForward();
  await shown(page, 'services');
  await page.goBack();
  await page.locator('header a[href="/me"]').click();
  await shown(page, 'me');
  expect(names).toEqual(before);
});

for (const [person, path, name] of [
  [CHEN, '/services', 'services'],
  [WANG, '/orders', 'orders'],
  [WANG, '/projects', 'projects'],
  [WANG, '/recount', 'recount'],
  [WANG, '/points', 'points'],
  [ZHAO, '/desk', 'desk'],
] as const) {
  test(`${path} opens by its address, and the way home and back works`, async ({ page, signedIn }) => {
    await signedIn(person);
    await open(page, path, name);
    await present(page, person);
    await page.locator('nav [data-tab=home]').click();
    await shown(page, 'home');
    await page.goBack();
    await shown(page, name);
    await page.goForward();
    await shown(page, 'home');
  });
}

test('the first screen does not wait for the second style sheet, and a page that needs it does', async ({ page }) => {
  let go = (): void => undefined;
  const gone = new Promise<void>((resolve) => (go = resolve));
  await page.route(MORE, async (route) => {
    await gone;
    await route.fallback();
  });
  await open(page, '/', 'home');
  await page.locator('nav [data-tab=projects]').click();
  await shown(page, 'loading', 'loading');
  go();
  await shown(page, 'projects');
  await expect(page.locator('.project-card').first()).toHaveCSS('display', 'flex');
});

test('without the second style sheet a page is plain and works', async ({ page }) => {
  await page.route(MORE, (route) => route.abort());
  await open(page, '/projects', 'projects');
  await page.getByRole('searchbox').fill('电梯 3号楼');
  await expect(page.locator('.project-card')).toHaveCount(1);
});

test('the desk opens by a click', async ({ page, signedIn }) => {
  await signedIn(ZHAO);
  await open(page, '/', 'home');
  await page.locator('nav [data-tab=desk]').click();
  await shown(page, 'desk');
});

const FAULTS: Record<string, (route: Route) => Promise<void>> = {
  'is not there any more': (route) => route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{}' }),
  'meets an error': (route) => route.fulfill({ status: 500, body: 'no' }),
  'is a page of a hotel’s network': (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Sign in</h1>' }),
  'breaks off': (route) => route.abort('connectionreset'),
  'is cut short': async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    await route.fulfill({ response: answer, body: body.subarray(0, body.length / 2) });
  },
};

for (const [fault, answer] of Object.entries(FAULTS)) {
  test(`a group’s module ${fault}: its page says so, the rest goes on, trying again helps`, async ({ page, signedIn }) => {
    await signedIn(CHEN);
    await page.route(MENU, answer);
    await open(page, '/', 'home');
    await page.locator('nav [data-tab=services]').click();
    const again = page.getByRole('button', { name: '再试一次' });
    await expect(page.getByRole('heading', { name: '现在打不开', level: 1 })).toBeFocused();
    await expect(page.getByText('现在打不开')).toHaveCount(1);
    await expect(page.getByText('这一页没有下载完')).toBeVisible();
    await again.click();
    await expect(again).toBeVisible();

    // Home is in the first module, orders are in another group.
    await page.locator('nav [data-tab=home]').click();
    await shown(page, 'home');
    await page.locator('header a[href="/me"]').click();
    await shown(page, 'me');
    await page.goBack();
    await page.goBack();
    await expect(again).toBeVisible();

    await page.evaluate(() => Object.assign(window, { still: 'here' }));
    await page.unroute(MENU);
    await again.click();
    await shown(page, 'services');
    expect(await page.evaluate(() => 'still' in window), 'without loading the page again').toBe(true);
  });
}

test('a page opened without a network comes by itself when the network is back', async ({ page, context }) => {
  await page.route(MENU, (route) => route.abort('internetdisconnected'));
  await open(page, '/', 'home');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.locator('nav [data-tab=services]').click();
  await expect(page.getByRole('heading', { name: '现在打不开', level: 1 })).toBeVisible();
  await expect(page.getByText('现在没有网络')).toBeVisible();
  await page.unroute(MENU);
  await context.setOffline(false);
  await shown(page, 'services');
});

test.describe('after a new release', () => {
  let release: Release;
  let newer: Server;

  test.beforeEach(async ({ page }) => {
    release = Release.copy();
    newer = await Server.start(undefined, release.folder);
    // A page of the old release that has not loaded this group yet.
    await page.route(MENU, (route) => route.abort());
    await page.goto(newer.url);
    await shown(page, 'home');
    release.replace();
  });

  test.afterEach(async () => {
    await newer.remove();
    release.remove();
  });

  test('an old page whose files are gone opens the wished page in the new one', async ({ page }) => {
    await page.unroute(MENU);
    await page.locator('nav [data-tab=services]').click();
    await shown(page, 'services');
    expect(new URL(page.url()).pathname).toBe('/services');
    expect(await page.evaluate(() => performance.navigation.type)).toBe(1);
    await page.goBack();
    await shown(page, 'home');
  });

  test('a new release whose file is missing, too, is said and not loaded for ever', async ({ page }) => {
    let loaded = 0;
    page.on('domcontentloaded', () => (loaded += 1));
    await page.locator('nav [data-tab=services]').click();
    await expect(page.getByRole('button', { name: '再试一次' })).toBeVisible();
    expect(await page.evaluate(() => performance.navigation.type)).toBe(1);
    expect(loaded).toBe(1);
    await page.locator('nav [data-tab=home]').click();
    await shown(page, 'home');
  });
});
