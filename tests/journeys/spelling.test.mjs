// A misspelt word is marked, mended by pointer and by keyboard, suggested to be mended, and taken into the house's words.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { manuscript, settled, sit } from './desk.mjs';
import { Room, until } from './room.mjs';

const EDITOR = 'Penelope Whitlock';
const SLUG = 'grain-envoys';

let room, browser, address, article, page;
before(async () => {
  room = new Room();
  browser = await launch();
  address = await room.serve();
  article = room.json('Ines Okafor', 'queue').find(({ slug }) => slug === SLUG).id;
  page = await open(browser, address);
  await sit(page, EDITOR);
  await page.goto(`${address}#/article/${article}`);
  await manuscript(page).getByText('On the night train').waitFor();
});
after(async () => {
  await browser?.close();
  room?.close();
});

const misspelt = (word) => manuscript(page).locator('.misspelt', { hasText: word });
const menu = (word) => page.getByRole('menu', { name: `Suggestions for “${word}”` });
const problem = () => room.json(EDITOR, 'check', SLUG).find(({ check }) => check === 'spelling')?.message ?? '';
/** Types at the beginning of the text, and leaves the word. */
async function type(text) {
  await manuscript(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(text);
}

test('a misspelt word is marked when typing rests, in window and check alike', async () => {
  await type('Goverment and quayzide. ');
  await misspelt('Goverment').waitFor();
  await misspelt('quayzide').waitFor();
  await settled(page);
  assert.deepEqual(await findings(page), []);
  await until(() => problem().includes('“Goverment”'), 5000, 'the check on the command line');
});

test('the keyboard mends it', async () => {
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+.');
  await menu('Goverment').waitFor();
  await settled(page);
  assert.deepEqual(await findings(page), [], 'the suggestions');
  await page.keyboard.press('Enter');
  await manuscript(page).getByText('Government and').waitFor();
  await misspelt('Goverment').waitFor({ state: 'detached' });
  assert.ok(await manuscript(page).evaluate((text) => text === document.activeElement), 'one goes on typing');
});

test('the pointer takes a word into the house’s', async () => {
  await misspelt('quayzide').click({ button: 'right' });
  await menu('quayzide').getByRole('menuitem', { name: 'Add to the house’s words' }).click();
  await misspelt('quayzide').waitFor({ state: 'detached' });
  assert.match(readFileSync(join(room.folder, 'words.txt'), 'utf8'), /^quayzide$/m);
});

test('a word is ignored here, and suggesting, a correction is a suggestion', async () => {
  await type('Recieved harber. ');
  await misspelt('harber').click({ button: 'right' });
  await menu('harber').getByRole('menuitem', { name: 'Ignore here' }).click();
  await misspelt('harber').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Shift+E');
  await page.getByRole('button', { name: 'Suggesting', pressed: true }).waitFor();
  await misspelt('Recieved').click({ button: 'right' });
  await menu('Recieved').getByRole('menuitem', { name: 'Received', exact: true }).click();
  await manuscript(page).locator('del', { hasText: 'Recieved' }).waitFor();
  await manuscript(page).locator('ins', { hasText: 'Received' }).waitFor();
  await misspelt('Recieved').waitFor({ state: 'detached' });
  assert.deepEqual(page.faults, []);
});
