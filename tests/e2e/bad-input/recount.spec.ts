import { closeSync, mkdtempSync, openSync, rmSync, ftruncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FOREIGN, choose, counted } from '../fixtures/pb';
import { expect, open, test } from '../fixtures/test';

/** The file with something replaced, the line that is wrong, and what the page says. */
const BROKEN: Record<string, [string, number, string]> = {
  'is empty': ['', 1, '这不是选票文件'],
  'is a page of a network': ['<!doctype html>\n<h1>Sign in</h1>\n', 1, '这不是选票文件'],
  'breaks off before the votes': [FOREIGN.slice(0, FOREIGN.indexOf('VOTES')), 18, '少了 VOTES 这一段'],
  'has a budget in words': [FOREIGN.replace('budget;1000.50', 'budget;a lot'), 7, 'budget 该是数字，写的是“a lot”'],
  'has a budget below zero': [FOREIGN.replace('budget;1000.50', 'budget;-5'), 7, 'budget 不能小于 0'],
  'has a number beyond all money': [FOREIGN.replace(';600.25;', ';99999999999999999999;'), 13, 'cost 的数字太大'],
  'lacks a column': [FOREIGN.replace('project_id;cost', 'project_id;price'), 12, 'PROJECTS 这一段少了 cost 这一列'],
  'has an option twice': [FOREIGN.replace('\n7;500', '\n10;500'), 14, '编号“10”有两个选项在用'],
  'has a semicolon without quotes': [FOREIGN.replace('"Lamps; bright"', 'Lamps; bright'), 14, '名称里有分号'],
  'has a vote for nothing': [FOREIGN.replace('a3;19;10,3', 'a3;19;10,99'), 22, '选了“99”，可是没有这个选项'],
  'has a vote twice in one': [FOREIGN.replace('a3;19;10,3', 'a3;19;10,10'), 22, '把“10”选了两次'],
  'has a quote without an end': [FOREIGN.replace('a5;28;7', 'a5;"28;7'), 24, '没有配对'],
  'has votes of an unknown kind': [FOREIGN.replace('vote_type;approval', 'vote_type;quadratic'), 9, '“quadratic”这里还不会数'],
  'is a table of options': ['ballot,choices\n1,a b\n', 1, '请选同一次表决的 .pb 文件'],
  'is a table with another word': ['ballot,roof\n1,yes\n2,maybe\n', 3, '写的是“maybe”'],
};

for (const [what, [text, line, sentence]] of Object.entries(BROKEN)) {
  test(`a file that ${what} says in which line and what to do`, async ({ page }) => {
    await open(page, '/recount', 'recount');
    await choose(page, text);
    const failure = page.getByRole('alert');
    await expect(failure.locator('[data-line]')).toHaveAttribute('data-line', String(line));
    await expect(failure).toContainText(sentence);
    await expect(failure).toContainText(/请选|看到这一行/);
    await expect(page.getByTestId('winners')).toHaveCount(0);
    // The next file is counted as if nothing had been.
    await choose(page, FOREIGN);
    expect(await counted(page)).toEqual(['10', '3']);
  });
}

test('hostile files break nothing and run nothing', async ({ page }) => {
  await open(page, '/recount', 'recount');
  const noise = Buffer.alloc(1 << 18);
  for (let at = 0, state = 1; at < noise.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    noise[at] = state >> 16;
  }
  for (const bytes of [noise, Buffer.concat([Buffer.from('META\nkey;value\n'), noise]), Buffer.alloc(3 << 19, '"'), Buffer.alloc(1 << 20, '\n'), Buffer.alloc(3 << 19)]) {
    await choose(page, bytes);
    await expect(page.getByRole('alert').locator('[data-line]')).toBeVisible();
    await choose(page, FOREIGN);
    await counted(page);
  }
  const options = Array.from({ length: 10_000 }, (_, id) => `${id};0;<img src=x onerror=alert(1)>${'\u202e'}${'长'.repeat(300)}`);
  const crowd = ['META', 'key;value', 'budget;1', 'vote_type;approval', 'rule;greedy', 'PROJECTS', 'project_id;cost;name', ...options, 'VOTES', 'voter_id;vote', '1;5'];
  await choose(page, crowd.join('\n'));
  const ids = await counted(page);
  expect(ids[0]).toBe('5');
  await expect(page.getByTestId('winners').locator('ol')).toHaveAttribute('data-count', '10000');
  expect(ids.length).toBe(2000);
  await page.getByRole('button', { name: '再看 200 行' }).first().click();
  await expect(page.getByTestId('winners').locator('[data-id]')).toHaveCount(ids.length + 200);
  await expect(page.locator('main img')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
});

test('a file of more than 64 MB is refused before it is read', async ({ page }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'linli-large-'));
  const large = path.join(folder, 'large.pb');
  const handle = openSync(large, 'w');
  ftruncateSync(handle, (64 << 20) + 1);
  closeSync(handle);
  try {
    await open(page, '/recount', 'recount');
    await page.locator('#recount-file').setInputFiles(large);
    await expect(page.getByRole('alert')).toContainText('这个文件有 65 MB，最多能数 64 MB');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a file of votes that contradicts itself is counted by its votes, and says where', async ({ page }) => {
  await open(page, '/recount', 'recount');
  await choose(page, FOREIGN.replace('num_votes;6', 'num_votes;60').replace('10;600.25;4', '10;600.25;40').replace('rule;greedy', 'rule;greedy-custom'));
  expect(await counted(page)).toEqual(['10', '3']);
  await expect(page.getByTestId('notes')).toContainText('num_votes 写的是 60，实际有 6');
  await expect(page.getByTestId('notes')).toContainText('“Park”写着 40 票，选票加起来是 4 票');
  await expect(page.getByText('文件里写的规则是“greedy-custom”')).toBeVisible();
});
