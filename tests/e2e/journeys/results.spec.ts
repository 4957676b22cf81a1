import { CHEN } from '../fixtures/people';
import { expect, open, present, test } from '../fixtures/test';
import { BUDGET, BUDGET_GREEDY, BUDGET_SHARES, COUNCIL, LIFT, ballot, handIn, receipt, stands, tick } from '../fixtures/votes';

interface Result {
  ballots: number;
  chosen: string[];
  not_chosen: { option: string; reason: string }[];
  steps: unknown[];
  channels: { channel: string }[];
  matters: { option: string; adopted: boolean; bars: { measure: string; short_by: number }[] }[];
}

for (const id of [BUDGET_GREEDY, BUDGET_SHARES, COUNCIL]) {
  test(`a passer-by reads of ${id} what was chosen, in order, and why the others were not`, async ({ page, other }) => {
    const result = await (await other(CHEN)).get<Result>(`/v1/ballots/${id}/result`);
    await open(page, `/ballots/${id}/result`, 'result');
    const chosen = page.getByTestId('chosen').locator('[data-id]');
    expect(await chosen.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-id')))).toEqual(result.chosen);
    const left = page.getByTestId('left-out');
    for (const { option, reason } of result.not_chosen) {
      const why = left.locator(`[data-id="${option}"] [data-why]`);
      await expect(why).toHaveAttribute('data-why', reason);
      await expect(why).toContainText(/[。.]$/);
      await expect(why).not.toContainText(/undefined|NaN|\{/);
    }
    await expect(left).toHaveAttribute('data-count', String(result.not_chosen.length));
    const course = page.getByTestId('course');
    await course.locator('summary').click();
    await expect(course.locator('ol')).toHaveAttribute('data-count', String(result.steps.length));
    await expect(page.locator('[data-channel]')).toHaveCount(result.channels.length);
    await expect(page.getByRole('link', { name: '重新计票' })).toHaveAttribute('href', `/recount?ballot=${id}`);
    await expect(page.getByTestId('fingerprint')).toHaveAttribute('data-state', 'same');
  });
}

test('an owners’ ballot shows four bars for each matter and the exact shortfall', async ({ page, other }) => {
  const result = await (await other(CHEN)).get<Result>(`/v1/ballots/${LIFT}/result`);
  await open(page, `/ballots/${LIFT}/result`, 'result');
  const missed = result.matters.filter((matter) => !matter.adopted);
  expect(missed.length).toBeGreaterThan(0);
  for (const matter of result.matters) {
    const row = page.getByTestId('matters').locator(`[data-id="${matter.option}"]`);
    await expect(row).toHaveAttribute('data-adopted', String(matter.adopted));
    await expect(row.locator('[data-measure]')).toHaveCount(4);
    for (const bar of matter.bars.filter(({ short_by }) => short_by > 0)) {
      const short = bar.measure.endsWith('area') ? `${(bar.short_by / 100).toFixed(2)} ㎡` : `${bar.short_by} 户`;
      await expect(row.locator(`[data-measure=${bar.measure}]`)).toContainText(`还差 ${short}`);
      await expect(row.locator('[data-why]')).toContainText(short);
    }
  }
});

test('the votes can be fetched as files, by anybody', async ({ page }) => {
  await open(page, `/ballots/${BUDGET_SHARES}/result`, 'result');
  for (const format of ['pb', 'csv']) {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: `下载 .${format} 文件` }).click();
    expect((await download).suggestedFilename()).toBe(`${BUDGET_SHARES}.${format}`);
  }
});

test('before the close the result page says when it comes, and nothing else', async ({ page }) => {
  await open(page, `/ballots/${BUDGET}/result`, 'result');
  await expect(page.getByText('截止以前，谁也看不到投给谁')).toBeVisible();
  await expect(page.getByTestId('chosen')).toHaveCount(0);
});

test('a receipt is looked up on another phone, signed out, typed with or without spaces', async ({ page, browser, server, signedIn }) => {
  await signedIn(CHEN);
  await ballot(page, BUDGET);
  await page.locator('[data-id=clock] input').click();
  await page.locator('[data-submit]').click();
  const number = await receipt(page);

  const context = await browser.newContext({ baseURL: server.url, locale: 'zh-CN' });
  const phone = await context.newPage();
  await open(phone, '/receipt', 'receipt');
  const field = phone.getByLabel('回执号');
  await field.fill('1234');
  await phone.getByRole('button', { name: '查一查' }).click();
  await expect(phone.getByText('回执号是 16 位数字，现在有 4 位。请再看一看。').first()).toBeVisible();
  await expect(field).toHaveValue('1234');
  await field.fill(` ${number.replace(/(\d{4})/g, '$1 ')}`);
  await phone.getByRole('button', { name: '查一查' }).click();
  const told = phone.getByTestId('receipt');
  await expect(told).toHaveAttribute('data-state', 'counted');
  await expect(told).toContainText('今年公益金预算');
  // Never what was chosen.
  await expect(told).not.toContainText('时钟');

  await open(phone, '/receipt/0000000000000000', 'receipt');
  await expect(phone.getByTestId('receipt')).toHaveAttribute('data-state', 'unknown');
  await context.close();
});

test('after the close the phone finds its receipt among all that were counted', async ({ page, server, signedIn }) => {
  await signedIn(CHEN);
  await ballot(page, BUDGET);
  await present(page, CHEN);
  await tick(page, 'clock');
  await handIn(page);
  const number = await receipt(page);
  server.passDays(10);
  await page.reload();
  await stands(page, 'counted');
  await page.getByRole('link', { name: '看结果' }).click();
  await expect(page.getByText('这台手机上有您家的回执')).toBeVisible();
  await page.getByRole('link', { name: '查一查' }).click();
  await expect(page.getByTestId('receipt')).toHaveAttribute('data-state', 'counted');
  await expect(page.locator('[data-listed=true]')).toBeVisible();
  expect(page.url()).toContain(number);
});
