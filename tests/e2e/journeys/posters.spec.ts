import type { Page } from '@playwright/test';
import { PIPES } from '../fixtures/people';
import { expect, open, test } from '../fixtures/test';

/** The picture that is saved: a text of SVG. */
async function saved(page: Page): Promise<{ name: string; svg: string }> {
  const link = page.getByRole('link', { name: '存成海报' });
  const waiting = page.waitForEvent('download');
  await link.click();
  const download = await waiting;
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  return { name: download.suggestedFilename(), svg: Buffer.concat(parts).toString('utf8') };
}

const PAGES: [string, string, string][] = [
  ['service', `/services/${PIPES.id}`, PIPES.name],
  ['wish', '/wishes/w01', ''],
  ['project', '/projects/charging-shed', ''],
];

for (const [name, path, title] of PAGES) {
  test(`a ${name} has a code that leads to it, and a poster to hang up`, async ({ page, server }) => {
    await open(page, path, name);
    const heading = title || (await page.getByRole('heading', { level: 1 }).innerText());
    const fold = page.getByRole('button', { name: '二维码和海报' });
    await expect(fold).toHaveAttribute('aria-expanded', 'false');
    await fold.click();
    await expect(fold).toHaveAttribute('aria-expanded', 'true');
    const code = page.getByRole('img', { name: `二维码，扫一扫打开“${heading}”` });
    await expect(code).toBeInViewport();
    const drawn = (await code.locator('path').getAttribute('d')) ?? '';
    const poster = await saved(page);
    expect(poster.name).toBe(`${heading}.svg`);
    expect(poster.svg).toContain(`d='${drawn}'`);
    // Lines are broken where they would run over the edge.
    const lines = [...poster.svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, line]) => line ?? '');
    expect(lines.slice(0, -1).join('').replace(/\s/g, '')).toBe(heading.replace(/\s/g, ''));
    expect(lines.at(-1)).toBe('扫一扫，打开看看');
    expect(drawn.length).toBeGreaterThan(server.url.length * 20);
    await fold.click();
    await expect(code).toHaveCount(0);
  });
}
