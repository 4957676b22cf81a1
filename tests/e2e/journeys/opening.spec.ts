import type { Page } from '@playwright/test';
import { change } from '../fixtures/faults';
import { CHEN, PIPES, WANG, ZHAO } from '../fixtures/people';
import type { Person } from '../fixtures/people';
import { expect, open, present, shown, test } from '../fixtures/test';

/** The first module. */
const MAIN = /\/linli-app-[0-9a-f]{16}\.wasm$/;
const MENU = /\/linli-app-menu-[0-9a-f]{16}\.wasm$/;

/** What the page asks of the server and which groups of pages it loads, in order. */
function asked(page: Page): string[] {
  const all: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    const group = /^\/linli-app-([a-z0-9_]+)-[0-9a-f]{16}\.wasm$/.exec(pathname)?.[1];
    if (group) all.push(group);
    else if (pathname.startsWith('/v1/')) all.push(pathname + search);
  });
  return all;
}

/** Holds requests back until they are let go. */
async function hold(page: Page, url: RegExp): Promise<() => void> {
  let go = (): void => undefined;
  const gone = new Promise<void>((resolve) => (go = resolve));
  await page.route(url, async (route) => {
    await gone;
    await route.fallback();
  });
  return go;
}

const DEEP: [Person | null, string, string, string[]][] = [
  [null, '/services', 'services', ['menu', '/v1/services?limit=1000', '/v1/categories']],
  [null, `/services/${PIPES.id}`, 'service', ['menu', `/v1/services/${PIPES.id}`]],
  [CHEN, `/services/${PIPES.id}/order`, 'order-form', ['menu', `/v1/services/${PIPES.id}`]],
  [WANG, '/orders', 'orders', ['resident', '/v1/orders?limit=50']],
  [WANG, '/orders/seed-order-01', 'order', ['resident', '/v1/orders/seed-order-01']],
  [WANG, '/wishes', 'wishes', ['resident', '/v1/wishes?limit=100']],
  [WANG, '/projects', 'projects', ['votes', '/v1/projects?limit=100', '/v1/ballots?limit=50']],
  [null, '/projects/charging-shed', 'project', ['votes', '/v1/projects/charging-shed']],
  [WANG, '/ballots/budget-now', 'ballot', ['votes', '/v1/ballots/budget-now']],
  [null, '/ballots/budget-last/result', 'result', ['votes']],
  [null, '/receipt', 'receipt', ['votes']],
  [null, '/recount', 'recount', ['recount']],
  [null, '/care', 'counselling', ['care']],
  [null, '/announcements', 'announcements', ['resident', '/v1/announcements?limit=200']],
  [null, '/guides', 'guides', ['resident', '/v1/guides?limit=200']],
  [WANG, '/contacts', 'contacts', ['resident', '/v1/contacts']],
  [WANG, '/me', 'me', ['resident']],
  [null, '/sign-in', 'sign-in', ['resident']],
  [ZHAO, '/desk', 'desk', ['desk']],
];

for (const [person, path, name, wanted] of DEEP) {
  test(`${path} asks for its code and its data before the program has come, and for nothing twice`, async ({ page, signedIn }) => {
    if (person) {
      await signedIn(person);
      await open(page, '/', 'home');
      await present(page, person);
      await page.waitForLoadState('networkidle');
    }
    const go = await hold(page, MAIN);
    // The copy of the first screen is there long before the server's answer.
    await page.route('**/v1/home*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, person ? 600 : 0));
      await route.fallback();
    });
    const all = asked(page);
    await page.goto(path, { waitUntil: 'commit' });
    await expect.poll(() => all).toEqual(expect.arrayContaining(['/v1/home', ...wanted]));
    go();
    await shown(page, name);
    await page.waitForLoadState('networkidle');
    expect([...all].sort()).toEqual([...new Set(all)].sort());
  });
}

test('another language is asked for from the start, and nothing in the first one', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('linli.lang', 'en'));
  const all = asked(page);
  await open(page, '/services', 'services');
  await page.waitForLoadState('networkidle');
  const ours = all.filter((path) => path.startsWith('/v1/'));
  expect(ours.sort()).toEqual(['/v1/categories?lang=en', '/v1/home?lang=en', '/v1/lines?lang=en', '/v1/services?limit=1000&lang=en']);
});

test('a tap on a page whose code is not there yet asks for code and data at once', async ({ page }) => {
  const go = await hold(page, MENU);
  const all = asked(page);
  await open(page, '/', 'home');
  await page.locator('nav [data-tab=services]').click();
  await expect.poll(() => all).toEqual(expect.arrayContaining(['menu', '/v1/services?limit=1000', '/v1/categories']));
  await expect(page.locator('main')).toHaveAttribute('data-page', 'loading');
  go();
  await shown(page, 'services');
  await page.waitForLoadState('networkidle');
  expect([...all].sort()).toEqual([...new Set(all)].sort());
});

test('while the server does not know of a sign-out, nothing is begun in the leaver’s name', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/', 'home');
  await present(page, WANG);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => localStorage.setItem('linli.sign-out-owed', '1'));
  const all = asked(page);
  await page.goto('/orders/seed-order-01');
  await expect(page.getByRole('main').getByRole('link', { name: '登录' })).toBeVisible();
  expect(all.filter((path) => path.startsWith('/v1/'))[0]).toBe('/v1/sessions/current');
});

for (const [what, url] of [['program', MAIN], ['script', /\/linli-app-[0-9a-f]{16}\.js$/]] as const) {
  test(`a ${what} that does not arrive is said at once, with phones and a way to try again`, async ({ page }) => {
    await page.route(url, (route) => route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{}' }));
    await page.goto('/');
    const panel = page.locator('#panel');
    await expect(panel).toContainText('可能是网络不好');
    await expect(panel.getByRole('link', { name: '12356' })).toBeVisible();
    await page.unroute(url);
    await panel.getByRole('link', { name: '重新打开' }).click();
    await shown(page, 'home');
    await expect(panel).toBeHidden();
  });
}

test('a program that comes late takes the word of a slow network back', async ({ page }) => {
  await page.clock.install();
  const go = await hold(page, MAIN);
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.locator('#shell')).toBeVisible();
  await page.clock.fastForward(21_000);
  await expect(page.locator('#panel')).toContainText('打开得很慢');
  go();
  await shown(page, 'home');
  await expect(page.locator('#panel')).toBeHidden();
});

test('settings, program and first data are asked for at once, and the page is painted before any of them has come', async ({ page }) => {
  const wanted: [string, RegExp][] = [['settings', /\/config\.json$/], ['data', /\/v1\/home/], ['program', MAIN]];
  const all: string[] = [];
  page.on('request', (request) => {
    const found = wanted.find(([, url]) => url.test(request.url()));
    if (found) all.push(found[0]);
  });
  const go: (() => void)[] = [];
  for (const [, url] of wanted) go.push(await hold(page, url));
  await page.goto('/', { waitUntil: 'commit' });
  await expect.poll(() => [...all].sort()).toEqual(['data', 'program', 'settings']);
  const painted = (): Promise<number> => page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length);
  await expect.poll(painted).toBe(1);
  await expect(page.locator('#shell header')).toBeVisible();
  await expect(page.locator('#shell [data-tab=home]')).toBeVisible();
  await expect(page.locator('main[data-page]')).toHaveCount(0);
  go.forEach((let_go) => let_go());
  await shown(page, 'home');
  await page.waitForLoadState('networkidle');
  expect([...all].sort()).toEqual(['data', 'program', 'settings']);
});

test('what the backend does not offer has no tab, and the next visit begins without it', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await change(page, '**/v1/home*', (home) => {
    const capabilities = home.capabilities as { features: string[] };
    capabilities.features = capabilities.features.filter((feature) => !['points', 'appointments'].includes(feature));
  });
  const tabs = page.locator('[data-tab]:visible');
  const names = (): Promise<(string | null)[]> => tabs.evaluateAll((all) => all.map((tab) => tab.getAttribute('data-tab')));
  await open(page, '/', 'home');
  await expect.poll(names).toEqual(['home', 'services', 'projects']);
  const go = await hold(page, MAIN);
  await page.goto('/', { waitUntil: 'commit' });
  await expect(page.locator('#shell [data-tab=home]')).toBeVisible();
  await page.waitForLoadState('domcontentloaded');
  expect(await names()).toEqual(['home', 'services', 'projects']);
  go();
  await shown(page, 'home');
  expect(await names()).toEqual(['home', 'services', 'projects']);
  // The backend learns, and so does the device.
  await page.unroute('**/v1/home*');
  await open(page, '/', 'home');
  await expect.poll(names).toEqual(['home', 'services', 'projects', 'points', 'counselling']);
});

test('the tabs before the program are those after it, and say the same', async ({ page, signedIn }) => {
  await signedIn(WANG);
  for (const language of ['zh', 'en']) {
    await page.addInitScript((code) => localStorage.setItem('linli.lang', code), language);
    const tabs = (): Promise<string[]> =>
      page.locator('[data-tab]').evaluateAll((all) =>
        all.map((tab) => `${tab.getAttribute('data-tab')} ${tab.getAttribute('href')} ${(tab as HTMLElement).innerText.trim()}`));
    const go = await hold(page, MAIN);
    await page.goto('/', { waitUntil: 'commit' });
    await expect(page.locator('#shell [data-tab]').first()).toBeVisible();
    await page.waitForLoadState('domcontentloaded');
    const before = await tabs();
    go();
    await shown(page, 'home');
    await expect(page.locator('#shell')).toHaveCount(0);
    await expect.poll(tabs).toEqual(before);
  }
});

test('a page brought back as it was left is loaded again when somebody else is here by now', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/', 'home');
  await present(page, WANG);
  // The browser of the tests keeps no pages, so its word is given here.
  const bringBack = (): Promise<void> =>
    page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      if (sessionStorage.getItem('left')) localStorage.removeItem('linli.person');
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
  await page.evaluate(() => Object.assign(window, { still: 'here' }));
  await bringBack();
  expect(await page.evaluate(() => 'still' in window)).toBe(true);
  await page.evaluate(() => sessionStorage.setItem('left', '1'));
  const loaded = page.waitForEvent('load');
  await bringBack();
  await loaded;
  expect(await page.evaluate(() => 'still' in window)).toBe(false);
});
