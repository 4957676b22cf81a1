import type { BrowserContext, Page } from '@playwright/test';
import { enter, pipeAnswers } from '../fixtures/api';
import { CHEN, LI, PIPES, WANG, ZHAO } from '../fixtures/people';
import { photo } from '../fixtures/pictures';
import { expect, open, shown, test } from '../fixtures/test';

test('somebody asks: the card is first on home, and a photo with a sentence answers', async ({ page, signedIn, other }) => {
  await signedIn(WANG);
  await open(page, '/', 'home');
  const card = page.locator('li[data-kind]').first();
  await expect(card).toHaveAttribute('data-kind', 'need_info');
  await card.getByRole('link', { name: '去补充' }).click();
  await shown(page, 'order');
  await expect(page.getByRole('heading', { name: '有一件事问您' })).toBeVisible();

  await page.getByRole('button', { name: '送出回答' }).click();
  await expect(page.getByText('请写一句，或者放一张照片。').first()).toBeVisible();

  await page.getByLabel('您的回答').fill('接头在滴水');
  await page.locator('input[type=file]').setInputFiles(photo());
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
  await page.getByRole('button', { name: '送出回答' }).click();
  await expect(page.getByText('回答送到了')).toBeVisible();
  await expect(page.getByText('审核中').first()).toBeVisible();

  const order = await (await other(WANG)).order('seed-order-01');
  expect(order.status).toBe('reviewing');
  expect(order.timeline.some((event) => event.text === '接头在滴水' && event.photos?.length === 1)).toBe(true);
});

test('cancelling asks first, says what comes back, and gives it back', async ({ page, signedIn, other }) => {
  const api = await other(CHEN);
  const order = await api.place(PIPES.id, pipeAnswers(CHEN.phone));
  const left = async (): Promise<number> => {
    const household = await api.get<{ quotas: { code: string; left: number }[] }>('/v1/household');
    return household.quotas.find((quota) => quota.code === 'home-repair')?.left ?? -1;
  };
  expect(await left()).toBe(1);
  await signedIn(CHEN);
  await open(page, `/orders/${order.id}`, 'order');
  await page.getByRole('button', { name: '取消这张单' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: '取消这张单？' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: '取消这张单' })).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('为什么取消').fill('自己修好了');
  await dialog.getByRole('button', { name: '取消这张单' }).click();
  await expect(page.getByText('这张单取消了')).toBeVisible();
  await expect(page.getByText('已取消').first()).toBeVisible();
  expect((await api.order(order.id)).status).toBe('cancelled');
  expect(await left()).toBe(2);
});

test('a worker moves an order through its whole life, and the household says 已解决 and rates it', async ({ page, signedIn, browser, server, other }) => {
  const order = await (await other(LI)).place(PIPES.id, pipeAnswers(LI.phone));
  const context = await browser.newContext({ baseURL: server.url });
  const desk = await workerAt(context, server, order.id);
  await signedIn(LI);
  await open(page, `/orders/${order.id}`, 'order');
  await expect(page.getByText('已提交').first()).toBeVisible();

  const life: [string, string, string?][] = [
    ['开始审核', '审核中'],
    ['派单', '已派单'],
    ['服务方接单', '已接单'],
    ['约好上门', '已预约', '李师傅后天上午来'],
    ['开始服务', '服务中'],
    ['服务完成', '已完成', '换了接头'],
  ];
  for (const [step, word, said] of life) {
    await move(desk, step, said);
    await expect(desk.getByText(`改好了：${word}`).last()).toBeVisible();
    await page.reload();
    await shown(page, 'order');
    await expect(page.getByText(word).first()).toBeVisible();
    if (said) await expect(page.getByText(said).first()).toBeVisible();
  }
  await context.close();

  await page.getByRole('button', { name: '已解决' }).click();
  await expect(page.getByText('记下了，谢谢您')).toBeVisible();
  await page.getByRole('radio', { name: '非常满意' }).check();
  await page.getByRole('checkbox', { name: '准时' }).check();
  await page.getByRole('button', { name: '提交评价' }).click();
  await expect(page.getByText('评价收到了，谢谢您')).toBeVisible();
  const now = await (await other(LI)).order(order.id);
  expect([now.status, now.status_type, now.rating?.level]).toEqual(['confirmed', 'done', 5]);
});

test('没解决 reopens the order, once', async ({ page, signedIn, other }) => {
  const worker = await other(ZHAO);
  await signedIn(LI);
  await open(page, '/orders/seed-order-15', 'order');
  await page.getByRole('button', { name: '没解决' }).click();
  await page.getByRole('button', { name: '重新打开这张单' }).click();
  await expect(page.getByText('这里还没有填。').first()).toBeVisible();
  await page.getByLabel('还有什么问题').fill('床垫还在楼道里');
  await page.getByRole('button', { name: '重新打开这张单' }).click();
  await expect(page.getByText('这张单重新打开了')).toBeVisible();
  await expect(page.getByText('已派单').first()).toBeVisible();

  await worker.move('seed-order-15', 'accepted', 'in_service', 'completed');
  await page.reload();
  await shown(page, 'order');
  await expect(page.getByRole('button', { name: '已解决' })).toBeVisible();
  await expect(page.getByRole('button', { name: '没解决' })).toHaveCount(0);
  await expect(page.getByText('已经重新打开过一次')).toBeVisible();
});

test('a low rating shows who calls back and until when', async ({ page, signedIn, other }) => {
  await signedIn(WANG);
  await open(page, '/orders/seed-order-02', 'order');
  await page.getByRole('button', { name: '已解决' }).click();
  await page.getByRole('radio', { name: '很不满意' }).check();
  await expect(page.getByText('评得低，会有人给您回电话')).toBeVisible();
  await page.getByRole('button', { name: '提交评价' }).click();
  await expect(page.getByText(/前有人给您回电话。/)).toBeVisible();
  await expect(page.getByText(/前给出处理结果。/)).toBeVisible();
  expect((await (await other(WANG)).order('seed-order-02')).rating?.call_back_by).toBeTruthy();
});

test('a rating can be skipped, stays skipped, and can be given later all the same', async ({ page, signedIn, other }) => {
  await signedIn(WANG);
  await open(page, '/orders/seed-order-02', 'order');
  await page.getByRole('button', { name: '已解决' }).click();
  const level = page.getByRole('radio', { name: '非常满意' });
  await expect(level).toBeVisible();
  await page.getByRole('button', { name: '不评了' }).click();
  await expect(level).toHaveCount(0);
  await page.reload();
  await shown(page, 'order');
  const later = page.getByRole('button', { name: '评价这次服务' });
  await expect(later).toBeVisible();
  await expect(level).toHaveCount(0);
  const api = await other(WANG);
  const skipped = await api.order('seed-order-02');
  expect([skipped.status, skipped.rating]).toEqual(['confirmed', undefined]);
  await later.click();
  await level.check();
  await page.getByRole('button', { name: '提交评价' }).click();
  await expect(page.getByText('评价收到了，谢谢您')).toBeVisible();
  expect((await api.order('seed-order-02')).rating?.level).toBe(5);
});

test('in 长辈版 nothing pops up: the question stands in the page, and the page stays within reach', async ({ page, signedIn, other }) => {
  const api = await other(CHEN);
  const order = await api.place(PIPES.id, pipeAnswers(CHEN.phone));
  await signedIn(CHEN);
  await open(page, `/orders/${order.id}`, 'order');
  await page.getByRole('button', { name: '长辈版' }).click();
  const opener = page.locator('[data-cancel]');
  await opener.click();
  const question = page.getByRole('group', { name: '取消这张单？' });
  await expect(question.getByRole('heading')).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const yes = question.getByRole('button', { name: '取消这张单' });
  await expect(question.getByRole('heading')).toBeInViewport();
  await page.keyboard.press('Shift+Tab');
  await expect(question.locator(':focus')).toHaveCount(0);
  await expect(page.locator('main a:focus, main button:focus')).toHaveCount(1);
  // Nothing lies over the page: it is pressed where it stands.
  await opener.click({ trial: true });
  await question.getByRole('heading').click();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await question.getByLabel('为什么取消').fill('自己修好了');
  await yes.click();
  await expect(page.getByText('这张单取消了')).toBeVisible();
  expect((await api.order(order.id)).status).toBe('cancelled');
});

test('a complaint is taken and says by when it is answered', async ({ page, signedIn }) => {
  await signedIn(LI);
  await open(page, '/orders/seed-order-09', 'order');
  await page.getByRole('button', { name: '投诉或催办' }).click();
  await page.getByLabel('发生了什么').fill('约了三次都没来');
  await page.getByRole('button', { name: '送出投诉' }).click();
  await expect(page.getByText('投诉收到了')).toBeVisible();
  await expect(page.getByText('约了三次都没来')).toBeVisible();
});

test('two workers at one order: the second is told and decides again', async ({ browser, server, other }) => {
  const order = await (await other(LI)).place(PIPES.id, pipeAnswers(LI.phone));
  const context = await browser.newContext({ baseURL: server.url });
  const desk = await workerAt(context, server, order.id);
  await (await other(ZHAO)).move(order.id, 'reviewing');
  await desk.getByRole('radio', { name: '派单' }).check();
  await desk.getByLabel('给居民看的话').fill('李师傅明天来');
  await desk.getByRole('button', { name: '派单' }).click();
  await expect(desk.getByText('别人刚刚改过。').first()).toBeVisible();
  await expect(desk.getByLabel('给居民看的话')).toHaveValue('李师傅明天来');
  await expect(desk.getByText('审核中').first()).toBeVisible();
  await desk.getByRole('button', { name: '派单' }).click();
  await expect(desk.getByText('改好了：已派单')).toBeVisible();
  await context.close();
});

/** A worker's own device at an order, reached through the queue. */
async function workerAt(context: BrowserContext, server: Parameters<typeof enter>[1], order: string): Promise<Page> {
  await enter(context, server, ZHAO);
  const desk = await context.newPage();
  await desk.goto('/');
  await shown(desk, 'home');
  await desk.locator('[data-tab=desk]').click();
  await shown(desk, 'desk');
  await desk.locator(`[data-id="${order}"]`).getByRole('link').click();
  await shown(desk, 'desk-order');
  return desk;
}

async function move(desk: Page, step: string, said?: string): Promise<void> {
  await desk.getByRole('radio', { name: step }).check();
  if (step === '约好上门') {
    const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    await desk.getByLabel('哪天上门').fill(day);
    await desk.getByLabel('几点').fill('09:30');
  }
  if (said) await desk.getByLabel('给居民看的话').fill(said);
  await desk.getByRole('button', { name: step }).click();
}
