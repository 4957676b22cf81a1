import { answerAll, asks, begin, checking, choose, next, received, submit } from '../fixtures/form';
import { CHEN, PIPES } from '../fixtures/people';
import { expect, open, shown, test } from '../fixtures/test';

const YEAR_MS = 365 * 86_400_000;

for (const [word, offset] of [['behind', -YEAR_MS], ['ahead', YEAR_MS]] as const) {
  test(`the phone’s clock is a year ${word}: days are the community’s, and the order is taken`, async ({ page, signedIn, other }) => {
    await page.addInitScript((wrong) => {
      const right = Date;
      globalThis.Date = class extends right {
        constructor(...given: []) {
          super(...((given.length > 0 ? given : [right.now() + wrong]) as []));
        }

        static override now(): number {
          return right.now() + wrong;
        }
      } as DateConstructor;
    }, offset);
    await signedIn(CHEN);
    const api = await other(CHEN);
    const before = (await api.orders()).length;
    await begin(page, null);
    await answerAll(page);
    await submit(page);
    await received(page);
    expect(await api.orders()).toHaveLength(before + 1);
  });
}

test('a phone that forbids storage can order while there is a network, and says what it cannot do', async ({ page, context, signedIn, other }) => {
  await page.addInitScript(() => {
    const forbidden = { get: () => { throw new DOMException('forbidden', 'SecurityError'); } };
    Object.defineProperty(window, 'localStorage', forbidden);
    Object.defineProperty(window, 'sessionStorage', forbidden);
    Object.defineProperty(window, 'indexedDB', forbidden);
  });
  await notKept(page, context, signedIn, other);
});

test('a phone whose storage is full can order while there is a network, and says what it cannot do', async ({ page, context, signedIn, other }) => {
  await page.addInitScript(() => {
    const full = (): never => { throw new DOMException('full', 'QuotaExceededError'); };
    Storage.prototype.setItem = full;
    IDBObjectStore.prototype.put = full;
    IDBObjectStore.prototype.add = full;
  });
  await notKept(page, context, signedIn, other);
});

type Given = Parameters<Parameters<typeof test>[2]>[0];

/** Nothing can be kept: said while typing; without a network said again; with one the order goes. */
async function notKept(page: Given['page'], context: Given['context'], signedIn: Given['signedIn'], other: Given['other']): Promise<void> {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const before = (await api.orders()).length;
  await begin(page, null);
  await choose(page, '下水堵了');
  await expect(page.getByText('这部手机存不下草稿，请不要关掉这一页')).toBeVisible();
  await answerAll(page);
  await context.setOffline(true);
  await submit(page);
  await checking(page);
  await expect(page.getByRole('alert')).toContainText('这台手机存不下内容。请不要关掉这一页，等有网络再送一次。');
  await expect(page.getByText('下水堵了')).toBeVisible();
  await context.setOffline(false);
  await submit(page);
  await received(page);
  expect(await api.orders()).toHaveLength(before + 1);
}

test('an address that leads nowhere says so and leads home', async ({ page }) => {
  await open(page, '/nothing/here', 'not-found');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('这里没有这个页面');
  await page.getByRole('link', { name: '回首页' }).click();
  await shown(page, 'home');
});

test('things that do not exist, or are somebody else’s, are not found and nothing more', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  for (const path of ['/orders/seed-order-01', '/orders/none', '/services/none', '/wishes/none', '/announcements/none', '/guides/none']) {
    await page.goto(path);
    await expect(page.locator('main')).toHaveAttribute('data-state', 'failed');
    await expect(page.getByRole('alert')).toContainText('没有找到');
    // Trying again would not help: the way leads home.
    await expect(page.getByRole('alert').getByRole('link', { name: '回首页' })).toHaveAttribute('href', '/');
  }
});

test('a page that fails after it was opened is headed by what happened, and the keyboard stands there', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  await open(page, '/services', 'services');
  await page.route('**/v1/services/*', (route) => route.fulfill({ status: 500, body: '' }));
  await page.locator(`[data-id="${PIPES.id}"] a`).click();
  const heading = page.getByRole('heading', { level: 1, name: '现在打不开' });
  await expect(heading).toBeFocused();
  await page.unroute('**/v1/services/*');
  await page.getByRole('button', { name: '再试一次' }).click();
  await expect(page.getByRole('heading', { level: 1, name: PIPES.name })).toBeFocused();
});

test('a form at a question that does not exist leads to the last look, not to a blank page', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  await begin(page, null);
  await choose(page, '下水堵了');
  await next(page);
  await asks(page, 'when');
  await page.goto('/services/repair-drain-unblock/order/q/no-such-question');
  await expect(page.getByRole('heading', { level: 1, name: '核对一下，再提交' })).toBeVisible();
  await submit(page);
  await asks(page, 'when');
});

test('the desk is not shown to residents', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  await open(page, '/desk', 'desk');
  await expect(page.getByText('社工台只给社区工作人员用')).toBeVisible();
  await expect(page.locator('[data-tab=desk]')).toHaveCount(0);
});
