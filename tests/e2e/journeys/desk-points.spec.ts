import type { Page } from '@playwright/test';
import { day, enter } from '../fixtures/api';
import { change } from '../fixtures/faults';
import { LIS, WANGS, appealsOf, card, counter, entriesOf, fillRecord, lookUp, pick, record } from '../fixtures/desk-points';
import { LI, WANG, ZHAO } from '../fixtures/people';
import { SALT, TANG, account, redeem } from '../fixtures/points';
import { expect, open, present, shown, test } from '../fixtures/test';

test.use({ viewport: { width: 1280, height: 800 } });

/** The summary of what is wrong. */
const summary = (page: Page) => page.locator('main .error-summary');
const send = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const part = (page: Page, name: string) => page.locator(`[data-part=${name}]`);

/** Opens the form of an entry or an appeal. */
async function act(page: Page, id: string): Promise<void> {
  await card(page, id).locator('[data-open]').click();
  await expect(card(page, id).locator('form')).toBeVisible();
}

test('a penalty is recorded, refused to its recorder in words, confirmed by another worker, and only then the household sees it', async ({
  page,
  context,
  server,
  signedIn,
  other,
}) => {
  let posts = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/v1/desk/points/entries')) posts += 1;
  });
  await signedIn(ZHAO);
  await open(page, '/desk', 'desk');
  await page.getByRole('navigation', { name: '社工台里看什么' }).getByRole('link', { name: '积分' }).click();
  await shown(page, 'desk-points');
  await page.getByRole('link', { name: '记积分' }).click();
  await shown(page, 'desk-record');
  await present(page, ZHAO);
  await send(page, '记下来').click();
  await expect(summary(page)).toBeFocused();
  for (const what of ['还没有选住户。', '还没有选指标。', '这里还没有填。']) await expect(summary(page)).toContainText(what);

  await fillRecord(page, LIS.address, 'throwing', '19日晚上北窗掉下一个花盆，\n门口的监控拍到了。');
  const rule = page.locator('section[data-version]');
  await expect(rule).toContainText('依据');
  await expect(rule).toContainText('第 1 版');
  await expect(page.locator('[data-second=true]')).toContainText('要另一位社工复核');
  // What is typed survives a reload.
  await page.reload();
  await shown(page, 'desk-record');
  await expect(page.locator('[data-chosen="1"]')).toContainText(LIS.address);
  await expect(page.locator('#record-indicator')).toHaveValue('throwing');
  await expect(page.locator('#record-note')).toHaveValue(/门口的监控拍到了/);
  // The day after today cannot have happened.
  await page.locator('#record-day').fill(day(1));
  await send(page, '记下来').click();
  await expect(summary(page)).toContainText('只能记今天和以前一年里的事');
  await page.locator('#record-day').fill(day(-1));
  await send(page, '记下来').dblclick();
  const done = page.locator('[data-recorded="1"]');
  await expect(done.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(done).toContainText('等另一位社工复核');
  expect(posts).toBe(1);
  const id = (await done.locator('li[data-id]').getAttribute('data-id')) ?? '';
  const seen = async (): Promise<boolean> => (await account(await other(LI))).pending.some((one) => one.id === id);
  expect(await seen()).toBe(false);
  // What was sent is no draft any more.
  await open(page, '/desk/points/new', 'desk-record');
  await expect(page.locator('#record-note')).toHaveValue('');

  await open(page, '/desk/points', 'desk-points');
  await expect(card(page, id)).toContainText('要由另一位社工来复核');
  await expect(card(page, id).getByRole('button', { name: /^复核/ })).toHaveCount(0);
  // A client that does not know better is refused by the server, and nothing typed is lost.
  await change(page, /\/v1\/desk\/points\/entries\?/, (json) => {
    for (const one of json['items'] as { actions: string[] }[]) one.actions.push('confirm', 'refuse');
  });
  await open(page, '/desk/points', 'desk-points');
  await act(page, id);
  await page.getByRole('radio', { name: /^属实/ }).check();
  await page.getByLabel('说明').fill('我看过监控了。');
  await send(page, '送出复核').click();
  await expect(summary(page)).toContainText('这一步要由另一位工作人员来做');
  await expect(page.getByLabel('说明')).toHaveValue('我看过监控了。');
  expect(await seen()).toBe(false);
  await page.unrouteAll({ behavior: 'wait' });

  await enter(context, server, TANG);
  await open(page, '/desk/points', 'desk-points');
  await present(page, TANG);
  await shown(page, 'desk-points');
  await act(page, id);
  await send(page, '送出复核').click();
  await expect(summary(page)).toContainText('请先选一个。');
  await page.getByRole('radio', { name: /^属实/ }).check();
  await page.getByLabel('说明').fill('看过监控了。');
  await send(page, '送出复核').click();
  await expect(page.getByText('复核通过，开始公示了')).toBeVisible();
  await expect(card(page, id)).toHaveCount(0);
  expect(await seen()).toBe(true);

  await enter(context, server, LI);
  await open(page, `/points/entries/${id}`, 'entry');
  await expect(page.locator('main')).toContainText('19日晚上北窗掉下一个花盆， 门口的监控拍到了。');
});

test('a second worker who refuses says why, and one who comes too late is told', async ({ page, signedIn, other }) => {
  const tang = await other(TANG);
  const [refused, late] = [await record(tang, 'throwing', LIS.id, '掉下一块抹布。'), await record(tang, 'throwing', WANGS.id, '掉下一个烟头。')];
  await signedIn(ZHAO);
  await open(page, '/desk/points', 'desk-points');
  await present(page, ZHAO);
  await shown(page, 'desk-points');
  await act(page, refused);
  await page.getByRole('radio', { name: /^不对/ }).check();
  await send(page, '送出复核').click();
  await expect(summary(page)).toContainText('这里还没有填。');
  await page.getByLabel('说明').fill('抹布是楼上的。');
  await send(page, '送出复核').click();
  await expect(page.getByText('没有通过，这一条作废了')).toBeVisible();
  await expect(card(page, refused)).toHaveCount(0);

  await act(page, late);
  await page.getByRole('radio', { name: /^属实/ }).check();
  await tang.post(`/v1/desk/points/entries/${late}/reversal`, { reason: '记错了一户。' });
  await send(page, '送出复核').click();
  await expect(page.getByText('别人刚刚处理过了')).toBeVisible();
  await expect(card(page, late)).toHaveCount(0);
  await part(page, 'voided').click();
  await expect(card(page, refused)).toContainText('复核没通过');
  await expect(card(page, refused)).toContainText('抹布是楼上的。');
  await expect(card(page, late)).toContainText('记错了一户。');
  expect((await account(await other(LI))).pending.map((one) => one.id)).not.toContain(refused);
});

test('entries of one household are read page by page, and one that counts is corrected by another worker with a reason', async ({
  page,
  context,
  server,
  signedIn,
  other,
}) => {
  await signedIn(TANG);
  await open(page, '/desk/points', 'desk-points');
  await present(page, TANG);
  await shown(page, 'desk-points');
  await pick(page, '#household-search', WANGS.address);
  await expect(page.locator('[data-household]')).toContainText(WANGS.address);
  await part(page, 'posted').click();
  const list = page.locator('main ul[data-count]');
  await expect(list.locator('li:not([data-state=posted])')).toHaveCount(0);
  await expect(list).toHaveAttribute('data-count', '30');
  await page.locator('[data-more]').click();
  await expect(list).toHaveAttribute('data-count', '60');
  await expect(list.locator('li[data-id]')).toHaveCount(60);
  // Her own are for somebody else to correct.
  const own = list.locator('li[data-id]').filter({ hasText: '我记的' }).filter({ hasText: '请另一位社工来做' }).first();
  await expect(own.getByRole('button')).toHaveCount(0);
  const id = (await own.getAttribute('data-id')) ?? '';

  await enter(context, server, ZHAO);
  await open(page, '/desk/points', 'desk-points');
  await present(page, ZHAO);
  await shown(page, 'desk-points');
  await pick(page, '#household-search', WANGS.address);
  await part(page, 'posted').click();
  await expect(list).toHaveAttribute('data-count', '30');
  await page.locator('[data-more]').click();
  await act(page, id);
  await send(page, '更正这一条').click();
  await expect(summary(page)).toContainText('这里还没有填。');
  await page.getByLabel('为什么', { exact: true }).fill('签到表上没有这一户。');
  await send(page, '更正这一条').click();
  await expect(page.getByText('更正记下了，公示期满就扣回')).toBeVisible();
  const wang = await other(WANG);
  const ahead = (await account(wang)).pending.find((one) => one.kind === 'reverse');
  expect(ahead).toBeDefined();
  expect((await wang.get<{ entry: { note: string }; reverses: string }>(`/v1/points/entries/${ahead?.id}`)).reverses).toBe(id);
});

test('an objection is read beside its entry and decided by a worker who did not record it', async ({ page, context, signedIn, other }) => {
  const tang = await other(TANG);
  const [waiting] = await appealsOf(tang, 'open');
  const id = waiting?.appeal.id ?? '';
  // One about what Zhao recorded himself: it is not for him.
  const zhao = await other(ZHAO);
  const entry = await record(zhao, 'throwing', LIS.id, '掉下一个花盆。');
  await tang.post(`/v1/desk/points/entries/${entry}/review`, { decision: 'confirm', text: '' });
  await (await other(LI)).post(`/v1/points/entries/${entry}/appeal`, { text: '我家没有花盆。' });

  await signedIn(ZHAO);
  await open(page, '/desk/points/appeals', 'desk-appeals');
  await present(page, ZHAO);
  await shown(page, 'desk-appeals');
  const own = page.locator('main li[data-id]').filter({ hasText: '我家没有花盆。' });
  await expect(own).toContainText('要由另一位社工来定');
  await expect(own.getByRole('button')).toHaveCount(0);
  await expect(card(page, id)).toContainText(waiting?.appeal.text ?? '-');
  await expect(card(page, id)).toContainText(waiting?.entry.entry.note ?? '-');
  await act(page, id);
  await page.getByLabel('给住户的答复').fill('核对了照片，纸箱是楼上的。');
  await send(page, '送出答复').click();
  await expect(summary(page)).toContainText('请先选一个。');
  await page.reload();
  await shown(page, 'desk-appeals');
  await act(page, id);
  await expect(page.getByLabel('给住户的答复')).toHaveValue('核对了照片，纸箱是楼上的。');
  await page.getByRole('radio', { name: /^异议成立/ }).check();
  await context.setOffline(true);
  await send(page, '送出答复').click();
  await expect(summary(page)).toContainText('连不上网络');
  expect((await appealsOf(tang, 'upheld')).map((one) => one.appeal.id)).not.toContain(id);
  await context.setOffline(false);
  await send(page, '送出答复').click();
  await expect(page.getByText('已经更正并答复住户')).toBeVisible();
  await expect(card(page, id)).toHaveCount(0);
  await part(page, 'upheld').click();
  await expect(card(page, id)).toContainText('核对了照片，纸箱是楼上的。');
  const decided = (await appealsOf(tang, 'upheld')).find((one) => one.appeal.id === id);
  expect([decided?.appeal.answer, decided?.entry.entry.state]).toEqual(['核对了照片，纸箱是楼上的。', 'voided']);
});

test('a household that has had as much as the indicator allows is named, and nothing is recorded for the others', async ({
  page,
  signedIn,
  other,
}) => {
  const tang = await other(TANG);
  await record(tang, 'corridor-clutter', LIS.id, '两次提醒后纸箱还在。');
  const before = (await entriesOf(tang, WANGS.id)).length;
  await signedIn(ZHAO);
  await open(page, '/desk/points/new', 'desk-record');
  await present(page, ZHAO);
  await shown(page, 'desk-record');
  await fillRecord(page, '幸福里7号楼2单元602', 'corridor-clutter', '楼道里有杂物。');
  await pick(page, '#record-search', LIS.address);
  await send(page, '记下来').click();
  await expect(summary(page)).toBeFocused();
  await expect(summary(page)).toContainText(`${LIS.address}：这一项已经记满次数了`);
  await expect(page.locator('#record-note')).toHaveValue('楼道里有杂物。');
  expect(await entriesOf(tang, WANGS.id)).toHaveLength(before);
  await page.locator('[data-chosen] li').filter({ hasText: LIS.address }).getByRole('button').click();
  await send(page, '记下来').click();
  await expect(page.locator('[data-recorded="1"]')).toContainText('7号楼2单元602');
});

test('a record whose answer is lost is written once, also after a reload and a change', async ({ page, signedIn, other }) => {
  const tang = await other(TANG);
  let had = 0;
  await page.route('**/v1/desk/points/entries', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    had += 1;
    return route.abort();
  });
  await signedIn(ZHAO);
  await open(page, '/desk/points/new', 'desk-record');
  await present(page, ZHAO);
  await shown(page, 'desk-record');
  await page.locator('#record-indicator').selectOption('garden');
  await expect(page.locator('[data-second=false]')).toContainText('记下就开始公示');
  await fillRecord(page, LIS.address, 'throwing', '东边掉下一个花盆。');
  await send(page, '记下来').click();
  await expect.poll(() => had).toBe(1);
  await expect(summary(page)).toContainText('连不上网络');
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
  await shown(page, 'desk-record');
  await page.locator('#record-note').fill('西边掉下一个花盆。');
  await send(page, '记下来').click();
  await expect(page.locator('[data-recorded="1"]')).toContainText('上一次送出的已经记下');
  await expect(page.locator('[data-recorded="1"]')).toContainText('东边掉下一个花盆。');
  const notes = (await entriesOf(tang, LIS.id)).map((one) => one.entry.note);
  expect(notes.filter((note) => note?.endsWith('边掉下一个花盆。'))).toEqual(['东边掉下一个花盆。']);
});

test('a reward is handed out by its code, however it is typed, and a used, unknown or lapsed code is refused in words', async ({
  page,
  context,
  server,
  signedIn,
  other,
}) => {
  const wang = await other(WANG);
  const before = await account(wang);
  const held = await redeem(wang, SALT);
  await signedIn(ZHAO);
  await open(page, '/desk/points', 'desk-points');
  await page.getByRole('link', { name: '领取' }).click();
  await shown(page, 'desk-handouts');
  await present(page, ZHAO);
  await shown(page, 'desk-handouts');
  await expect(page.locator(`[data-held] li[data-id="${held.id}"]`)).toContainText(WANGS.address);
  // The codes are the households' to show.
  await expect(page.locator('main')).not.toContainText(held.code);

  await send(page, '查这个码').click();
  await expect(summary(page)).toContainText('还没有输入领取码');
  await lookUp(page, `${held.code.slice(0, 4)}0`);
  await expect(summary(page)).toContainText('里面不用 0、O、1、I');
  await lookUp(page, held.code.slice(0, 5));
  await expect(summary(page)).toContainText('领取码是 8 位，这里是 5 位');
  const other8 = held.code.split('').reverse().join('') === held.code ? 'AAAABBBB' : held.code.split('').reverse().join('');
  await lookUp(page, other8);
  await expect(page.locator('[data-answer=unknown]')).toContainText('没有这个领取码');

  await lookUp(page, ` ${held.code.slice(0, 4).toLowerCase()} ${held.code.slice(4)}`);
  const found = page.locator('[data-answer=held]');
  await expect(found).toContainText('加碘盐两袋');
  await expect(found).toContainText(WANGS.address);
  await expect(found).toContainText(WANG.name);
  // The answer is lost: nobody knows, and once more is not twice.
  let had = 0;
  await page.route('**/v1/desk/points/handouts', async (route) => {
    await route.fetch();
    had += 1;
    await route.abort();
  });
  await send(page, '交给住户，记为已领').click();
  await expect.poll(() => had).toBe(1);
  await expect(summary(page)).toContainText('东西先不要给');
  await page.unrouteAll({ behavior: 'wait' });
  await send(page, '交给住户，记为已领').click();
  const handed = page.locator(`[data-handed="${held.id}"]`);
  await expect(handed.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(handed).toContainText('领好了');
  await expect(page.locator(`[data-held] li[data-id="${held.id}"]`)).toHaveCount(0);
  expect((await account(wang)).spendable.posted).toBe(before.spendable.posted - 10);
  await page.getByRole('button', { name: '下一个' }).click();
  await expect(page.locator('#pick-up-code')).toBeFocused();

  await lookUp(page, held.code);
  await expect(page.locator('[data-answer=done]')).toContainText('已经领走了，不要再给一份');
  await expect(send(page, '交给住户，记为已领')).toHaveCount(0);

  const lapsed = await redeem(wang, SALT);
  // Days later the worker signs in again first.
  server.passDays(4);
  await lookUp(page, lapsed.code);
  await expect(page.locator('[data-answer=failed]')).toContainText('登录已经过期');
  await expect(page.locator('[data-answer=failed]').getByRole('link')).toHaveAttribute('href', /^\/sign-in\?next=/);
  await expect(page.locator('#pick-up-code')).toHaveValue(lapsed.code);
  await enter(context, server, ZHAO);
  await lookUp(page, lapsed.code);
  await expect(page.locator('[data-answer=lapsed]')).toContainText('过了领取时间，积分已经退回');
});

test('a reward that another worker hands out meanwhile is not handed out twice', async ({ page, signedIn, other }) => {
  const [wang, tang] = [await other(WANG), await other(TANG)];
  const { code } = await redeem(wang, SALT);
  await signedIn(ZHAO);
  await counter(page);
  await present(page, ZHAO);
  await shown(page, 'desk-handouts');
  await lookUp(page, code);
  await expect(page.locator('[data-answer=held]')).toBeVisible();
  await tang.post('/v1/desk/points/handouts', { code });
  await send(page, '交给住户，记为已领').click();
  await expect(page.locator('[data-answer=done]')).toContainText('不要再给一份');
  await expect(page.locator('[data-handed]')).toHaveCount(0);
});

test('residents are told whose pages these are', async ({ page, signedIn }) => {
  await signedIn(WANG);
  for (const [path, name] of [
    ['/desk/points', 'desk-points'],
    ['/desk/points/new', 'desk-record'],
    ['/desk/points/appeals', 'desk-appeals'],
    ['/desk/points/handouts', 'desk-handouts'],
  ] as const) {
    await open(page, path, name);
    await expect(page.locator('main')).toContainText('社工台只给社区工作人员用');
    await expect(page.locator('main form')).toHaveCount(0);
  }
});
