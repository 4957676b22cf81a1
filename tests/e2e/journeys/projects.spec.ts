import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { enter } from '../fixtures/api';
import { CHEN, LI, WANG, ZHAO } from '../fixtures/people';
import { photo } from '../fixtures/pictures';
import { expect, open, present, shown, test } from '../fixtures/test';

interface Project {
  id: string;
  stage: string;
  listed: boolean;
  following: boolean;
  comments: { support: number; concern: number; concern_answered: number };
  evaluation?: { levels: number[]; mine?: number };
}

interface Comment {
  text: string;
  state: string;
  answer?: { text: string };
}

/** In talks, and takes comments. */
const CANTEEN = 'canteen-evening';
/** Done, and asks for ratings. */
const GARDEN = 'pocket-garden';

const column = (page: Page, which: 'support' | 'concern' | 'evaluation') => page.locator(`[data-column=${which}]`);

async function propose(page: Page): Promise<string> {
  await open(page, '/projects/new', 'propose');
  await present(page, CHEN);
  await page.getByLabel('一句话说清楚').fill('7号楼后门装一排挂衣钩');
  await page.getByLabel('想办什么，为什么').fill('下雨天大家的伞没处放。\n装在门厅里，不占过道。');
  await page.getByLabel('在哪里').fill('7号楼后门');
  await page.getByLabel(/大概要多少钱/).fill('1,200');
  await page.getByRole('button', { name: '送出提议' }).click();
  await shown(page, 'project');
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

test('projects are found by stage and by words, also without signing in', async ({ page }) => {
  await open(page, '/projects', 'projects');
  const list = page.locator('.project-card');
  await expect.poll(() => list.count()).toBeGreaterThan(20);
  const voting = page.getByRole('button', { name: /^表决 \d+/ });
  await voting.click();
  await expect(voting).toHaveAttribute('aria-pressed', 'true');
  for (const stage of await list.evaluateAll((all) => all.map((one) => one.getAttribute('data-stage')))) {
    expect(stage).toBe('voting');
  }
  await page.getByRole('button', { name: /^全部/ }).click();
  await page.getByRole('searchbox').fill('电梯 3号楼');
  await expect(list).toHaveCount(1);
  await list.first().getByRole('link').click();
  await shown(page, 'project');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('3号楼一单元加装电梯');
  await expect(page.getByRole('link', { name: '登录后写一条' })).toBeVisible();
  // The way back leads to the same list.
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('电梯 3号楼');
  await page.getByRole('searchbox').fill('没有这样的事');
  await expect(page.getByText('没有找到这样的项目')).toBeVisible();
});

test('a project is found that was not read yet', async ({ page }) => {
  await page.route('**/v1/projects?limit=100*', (route) =>
    route.continue({ url: route.request().url().replace('limit=100', 'limit=3') }),
  );
  await open(page, '/projects', 'projects');
  const list = page.locator('.project-card');
  await expect(list).toHaveCount(3);
  await page.getByRole('searchbox').fill('电梯 3号楼');
  await expect(list).toHaveText([/3号楼一单元加装电梯/]);
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.getByRole('searchbox').fill('');
  await expect.poll(() => list.count()).toBeGreaterThan(20);
});

test('whether one can vote on a project is told by its ballot, not by the stage it is in', async ({ page, server }) => {
  const card = page.getByTestId('project-ballot');
  // In talks, while the hours are voted on.
  await open(page, '/projects/dance-noise', 'project');
  await expect(card).toContainText('这个项目的表决');
  await card.getByRole('link', { name: '看表决' }).click();
  await shown(page, 'ballot');
  await open(page, '/projects/lift-b3', 'project');
  await expect(card).toContainText('这个项目表决过');
  await expect(card.getByRole('link', { name: '看结果' })).toHaveAttribute('href', '/ballots/lift-right/result');
  // Its ballot ends before a worker moves it on.
  server.passDays(10);
  await open(page, '/projects/east-lamps', 'project');
  await expect(card.getByRole('link', { name: '看结果' })).toHaveAttribute('href', '/ballots/budget-now/result');
});

test('a proposal survives a reload, is checked, and is shown to its proposer alone until a worker looked', async ({
  page,
  signedIn,
  other,
}) => {
  await signedIn(CHEN);
  await open(page, '/projects', 'projects');
  await page.getByRole('link', { name: '提个项目' }).first().click();
  await shown(page, 'propose');
  await present(page, CHEN);
  await page.getByLabel('一句话说清楚').fill('灯');
  await page.getByLabel(/大概要多少钱/).fill('不知道');
  await page.getByRole('button', { name: '送出提议' }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('listitem')).toHaveCount(4);
  await page.getByLabel('想办什么，为什么').fill('晚上回来看不清台阶，想要一盏灯。');
  await page.locator('#project-photos').setInputFiles(photo());
  await expect(page.locator('.photo__image')).toHaveCount(1);
  await page.reload();
  await shown(page, 'propose');
  await expect(page.getByLabel('一句话说清楚')).toHaveValue('灯');
  await expect(page.getByLabel('想办什么，为什么')).toHaveValue('晚上回来看不清台阶，想要一盏灯。');
  await expect(page.locator('.photo__image')).toHaveCount(1);
  // Home knows of it.
  await open(page, '/', 'home');
  await expect(page.locator('[data-kind=draft]')).toContainText('灯');

  const id = await propose(page);
  await expect(page.locator('main')).toContainText('社工看过以后才公布');
  await expect(page.getByText('1,200元')).toBeVisible();
  const image = page.locator('.pictures__image');
  await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
  const neighbour = await other(LI);
  const theirs = await neighbour.get<{ items: Project[] }>('/v1/projects?limit=100');
  expect(theirs.items.map((one) => one.id)).not.toContain(id);
  await open(page, '/projects', 'projects');
  await expect(page.getByRole('heading', { name: '我提的，还没公布' })).toBeVisible();
  await open(page, '/projects/new', 'propose');
  await expect(page.getByLabel('一句话说清楚')).toHaveValue('');
});

test('a worker publishes a proposal and moves it on, and home tells its proposer', async ({ page, browser, server, signedIn, other }) => {
  await signedIn(CHEN);
  const id = await propose(page);

  const desk = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 800 } });
  await enter(desk, server, ZHAO);
  const worker = await desk.newPage();
  await open(worker, '/desk/projects', 'desk-projects');
  const card = worker.locator(`li.card[data-id="${id}"]`);
  await expect(card).toContainText('7号楼后门装一排挂衣钩');
  await card.getByRole('link', { name: /看全文/ }).click();
  await shown(worker, 'desk-project');
  await expect(worker.locator('main')).toContainText('装在门厅里，不占过道。');
  await worker.getByRole('button', { name: '公布', exact: true }).click();
  await expect(worker.getByRole('heading', { name: '换到下一阶段' })).toBeVisible();

  await open(page, '/', 'home');
  const news = page.locator(`li[data-id="${id}"]`);
  await expect(news).toContainText('公布了：');
  await worker.getByRole('button', { name: '换阶段' }).click();
  await expect(worker.getByRole('alert')).toBeFocused();
  await worker.getByRole('radio', { name: '开始协商' }).check();
  await worker.getByLabel('对大家说一句').fill('下周三晚上在服务点谈一谈。');
  await worker.getByRole('button', { name: '换阶段' }).click();
  await expect(worker.getByRole('status').getByText('已换到协商')).toBeVisible();
  await desk.close();

  await page.reload();
  await shown(page, 'home');
  await expect(news.first()).toContainText('开始协商：下周三晚上在服务点谈一谈。');
  await news.first().getByRole('link').click();
  await shown(page, 'project');
  await expect(page.locator('[aria-current=step]')).toHaveText('协商');
  const neighbour = await other(LI);
  expect((await neighbour.get<Project>(`/v1/projects/${id}`)).listed).toBe(true);
});

test('home tells a follower who proposed nothing where the project has got to', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  await open(page, `/projects/${CANTEEN}`, 'project');
  await present(page, CHEN);
  await page.locator('[data-follow]').click();
  await expect(page.locator('[data-follow]')).toHaveText('已关注，可取消');
  const worker = await other(ZHAO);
  await worker.post(`/v1/desk/projects/${CANTEEN}/transitions`, { to: 'declined', text: '油烟一时解决不了，先不办。' });
  await open(page, '/', 'home');
  const news = page.locator(`li[data-id="${CANTEEN}"]`);
  await expect(news).toContainText('油烟一时解决不了，先不办。');
  await news.getByRole('link').click();
  await shown(page, 'project');
  // Who does not follow it is told nothing.
  const neighbour = await other(LI);
  const home = await neighbour.get<{ project_news?: { project_id: string }[] }>('/v1/home');
  expect(home.project_news?.some((one) => one.project_id === CANTEEN) ?? false).toBe(false);
});

test('a proposal that is not published tells its proposer why', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  const id = await propose(page);
  const worker = await other(ZHAO);
  await worker.post(`/v1/desk/projects/${id}/decision`, { publish: false, reason: '门厅归消防管，先去问物业。' });
  await open(page, '/', 'home');
  await expect(page.locator(`li[data-id="${id}"]`).first()).toContainText('没有采纳：门厅归消防管，先去问物业。');
  await open(page, `/projects/${id}`, 'project');
  await expect(page.locator('main')).toContainText('门厅归消防管，先去问物业。');
});

test('a household has so many proposals waiting at most, and what is typed stays', async ({ page, signedIn, other }) => {
  const api = await other(CHEN);
  // One of the neighbourhood's waits already.
  for (const title of ['楼道装一面镜子', '门口放一个伞架']) {
    const text = '大家商量过了，想请社区看一看。';
    await api.post('/v1/projects', { title, text, place: '7号楼', client_ref: randomUUID() });
  }
  await signedIn(CHEN);
  await open(page, '/projects/new', 'propose');
  await present(page, CHEN);
  await page.getByLabel('一句话说清楚').fill('后院摆两张棋桌');
  await page.getByLabel('想办什么，为什么').fill('下午树荫正好，老人想下棋。');
  await page.getByLabel('在哪里').fill('7号楼后院');
  await page.getByRole('button', { name: '送出提议' }).click();
  await expect(page.getByRole('alert')).toContainText('您家已经有几个提议在等社工看。等有了结果再送这一个，写的都还在。');
  await page.reload();
  await shown(page, 'propose');
  await expect(page.getByLabel('想办什么，为什么')).toHaveValue('下午树荫正好，老人想下棋。');
  // A decision makes room.
  const mine = await api.get<{ items: (Project & { mine: boolean })[] }>('/v1/projects?limit=100');
  const waiting = mine.items.find((one) => one.mine && !one.listed);
  const worker = await other(ZHAO);
  await worker.post(`/v1/desk/projects/${waiting?.id}/decision`, { publish: true, reason: '' });
  await page.getByRole('button', { name: '送出提议' }).click();
  await shown(page, 'project');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('后院摆两张棋桌');
});

test('a concern waits for a look, is published, and gets its answer', async ({ page, browser, server, signedIn, other }) => {
  await signedIn(LI);
  await open(page, `/projects/${CANTEEN}`, 'project');
  await present(page, LI);
  await page.getByRole('button', { name: '写一条' }).click();
  await page.getByRole('button', { name: '送出', exact: true }).click();
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2);
  await page.getByRole('radio', { name: '担心的地方' }).check();
  await page.getByLabel('想说什么').fill('晚上油烟会不会飘到楼上？');
  await page.reload();
  await shown(page, 'project');
  await present(page, LI);
  await expect(page.getByLabel('想说什么')).toHaveValue('晚上油烟会不会飘到楼上？');
  await expect(page.getByRole('radio', { name: '担心的地方' })).toBeChecked();
  await page.getByRole('button', { name: '送出', exact: true }).click();
  const mine = column(page, 'concern').locator('li', { hasText: '晚上油烟会不会飘到楼上？' });
  await expect(mine).toHaveAttribute('data-state', 'waiting');
  const neighbour = await other(CHEN);
  const texts = async (): Promise<string[]> => {
    const list = await neighbour.get<{ items: Comment[] }>(`/v1/projects/${CANTEEN}/comments?limit=100`);
    return list.items.map((one) => one.text);
  };
  expect(await texts()).not.toContain('晚上油烟会不会飘到楼上？');

  const desk = await browser.newContext({ baseURL: server.url });
  await enter(desk, server, ZHAO);
  const worker = await desk.newPage();
  await open(worker, '/desk/projects', 'desk-projects');
  const waits = worker.locator('li.card', { hasText: '晚上油烟会不会飘到楼上？' });
  await waits.getByRole('button', { name: '公布', exact: true }).click();
  // Published, it is a concern without an answer.
  await waits.getByRole('button', { name: /^写答复/ }).click();
  await worker.getByRole('textbox', { name: '答复' }).fill('油烟走新风道，装了净化器。');
  await worker.getByRole('button', { name: '送出答复' }).click();
  await expect(waits).toHaveCount(0);
  await desk.close();
  expect(await texts()).toContain('晚上油烟会不会飘到楼上？');

  await page.reload();
  await shown(page, 'project');
  await expect(mine).toHaveAttribute('data-state', 'published');
  await expect(mine).toContainText('油烟走新风道，装了净化器。');
});

test('a worker sets a step of the work with a picture, marks it done, and publishes the risk assessment', async ({ page, signedIn, other }) => {
  await signedIn(ZHAO);
  await open(page, '/desk/projects/health-path', 'desk-project');
  await page.getByRole('button', { name: '加一步' }).click();
  await page.getByRole('button', { name: '公布这一步' }).click();
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2);
  await page.getByLabel('做什么').fill('铺完东段一百米');
  await page.getByLabel('计划哪天').fill('2026-12-20');
  await page.locator('#step-photos').setInputFiles(photo());
  await expect(page.locator('.photo__image')).toBeVisible();
  await page.getByRole('button', { name: '公布这一步' }).click();
  await expect(page.getByText('计划 12月20日')).toBeVisible();
  await page.getByRole('button', { name: '改一改: 铺完东段一百米' }).click();
  await expect(page.getByText('不选新的就都留着')).toBeVisible();
  await page.getByLabel('哪天做完的').fill('2026-12-18');
  await page.getByLabel(/做得怎么样/).fill('提前两天，雨后不积水。');
  await page.getByRole('button', { name: '公布这一步' }).click();
  await expect(page.getByText('12月18日周五完成')).toBeVisible();

  await page.getByRole('button', { name: /公布风险评估|改风险评估/ }).click();
  await page.getByRole('radio', { name: '低风险' }).check();
  await page.getByLabel('怎么评估的，怎么防').fill('施工期间绕行，夜里有灯。');
  await page.getByRole('button', { name: '公布', exact: true }).click();
  await expect(page.getByRole('button', { name: '改风险评估' })).toBeVisible();

  const neighbour = await other(LI);
  const project = await neighbour.get<{
    milestones: { title: string; done_on?: string; pictures?: unknown[] }[];
    assessment?: { level: string };
  }>('/v1/projects/health-path');
  const step = project.milestones.find((one) => one.title === '铺完东段一百米');
  expect([step?.done_on, step?.pictures?.length]).toEqual(['2026-12-18', 1]);
  expect(project.assessment?.level).toBe('low');
});

test('a refused comment is shown to its author with the reason', async ({ page, signedIn, other }) => {
  const author = await other(LI);
  const comment = await author.post<{ id: string }>(`/v1/projects/${CANTEEN}/comments`, {
    column: 'support',
    text: '问 13800000002 就知道',
    client_ref: 'refused-comment-1',
  });
  await (await other(ZHAO)).post(`/v1/desk/comments/${comment.id}/decision`, { publish: false, reason: '请不要写电话。' });
  await signedIn(LI);
  await open(page, `/projects/${CANTEEN}`, 'project');
  const mine = column(page, 'support').locator(`li[data-id="${comment.id}"]`);
  await expect(mine).toHaveAttribute('data-state', 'refused');
  await expect(mine).toContainText('请不要写电话。');
});

test('a comment and following wait for the network, and arrive once', async ({ page, context, signedIn, other }) => {
  await signedIn(CHEN);
  await open(page, `/projects/${CANTEEN}`, 'project');
  await present(page, CHEN);
  const follow = page.locator('[data-follow]');
  await expect(follow).toHaveText('关注进展');
  await context.setOffline(true);
  await follow.click();
  await expect(follow).toHaveText('关注待送出');
  await page.getByRole('button', { name: '写一条' }).click();
  await page.getByRole('radio', { name: '赞成的理由' }).check();
  await page.getByLabel('想说什么').fill('下班晚，正好吃得上。');
  await page.getByRole('button', { name: '送出', exact: true }).click();
  await expect(page.getByText('下班晚，正好吃得上。')).toBeVisible();
  await expect(page.getByText('2 件在本机待送出')).toBeVisible();
  await context.setOffline(false);
  await expect(follow).toHaveText('已关注，可取消');
  await expect(column(page, 'support').locator('li', { hasText: '下班晚，正好吃得上。' })).toHaveAttribute('data-state', 'waiting');
  const api = await other(CHEN);
  expect((await api.get<Project>(`/v1/projects/${CANTEEN}`)).following).toBe(true);
  const list = await api.get<{ items: Comment[] }>(`/v1/projects/${CANTEEN}/comments?limit=100`);
  expect(list.items.filter((one) => one.text === '下班晚，正好吃得上。')).toHaveLength(1);
  await follow.click();
  await expect(follow).toHaveText('关注进展');
  expect((await api.get<Project>(`/v1/projects/${CANTEEN}`)).following).toBe(false);
});

test('a household rates the result, and can change its rating', async ({ page, signedIn, other }) => {
  const api = await other(CHEN);
  const before = (await api.get<Project>(`/v1/projects/${GARDEN}`)).evaluation?.levels ?? [];
  await signedIn(CHEN);
  await open(page, `/projects/${GARDEN}`, 'project');
  await page.getByRole('button', { name: '送出评议' }).click();
  await expect(page.getByText('先选一个最接近的。').first()).toBeVisible();
  await page.getByRole('radio', { name: '满意', exact: true }).check();
  await page.getByLabel('想多说两句').fill('花开得好，椅子少了点。');
  await page.getByRole('button', { name: '送出评议' }).click();
  await expect(page.getByText('我家评的')).toContainText('满意');
  const said = column(page, 'evaluation').locator('li', { hasText: '花开得好，椅子少了点。' });
  await expect(said).toHaveAttribute('data-state', 'waiting');
  const after = (await api.get<Project>(`/v1/projects/${GARDEN}`)).evaluation;
  expect(after?.mine).toBe(4);
  expect(after?.levels[3]).toBe((before[3] ?? 0) + 1);
  // What the household said is still there, and what a worker published is for everybody.
  const worker = await other(ZHAO);
  const waiting = await worker.get<{ items: { comment: Comment }[] }>('/v1/desk/comments?waiting_for=look&limit=100');
  const mine = waiting.items.find((one) => one.comment.text === '花开得好，椅子少了点。');
  await worker.post(`/v1/desk/comments/${mine?.comment.id}/decision`, { publish: true, reason: '' });
  await page.getByRole('button', { name: '改我家的评议' }).click();
  await expect(page.getByLabel('想多说两句')).toHaveValue('花开得好，椅子少了点。');
  await page.getByRole('radio', { name: '非常满意' }).check();
  await page.getByRole('button', { name: '送出评议' }).click();
  await expect(page.getByText('我家评的')).toContainText('非常满意');
  const changed = (await api.get<Project>(`/v1/projects/${GARDEN}`)).evaluation;
  expect([changed?.mine, changed?.levels[3]]).toEqual([5, before[3]]);
  await expect(said).toHaveAttribute('data-state', 'published');
});

test('home names open ballots with their deadline, and a half-given vote comes first', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/', 'home');
  await present(page, WANG);
  const cards = page.locator('.home__todos .todo');
  await expect(page.locator('.home__todos [data-kind=vote]').first()).toContainText(/等您投票.*前/s);
  await expect(page.getByRole('heading', { name: '正在表决' })).toBeVisible();
  await page.evaluate((person) => {
    localStorage.setItem(`linli.draft.${person}.vote.quiet-pact`, '{}');
  }, WANG.id);
  await page.reload();
  await shown(page, 'home');
  await expect(cards.first()).toHaveAttribute('data-kind', 'vote-draft');
  await expect(cards.first()).toContainText('午休时间不装修，写进公约');
  await cards.first().getByRole('link').click();
  await shown(page, 'ballot');
});
