// A browser whose connection is lost, and a desk that is killed: what is typed meanwhile is kept, sent, and there once.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { manuscript, settled, sit, sitInstead } from './desk.mjs';
import { galley, Room, until } from './room.mjs';

const EDITOR = 'Penelope Whitlock';
const MANAGING = 'Ines Okafor';
const SLUG = 'grain-envoys';
/** Longer than one of the pauses of any line. */
const AN_HOUR = 6_000;

let room, browser, server, port, address, article, page;
before(async () => {
  room = new Room();
  browser = await launch();
  await serve();
  article = room.json(MANAGING, 'queue').find(({ slug }) => slug === SLUG).id;
  page = await open(browser, address);
  await sit(page, EDITOR);
  await page.goto(`${address}#/article/${article}`);
  await manuscript(page).getByText('On the night train').waitFor();
});
after(async () => {
  await browser?.close();
  room?.close();
});

async function serve() {
  const { child, line } = await room.start(galley, ['-d', room.folder, 'serve', '--port', String(port ?? 0)]);
  server = child;
  address = /http:\/\/[^/]+\//.exec(line)[0];
  port = new URL(address).port;
}
async function kill() {
  const gone = new Promise((done) => server.on('exit', done));
  server.kill('SIGKILL');
  await gone;
}
const text = () => manuscript(page).innerText();
const body = () => room.galley(EDITOR, 'show', SLUG, '--markdown');
const times = (words) => body().split(words).length - 1;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const bar = (words) => page.getByRole('status').filter({ hasText: words });

/** Somebody else changes the text at the command line. */
function elsewhere(change) {
  const { body: now, version } = room.json(MANAGING, 'show', SLUG);
  const file = join(room.scratch, 'elsewhere.md');
  writeFileSync(file, change(now));
  room.galley(MANAGING, 'edit', SLUG, file, '--from', version);
}
async function typeAtTheEnd(words) {
  await manuscript(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(words);
}
const lost = () => page.getByText('Not sent yet, kept here: one text').waitFor({ timeout: 15_000 });
async function arrived(words) {
  await until(() => times(words) > 0, 20_000, `“${words}” arrives`);
  await page.getByText('Not sent yet').waitFor({ state: 'detached' });
  assert.equal(times(words), 1, 'and is there once');
}

test('an hour without a line: what is typed is kept, and what others did comes in beside it', async () => {
  await page.context().setOffline(true);
  await typeAtTheEnd(' Typed in a tunnel.');
  await lost();
  await page.getByText('What you typed is kept here and sent as soon as it can be.').waitFor();
  await settled(page);
  assert.deepEqual(await findings(page), [], 'out of reach');
  await pause(AN_HOUR);
  elsewhere((now) => now.replace('On the night train', 'On the last night train'));
  await page.context().setOffline(false);
  await arrived('Typed in a tunnel.');
  assert.match(body(), /On the last night train/);
  assert.match(await text(), /Typed in a tunnel\./);
  await bar('One paragraph changed while you were away.').waitFor();
  await settled(page);
  assert.deepEqual(await findings(page), [], 'back again');
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.waitForFunction(() => document.getSelection().focusNode?.textContent.includes('On the last'));
  await page.getByRole('button', { name: 'Done' }).click();
  await bar('while you were away').waitFor({ state: 'detached' });
});

test('a desk that was killed and began again takes what is unsent without a question', async () => {
  await kill();
  await typeAtTheEnd(' Typed while it was dead.');
  await page.keyboard.press('Control+z');
  await page.getByText('The desk is out of reach.', { exact: false }).first().waitFor();
  await lost();
  await pause(AN_HOUR);
  elsewhere((now) => now.replace('last night train', 'very last night train'));
  await serve();
  await arrived('Typed while it was dead.');
  assert.match(body(), /very last night train/);
  await bar('One paragraph changed while you were away.').waitFor();
  assert.match(await text(), /Typed while it was dead\./, 'what could not be taken back then is not taken back now');
  await page.getByRole('button', { name: 'Done' }).click();
});

test('suggestions and edits each arrive as they were meant', async () => {
  await kill();
  await page.keyboard.press('Control+Shift+E');
  await page.getByRole('button', { name: 'Suggesting', pressed: true }).waitFor();
  await typeAtTheEnd(' Only suggested.');
  await page.keyboard.press('Control+Shift+E');
  await page.getByRole('button', { name: 'Editing' }).waitFor();
  await manuscript(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('Directly. ');
  await lost();
  await serve();
  await arrived('Directly.');
  await page.keyboard.press('Control+End');
  await manuscript(page).locator('ins', { hasText: 'Only suggested.' }).waitFor();
  assert.equal(times('Only suggested.'), 0, 'readers get none of it');
  const { text: open } = room.json(EDITOR, 'show', SLUG, '--suggestions');
  assert.equal(open.filter(({ inserted }) => inserted.includes('Only suggested.')).length, 1);
});

test('what is unsent outlives a reload, and nobody else who sits here is shown it', async () => {
  const blocked = '**/request/text.*';
  await page.route(blocked, (route) => route.abort());
  await typeAtTheEnd(' Typed before the reload.');
  await lost();
  await page.evaluate(() => document.activeElement.blur());
  await sitInstead(page, MANAGING);
  await page.unroute(blocked);
  await page.goto(`${address}#/article/${article}`);
  await manuscript(page).getByText('very last night train').waitFor();
  await pause(1_000);
  assert.equal(times('Typed before the reload.'), 0);
  assert.doesNotMatch(await text(), /before the reload/);
  await sitInstead(page, EDITOR);
  await page.getByRole('link', { name: 'Open it to send it' }).or(manuscript(page)).first().waitFor();
  await page.goto(`${address}#/article/${article}`);
  await arrived('Typed before the reload.');
  await page.reload();
  await manuscript(page).getByText('very last night train').waitFor();
  // Only what is in sight is in the page.
  await manuscript(page).focus();
  await page.keyboard.press('Control+End');
  await manuscript(page).getByText('Typed before the reload.').waitFor();
  assert.equal(times('Typed before the reload.'), 1);
});
