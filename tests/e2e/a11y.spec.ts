import type { Page } from '@playwright/test';
import { pipeAnswers } from './fixtures/api';
import { violations } from './fixtures/axe';
import { asks, checking, received } from './fixtures/form';
import { KIOSK_SCREEN } from './fixtures/kiosk';
import { CHEN, PIPES } from './fixtures/people';
import { SCREENS, STATES, dress, show } from './fixtures/screens';
import { expect, open, present, shown, test } from './fixtures/test';

/** The marks on `<html>` by which the style sheets know how to look. */
const LOOKS: Record<string, Record<string, string>> = {
  ordinary: {},
  'elder mode': { 'data-elder': '' },
  dark: { 'data-theme': 'dark' },
  'high contrast': { 'data-theme': 'contrast' },
};

/** What a page is made of does not change with its look; its colours do, and promise more in high contrast. */
const PROMISED: Record<string, 'everything' | 'strong colours'> = {
  ordinary: 'everything',
  'high contrast': 'strong colours',
};

for (const screen of [...SCREENS, ...STATES]) {
  test(`${screen.name} can be used by everybody`, async ({ browser, server, other }) => {
    const found: string[] = [];
    for (const lang of ['zh', 'en'] as const) {
      const size = screen.name.startsWith('kiosk-') ? { viewport: KIOSK_SCREEN } : {};
      const context = await browser.newContext({ baseURL: server.url, reducedMotion: 'reduce', ...size });
      await dress(context, { lang });
      const page = await context.newPage();
      await show(screen, { page, context, server, other });
      for (const [name, marks] of Object.entries(LOOKS)) {
        await wear(page, marks);
        const say = (what: string): unknown => found.push(`${lang}, ${name}: ${what}`);
        (await violations(page, PROMISED[name] ?? 'colours')).forEach(say);
        (await smallTargets(page, 'data-elder' in marks ? 60 : 44)).forEach(say);
        (await scrollsSideways(page, 1)).forEach(say);
        (await scrollsSideways(page, 2)).forEach((what) => say(`with text of 200 %, ${what}`));
      }
      await context.close();
    }
    expect(found).toEqual([]);
  });
}

/** Puts marks on `<html>`, and takes those of other looks away. */
async function wear(page: Page, marks: Record<string, string>): Promise<void> {
  await page.evaluate((wanted) => {
    for (const name of ['data-elder', 'data-theme']) {
      const value = wanted[name];
      if (value === undefined) document.documentElement.removeAttribute(name);
      else document.documentElement.setAttribute(name, value);
    }
  }, marks);
}

test('an order can be made with the keyboard alone', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  await open(page, '/', 'home');
  await present(page, CHEN);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到内容' })).toBeFocused();
  await reach(page, '[data-tab=services]');
  await page.keyboard.press('Enter');
  await shown(page, 'services');
  await expect(page.locator('h1')).toBeFocused();
  await reach(page, 'input[type=search]');
  await page.keyboard.type('guandaoshutong');
  await expect(page.locator('ul[data-count="1"]')).toBeVisible();
  await reach(page, `[data-id="${PIPES.id}"] a`);
  await page.keyboard.press('Enter');
  await shown(page, 'service');
  await reach(page, 'a[href$="/order"]');
  await page.keyboard.press('Enter');
  await asks(page, 'fault');
  await expect(page.locator('h1')).toBeFocused();
  await reach(page, 'input[type=radio]');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: '下水堵了' })).toBeChecked();
  await page.keyboard.press('Enter');
  await asks(page, 'when');
  await reach(page, 'input[type=radio]');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  for (const question of ['address', 'phone', 'photo']) {
    await asks(page, question);
    await reach(page, 'button[type=submit]');
    await page.keyboard.press('Enter');
  }
  await checking(page);
  await reach(page, 'main button');
  await page.keyboard.press('Enter');
  await received(page);
  await expect(page.locator('h1')).toBeFocused();
});

test('a question keeps the keyboard until it is answered', async ({ page, signedIn, other }) => {
  const order = await (await other(CHEN)).place(PIPES.id, pipeAnswers(CHEN.phone));
  await signedIn(CHEN);
  await open(page, `/orders/${order.id}`, 'order');
  const opener = page.getByRole('button', { name: '取消这张单' });
  await opener.click();
  const dialog = page.getByRole('dialog');
  const [title, reason, yes, no] = [
    dialog.getByRole('heading'),
    dialog.getByLabel('为什么取消'),
    dialog.getByRole('button', { name: '取消这张单' }),
    dialog.getByRole('button', { name: '不了' }),
  ];
  await expect(title).toBeFocused();
  for (const stop of [reason, yes, no, reason, yes]) {
    await page.keyboard.press('Tab');
    await expect(stop).toBeFocused();
  }
  for (const stop of [reason, no, yes]) {
    await page.keyboard.press('Shift+Tab');
    await expect(stop).toBeFocused();
  }
  // A tap beside everything takes the focus from the button, and the keys still go to the question.
  await title.click();
  await page.keyboard.press('Shift+Tab');
  await expect(no).toBeFocused();
  await dialog.click({ position: { x: 10, y: 10 } });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test('a vote can be cast with the keyboard alone', async ({ page, signedIn }) => {
  await signedIn(CHEN);
  await open(page, '/ballots/budget-now', 'ballot');
  await present(page, CHEN);
  await reach(page, '#option-ramp');
  await page.keyboard.press('Space');
  await reach(page, '#option-clock');
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await reach(page, '[data-submit]');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('vote-state')).toHaveAttribute('data-state', 'counted');
  await expect(page.getByRole('heading', { name: '已计入' })).toBeFocused();
  await reach(page, '[data-change]');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('vote-state')).toHaveAttribute('data-state', 'draft');
});

/** Presses Tab until what matches has the focus, which must be seen. */
async function reach(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    const here = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    if (here) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

/** Buttons, fields and links that are smaller than a finger; links within a sentence may be. */
function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((size) => {
    const small: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [role=tab]')) {
      const style = getComputedStyle(element);
      if (style.display === 'inline' || style.visibility === 'hidden' || element.closest('.visually-hidden, .skip-link, [hidden]')) continue;
      // A choice's label is the target of its input.
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
      const box = (label ?? element).getBoundingClientRect();
      const own = element.getBoundingClientRect();
      const [width, height] = [Math.max(box.width, own.width), Math.max(box.height, own.height)];
      if (width === 0 || element.classList.contains('visually-hidden')) continue;
      if (width < size - 0.5 || height < size - 0.5) {
        small.push(`${element.tagName} ${element.className} “${(element.textContent ?? '').trim().slice(0, 20)}” ${Math.round(width)}×${Math.round(height)}`);
      }
    }
    return small;
  }, least);
}

/** What sticks out at the side, at a text size of `times` the ordinary. */
function scrollsSideways(page: Page, times: number): Promise<string[]> {
  return page.evaluate((factor) => {
    const root = document.documentElement;
    const before = root.style.fontSize;
    if (factor !== 1) root.style.fontSize = `${Number.parseFloat(getComputedStyle(root).fontSize) * factor}px`;
    const wide = root.scrollWidth > root.clientWidth;
    const who = wide
      ? [...document.querySelectorAll<HTMLElement>('body *')]
          .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !element.closest('.visually-hidden'))
          .slice(0, 3)
          .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
      : [];
    root.style.fontSize = before;
    return wide ? [`scrolls sideways, because of ${who.join(', ')}`] : [];
  }, times);
}
