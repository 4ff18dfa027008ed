// Versions: compared, brought back and taken back again by the keyboard alone.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { manuscript, sit, walkTo } from './desk.mjs';
import { Room, until } from './room.mjs';

const EDITOR = 'Penelope Whitlock';
const SLUG = 'grain-envoys';

let room, browser, address, submitted;
before(async () => {
  room = new Room();
  submitted = room.json(EDITOR, 'show', SLUG);
  const [first, second, third, ...rest] = submitted.body.split('\n\n');
  const file = join(room.scratch, 'edited.md');
  // One word more, one paragraph in another place, one that is new.
  const edited = [first.replace('night train', 'slow night train'), third, second, 'Nobody has read this before.', ...rest];
  writeFileSync(file, edited.join('\n\n'));
  room.galley(EDITOR, 'edit', SLUG, file, '--set', 'dek=What the envoys say.');
  browser = await launch();
  address = await room.serve();
});
after(async () => {
  await browser?.close();
  room?.close();
});

const shown = (page) => page.getByRole('article', { name: 'What differs' });
const tally = (page) => page.getByRole('status').filter({ hasText: /passage|Nothing differs/ });
const body = () => room.json(EDITOR, 'show', SLUG).body;

async function toVersions(page) {
  await sit(page, EDITOR);
  await walkTo(page, SLUG);
  await page.keyboard.press('Enter');
  await manuscript(page).waitFor();
  await page.keyboard.press('Control+Alt+h');
  await shown(page).waitFor();
}

test('two versions are compared, one is brought back, and that is taken back, without a pointer', async () => {
  const page = await open(browser, address);
  await toVersions(page);
  await tally(page).filter({ hasText: '1 moved' }).waitFor();
  assert.deepEqual(await shown(page).locator('ins').filter({ hasText: 'slow' }).allTextContents(), ['slow ']);
  assert.equal(await shown(page).getByText('Moved here (1)').count(), 1);

  // From difference to difference, and round.
  const at = () => shown(page).locator('[data-here=true]');
  assert.match(await at().textContent(), /What the envoys say/);
  await page.keyboard.press('j');
  assert.match(await at().textContent(), /slow night train/);
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  assert.equal(await at().count(), 1);

  await page.keyboard.press('v');
  await shown(page).getByText('Submitted 1', { exact: true }).waitFor();
  await page.keyboard.press('v');
  await page.getByRole('region', { name: /^Submitted 1/ }).first().waitFor();
  await page.keyboard.press('v');

  // What is on the desk cannot be brought back; the version before can.
  const edited = body();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('slider', { name: 'Time line of versions' }).and(page.locator('[aria-valuetext^="Submitted 1"]')).waitFor();
  await page.keyboard.press('r');
  await page.getByText('Brought back “Submitted 1”').waitFor();
  assert.equal(body(), submitted.body);
  assert.equal(room.json(EDITOR, 'show', SLUG).dek, submitted.dek);

  await page.keyboard.press('z');
  await page.getByText('Taken back', { exact: true }).waitFor();
  await until(() => body() === edited, 5000, 'the text as it was edited');
  assert.equal(room.json(EDITOR, 'show', SLUG).dek, 'What the envoys say.');
  await page.keyboard.press('Escape');
  await manuscript(page).waitFor();
  assert.deepEqual(page.faults, []);
});

test('whoever comes back is told what changed since', async () => {
  const page = await open(browser, address);
  await sit(page, 'Ines Okafor');
  const { id } = room.json(EDITOR, 'queue').find(({ slug }) => slug === SLUG);
  await page.goto(`${address}#/article/${id}`);
  await manuscript(page).waitFor();
  await page.waitForTimeout(2500);
  await page.goto(`${address}#/queue`);
  await page.waitForTimeout(1200);
  const file = join(room.scratch, 'more.md');
  writeFileSync(file, `${body()}\nOne sentence more.\n`);
  room.galley(EDITOR, 'edit', SLUG, file);
  await page.goto(`${address}#/article/${id}`);
  const link = page.getByRole('link', { name: /^Since you last read it/ });
  await link.focus();
  await page.keyboard.press('Enter');
  await tally(page).filter({ hasText: '1 passage, 3 words in' }).waitFor();
  assert.equal(await shown(page).getByText('One sentence more.').count(), 1);
  assert.deepEqual(page.faults, []);
});

for (const theme of ['light', 'dark']) {
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ]) {
    test(`axe finds nothing in the versions, ${theme}, ${width}×${height}`, async () => {
      const page = await open(browser, address, { width, height, theme });
      await toVersions(page);
      for (const look of ['in line', 'side by side', 'in the galley']) {
        assert.deepEqual(await findings(page), [], look);
        await page.keyboard.press('v');
        await page.waitForTimeout(600);
      }
      assert.deepEqual(page.faults, []);
    });
  }
}
