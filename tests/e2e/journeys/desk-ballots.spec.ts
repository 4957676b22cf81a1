import type { Page } from '@playwright/test';
import { day, enter } from '../fixtures/api';
import { type Ballot, DRAFT, addOption, draft, findings, paperOf, papers, store, sum } from '../fixtures/desk-ballots';
import { CHEN, WANG, ZHAO, ZHOU } from '../fixtures/people';
import { photo } from '../fixtures/pictures';
import { expect, open, present, shown, test } from '../fixtures/test';
import { BUDGET, PACT } from '../fixtures/votes';

test.use({ viewport: { width: 1280, height: 800 } });

/** The id at the end of the address. */
const id = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';

/** The summary of what is wrong. */
const summary = (page: Page) => page.locator('main').getByRole('alert');

test('a worker posts a project with who pays for it, and residents read it', async ({ page, context, server, signedIn }) => {
  await signedIn(ZHAO);
  await open(page, '/desk/projects', 'desk-projects');
  await page.getByRole('link', { name: '发布一个项目' }).click();
  await shown(page, 'desk-post');
  await present(page, ZHAO);
  await page.getByRole('button', { name: '公布这个项目' }).click();
  await expect(summary(page)).toBeFocused();
  await expect(summary(page).getByRole('listitem')).toHaveCount(4);

  await page.getByLabel('项目名称').fill('东门装一面宣传栏');
  await page.getByLabel('一两句话说清楚').fill('把告示贴在一处，不再到处贴。');
  await page.getByLabel('办什么，为什么，怎么办').fill('现在告示贴得到处都是。\n装一面带雨棚的宣传栏。');
  await page.getByLabel('在哪里').fill('东门里侧');
  await page.getByLabel(/大概要多少钱/).fill('八千');
  await page.getByLabel(/钱从哪里来/).fill('社区公益金');
  await page.locator('#post-photos').setInputFiles(photo());
  await expect(page.locator('main img')).toHaveCount(1);
  await page.reload();
  await shown(page, 'desk-post');
  await expect(page.getByLabel('项目名称')).toHaveValue('东门装一面宣传栏');
  await expect(page.getByLabel(/钱从哪里来/)).toHaveValue('社区公益金');
  await expect(page.locator('main img')).toHaveCount(1);
  await page.getByRole('button', { name: '公布这个项目' }).click();
  await expect(summary(page)).toContainText('请填数字');
  await page.getByLabel(/大概要多少钱/).fill('8,000元');
  await page.getByRole('button', { name: '公布这个项目' }).click();
  await shown(page, 'desk-project');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('东门装一面宣传栏');
  const project = id(page);
  // What was sent is no draft any more.
  await open(page, '/desk/projects/new', 'desk-post');
  await expect(page.getByLabel('项目名称')).toHaveValue('');

  await enter(context, server, CHEN);
  await open(page, `/projects/${project}`, 'project');
  await expect(page.getByText('8,000元')).toBeVisible();
  await expect(page.getByText('社区公益金')).toBeVisible();
  await expect(page.getByText('装一面带雨棚的宣传栏。')).toBeVisible();
});

test('a budget ballot is drafted, refused by the check in words, mended, opened, and read by residents', async ({
  page,
  context,
  server,
  signedIn,
  other,
}) => {
  await signedIn(ZHAO);
  await open(page, '/desk/ballots', 'desk-ballots');
  await page.getByRole('link', { name: '拟一个表决' }).click();
  await shown(page, 'desk-ballot');
  await page.getByRole('button', { name: '存草稿' }).click();
  await expect(summary(page)).toBeFocused();
  await summary(page).getByRole('link', { name: '请先选。' }).first().click();
  await expect(page.locator('#ballot-kind')).toBeFocused();

  await page.getByRole('textbox', { name: '标题' }).fill('小广场边上添什么');
  await page.getByRole('textbox', { name: '说明', exact: true }).fill('公益金还剩三万元。');
  await page.getByRole('radio', { name: '在预算里选项目' }).check();
  await page.getByRole('radio', { name: '全体住户' }).check();
  await page.getByRole('radio', { name: /^按票数/ }).check();
  await expect(page.getByLabel('规则写给大家看')).toHaveValue(/得票多的先选/);
  await addOption(page, '两排长椅');
  await addOption(page, '两排长椅', '35000');
  // The day before yesterday in the morning: it opens at once.
  await page.locator('#opens-day').fill(day(-2));
  await page.reload();
  await shown(page, 'desk-ballot');
  await expect(page.getByRole('textbox', { name: '标题' })).toHaveValue('小广场边上添什么');
  await expect(page.locator('main ol[data-count="2"]')).toBeVisible();
  await store(page);
  await expect(page).toHaveURL(/\/desk\/ballots\/[0-9a-f]{32}$/);
  await shown(page, 'desk-ballot');
  const ballot = id(page);

  // Cost and title of the first, cost of the second, the budget.
  await expect(findings(page)).toHaveAttribute('data-problems', '3');
  const check = page.getByTestId('check');
  await expect(check.getByText('没有写预算。')).toBeVisible();
  await expect(check.getByText('第 1 项：没有写费用。')).toBeVisible();
  await expect(check.getByText('第 2 项：名称和前面的一样。')).toBeVisible();
  await expect(page.getByText('还有没改好的地方，所以还不能开始。')).toBeVisible();
  // A tap on it says nothing new; Playwright takes it for something that cannot be tapped.
  await page.locator('#check-open').click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await check.getByText('第 2 项：名称和前面的一样。').click();
  await expect(page.locator('#option-1')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#option-title')).toBeFocused();
  await page.locator('#option-title').fill('一个书报亭');
  await page.locator('#option-0').click();
  await expect(page.locator('#option-title')).toHaveValue('两排长椅');
  await page.locator('#option-cost').fill('12000');
  await page.getByLabel('预算（元）').fill('30000');
  await expect(page.getByText('上面有改动还没有存。')).toBeVisible();
  await store(page);
  await expect(check.getByText('第 2 项：费用比整个预算还多')).toBeVisible();
  await page.locator('#option-1').click();
  await expect(page.locator('#option-title')).toHaveValue('一个书报亭');
  await page.locator('#option-cost').fill('25000');
  await store(page);
  await expect(findings(page)).toHaveAttribute('data-problems', '0');

  const hash = (await check.locator('[data-hash]').getAttribute('data-hash')) ?? '';
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  await page.getByRole('button', { name: '开始表决' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('马上开始收票');
  await expect(dialog).toContainText('2 个选项');
  await expect(dialog).toContainText(hash);
  await dialog.getByRole('button', { name: '开始表决' }).click();
  await expect(page.locator('main .order-card__head, main h1').first()).toBeVisible();
  await expect(page.getByText('截止以前只看得到投了多少')).toBeVisible();
  await expect(page.getByTestId('fingerprint')).toHaveAttribute('data-state', 'same');

  const chen = await other(CHEN);
  const opened = await chen.get<Ballot>(`/v1/ballots/${ballot}`);
  expect([opened.state, opened.terms_hash]).toEqual(['open', hash]);
  expect(opened.options.map((option) => option.cost_fen)).toEqual([1_200_000, 2_500_000]);
  await enter(context, server, CHEN);
  await open(page, `/ballots/${ballot}`, 'ballot');
  await expect(page.getByRole('checkbox', { name: /两排长椅/ })).toBeVisible();

  // While it runs the desk sees how many, and nothing else.
  await chen.vote(ballot, [{ option: 'o1' }]);
  await enter(context, server, ZHAO);
  await open(page, `/desk/ballots/${ballot}`, 'desk-ballot');
  await expect(page.getByTestId('channels')).toContainText('线上和自助机1 票');
  await expect(page.getByTestId('channels')).toContainText('现场和上门0 票');
  await expect(page.locator('li[data-id=o1]')).not.toContainText('1 票');
});

test('two workers at one draft: both versions are shown, and nothing typed is lost', async ({ page, signedIn, other }) => {
  const zhou = await other(ZHOU);
  const { id: ballot } = await draft(zhou);
  const path = `/v1/desk/ballots/${ballot}`;
  await signedIn(ZHAO);
  await open(page, `/desk/ballots/${ballot}`, 'desk-ballot');
  await page.getByRole('textbox', { name: '说明', exact: true }).fill('公益金还剩三万元，年底前要用完。');
  await zhou.put(path, { ...DRAFT, title: '小广场添什么，您来定', text: '公益金还剩三万。' }, { 'If-Match': await zhou.version(path) });

  await store(page);
  const conflict = page.locator('[data-conflict]');
  await expect(conflict.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(conflict).toContainText('公益金还剩三万元，年底前要用完。');
  await expect(conflict).toContainText('公益金还剩三万。');
  await expect(conflict).toContainText('小广场添什么，您来定');
  expect((await zhou.get<Ballot>(path)).text).toEqual(['公益金还剩三万。']);

  // After a reload too.
  await page.reload();
  await shown(page, 'desk-ballot');
  await expect(conflict).toContainText('公益金还剩三万。');
  await expect(page.getByRole('textbox', { name: '说明', exact: true })).toHaveValue('公益金还剩三万元，年底前要用完。');
  await conflict.getByRole('button', { name: '用存着的: 标题' }).click();
  await expect(page.getByRole('textbox', { name: '标题' })).toHaveValue('小广场添什么，您来定');
  await conflict.getByRole('button', { name: '按我写的存' }).click();
  await expect(page.getByText('草稿存好了')).toBeVisible();
  await expect(conflict).toHaveCount(0);
  const now = await zhou.get<Ballot>(path);
  expect([now.title, now.text[0]]).toEqual(['小广场添什么，您来定', '公益金还剩三万元，年底前要用完。']);
});

test('what is typed about a draft that another worker opens meanwhile is shown beside what was fixed', async ({ page, signedIn, other }) => {
  const zhou = await other(ZHOU);
  const { id: ballot } = await draft(zhou);
  await signedIn(ZHAO);
  await open(page, `/desk/ballots/${ballot}`, 'desk-ballot');
  await page.getByRole('textbox', { name: '标题' }).fill('小广场边上添什么好');
  const { terms_hash } = await zhou.get<{ terms_hash: string }>(`/v1/desk/ballots/${ballot}/check`);
  await zhou.post(`/v1/desk/ballots/${ballot}/opening`, { terms_hash });
  await store(page);
  const conflict = page.locator('[data-conflict]');
  await expect(conflict).toContainText('您写的没有存上');
  await expect(conflict).toContainText('小广场边上添什么好');
  await expect(page.getByText('截止以前只看得到投了多少')).toBeVisible();
  await conflict.getByRole('button', { name: '看过了，不要了' }).click();
  await page.reload();
  await shown(page, 'desk-ballot');
  await expect(page.getByText('截止以前只看得到投了多少')).toBeVisible();
  await expect(conflict).toHaveCount(0);
});

test('a draft that changed after its check is not opened', async ({ page, signedIn, other }) => {
  const zhou = await other(ZHOU);
  const { id: ballot } = await draft(zhou);
  const path = `/v1/desk/ballots/${ballot}`;
  await signedIn(ZHAO);
  await open(page, `/desk/ballots/${ballot}`, 'desk-ballot');
  await page.getByRole('button', { name: '开始表决' }).click();
  await zhou.put(path, { ...DRAFT, budget_fen: 2_600_000 }, { 'If-Match': await zhou.version(path) });
  await page.getByRole('dialog').getByRole('button', { name: '开始表决' }).click();
  await expect(page.getByText('检查以后草稿又有人改过').first()).toBeVisible();
  await expect(page.getByLabel('预算（元）')).toHaveValue('26000');
  expect((await zhou.get<Ballot>(path)).state).toBe('draft');
});

test('a paper vote counts when a second worker entered the same, and the papers add up', async ({
  page,
  context,
  server,
  signedIn,
  other,
}) => {
  const desk = await other(ZHAO);
  const roll = await desk.get<{ items: { id: string; label: string }[] }>(
    `/v1/desk/ballots/${BUDGET}/units?limit=1&q=${encodeURIComponent('3号楼2单元201')}`,
  );
  const unit = roll.items[0] ?? { id: '', label: '' };
  await signedIn(ZHAO);
  await open(page, `/desk/ballots/${BUDGET}`, 'desk-ballot');
  await page.getByRole('link', { name: '纸质选票' }).click();
  await shown(page, 'desk-papers');
  await present(page, ZHAO);
  const before = Number(await sum(page, 'counted').textContent());
  await page.getByLabel('到现在一共发出多少张').fill(String(before + 3));
  await page.getByRole('button', { name: '记下来' }).click();
  await expect(sum(page, 'rest')).toHaveText('3');

  await paperOf(page, unit.label);
  await page.getByRole('button', { name: '录好第一遍' }).click();
  await expect(summary(page)).toContainText('请先选怎么来的。');
  await expect(summary(page)).toContainText('还没有勾。');
  await page.getByRole('radio', { name: /^现场/ }).check();
  for (const name of [/充电棚/, /软地面/]) await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: '录好第一遍' }).click();
  await expect(summary(page)).toContainText('超出预算');
  await page.getByRole('checkbox', { name: /软地面/ }).uncheck();
  await page.getByRole('button', { name: '录好第一遍' }).click();
  await expect(page.locator('[data-paper=waiting]')).toContainText('还没有计入');
  await page.getByRole('button', { name: '录下一张' }).click();
  await expect(page.locator('#unit-search')).toBeFocused();
  await expect(sum(page, 'waiting')).toHaveText('1');
  await expect(sum(page, 'rest')).toHaveText('2');

  // The same worker is refused, in words and by the server.
  const waiting = page.locator(`[data-waiting] li[data-id="${unit.id}"]`);
  await expect(waiting).toContainText('要请另一位社工录第二遍');
  await waiting.getByRole('button', { name: /录第二遍/ }).click();
  await page.getByRole('checkbox', { name: /充电棚/ }).check();
  await page.getByRole('button', { name: '两遍一样就计入' }).click();
  await expect(summary(page)).toContainText('这一步要由另一位工作人员来做');
  await expect(page.getByRole('checkbox', { name: /充电棚/ })).toBeChecked();

  // What the second one reads from the paper is another thing at first.
  await enter(context, server, ZHOU);
  await papers(page, BUDGET);
  await present(page, ZHOU);
  await waiting.getByRole('button').click();
  await expect(page.getByText('请照着同一张纸，自己再录一遍')).toBeVisible();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await page.getByRole('checkbox', { name: /坡道/ }).check();
  await page.getByRole('button', { name: '两遍一样就计入' }).click();
  await expect(summary(page)).toContainText('两次录入的不一样');
  expect((await (await other(WANG)).voted(BUDGET))?.choices).toBeUndefined();
  await page.getByRole('checkbox', { name: /坡道/ }).uncheck();
  await page.getByRole('checkbox', { name: /充电棚/ }).check();
  await page.getByRole('button', { name: '两遍一样就计入' }).click();
  const receipt = page.locator('[data-receipt]');
  await expect(receipt).toBeVisible();
  const number = (await receipt.getAttribute('data-receipt')) ?? '';
  expect(number).toMatch(/^\d{16}$/);
  await page.getByRole('button', { name: '录下一张' }).click();
  await expect(sum(page, 'counted')).toHaveText(String(before + 1));
  await expect(sum(page, 'waiting')).toHaveText('0');
  await expect(sum(page, 'rest')).toHaveText('2');
  await page.getByLabel('到现在一共发出多少张').fill('0');
  await page.getByRole('button', { name: '记下来' }).click();
  await expect(page.getByText(`收回的比发出的多 ${before + 1} 张`)).toBeVisible();

  const wang = await other(WANG);
  expect((await wang.voted(BUDGET))?.choices).toEqual([{ option: 'charging' }]);
  expect((await wang.get<{ state: string }>(`/v1/receipts/${number}`)).state).toBe('counted');
});

test('who notes the papers after a colleague did is told, and notes nothing over it unseen', async ({ page, signedIn, other }) => {
  const path = `/v1/desk/ballots/${BUDGET}/papers`;
  const zhou = await other(ZHOU);
  const read = async () => (await zhou.get<{ handed_out: number }>(path)).handed_out;
  const before = await read();
  await signedIn(ZHAO);
  await open(page, `/desk/ballots/${BUDGET}/papers`, 'desk-papers');
  await present(page, ZHAO);
  const field = page.locator('#handed-out');
  await expect(field).toHaveValue(String(before));
  await zhou.put(path, { handed_out: before + 7 }, { 'If-Match': await zhou.version(path) });
  await field.fill(String(before + 1));
  const send = field.locator('xpath=ancestor::form').locator('button[type=submit]');
  await send.click();
  await expect(summary(page)).toBeFocused();
  expect(await read()).toBe(before + 7);
  // Their number is read, what was typed stays, and sent again it counts.
  await expect(page.locator('[data-sum=out]')).toContainText(String(before + 7));
  await expect(field).toHaveValue(String(before + 1));
  await send.click();
  await expect(page.locator('[data-sum=out]')).toContainText(String(before + 1));
  expect(await read()).toBe(before + 1);
});

test('a worker whose screen is English edits what was written, not its translation', async ({ page, signedIn, other }) => {
  const worker = await other(ZHAO);
  const written = await worker.get<{ title: string; options: { title: string }[] }>('/v1/desk/ballots/canteen-name');
  await signedIn(ZHAO);
  await page.addInitScript(() => localStorage.setItem('linli.lang', 'en'));
  await open(page, '/desk/ballots/canteen-name', 'desk-ballot');
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
  await expect(page.locator('#ballot-title')).toHaveValue(written.title);
  await page.locator('#ballot-title').fill(`${written.title}？`);
  await page.getByRole('button', { name: 'Store the draft' }).click();
  await expect.poll(async () => (await worker.get<{ title: string }>('/v1/desk/ballots/canteen-name')).title).toBe(`${written.title}？`);
  const after = await worker.get<{ options: { title: string }[] }>('/v1/desk/ballots/canteen-name');
  expect(after.options.map((option) => option.title)).toEqual(written.options.map((option) => option.title));
});

test('a paper of matters is entered at the door, and one that was confirmed meanwhile is told', async ({ page, signedIn, other }) => {
  const zhou = await other(ZHOU);
  const q = encodeURIComponent('7号楼2单元602');
  const roll = await zhou.get<{ items: { id: string; label: string }[] }>(`/v1/desk/ballots/${PACT}/units?limit=1&q=${q}`);
  const unit = roll.items[0] ?? { id: '', label: '' };
  await signedIn(ZHAO);
  await papers(page, PACT);
  await paperOf(page, unit.label);
  await page.getByRole('radio', { name: /^上门/ }).check();
  const matter = (name: string) => page.locator(`#paper-choices li[data-id=${name}]`);
  await matter('noon').getByRole('radio', { name: '同意' }).check();
  await page.getByRole('button', { name: '录好第一遍' }).click();
  await expect(summary(page)).toContainText('还有 1 件没有勾。');
  await matter('sunday').getByRole('radio', { name: '弃权' }).check();
  await page.getByRole('button', { name: '录好第一遍' }).click();
  await expect(page.locator('[data-paper=waiting]')).toBeVisible();

  await page.getByRole('button', { name: '录下一张' }).click();
  await page.locator('[data-waiting]').getByRole('button').click();
  const choices = [
    { option: 'noon', answer: 'yes' },
    { option: 'sunday', answer: 'abstain' },
  ];
  const path = `/v1/desk/ballots/${PACT}/units/${unit.id}/paper-vote/confirmation`;
  await zhou.put(path, { choices });
  await matter('noon').getByRole('radio', { name: '同意' }).check();
  await matter('sunday').getByRole('radio', { name: '弃权' }).check();
  await page.getByRole('button', { name: '两遍一样就计入' }).click();
  await expect(page.getByText('这张不在等第二遍的名单里了')).toBeVisible();
  await expect(page.locator('[data-waiting]')).toHaveCount(0);
});

test('a meeting is announced, gets minutes and decisions, and residents read them on the project’s page', async ({
  page,
  context,
  server,
  signedIn,
  other,
}) => {
  const project = 'canteen-evening';
  await signedIn(ZHAO);
  await open(page, `/desk/projects/${project}`, 'desk-project');
  await present(page, ZHAO);
  await page.locator('[data-add-meeting]').click();
  await page.getByRole('button', { name: '公布', exact: true }).click();
  await expect(summary(page)).toBeFocused();
  await expect(summary(page).getByRole('listitem')).toHaveCount(4);
  await page.getByLabel('什么会').fill('食堂晚餐四方会商');
  await page.locator('#meeting-day').fill(day(3));
  await page.locator('#meeting-time').fill('19:00');
  await page.locator('#meeting-place').fill('居委会二楼');
  await page.getByLabel('议什么').fill('几点开门、油烟怎么办');
  // What is typed survives a reload.
  await page.reload();
  await shown(page, 'desk-project');
  await page.locator('[data-add-meeting]').click();
  await expect(page.getByLabel('什么会')).toHaveValue('食堂晚餐四方会商');
  await page.getByRole('button', { name: '公布', exact: true }).click();
  await expect(page.getByText('公布了，大家看得到')).toBeVisible();
  const row = page.locator('main li[data-id]').filter({ hasText: '食堂晚餐四方会商' });
  await expect(row).toContainText('没有纪要');
  const key = (await row.getAttribute('data-id')) ?? '';

  await row.getByRole('button').click();
  await page.getByLabel(/怎么说的/).fill('到会二十三户。\n都同意试一个月。');
  await page.locator('[data-add=decision]').click();
  await page.getByRole('textbox', { name: '定了什么' }).fill('装油烟净化器');
  await page.getByRole('button', { name: '公布', exact: true }).click();
  await expect(summary(page).getByRole('listitem')).toHaveCount(1);
  await page.getByLabel('谁来做').fill('食堂老板');
  await page.locator('#decision-due').fill('2030-01-15');
  // Somebody else writes about the same meeting.
  const zhou = await other(ZHOU);
  const theirs = { title: '食堂晚餐四方会商', starts_at: `${day(3)}T11:00:00.000Z`, agenda: '几点开门、油烟怎么办' };
  const publish = async (place: string): Promise<void> => {
    const { meetings } = await zhou.get<{ meetings: { id: string; version: string }[] }>(`/v1/projects/${project}`);
    const version = meetings.find(({ id }) => id === key)?.version ?? '';
    await zhou.put(`/v1/desk/projects/${project}/meetings/${key}`, { ...theirs, place }, { 'If-Match': `"${version}"` });
  };
  await publish('居委会一楼');
  await page.reload();
  await shown(page, 'desk-project');
  await row.getByRole('button').click();
  const conflict = page.locator('[data-conflict]');
  await expect(conflict).toContainText('居委会二楼');
  await expect(conflict).toContainText('居委会一楼');
  await page.getByRole('button', { name: '公布', exact: true }).click();
  await expect(conflict.getByRole('heading', { level: 3 }).first()).toBeFocused();
  await conflict.getByRole('button', { name: '留我写的，接着改' }).click();
  // And again, after the page has read it: the server refuses, and theirs stands beside mine once more.
  await publish('居委会三楼');
  await page.getByRole('button', { name: '公布', exact: true }).click();
  await expect(conflict).toContainText('居委会三楼');
  await conflict.getByRole('button', { name: '留我写的，接着改' }).click();
  await page.locator('#meeting-place').fill('居委会一楼');
  await page.getByRole('button', { name: '公布', exact: true }).click();
  await expect(page.locator('[data-add-meeting]')).toBeFocused();

  await enter(context, server, CHEN);
  await open(page, `/projects/${project}`, 'project');
  const card = page.locator(`li[data-id="${key}"]`);
  await expect(card).toContainText('居委会一楼');
  await expect(card).toContainText('都同意试一个月。');
  await expect(card).toContainText('装油烟净化器');
  await expect(card).toContainText('食堂老板');
});
