// Backups in the browser: made, listed, put back into a new folder; who may not see them; and the screen of a newsroom that
// cannot be opened. In the real window: a damaged database is put right, and the file is kept.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { queue, sit, sitInstead, settled } from './desk.mjs';
import { Room, until } from './room.mjs';
import { Window } from './webdriver.mjs';

const ADMINISTRATOR = 'Teodor Lindauer';
const MANAGING_EDITOR = 'Ines Okafor';
const WRITER = 'Lucía Sandoval';
const FAR_BACK = { backup: { last_at: '2026-11-01T10:00:00Z', late: true, trouble: null } };

let room, browser, address;
before(async () => {
  room = new Room();
  browser = await launch();
  address = await room.serve();
});
after(async () => {
  await browser?.close();
  room?.close();
});

async function picture(page, name) {
  if (!process.env.GALLEY_SHOTS) return;
  mkdirSync(process.env.GALLEY_SHOTS, { recursive: true });
  await settled(page);
  await page.screenshot({ path: join(process.env.GALLEY_SHOTS, `${name}.png`) });
}

async function looks(page, view, found) {
  for (const finding of await findings(page)) found.push(`${view}: ${finding}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) found.push(`${view}: ${wide} pixels too wide`);
}

test('a backup is made, looked at, and put back into a new folder, by keys alone', async () => {
  const page = await open(browser, address);
  await sit(page, ADMINISTRATOR);
  await page.getByRole('contentinfo').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page.getByRole('heading', { name: 'Backups', exact: true }).waitFor();
  await page.getByText('There is no backup yet').waitFor();
  await page.keyboard.press('b');
  await page.getByRole('button', { name: /^Put back the backup of/ }).waitFor({ timeout: 60_000 });
  assert.equal(room.json('', 'backup', '--list').length, 1);
  await page.getByText('The last backup was made and checked today').waitFor();
  await page.getByRole('button', { name: /^Put back the backup of/ }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Put a backup back' });
  await dialog.getByText('A new newsroom is made in').waitFor();
  assert.equal(await dialog.getByText('In this newsroom’s place').count(), 0, 'what is served cannot be replaced');
  await dialog.getByRole('button', { name: 'Make the new folder' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'What came back' }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const again = readdirSync(room.scratch).find((name) => name.startsWith('newsroom-'));
  assert.ok(existsSync(join(room.scratch, again, 'site/index.html')), 'it stands beside the newsroom, with its site');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a managing editor sees and makes backups and puts none back; a writer sees none', async () => {
  const page = await open(browser, address);
  await sit(page, MANAGING_EDITOR);
  await queue(page);
  await page.goto(`${address}#/backups`);
  const back = page.getByRole('button', { name: /^Put back the backup of/ }).first();
  await back.waitFor();
  assert.equal(await back.getAttribute('aria-disabled'), 'true');
  await sitInstead(page, WRITER);
  await page.getByRole('contentinfo').waitFor();
  assert.equal(await page.getByRole('link', { name: /Backups/ }).count(), 0);
  await page.goto(`${address}#/backups`);
  await page.getByRole('heading', { name: 'My articles' }).waitFor();
  const answer = await page.evaluate(async (person) => {
    const response = await fetch('/request/backup.list', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-galley': '1', 'x-galley-person': person },
      body: '{}',
    });
    return response.text();
  }, await page.evaluate(() => sessionStorage.getItem('galley.person')));
  assert.match(answer, /Backups are for administrators and managing editors/);
  await page.context().close();
});

for (const theme of ['light', 'dark']) {
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ]) {
    test(`axe finds nothing in the backups and in the screen of a shut newsroom, ${theme}, ${width} × ${height}`, async () => {
      const found = [];
      const page = await open(browser, address, { width, height, theme });
      const named = (name) => `${name}-${theme}-${width}x${height}`;
      // The status line as it is when nothing was copied for weeks; everything else as it comes.
      await page.route('**/request/desk.status', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...(await answer.json()), ...FAR_BACK } });
      });
      await sit(page, ADMINISTRATOR);
      await page.goto(`${address}#/backups`);
      await page.getByRole('button', { name: /^Put back the backup of/ }).first().waitFor();
      await page.getByRole('link', { name: /^Last backup/ }).waitFor();
      await looks(page, 'backups', found);
      await picture(page, named('backups'));
      await page.getByRole('button', { name: /^Put back the backup of/ }).first().click();
      await page.getByText('What will happen').waitFor();
      await page.getByText('A new newsroom is made in').waitFor();
      await looks(page, 'put a backup back', found);
      await picture(page, named('backups-restore'));
      await page.context().close();

      const shut = await open(browser, address, { width, height, theme });
      const list = await shut.evaluate(() => sessionStorage.length);
      assert.equal(list, 0, 'nobody sits here');
      await shut.route('**/request/desk.open', (route) =>
        route.fulfill({ status: 500, json: { code: 'damaged', message: '/press/meridian/desk.sqlite3 is damaged (database disk image is malformed): it is left as it is; `galley -d /press/meridian restore --newest` brings back the newest backup and whatever else can be read.', detail: '' } }),
      );
      await shut.route('**/request/backup.list', (route) => route.fulfill({ json: LIST }));
      await shut.route('**/request/backup.plan', (route) => route.fulfill({ json: { steps: STEPS } }));
      await shut.reload();
      await shut.getByRole('heading', { name: 'The newsroom’s database is damaged' }).waitFor();
      await shut.getByRole('button', { name: /^Bring back the newest/ }).waitFor();
      await looks(shut, 'shut', found);
      await picture(shut, named('shut'));
      await shut.getByRole('button', { name: /^Bring back the newest/ }).click();
      await shut.getByText(STEPS[1]).waitFor();
      await looks(shut, 'bring back', found);
      await picture(shut, named('shut-restore'));
      await shut.context().close();
      assert.deepEqual(found, []);
    });
  }
}

const line = (name, made_at, more = {}) => ({ name, made_at, made: 'by the clock', entries: 812, articles: 19, pictures: 23, bytes: 5_100_000, trouble: null, remarks: [], ...more });
const LIST = {
  folder: '/press/meridian/backups',
  backups: [
    line('2026-11-25T14-00-00Z', '2026-11-25T14:00:00Z', { remarks: ['The picture 0b1e is not in media/ as it came, and is not in the backup.'] }),
    line('2026-11-25T13-00-00Z', null, { trouble: 'desk.toml is missing from it.' }),
    line('2026-11-24T18-00-00Z', '2026-11-24T18:00:00Z', { made: 'by hand' }),
  ],
  last_at: '2026-11-25T14:00:00Z',
  late: false,
  trouble: null,
  keeps: '',
  may_restore: true,
  in_place: true,
};
const STEPS = [
  'What stands in /press/meridian now is set aside in its folder aside/, under today’s date. Nothing of it is deleted.',
  'The backup of 25 Nov 2026, 14:00 UTC takes its place: 812 entries of the log, 19 articles, 23 pictures.',
  'Everything that can still be read of the database as it stands is put on top.',
];

test('in the real window a damaged database is put right, and the damaged file is kept', { timeout: 240_000 }, async (t) => {
  const own = new Room();
  let window;
  t.after(async () => {
    await window?.close();
    own.close();
  });
  own.galley('', 'backup');
  own.galley(MANAGING_EDITOR, 'edit', 'pipeline-note', '--set', 'dek=Written after the backup.');
  const database = join(own.folder, 'desk.sqlite3');
  rmSync(`${database}-wal`, { force: true });
  const file = openSync(database, 'r+');
  writeSync(file, Buffer.alloc(100, 0x5a), 0, 100, 0);
  closeSync(file);
  const damaged = readFileSync(database);
  window = await Window.open(own.folder, { person: MANAGING_EDITOR });
  await window.shows('The newsroom’s database is damaged', 60_000);
  if (process.env.GALLEY_SHOTS) await window.picture(join(process.env.GALLEY_SHOTS, 'window-shut.png'));
  await window.click(window.find('//button[contains(., "Bring back the newest backup")]'));
  await window.shows('is set aside');
  await window.click(window.find('//button[contains(., "Put it in the newsroom’s place")]'));
  await window.shows('What came back', 60_000);
  await window.click(window.find('//button[contains(., "Open the newsroom")]'));
  await window.shows('Queue', 60_000);
  const [aside] = readdirSync(join(own.folder, 'aside'));
  assert.ok(readFileSync(join(own.folder, 'aside', aside, 'desk.sqlite3')).equals(damaged), 'as it was, to the byte');
  assert.equal(own.json('', 'show', 'pipeline-note').dek, 'Written after the backup.', 'what came after the backup is there');
  await until(() => own.galley('', 'verify').startsWith('All is sound'), 20_000, 'a sound newsroom');
});

test('in the real window a backup takes the newsroom’s place while it is open', { timeout: 240_000 }, async (t) => {
  const own = new Room();
  let window;
  t.after(async () => {
    await window?.close();
    own.close();
  });
  own.galley('', 'backup');
  own.galley(MANAGING_EDITOR, 'edit', 'pipeline-note', '--set', 'dek=Written after the backup.');
  window = await Window.open(own.folder, { person: ADMINISTRATOR });
  await window.shows('Queue', 60_000);
  await window.run('location.hash = "#/backups"');
  await window.click(window.find('//button[contains(., "Put back")]'));
  await window.click(window.find('//label[contains(., "In this newsroom’s place")]'));
  await window.shows('written since, and');
  await window.click(window.find('//button[contains(., "Put it in the newsroom’s place")]'));
  await window.shows('What stood there before is kept', 60_000);
  if (process.env.GALLEY_SHOTS) await window.picture(join(process.env.GALLEY_SHOTS, 'window-came-back.png'));
  await window.click(window.find('//button[contains(., "Open the newsroom")]'));
  await window.shows('Backups', 60_000);
  assert.notEqual(own.json('', 'show', 'pipeline-note').dek, 'Written after the backup.');
  assert.equal(readdirSync(join(own.folder, 'aside')).length, 1);
});
