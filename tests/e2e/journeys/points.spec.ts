import type { Page } from '@playwright/test';
import { change } from '../fixtures/faults';
import { CHEN, LI, WANG, ZHAO, ZHOU } from '../fixtures/people';
import {
  CALENDAR, FILM, SALT, TANG, account, penalty, redeem, redemptions, reward, sure, want, whenRedeeming,
} from '../fixtures/points';
import { expect, kept, open, present, shown, test } from '../fixtures/test';

const ledger = (page: Page) => page.getByTestId('ledger');
const sum = (page: Page) => page.getByTestId('sum');
const rows = (page: Page) => ledger(page).locator('li[data-id]');
const grouped = (points: number) => points.toLocaleString('en-US');

test('a resident reads both accounts, searches the ledger, and the app adds it up', async ({ page, signedIn, other }) => {
  await signedIn(WANG);
  const now = await account(await other(WANG));
  await open(page, '/', 'home');
  await present(page, WANG);
  await page.locator('[data-tab=points]').click();
  await shown(page, 'points');
  await expect(page.getByTestId('spendable')).toHaveAttribute('data-points', String(now.spendable.points));
  await expect(page.getByTestId('standing')).toHaveAttribute('data-points', String(now.standing.points));

  // A part of the list is not added up.
  await expect(ledger(page)).toHaveAttribute('data-count', '50');
  await expect(sum(page)).toHaveAttribute('data-sum', 'partial');
  await expect(sum(page)).toContainText(`${now.entries} 条里的 50 条`);
  await page.locator('[data-more]').click();
  await expect(ledger(page)).toHaveAttribute('data-count', '100');
  await page.getByRole('button', { name: '读完再核对' }).click();
  await expect(ledger(page)).toHaveAttribute('data-count', String(now.entries));
  await expect(rows(page)).toHaveCount(now.entries);
  await expect(sum(page)).toHaveAttribute('data-sum', 'agrees');
  await expect(sum(page)).toContainText(`${now.entries} 条加起来正好是已入账的 ${grouped(now.spendable.posted)} 分`);

  // The chart can be read as a table.
  const trend = page.getByTestId('trend');
  await trend.getByRole('button', { name: '用表格看' }).click();
  await expect(trend.getByRole('row')).toHaveCount(13);

  await page.locator('[data-part=voided]').click();
  await expect(rows(page).first()).toHaveAttribute('data-state', 'voided');
  await expect(ledger(page).locator('li:not([data-state=voided])')).toHaveCount(0);
  await page.locator('[data-part=all]').click();
  await page.getByRole('searchbox').fill('楼道');
  await expect(page.getByText(/^找到 \d+ 条$/)).toBeVisible();
  await expect(rows(page).filter({ hasNotText: '楼道' })).toHaveCount(0);
  await page.getByLabel('月份').selectOption({ index: 2 });
  const month = await page.getByLabel('月份').inputValue();
  await expect(ledger(page).locator(`section:not([data-month="${month}"])`)).toHaveCount(0);

  // The way back from an entry leads to the same list.
  const first = rows(page).first();
  const title = (await first.getByRole('link').innerText()).split('\n')[0] ?? '';
  await first.getByRole('link').click();
  await shown(page, 'entry');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page.locator('main')).toContainText('居民公约');
  await page.goBack();
  await shown(page, 'points');
  await expect(page.getByRole('searchbox')).toHaveValue('楼道');
  await expect(page.getByLabel('月份')).toHaveValue(month);

  // Also a month from before the chart begins, and the oldest one has the oldest entry.
  await page.getByRole('searchbox').fill('');
  const months = page.getByLabel('月份').locator('option:not([value=""])');
  expect(await months.count()).toBeGreaterThan(20);
  const oldest = (await months.last().getAttribute('value')) ?? '';
  await page.getByLabel('月份').selectOption(oldest);
  await expect(ledger(page).locator(`section[data-month="${oldest}"]`)).toBeVisible();
  await expect(ledger(page).locator(`section:not([data-month="${oldest}"])`)).toHaveCount(0);
});

test('a list that does not make the balance says so and shows no sum', async ({ page, signedIn, other }) => {
  const now = await account(await other(CHEN));
  await signedIn(CHEN);
  await change(page, /\/v1\/points\/entries\?/, (json) => {
    const posted = (json['items'] as { state: string; spendable: number }[]).find((one) => one.state === 'posted');
    if (posted) posted.spendable += 1;
  });
  await open(page, '/points', 'points');
  const all = page.getByRole('button', { name: '读完再核对' });
  await expect(sum(page)).toBeVisible();
  if (await all.isVisible()) await all.click();
  await expect(sum(page)).toHaveAttribute('data-sum', 'differs');
  await expect(sum(page)).not.toContainText(/\d/);
  await expect(page.getByTestId('spendable')).toHaveAttribute('data-points', String(now.spendable.points));
  await page.unroute(/\/v1\/points\/entries\?/);
  await page.getByRole('button', { name: '再读一次' }).click();
  await expect(sum(page)).toHaveAttribute('data-sum', 'agrees');
});

test('a household sees a penalty before it is posted, objects, and another worker decides', async ({ page, context, signedIn, other }) => {
  const [zhao, tang] = [await other(ZHAO), await other(TANG)];
  const before = await account(await other(LI));
  const id = await penalty(zhao, tang, 'h13', '北侧窗口掉下一个花盆。');
  await signedIn(LI);
  await open(page, '/points', 'points');
  const ahead = page.getByTestId('pending');
  await expect(ahead).toContainText('拟扣分，还没扣');
  await expect(ahead.locator(`li[data-id="${id}"]`)).toContainText('公示到');
  await expect(page.getByTestId('standing')).toHaveAttribute('data-points', String(before.standing.points));
  await ahead.locator(`li[data-id="${id}"]`).getByRole('link').click();
  await shown(page, 'entry');
  await expect(page.locator('main')).toContainText('北侧窗口掉下一个花盆。');

  // What is written survives a reload and a missing network.
  await page.getByRole('button', { name: '这一条不对' }).click();
  await page.getByRole('button', { name: '提出异议' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await page.getByLabel('哪里不对').fill('我家窗台没有花盆，那天也没有人在家。');
  await page.reload();
  await shown(page, 'entry');
  await expect(page.getByLabel('哪里不对')).toHaveValue('我家窗台没有花盆，那天也没有人在家。');
  await context.setOffline(true);
  await page.getByRole('button', { name: '提出异议' }).click();
  await expect(page.getByRole('alert')).toContainText('还没有送出');
  await expect(page.getByTestId('appeal')).toHaveCount(0);
  await context.setOffline(false);
  await page.getByRole('button', { name: '提出异议' }).click();
  await expect(page.getByTestId('appeal')).toHaveAttribute('data-state', 'open');
  await expect(page.getByTestId('appeal')).toContainText('最晚');

  const { items } = await tang.get<{ items: { appeal: { id: string }; entry: { entry: { id: string } } }[] }>('/v1/desk/points/appeals?limit=100');
  const appeal = items.find((one) => one.entry.entry.id === id);
  // Neither who recorded it nor who confirmed it.
  await (await other(ZHOU)).post(`/v1/desk/points/appeals/${appeal?.appeal.id}/decision`, { decision: 'upheld', answer: '花盆是隔壁单元的。' });
  await page.reload();
  await shown(page, 'entry');
  await expect(page.getByTestId('appeal')).toHaveAttribute('data-state', 'upheld');
  await expect(page.getByTestId('appeal')).toContainText('花盆是隔壁单元的。');
  await expect(page.getByTestId('entry')).toHaveAttribute('data-state', 'voided');
});

test('the last piece goes to another household: the answer is clear, nothing is lost, something else is had and given back', async ({
  page,
  signedIn,
  other,
}) => {
  const [mine, theirs] = [await other(WANG), await other(LI)];
  const before = await account(mine);
  await signedIn(WANG);
  await open(page, '/points/rewards', 'rewards');
  await present(page, WANG);
  // Knowing who is here mounts the page anew.
  await shown(page, 'rewards');
  await expect(reward(page, FILM)).toHaveAttribute('data-stock', '1');
  await expect(reward(page, CALENDAR).getByRole('button')).toHaveAttribute('aria-disabled', 'true');
  await expect(reward(page, CALENDAR)).toContainText('换完了');
  await want(page, FILM);
  await redeem(theirs, FILM);
  await sure(page).click();
  const refused = page.locator('[data-refused=out_of_stock]');
  await expect(refused).toBeFocused();
  await expect(refused).toContainText('积分没有动');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(reward(page, FILM)).toHaveAttribute('data-stock', '0');
  expect((await account(mine)).spendable).toEqual(before.spendable);

  await want(page, SALT);
  await expect(page.getByRole('dialog')).toContainText(`可用积分从 ${grouped(before.spendable.points)} 变成 ${grouped(before.spendable.points - 10)}`);
  await sure(page).click();
  await shown(page, 'redemption');
  const held = (await redemptions(mine)).find((one) => one.reward_id === SALT && one.state === 'held');
  await expect(page.locator(`[data-code="${held?.code}"]`).getByRole('img')).toBeVisible();
  await expect(page.locator('main')).toContainText('最晚领取');
  expect((await account(mine)).spendable.points).toBe(before.spendable.points - 10);

  await page.getByRole('link', { name: '我家的兑换' }).click();
  await shown(page, 'redemptions');
  await page.locator(`li[data-id="${held?.id}"]`).getByRole('link').click();
  await shown(page, 'redemption');
  await page.getByRole('button', { name: '不要了，退回积分' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '不要了，退回积分' }).click();
  await expect(page.getByTestId('redemption')).toHaveAttribute('data-state', 'cancelled');
  await expect(page.locator('[data-code]')).toHaveCount(0);
  expect((await account(mine)).spendable).toEqual(before.spendable);
});

test('without a network nothing is exchanged and nothing waits in line, but the choice is kept', async ({ page, context, signedIn, other }) => {
  const api = await other(WANG);
  const before = (await redemptions(api)).length;
  let sent = 0;
  await whenRedeeming(page, async (route) => {
    sent += 1;
    await route.continue();
  });
  await signedIn(WANG);
  await open(page, '/points/rewards', 'rewards');
  await present(page, WANG);
  // Knowing who is here mounts the page anew.
  await shown(page, 'rewards');
  await context.setOffline(true);
  await want(page, SALT);
  await sure(page).click();
  await expect(page.getByTestId('not-done')).toContainText('不会自己排队送出');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('choice')).toContainText('还没有兑换');
  await context.setOffline(false);
  await page.reload();
  await shown(page, 'rewards');
  await expect(page.getByTestId('choice')).toContainText('加碘盐两袋');
  expect(sent).toBe(0);
  expect(await redemptions(api)).toHaveLength(before);
  await page.getByRole('button', { name: '接着兑换' }).click();
  await sure(page).click();
  await shown(page, 'redemption');
  expect(sent).toBe(1);
  expect(await redemptions(api)).toHaveLength(before + 1);
  await open(page, '/points/rewards', 'rewards');
  await expect(page.getByTestId('choice')).toHaveCount(0);
});

test('an answer that is lost costs points once, also after a reload', async ({ page, signedIn, other }) => {
  const api = await other(WANG);
  const before = (await redemptions(api)).length;
  let had = 0;
  await whenRedeeming(page, async (route) => {
    await route.fetch();
    had += 1;
    await route.abort();
  });
  await signedIn(WANG);
  await open(page, '/points/rewards', 'rewards');
  await present(page, WANG);
  // Knowing who is here mounts the page anew.
  await shown(page, 'rewards');
  await want(page, SALT);
  await sure(page).click();
  await expect.poll(() => had).toBe(1);
  await expect(page.getByTestId('not-done')).toContainText('还不知道换成了没有');
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
  await shown(page, 'rewards');
  await expect(page.getByTestId('choice')).toHaveAttribute('data-sent', 'true');
  await page.getByRole('button', { name: '接着兑换' }).click();
  await sure(page).click();
  await shown(page, 'redemption');
  expect(await redemptions(api)).toHaveLength(before + 1);
});

test('points and the code stand without a network, with their date; the search looks in what is here', async ({ page, signedIn, other }) => {
  const held = await redeem(await other(WANG), SALT);
  await signedIn(WANG);
  await open(page, `/points/redemptions/${held.id}`, 'redemption');
  await expect.poll(() => kept(page)).toContainEqual(expect.stringContaining(held.id));
  await open(page, '/points', 'points');
  await expect(ledger(page)).toBeVisible();
  await expect.poll(async () => (await kept(page)).filter((name) => /\/v1\/points(\/entries.*)?$/.test(name))).toHaveLength(2);
  await page.route('**/v1/**', (route) => route.abort());
  await page.reload();
  await shown(page, 'points', 'stale');
  await expect(page.getByText(/^这是.*的内容/)).toBeVisible();
  await expect(ledger(page)).toHaveAttribute('data-count', '50');
  await expect(sum(page)).toHaveAttribute('data-sum', 'partial');
  await page.getByRole('searchbox').fill('兑换');
  await expect(page.getByText('只在手机上存着的 50 条里找')).toBeVisible();
  await expect(rows(page).filter({ hasNotText: '兑换' })).toHaveCount(0);
  await expect(rows(page).first()).toBeVisible();
  await open(page, `/points/redemptions/${held.id}`, 'redemption', 'stale');
  await expect(page.locator(`[data-code="${held.code}"]`).getByRole('img')).toBeVisible();
});

test('a household appears on the boards only under a name that it chose, and leaves them', async ({ page, signedIn }) => {
  await open(page, '/points/boards', 'boards');
  const buildings = page.locator('tbody tr');
  await expect(buildings.first()).toBeVisible();
  for (const count of await buildings.locator('td:nth-of-type(1)').allInnerTexts()) {
    expect(Number(count)).toBeGreaterThanOrEqual(5);
  }
  await expect(page.getByTestId('taking-part')).toHaveCount(0);
  await signedIn(CHEN);
  await open(page, '/points/boards', 'boards');
  await present(page, CHEN);
  const form = page.getByTestId('taking-part');
  await form.getByLabel('起个名字').fill('猫');
  await form.getByRole('button', { name: '用这个名字出现' }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await form.getByLabel('起个名字').fill('七号楼的猫');
  await form.getByRole('button', { name: '用这个名字出现' }).click();
  await expect(form).toContainText('我家现在用“七号楼的猫”出现');
  const names = page.getByTestId('names');
  await expect(names).toContainText('七号楼的猫');
  await expect(names).not.toContainText(CHEN.name);
  await form.getByRole('button', { name: '退出，不再出现' }).click();
  await expect(form).toContainText('我家现在没有出现');
  await expect(page.getByText('七号楼的猫')).toHaveCount(0);
});

test('the rules say what gives and what takes points, with basis and meeting, also without signing in', async ({ page }) => {
  await open(page, '/points/rules', 'points-rules');
  await expect(page.locator('[data-kind=earn] li')).toHaveCount(14);
  await expect(page.locator('[data-kind=penalty] li')).toHaveCount(2);
  await expect(page.locator('[data-id=corridor-clutter]')).toContainText('要两位社工');
  await expect(page.locator('main')).toContainText('不影响任何服务、咨询、表决和投诉');
});
