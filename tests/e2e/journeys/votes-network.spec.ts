import type { Page, Route } from '@playwright/test';
import { refuse } from '../fixtures/faults';
import { CHEN, LI, WANG, WU } from '../fixtures/people';
import { expect, kept, open, present, test } from '../fixtures/test';
import { BUDGET, ballot, handIn, option, receipt, stands, tick } from '../fixtures/votes';

/** Lets votes reach the server or not, as `take` decides; readings pass. */
async function whenVoting(page: Page, take: (route: Route) => Promise<void>): Promise<void> {
  await page.route('**/v1/ballots/*/vote*', (route) =>
    route.request().method() === 'PUT' ? take(route) : route.fallback(),
  );
}

test('a vote without a network says that it is not counted, and ten tries later it is one vote', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  await ballot(page, BUDGET);
  await present(page, CHEN);
  await tick(page, 'lamps');
  await context.setOffline(true);
  await handIn(page);
  await stands(page, 'sending');
  await expect(page.getByTestId('vote-state')).toContainText('还没有计入。存在这台手机上，有网络就送，不会重复。');
  await expect(page.getByText('1 件在本机待送出')).toBeVisible();
  for (let tries = 0; tries < 10; tries += 1) {
    await page.getByRole('button', { name: '现在试着送出' }).click();
    await stands(page, 'sending');
  }
  expect(await api.voted(BUDGET)).toBeUndefined();

  // The page is opened again with a network for its files, but none to the server.
  await page.route('**/v1/**', (route) => route.abort('internetdisconnected'));
  await context.setOffline(false);
  await page.reload();
  await stands(page, 'sending');
  await expect(page.getByTestId('vote-state').locator('[data-id=lamps]')).toBeVisible();
  await page.unroute('**/v1/**');
  await page.reload();
  const number = await receipt(page);
  expect((await api.voted(BUDGET))?.receipt).toBe(number);
  await open(page, '/outbox', 'outbox');
  await expect(page.getByText('没有要送的')).toBeVisible();
});

test('the answer is lost after the server has the vote: the same try finds it, with one receipt', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  const refs = new Set<string>();
  let sent = 0;
  await whenVoting(page, async (route) => {
    refs.add((route.request().postDataJSON() as { client_ref: string }).client_ref);
    const response = await route.fetch();
    expect(response.status()).toBe(200);
    sent += 1;
    return sent <= 2 ? route.abort('connectionreset') : route.fulfill({ response });
  });
  await ballot(page, BUDGET);
  await tick(page, 'ramp');
  await handIn(page);
  await stands(page, 'sending');
  // The page says so from the tap on; the server has it when its first answer was thrown away.
  await expect.poll(() => sent).toBeGreaterThan(0);
  const made = (await (await other(CHEN)).voted(BUDGET))?.receipt;
  expect(made).toMatch(/^\d{16}$/);
  await expect(async () => {
    const again = page.getByRole('button', { name: '现在试着送出' });
    if (await again.isVisible()) await again.click();
    await expect(page.getByTestId('vote-state')).toHaveAttribute('data-state', 'counted', { timeout: 500 });
  }).toPass();
  expect(await receipt(page)).toBe(made);
  expect(refs.size).toBe(1);
});

test('what waits can be taken back and changed, and only the last word is sent', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  await ballot(page, BUDGET);
  await present(page, CHEN);
  await tick(page, 'ramp');
  await context.setOffline(true);
  await handIn(page);
  await stands(page, 'sending');
  await page.getByRole('button', { name: '先不送，拿回来改' }).click();
  await stands(page, 'draft');
  await expect(option(page, 'ramp').getByRole('checkbox')).toBeChecked();
  await tick(page, 'ramp');
  await tick(page, 'clock');
  await handIn(page);
  await stands(page, 'sending');
  await context.setOffline(false);
  await receipt(page);
  expect((await (await other(CHEN)).voted(BUDGET))?.choices).toEqual([{ option: 'clock' }]);
});

test('a vote that had arrived although it was taken back is shown as one’s own', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  let had = 0;
  await whenVoting(page, async (route) => {
    await route.fetch();
    had += 1;
    return route.abort('connectionreset');
  });
  await ballot(page, BUDGET);
  await present(page, CHEN);
  await tick(page, 'ramp');
  await handIn(page);
  await stands(page, 'sending');
  await expect.poll(() => had).toBeGreaterThan(0);
  await context.setOffline(true);
  await page.getByRole('button', { name: '先不送，拿回来改' }).click();
  await stands(page, 'draft');
  await expect(page.getByText('刚才那一次有可能已经送到')).toBeVisible();
  await tick(page, 'clock');
  await page.unroute('**/v1/ballots/*/vote*');
  await context.setOffline(false);
  const conflict = page.getByTestId('vote-conflict');
  await expect(conflict).toContainText('您上一次交的，其实已经计入');
  await page.getByRole('button', { name: '换成我选的，提交' }).click();
  await receipt(page);
  const vote = await (await other(CHEN)).voted(BUDGET);
  expect(vote?.choices.map((choice) => choice.option).sort()).toEqual(['clock', 'ramp']);
});

test('a vote that waited while somebody else of the household voted is shown beside theirs', async ({ page, context, signedIn, other }) => {
  await signedIn(LI);
  await ballot(page, BUDGET);
  await present(page, LI);
  await tick(page, 'ramp');
  await context.setOffline(true);
  await handIn(page);
  await stands(page, 'sending');
  const api = await other(WU);
  const theirs = await api.vote(BUDGET, [{ option: 'farm' }]);
  await context.setOffline(false);
  const conflict = page.getByTestId('vote-conflict');
  await expect(conflict.locator('[data-id=farm]')).toBeVisible();
  await expect(conflict.locator('[data-id=ramp]')).toBeVisible();
  expect((await api.voted(BUDGET))?.receipt).toBe(theirs.receipt);
  await page.getByRole('button', { name: '保留已计入的' }).click();
  expect(await receipt(page)).toBe(theirs.receipt);
});

test('the ballot closes while one chooses: the vote is not counted and the draft says so', async ({ page, server, signedIn }) => {
  await signedIn(WANG);
  await ballot(page, BUDGET);
  await present(page, WANG);
  await tick(page, 'ramp');
  server.passDays(10);
  await handIn(page);
  await expect(page.getByRole('alert')).toContainText('表决已经截止，这一票没有计入。');
  await expect(page.getByTestId('vote-state')).toContainText('没有交，没有计入');
  await expect(page.locator('[data-submit]')).toHaveCount(0);
  await page.getByRole('link', { name: '看结果' }).first().click();
  await expect(page.locator('main')).toHaveAttribute('data-page', 'result');
});

test('a vote that was counted before the close is found after it, although its answer was lost', async ({ page, server, signedIn, other }) => {
  await signedIn(CHEN);
  let lose = true;
  let had = 0;
  await whenVoting(page, async (route) => {
    const response = await route.fetch();
    had += 1;
    return lose ? route.abort('connectionreset') : route.fulfill({ response });
  });
  await ballot(page, BUDGET);
  await present(page, CHEN);
  await tick(page, 'ramp');
  await handIn(page);
  await stands(page, 'sending');
  await expect.poll(() => had).toBeGreaterThan(0);
  const made = (await (await other(CHEN)).voted(BUDGET))?.receipt ?? '';
  expect(made).toMatch(/^\d{16}$/);
  server.passDays(10);
  lose = false;
  await page.reload();
  await stands(page, 'counted');
  await expect(page.getByText('谁也对不上这一票选了什么')).toBeVisible();
  await expect(page.locator('[data-receipt]')).toHaveAttribute('data-receipt', made);
});

for (const [name, path, shows] of [
  ['its ballot', `/ballots/${BUDGET}`, 'ballot'],
  ['its result', `/ballots/${BUDGET}/result`, 'result'],
] as const) {
  test(`after the close this device forgets what was chosen, once ${name} is opened`, async ({ page, server, signedIn }) => {
    await signedIn(CHEN);
    await ballot(page, BUDGET);
    await present(page, CHEN);
    await tick(page, 'ramp');
    await handIn(page);
    const number = await receipt(page);
    const copy = expect.stringMatching(new RegExp(`/v1/ballots/${BUDGET}/vote$`));
    await expect.poll(() => kept(page)).toContainEqual(copy);
    server.passDays(10);
    await open(page, path, shows);
    await expect(page.getByRole('link', { name: shows === 'ballot' ? '看结果' : '重新计票' })).toBeVisible();
    await expect.poll(() => kept(page)).not.toContainEqual(copy);
    // The number of the receipt says nothing of it, and stays.
    await open(page, `/ballots/${BUDGET}`, 'ballot');
    expect(await receipt(page)).toBe(number);
  });
}

test('the session ended: the choice is kept, and after signing in it is handed in', async ({ page, context, signedIn }) => {
  await signedIn(CHEN);
  await ballot(page, BUDGET);
  await present(page, CHEN);
  await tick(page, 'clock');
  await context.clearCookies();
  await handIn(page);
  await expect(page.getByRole('alert')).toContainText('登录已经过期');
  await expect(option(page, 'clock').getByRole('checkbox')).toBeChecked();
  await signedIn(CHEN);
  await page.reload();
  await expect(option(page, 'clock').getByRole('checkbox')).toBeChecked();
  await handIn(page);
  await receipt(page);
});

for (const [code, sentence] of [
  ['not_on_roll', '这次表决的名册上没有您'],
  ['terms_changed', '表决的内容改过了'],
] as const) {
  test(`a vote that is refused with ${code} says why, and what was chosen stays`, async ({ page, signedIn, other }) => {
    await signedIn(CHEN);
    await whenVoting(page, (route) => refuse(route, code));
    await ballot(page, BUDGET);
    await present(page, CHEN);
    await tick(page, 'clock');
    await handIn(page);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('这一票没有计入');
    await expect(alert).toContainText(sentence);
    await expect(alert).toBeFocused();
    await stands(page, 'draft');
    await expect(option(page, 'clock').getByRole('checkbox')).toBeChecked();
    await page.reload();
    await expect(option(page, 'clock').getByRole('checkbox')).toBeChecked();
    expect(await (await other(CHEN)).voted(BUDGET)).toBeUndefined();
    await expect(page.getByText('件在本机待送出')).toHaveCount(0);
  });
}

test('an answer that is no answer leaves the vote waiting, not counted', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  let answers = 0;
  await whenVoting(page, (route) => {
    answers += 1;
    return answers === 1
      ? route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Welcome! Please sign in</h1>' })
      : route.fulfill({ status: 200, contentType: 'application/json', body: '{"ballot_id":"budget-now","receipt":"1' });
  });
  await ballot(page, BUDGET);
  await present(page, CHEN);
  await tick(page, 'clock');
  await handIn(page);
  await stands(page, 'sending');
  await page.getByRole('button', { name: '现在试着送出' }).click();
  await expect.poll(() => answers).toBeGreaterThan(1);
  await stands(page, 'sending');
  await expect(page.locator('[data-receipt]')).toHaveCount(0);
});
