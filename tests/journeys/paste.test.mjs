// What other programs put on the clipboard comes into the manuscript with its form, and never in the way of what is typed.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { manuscript, settled, sit } from './desk.mjs';
import { Room, root, until } from './room.mjs';

const EDITOR = 'Penelope Whitlock';
const SLUG = 'grain-envoys';
const clipboardOf = (program) =>
  readFileSync(join(root, `src-tauri/crates/intake/tests/cases/clipboard-${program}/clipboard.html`), 'utf8');

let room, browser, address, page;
before(async () => {
  room = new Room();
  browser = await launch();
  address = await room.serve();
  const article = room.json('Ines Okafor', 'queue').find(({ slug }) => slug === SLUG).id;
  page = await open(browser, address);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await sit(page, EDITOR);
  await page.goto(`${address}#/article/${article}`);
  await manuscript(page).getByText('On the night train').waitFor();
});
after(async () => {
  await browser?.close();
  room?.close();
});

const body = () => room.galley(EDITOR, 'show', SLUG, '--markdown');
const holds = (words) => until(() => body().includes(words), 8000, `“${words}” in the text`);

/** Puts it on the clipboard of the machine. */
const copied = (html, text) =>
  page.evaluate(
    ([html, text]) =>
      navigator.clipboard.write([
        new ClipboardItem({
          'text/html': new Blob([html], { type: 'text/html' }),
          'text/plain': new Blob([text], { type: 'text/plain' }),
        }),
      ]),
    [html, text],
  );

/** What Word hands over, which a page may not put on the clipboard itself. */
const handedOver = (html, text) =>
  page.evaluate(
    ([html, text]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      clipboardData.setData('text/plain', text);
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('.cm-content').dispatchEvent(paste);
    },
    [html, text],
  );

async function atTheBeginning() {
  await manuscript(page).focus();
  await page.keyboard.press('Control+Home');
}

test('what was copied in Google Docs keeps its form, by the machine’s own clipboard', async () => {
  await atTheBeginning();
  await copied(clipboardOf('google-docs'), 'The port will be sold');
  await page.keyboard.press('Control+v');
  await holds('The port **will be sold** *in December,*');
  const text = body();
  assert.match(text, /^- cranes\n {2}- \*\*nine\*\*\n- sheds$/m);
  assert.ok(text.includes('[the contract](<https://port.example/deal?utm_source=mail>)'), text);
  await settled(page);
  assert.deepEqual(await findings(page), [], 'with what was left out told');
});

test('one Undo takes all of it back', async () => {
  await page.keyboard.press('Control+z');
  await until(() => !body().includes('will be sold'), 8000, 'the text as it was');
});

test('what Word hands over comes with its lists and notes, and what it loses is named', async () => {
  await atTheBeginning();
  await handedOver(clipboardOf('word-desktop'), 'The harbour deal');
  await holds('- Cranes\n  - two of *nine*\n- Sheds');
  const text = body();
  assert.match(text, /\n\[\^\d+\]: Page 4 of \*the contract\*\.\n?$/, 'the note stands at the end');
  assert.ok(!/\bsecret\b/.test(text.split('The harbour deal')[1]?.slice(0, 2000)) && !text.includes('Is it nine?'), text);
  await page.getByText('Not all of it was pasted.').waitFor();
  await page.getByText('The picture “The old crane” was left out.').waitFor();
  await page.keyboard.press('Control+z');
  await until(() => !body().includes('two of *nine*'), 8000, 'the text as it was');
});

test('what is typed while it is read stays, and it comes in where it was pasted', async () => {
  await page.route('**/request/text.paste', async (route) => {
    await new Promise((done) => setTimeout(done, 1200));
    await route.continue();
  });
  await atTheBeginning();
  await copied('<p>Pasted <b>first</b>, </p>', 'Pasted first, ');
  await page.keyboard.press('Control+v');
  await page.keyboard.type(' and typed meanwhile. ');
  await holds('Pasted **first**, and typed meanwhile.');
  await page.unroute('**/request/text.paste');
});

test('the words alone come by their own key', async () => {
  await atTheBeginning();
  await copied('<p>Only <b>the words</b></p>', 'Only the words. ');
  await page.keyboard.press('Control+Shift+v');
  await holds('Only the words. ');
});

test('what the desk cannot read is pasted as its words, and one sentence says so', async () => {
  await atTheBeginning();
  await handedOver('<b>'.repeat(400) + 'deep', 'Deep words. ');
  await holds('Deep words. ');
  await page.getByText('Pasted without its form.').waitFor();
  await page.getByText('too tangled').waitFor();
});

test('whoever suggests pastes a suggestion', async () => {
  const before = body();
  await page.keyboard.press('Control+Shift+E');
  await page.getByRole('button', { name: 'Suggesting', pressed: true }).waitFor();
  await atTheBeginning();
  await copied('<p>It is <i>only</i> suggested. </p>', 'It is only suggested.');
  await page.keyboard.press('Control+v');
  await manuscript(page).locator('ins', { hasText: 'suggested.' }).first().waitFor();
  await page.getByText(/^1 suggestion$/).waitFor();
  await page.getByText(/^Saved/).first().waitFor();
  assert.equal(body(), before);
});

test('nothing went wrong in the page', () => {
  // The refusal of what cannot be read is told by the browser too.
  assert.deepEqual(page.faults.filter((fault) => !fault.includes('the server responded with a status of')), []);
});
