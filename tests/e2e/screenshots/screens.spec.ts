import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../fixtures/environment';
import { type Look, SCREENS, STATES, dress, show } from '../fixtures/screens';
import { test } from '../fixtures/test';

const folder = path.join(root, 'target/screenshots');
mkdirSync(folder, { recursive: true });

const PHONE = { width: 360, height: 800 };
const DESKTOP = { width: 1280, height: 800 };
const KIOSK = { width: 1080, height: 1920 };

interface Picture {
  variant: string;
  look: Look;
  viewport: { width: number; height: number };
}

const ORDINARY: Picture[] = [
  { variant: 'zh', look: { lang: 'zh' }, viewport: PHONE },
  { variant: 'en', look: { lang: 'en' }, viewport: PHONE },
  { variant: 'wide-zh', look: { lang: 'zh' }, viewport: DESKTOP },
  { variant: 'wide-en', look: { lang: 'en' }, viewport: DESKTOP },
  { variant: 'elder', look: { lang: 'zh', elder: true }, viewport: PHONE },
  { variant: 'dark', look: { lang: 'zh', theme: 'dark' }, viewport: PHONE },
  { variant: 'contrast', look: { lang: 'zh', theme: 'contrast' }, viewport: PHONE },
];
const TALL: Picture = { variant: 'tall', look: { lang: 'zh' }, viewport: KIOSK };
const ON_TALL_SCREENS = ['home', 'services', 'desk'];

/** A kiosk is looked at as it stands in the hall. */
const ON_KIOSKS: Picture[] = [
  TALL,
  { variant: 'tall-en', look: { lang: 'en' }, viewport: KIOSK },
  { variant: 'across', look: { lang: 'zh' }, viewport: { width: 1920, height: 1080 } },
];

function taken(name: string, pictures: Picture[]): Picture[] {
  if (name.startsWith('kiosk-')) return ON_KIOSKS;
  return ON_TALL_SCREENS.includes(name) ? [...pictures, TALL] : pictures;
}

for (const screen of [...SCREENS, ...STATES]) {
  const pictures = STATES.includes(screen) ? ORDINARY.slice(0, 2) : ORDINARY;
  test(screen.name, async ({ browser, server, other }) => {
    for (const { variant, look, viewport } of taken(screen.name, pictures)) {
      const context = await browser.newContext({ baseURL: server.url, viewport, reducedMotion: 'reduce' });
      await dress(context, look);
      const page = await context.newPage();
      await show(screen, { page, context, server, other });
      await page.screenshot({ path: path.join(folder, `${screen.name}-${variant}.png`) });
      // The whole length is worth seeing where it is longer than the screen.
      if (viewport === PHONE && (await page.evaluate(() => document.body.scrollHeight > innerHeight * 1.1)) && screen.name !== 'services') {
        await page.screenshot({ path: path.join(folder, `${screen.name}-${variant}-whole.png`), fullPage: true });
      }
      await context.close();
    }
  });
}
