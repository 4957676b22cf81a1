import { NONSENSE, change, refuse } from '../fixtures/faults';
import { WANG } from '../fixtures/people';
import { SALT, redemptions, sure, want, whenRedeeming } from '../fixtures/points';
import { expect, open, present, shown, test } from '../fixtures/test';

for (const [what, { sentence, answer }] of Object.entries(NONSENSE)) {
  test(`the account is asked for and the server answers ${what}`, async ({ page, signedIn }) => {
    await signedIn(WANG);
    await page.route(/\/v1\/points(\?.*)?$/, answer);
    await page.goto('/points');
    await shown(page, 'points', 'failed');
    await expect(page.getByRole('alert')).toContainText(sentence);
    await page.unrouteAll();
    await page.getByRole('button', { name: '再试一次' }).click();
    await shown(page, 'points');
  });

  test(`a reward is exchanged and the server answers ${what}: it is not called done, and is had once`, async ({ page, signedIn, other }) => {
    const api = await other(WANG);
    const before = (await redemptions(api)).length;
    await signedIn(WANG);
    await open(page, '/points/rewards', 'rewards');
    await present(page, WANG);
    await shown(page, 'rewards');
    await whenRedeeming(page, answer);
    await want(page, SALT);
    await sure(page).click();
    await expect(page.getByTestId('not-done')).toBeVisible();
    await shown(page, 'rewards');
    await page.unrouteAll();
    await sure(page).click();
    await shown(page, 'redemption');
    expect(await redemptions(api)).toHaveLength(before + 1);
  });
}

test('a double tap exchanges once', async ({ page, signedIn, other }) => {
  const api = await other(WANG);
  const before = (await redemptions(api)).length;
  await signedIn(WANG);
  await open(page, '/points/rewards', 'rewards');
  await present(page, WANG);
  await shown(page, 'rewards');
  await want(page, SALT);
  await sure(page).dblclick();
  await shown(page, 'redemption');
  expect(await redemptions(api)).toHaveLength(before + 1);
});

test('a session that ends before the exchange keeps the choice and leads through signing in', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await open(page, '/points/rewards', 'rewards');
  await present(page, WANG);
  await shown(page, 'rewards');
  await whenRedeeming(page, (route) => refuse(route, 'sign_in_required'));
  await want(page, SALT);
  await sure(page).click();
  await expect(page.getByRole('link', { name: '登录' }).or(page.getByTestId('not-done')).first()).toBeVisible();
  await page.unrouteAll();
  await page.reload();
  await expect(page.getByTestId('choice')).toContainText('加碘盐两袋');
});

test('words of points that this app does not know yet are shown as something, not as an error', async ({ page, signedIn }) => {
  await signedIn(WANG);
  await change(page, /\/v1\/points\/entries/, (entries) => {
    for (const entry of entries.items as Record<string, unknown>[]) Object.assign(entry, { kind: 'gift', state: 'frozen', colour: 7 });
  });
  await open(page, '/points', 'points');
  await expect(page.getByTestId('ledger').locator('li[data-id]').first()).toBeVisible();
});

test('addresses of points that nobody has say so, with a way on', async ({ page, signedIn }) => {
  await signedIn(WANG);
  for (const address of ['/points/entries/none', '/points/redemptions/none']) {
    await page.goto(address);
    await expect(page.locator('main')).toHaveAttribute('data-state', 'failed');
    await expect(page.getByRole('alert')).toBeVisible();
  }
});
