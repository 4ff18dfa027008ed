// The main job in a browser: from a file to the page that readers get.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, open } from './browser.mjs';
import { galleyShows, manuscript, queue, row, sit, sitInstead, walkTo } from './desk.mjs';
import { Room, until } from './room.mjs';

const WRITER = 'Lucía Sandoval';
const EDITOR = 'Penelope Whitlock';
const MANAGING = 'Ines Okafor';

/** A minute, and what the clock and the reading back may take. */
const A_MINUTE = 78_000;

let room, browser, address, page;
before(async () => {
  room = new Room();
  browser = await launch();
  address = await room.serve();
  page = await open(browser, address);
});
after(async () => {
  await browser?.close();
  room?.close();
});

/** A real article where the inputs are, else one of our own. */
function fileToSubmit() {
  const input = process.env.GALLEY_INPUTS && join(process.env.GALLEY_INPUTS, 'archive/markdown/2018-01-25-getting-devops-buy-in.md');
  if (input && existsSync(input)) return { file: input, slug: 'getting-devops-buy-in', headline: 'Getting DevOps buy-in to facilitate agile' };
  const file = join(room.scratch, 'the-quiet-customs-house.md');
  writeFileSync(
    file,
    '---\ntitle: The quiet customs house\ndek: Nobody has paid a duty there since spring.\nsection: europe\n---\n' +
      'The customs house at Varn opens at nine and is never asked for anything.\n\n## An empty counter\n\nThe counter is kept dusted.\n',
  );
  return { file, slug: 'the-quiet-customs-house', headline: 'The quiet customs house' };
}

/** Types at the beginning of the body. */
async function typeFirst(text) {
  await manuscript(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(text);
}

const saved = () => page.getByRole('contentinfo', { name: 'Status' }).getByText(/^Saved \d\d:\d\d:\d\d$/).waitFor();

test('a file is submitted, edited, approved, scheduled, and goes live by the clock', async () => {
  const { file, slug, headline } = fileToSubmit();

  // The writer.
  // Listened for early: the browser needs a moment before it hands choosers over.
  const chooser = page.waitForEvent('filechooser');
  await sit(page, WRITER);
  await page.getByRole('heading', { name: 'My articles' }).waitFor();
  await page.keyboard.press('Shift+S');
  await (await chooser).setFiles(file);
  const report = page.getByRole('dialog', { name: 'One new draft' });
  await report.getByRole('heading', { name: headline }).waitFor();
  assert.match(await report.innerText(), /\d+ words, as /);
  assert.match(await report.innerText(), new RegExp(slug));
  await page.keyboard.press('Enter');
  await manuscript(page).waitFor();
  await galleyShows(page, headline);
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await page.getByRole('dialog', { name: 'Submit' }).waitFor();
  await page.keyboard.type('Ready when you are.');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/^Submitted/).first().waitFor();

  // The editor.
  await sitInstead(page, EDITOR);
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await walkTo(page, slug);
  await page.keyboard.press('c');
  await row(page, slug).getByText('Editing').waitFor();
  await page.keyboard.press('Enter');
  await galleyShows(page, headline);
  await typeFirst('It begins with a question. ');
  await galleyShows(page, 'It begins with a question. ');
  await saved();
  await page.getByRole('button', { name: 'Send to copy' }).click();
  await page.getByText(/^Copy · /).waitFor();

  // The managing editor.
  await sitInstead(page, MANAGING);
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await walkTo(page, slug);
  await page.keyboard.press('y');
  await row(page, slug).getByText('Ready').waitFor();
  await page.keyboard.press('s');
  const schedule = page.getByRole('dialog', { name: 'Schedule' });
  await schedule.getByLabel('When').waitFor();
  await page.keyboard.type('+1m');
  await schedule.getByText('New_York').waitFor();
  await page.keyboard.press('Enter');
  await schedule.waitFor({ state: 'detached' });
  const status = page.getByRole('contentinfo', { name: 'Status' });
  await status.getByText('This desk publishes next:').waitFor();
  await status.getByRole('link', { name: headline }).waitFor();

  // The clock.
  await row(page, slug).getByRole('link', { name: headline }).click();
  const live = page.getByRole('button', { name: 'Live', exact: true });
  await live.waitFor({ timeout: A_MINUTE });

  // The reader.
  const opened = page.context().waitForEvent('page');
  await live.click();
  const published = await opened;
  await published.waitForLoadState();
  assert.equal(await published.getByRole('heading', { level: 1 }).innerText(), headline);
  assert.match(await published.locator('main').innerText(), /it begins with a question\./i);
  const type = await published.evaluate(async () => (await document.fonts.ready, getComputedStyle(document.querySelector('h1')).fontFamily + [...document.fonts].filter(({ status }) => status === 'loaded').length));
  assert.match(type, /Serif.*[1-9]$/, 'in the type of the house');
  await published.close();

  // The receipt.
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('read back what readers get: it is as approved').waitFor();
  const { address: published_at } = room.json(MANAGING, 'show', slug);
  assert.match(readFileSync(join(room.folder, 'site', published_at, 'index.html'), 'utf8'), /It begins with a question/);
  room.galley(undefined, 'verify');
  assert.deepEqual(page.faults, []);
});
