import { CHEN, LI, WANG, WANG_YIMING, WU, ZHAO } from '../fixtures/people';
import { expect, open, present, shown, test } from '../fixtures/test';
import {
  BUDGET, DANCE, OWNERS, PACT, SQUARE, answer, ballot, handIn, option, receipt, stands, tick, tickInVain,
} from '../fixtures/votes';

test('a household chooses within the budget, is told what would make room, and its vote is counted', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  await ballot(page, BUDGET);
  await present(page, CHEN);
  await stands(page, 'draft');
  await expect(page.getByRole('heading', { name: '我能投票吗' })).toBeVisible();
  await expect(page.locator('[data-can=true]')).toContainText('能。');
  // Empty, the button stays in reach and says why.
  await expect(page.locator('[data-submit]')).toHaveAccessibleDescription('还没有选。一票都不能是空的。');
  await handIn(page);
  await stands(page, 'draft');

  await tick(page, 'charging');
  await tick(page, 'ramp');
  await tick(page, 'farm');
  await expect(page.getByText('还剩 2,500元，共 120,000元')).toBeVisible();
  const piano = option(page, 'piano');
  await expect(piano.getByRole('checkbox')).toHaveAccessibleDescription('钱不够，还差 12,500元。');
  await tickInVain(page, 'piano');
  await expect(piano.getByRole('checkbox')).not.toBeChecked();
  // The ramp, the farm and the shed would each do; the ramp is the smallest loss.
  await piano.getByRole('button', { name: '去掉“西门无障碍坡道”，加入“多功能厅添一架钢琴”' }).click();
  await expect(piano.getByRole('checkbox')).toBeChecked();
  await expect(option(page, 'ramp').getByRole('checkbox')).not.toBeChecked();
  await expect(page.getByText('还剩 9,000元，共 120,000元')).toBeVisible();

  await handIn(page);
  const number = await receipt(page);
  expect(number).toMatch(/^\d{16}$/);
  await expect(page.getByTestId('vote-state').getByRole('img', { name: /二维码/ })).toBeVisible();
  const vote = await (await other(CHEN)).voted(BUDGET);
  expect(vote?.receipt).toBe(number);
  expect(vote?.choices.map((choice) => choice.option).sort()).toEqual(['charging', 'farm', 'piano']);
  // It is the same after a reload, and the draft is gone.
  await page.reload();
  expect(await receipt(page)).toBe(number);
});

test('of one, of some, and for each matter: every kind of ballot can be handed in', async ({ page, signedIn, other }) => {
  await signedIn(WANG);
  const api = await other(WANG);
  await ballot(page, DANCE);
  await tick(page, 'half8');
  await tick(page, 'nine');
  await handIn(page);
  await receipt(page);
  expect((await api.voted(DANCE))?.choices).toEqual([{ option: 'nine' }]);

  await ballot(page, PACT);
  await present(page, WANG);
  await answer(page, 'sunday', 1);
  await expect(page.locator('[data-submit]')).toHaveAccessibleDescription('还有 1 件没有答，不想表态可以选弃权。');
  // The button leads to what is missing.
  await handIn(page);
  await expect(option(page, 'noon').locator('input').first()).toBeFocused();
  await answer(page, 'noon', 2);
  await handIn(page);
  await receipt(page);
  expect((await api.voted(PACT))?.choices).toEqual([
    { option: 'noon', answer: 'abstain' },
    { option: 'sunday', answer: 'no' },
  ]);
});

test('a draft survives leaving and a reload, and is dropped when the vote is handed in', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  await ballot(page, BUDGET);
  await tick(page, 'lamps');
  await page.goto('/projects');
  await shown(page, 'projects');
  await ballot(page, BUDGET);
  await stands(page, 'draft');
  await expect(page.getByTestId('vote-state')).toContainText('还没有交，不计入');
  await expect(option(page, 'lamps').getByRole('checkbox')).toBeChecked();
  expect(await (await other(CHEN)).voted(BUDGET)).toBeUndefined();
  await handIn(page);
  await receipt(page);
});

test('while a vote is changed the old one stands, and giving up the change leaves it', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  const api = await other(CHEN);
  const first = await api.vote(BUDGET, [{ option: 'clock' }]);
  await ballot(page, BUDGET);
  expect(await receipt(page)).toBe(first.receipt);
  await page.getByRole('button', { name: '改这一票' }).click();
  await stands(page, 'draft');
  await expect(page.getByTestId('vote-state')).toContainText('旧的一票仍然有效');
  await tick(page, 'lamps');
  await page.reload();
  await stands(page, 'draft');
  await expect(option(page, 'lamps').getByRole('checkbox')).toBeChecked();
  expect((await api.voted(BUDGET))?.receipt).toBe(first.receipt);
  await page.getByRole('button', { name: '不改了，保留原来的一票' }).click();
  expect(await receipt(page)).toBe(first.receipt);

  await page.getByRole('button', { name: '改这一票' }).click();
  await tick(page, 'lamps');
  await page.getByRole('button', { name: '提交改好的选票' }).click();
  await stands(page, 'counted');
  const second = await receipt(page);
  expect(second).not.toBe(first.receipt);
  await open(page, `/receipt/${first.receipt}`, 'receipt');
  await expect(page.getByTestId('receipt')).toHaveAttribute('data-state', 'replaced');
});

test('somebody else of the household sees the vote, changes it, and the first one is shown both', async ({ page, signedIn, other }) => {
  await signedIn(LI);
  await ballot(page, BUDGET);
  await tick(page, 'ramp');
  await handIn(page);
  await receipt(page);
  await page.getByRole('button', { name: '改这一票' }).click();
  await tick(page, 'clock');

  // His wife at her own phone sees whose it is.
  const api = await other(WU);
  const before = await api.voted(BUDGET);
  expect(before?.changed_by).toBe(LI.name);
  const changed = await api.vote(BUDGET, [{ option: 'lockers' }]);

  await handIn(page);
  const conflict = page.getByTestId('vote-conflict');
  await expect(conflict).toContainText('家里另一位刚刚改过这一票');
  await expect(conflict).toContainText(WU.name);
  await expect(conflict.locator('[data-id=lockers]')).toBeVisible();
  await expect(conflict.locator('[data-id=clock]')).toBeVisible();
  expect((await api.voted(BUDGET))?.receipt).toBe(changed.receipt);
  await page.getByRole('button', { name: '换成我选的，提交' }).click();
  await stands(page, 'counted');
  const vote = await api.voted(BUDGET);
  expect(vote?.choices.map((choice) => choice.option).sort()).toEqual(['clock', 'ramp']);
  expect(vote?.changed_by).toBe(LI.name);

  // Keeping the other's vote is one tap as well.
  await page.getByRole('button', { name: '改这一票' }).click();
  await tick(page, 'lamps');
  const kept = await api.vote(BUDGET, [{ option: 'piano' }]);
  await handIn(page);
  await expect(conflict).toBeVisible();
  await page.getByRole('button', { name: '保留已计入的' }).click();
  expect(await receipt(page)).toBe(kept.receipt);
  expect((await api.voted(BUDGET))?.receipt).toBe(kept.receipt);
});

test('who is not on the roll is told so before choosing anything', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  await ballot(page, OWNERS);
  await present(page, CHEN);
  await expect(page.locator('[data-can=false]')).toContainText('不能。这次的名册是“全体业主”，上面没有您。');
  await expect(page.getByTestId('vote-state')).toHaveCount(0);
  await expect(page.locator('[data-submit]')).toHaveCount(0);
  // The matters can be read all the same.
  await expect(option(page, 'contract')).toBeVisible();
});

test('who has not signed in is told to before choosing anything, and comes back to the ballot', async ({ page }) => {
  await ballot(page, SQUARE);
  const answer = page.locator('[data-can=false]');
  await expect(answer).toContainText('登录后告诉您。先登录再选，免得选完白忙。');
  await expect(answer.getByRole('link', { name: '登录' })).toHaveAttribute('href', new RegExp(`next=.*${SQUARE}`));
  await expect(page.locator('[data-submit]')).toHaveCount(0);
});

test('who is not of age reads why, and that the household has its vote all the same', async ({ page, signedIn }) => {
  await signedIn(WANG_YIMING);
  for (const id of [SQUARE, BUDGET]) {
    await ballot(page, id);
    await present(page, WANG_YIMING);
    await expect(page.locator('[data-can=false]')).toContainText('不能。满 18 岁才能投票。');
    await expect(page.getByTestId('vote-state')).toHaveCount(0);
    await expect(page.locator('[data-submit]')).toHaveCount(0);
  }
});

test('a worker without a household reads that a household votes', async ({ page, signedIn }) => {
  await signedIn(ZHAO);
  await ballot(page, BUDGET);
  await present(page, ZHAO);
  await expect(page.locator('[data-can=false]')).toContainText('不能');
  await expect(page.getByText('只公布投了多少，不公布投给谁，社工也看不到')).toBeVisible();
});

test('before the opening one sees whether one can vote, chooses ahead, and hands in when it is open', async ({ page, server, signedIn, other }) => {
  await signedIn(LI);
  await ballot(page, SQUARE);
  await present(page, LI);
  await expect(page.locator('[data-can=true]')).toContainText('开始投');
  await tick(page, 'jufu');
  await expect(page.locator('[data-submit]')).toHaveAccessibleDescription(/开始投票，那时才能交/);
  await handIn(page);
  await stands(page, 'draft');
  // A worker opens it, with what was checked.
  const worker = await other(ZHAO);
  const { terms_hash } = await worker.get<{ terms_hash: string }>(`/v1/desk/ballots/${SQUARE}/check`);
  await worker.post(`/v1/desk/ballots/${SQUARE}/opening`, { terms_hash });
  server.passDays(6);
  await page.reload();
  await stands(page, 'draft');
  await expect(option(page, 'jufu').getByRole('checkbox')).toBeChecked();
  expect(await (await other(LI)).voted(SQUARE)).toBeUndefined();
  await handIn(page);
  await receipt(page);
  expect((await (await other(LI)).voted(SQUARE))?.choices).toEqual([{ option: 'jufu' }]);
});

test('options that changed before the opening are named, and what still exists stays chosen', async ({ page, signedIn }) => {
  await signedIn(LI);
  const change = (edit: (options: { id: string; title: string; cost_fen?: number }[]) => unknown): Promise<void> =>
    page.route(`**/v1/ballots/${SQUARE}*`, async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as { options: { id: string; title: string; cost_fen?: number }[]; terms?: string; terms_hash?: string };
      delete json.terms;
      delete json.terms_hash;
      edit(json.options);
      return route.fulfill({ response, json });
    });
  await change(() => undefined);
  await ballot(page, SQUARE);
  await present(page, LI);
  await tick(page, 'jufu');
  await tick(page, 'wanghe');
  await page.unroute(`**/v1/ballots/${SQUARE}*`);
  await change((options) => {
    // Under the same id there may be another thing now.
    for (const one of options.filter(({ id }) => id === 'jufu')) one.title = '聚福停车场';
    for (const one of options.filter(({ id }) => id === 'wanghe')) one.cost_fen = 5_000_00;
  });
  await page.reload();
  const news = page.locator('[data-changes="2"]');
  await expect(news).toContainText('“聚福广场”已经不在选项里，替您去掉了。');
  await expect(news).toContainText('“望河广场”的名称或费用改过了');
  await expect(option(page, 'wanghe').getByRole('checkbox')).toBeChecked();
  await expect(option(page, 'jufu').getByRole('checkbox')).not.toBeChecked();
  await expect(page.getByText('已选 1 项，最多 2 项')).toBeVisible();
});

test('the first screen names the half-filled vote first, and then the ballots that wait', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  await ballot(page, DANCE);
  await present(page, CHEN);
  await tick(page, 'nine');
  await open(page, '/', 'home');
  const first = page.locator('main li[data-kind]').first();
  await expect(first).toHaveAttribute('data-kind', 'vote-draft');
  await expect(first).toContainText('广场舞晚上几点结束');
  await expect(first).toContainText('选票选了一半，没有交，不计入。');
  await expect(page.locator('li[data-kind=vote]')).toContainText('等您投票');
  await first.getByRole('link').click();
  await shown(page, 'ballot');
  await expect(option(page, 'nine').getByRole('radio')).toBeChecked();
});

test('the rules are shown with their hash, and the browser works it out again', async ({ page }) => {
  await ballot(page, OWNERS);
  const fingerprint = page.getByTestId('fingerprint');
  await expect(fingerprint).toHaveAttribute('data-state', 'same');
  await expect(page.getByText('参加的人数：全体的三分之二以上（正好也算）')).toBeVisible();
  await expect(page.getByText('同意的：参加者的过半（正好一半不算）')).toBeVisible();
});

test('a hash that does not fit its text is called out', async ({ page }) => {
  await page.route(`**/v1/ballots/${OWNERS}*`, async (route) => {
    const response = await route.fetch();
    const json = (await response.json()) as { terms: string };
    json.terms = json.terms.replace('2/3', '1/3');
    return route.fulfill({ response, json });
  });
  await ballot(page, OWNERS);
  await expect(page.getByTestId('fingerprint')).toHaveAttribute('data-state', 'another');
  await expect(page.getByText('这台手机算出来的和公布的不一样')).toBeVisible();
});
