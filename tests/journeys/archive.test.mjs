// The archive: narrowed, searched as one types, read and opened without a pointer.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { galleyShows, sit } from './desk.mjs';
import { Room } from './room.mjs';

let room, browser, address;
before(async () => {
  room = new Room();
  room.galley('Teodor Lindauer', 'people', 'set', 'Ines Okafor', '--role', 'managing-editor', '--role', 'administrator');
  const folder = join(room.scratch, 'blog');
  mkdirSync(folder);
  for (let n = 0; n < 60; n += 1) {
    const month = String(1 + (n % 12)).padStart(2, '0');
    writeFileSync(
      join(folder, `${2012 + (n % 4)}-${month}-11-notes-${n}.md`),
      `---\ntitle: Notes from the quay ${n}\nauthor: ${n % 3 ? 'Ana Prado' : 'Jun Itō'}\n---\nIt rained. The zeppelin of note ${n} was lit. Nobody came.\n`,
    );
  }
  room.galley('Ines Okafor', 'import', folder);
  browser = await launch();
  address = await room.serve();
});
after(async () => {
  await browser?.close();
  room?.close();
});

const list = (page) => page.getByRole('listbox', { name: 'Published articles' });
const current = (page) => list(page).locator('[aria-selected=true] h3').textContent();
const total = (page, count) => page.getByRole('status').filter({ hasText: new RegExp(`^\\s*${count}`) }).waitFor();

async function toArchive(page) {
  await page.getByRole('contentinfo').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await list(page).getByRole('option').first().waitFor();
}

test('the archive is searched as one types and opened by the keyboard alone', async () => {
  const page = await open(browser, address);
  await sit(page, 'Penelope Whitlock');
  await toArchive(page);
  assert.equal(await page.title().then((title) => title.startsWith('Archive')), true);

  await page.keyboard.press('/');
  await page.keyboard.type('zeppe');
  await total(page, 60);
  await page.keyboard.type('lin note 17');
  await total(page, 1);
  const line = list(page).getByRole('option');
  assert.equal(await line.locator('.sentence').textContent(), 'The zeppelin of note 17 was lit.');
  assert.deepEqual(await line.locator('.sentence mark').allTextContents(), ['zeppelin', 'note', '17']);

  // Escape lets the words go; the arrows move in the list while the field has the focus.
  await page.keyboard.press('Escape');
  await page.keyboard.type('ito ');
  await total(page, 20);
  const first = await current(page);
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await current(page), first);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const everything = room.json('', 'archive').total;
  await total(page, everything);
  await page.keyboard.press('Home');
  const newest = await current(page);
  await page.keyboard.press('j');
  assert.notEqual(await current(page), newest);
  await page.keyboard.press('End');
  await page.keyboard.press('/');
  await page.keyboard.type('rained 31');
  await total(page, 1);
  await page.keyboard.press('Enter');
  await galleyShows(page, 'The zeppelin of note 31 was lit.');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('years, sections and authors narrow it, with how many there are', async () => {
  const page = await open(browser, address);
  await sit(page, 'Penelope Whitlock');
  await toArchive(page);
  const narrow = page.getByRole('navigation', { name: 'Narrow the archive' });
  await narrow.getByRole('button', { name: /^2013/ }).click();
  await total(page, 15);
  await narrow.getByRole('button', { name: /^Jun Itō/ }).click();
  await total(page, 5);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await narrow.getByRole('button', { name: /^2014/ }).click();
  await narrow.getByRole('button', { name: /^March/ }).click();
  await total(page, 5);
  assert.equal(await narrow.getByRole('button', { name: /^March/ }).getAttribute('aria-pressed'), 'true');
  await page.keyboard.press('/');
  await page.keyboard.type('nothing of the kind');
  await page.getByText('Nothing published fits').waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a writer finds another’s article by what is live of it alone', async () => {
  room.galley('Ines Okafor', 'edit', 'notes-1', '--set', 'dek=A zeisig for later');
  const page = await open(browser, address);
  await sit(page, 'Lucía Sandoval');
  await toArchive(page);
  await page.keyboard.press('/');
  await page.keyboard.type('zeisig');
  await page.getByText('Nothing published fits').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('zeppelin 31');
  await page.getByRole('option', { name: /Notes from the quay 31/ }).waitFor();
  assert.match(await page.getByRole('dialog').textContent(), /The zeppelin of note 31 was lit/);
  await page.keyboard.press('Escape');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

for (const theme of ['light', 'dark']) {
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ]) {
    test(`axe finds nothing in the archive, ${theme}, ${width} × ${height}`, async () => {
      const page = await open(browser, address, { width, height, theme });
      const found = [];
      const look = async (what) => {
        for (const finding of await findings(page)) found.push(`${what}: ${finding}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) found.push(`${what}: ${wide} pixels too wide`);
        if (process.env.GALLEY_PICTURES) {
          await page.screenshot({ path: join(process.env.GALLEY_PICTURES, `archive-${what}-${theme}-${width}.png`) });
        }
      };
      await sit(page, 'Penelope Whitlock');
      await toArchive(page);
      const peek = page.getByRole('region', { name: 'Peek', exact: true });
      if (!(await peek.isVisible())) await page.keyboard.press('Space');
      await peek.locator('iframe').waitFor();
      await page.waitForTimeout(400);
      await look('peek');
      await page.keyboard.press('Space');
      await look('list');
      await page.keyboard.press('/');
      await page.keyboard.type('zeppelin');
      await total(page, 60);
      await look('search');
      await page.keyboard.type(' zzz');
      await page.getByText('Nothing published fits').waitFor();
      await look('nothing');
      await page.context().close();
      assert.deepEqual(found, []);
      assert.deepEqual(page.faults, []);
    });
  }
}
