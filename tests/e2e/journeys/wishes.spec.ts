import { CHEN, LI, ZHAO } from '../fixtures/people';
import { expect, open, present, shown, test } from '../fixtures/test';

interface Wish {
  id: string;
  status: string;
  seconds: number;
  seconded: boolean;
  mine: boolean;
}

test('who writes a wish sees the similar one first, and the 15th household starts the review', async ({ page, signedIn, other }) => {
  await signedIn(CHEN);
  await open(page, '/wishes', 'wishes');
  await page.getByRole('link', { name: '写个心愿' }).click();
  await shown(page, 'wish-new');
  await present(page, CHEN);
  await page.getByLabel('我希望社区能…').fill('车棚放一个打气筒');
  const similar = page.locator('li[data-id=w01]');
  await expect(similar).toContainText('14 / 15 户');
  await expect(page.getByRole('heading', { name: '邻居写过差不多的' })).toBeVisible();
  await similar.getByRole('button', { name: '附议' }).click();
  await expect(similar).toContainText('评估中');
  await expect(similar).toContainText(/15 户附议 · .*前答复/);

  await open(page, '/wishes/w01', 'wish');
  await expect(page.getByText('这还不是同意')).toBeVisible();
  const wish = await (await other(CHEN)).get<Wish>('/v1/wishes/w01');
  expect([wish.status, wish.seconds]).toEqual(['review', 15]);
});

test('a new wish is one line, counts its own household, and can be seconded once by another', async ({ page, signedIn, other }) => {
  await signedIn(LI);
  await open(page, '/wishes/new', 'wish-new');
  await page.getByLabel('我希望社区能…').fill('给');
  await page.getByRole('button', { name: '送出心愿' }).click();
  await expect(page.getByText('太短了，至少 4 个字。').first()).toBeVisible();
  await expect(page.getByLabel('我希望社区能…')).toHaveValue('给');
  await page.getByLabel('我希望社区能…').fill('楼下装一盏看书的灯');
  await page.getByRole('button', { name: /送出心愿$/ }).click();
  await shown(page, 'wish');
  await expect(page.getByText('1 / 15 户').first()).toBeVisible();
  await expect(page.getByText('我家提出的')).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const neighbour = await other(CHEN);
  await neighbour.put(`/v1/wishes/${id}/second`);
  await neighbour.put(`/v1/wishes/${id}/second`);
  await page.reload();
  await shown(page, 'wish');
  await expect(page.getByText('2 / 15 户').first()).toBeVisible();
});

test('a second can be taken back, and given without a network', async ({ page, context, signedIn, other }) => {
  const api = await other(CHEN);
  const list = await api.get<{ items: Wish[] }>('/v1/wishes?status=open');
  const free = list.items.find((one) => !one.seconded && !one.mine && one.seconds < 13);
  const [id, before] = [free?.id ?? '', free?.seconds ?? 0];
  await signedIn(CHEN);
  await open(page, '/wishes', 'wishes');
  await present(page, CHEN);
  const wish = page.locator(`li[data-id="${id}"]`);
  const button = wish.getByRole('button');
  await button.click();
  await expect(button).toHaveText('我家已附议，可收回');
  await expect(wish).toContainText(`${before + 1} / 15 户`);
  await button.click();
  await expect(button).toHaveText('附议');
  await expect(wish).toContainText(`${before} / 15 户`);

  await context.setOffline(true);
  await button.click();
  await expect(button).toHaveText('附议待送出');
  await expect(page.getByText('1 件在本机待送出')).toBeVisible();
  await context.setOffline(false);
  await expect(button).toHaveText('我家已附议，可收回');
  expect((await api.get<Wish>(`/v1/wishes/${id}`)).seconds).toBe(before + 1);
});

test('a worker without a household is told why there is no button', async ({ page, signedIn }) => {
  await signedIn(ZHAO);
  await open(page, '/wishes', 'wishes');
  await expect(page.getByText('附议按户算。您的账号没有登记住户，所以不能附议。').first()).toBeVisible();
});
