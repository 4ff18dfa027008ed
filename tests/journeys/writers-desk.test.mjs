// A writer’s article goes to an editor and comes back: what came back and why, what was changed, answered by the keyboard alone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { manuscript, settled, sit } from './desk.mjs';
import { Room, until } from './room.mjs';

const WRITER = 'Anabela Ferreira';
const EDITOR = 'Penelope Whitlock';
const SLUG = 'conscription-letters';

let room, browser, address, article, writer, editor;
before(async () => {
  room = new Room();
  browser = await launch();
  address = await room.serve();
  article = room.json('Ines Okafor', 'queue').find(({ slug }) => slug === SLUG).id;
});
after(async () => {
  await browser?.close();
  room?.close();
});

async function at(name, more = {}) {
  const page = await open(browser, address, more);
  await sit(page, name);
  await page.goto(`${address}#/article/${article}`);
  await manuscript(page).waitFor();
  await page.getByRole('button', { name: /Editing|Suggesting/ }).first().waitFor();
  return page;
}
const body = () => room.galley(EDITOR, 'show', SLUG, '--markdown');
const status = () => room.json(EDITOR, 'show', SLUG).status;
async function clean(page, where) {
  await settled(page);
  assert.deepEqual(await findings(page), [], where);
}
async function byPalette(page, words) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(words);
  await page.getByRole('option').first().waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press('Enter');
}

test('a writer reads what is asked for, and submits with a note', async () => {
  writer = await at(WRITER);
  await writer.getByRole('region', { name: 'What is asked for' }).waitFor();
  await clean(writer, 'a draft with its brief');
  await writer.getByRole('button', { name: 'Submit', exact: true }).click();
  await writer.getByRole('dialog', { name: 'Submit' }).waitFor();
  await writer.keyboard.type('The second letter is the real one.');
  await writer.keyboard.press('Control+Enter');
  await writer.getByText(/^Submitted/).first().waitFor();
});

test('the editor reads the note, suggests, comments and returns it', async () => {
  room.galley(EDITOR, 'move', SLUG, 'editing');
  editor = await at(EDITOR);
  await editor.getByRole('region', { name: `Note from ${WRITER}` }).getByText('The second letter').waitFor();
  await editor.keyboard.press('Control+Shift+E');
  await editor.getByRole('button', { name: 'Suggesting', pressed: true }).waitFor();
  await manuscript(editor).focus();
  await editor.keyboard.press('Control+Home');
  await editor.keyboard.type('Two new words ');
  await editor.keyboard.press('Control+End');
  for (let words = 0; words < 3; words += 1) await editor.keyboard.press('Control+Backspace');
  await editor.keyboard.press('Backspace');
  await editor.getByText(/^2 suggestions$/).waitFor();
  const headline = editor.getByRole('textbox', { name: 'Headline', exact: true }).first();
  await headline.fill('Letters to nobody');
  await headline.press('Enter');
  await editor.keyboard.press('Control+Home');
  await editor.keyboard.press('Control+Shift+ArrowRight');
  await editor.keyboard.press('Control+Alt+m');
  await editor.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Comment');
  await editor.keyboard.type('Who says so?');
  await editor.getByRole('checkbox', { name: 'Must answer' }).check();
  await editor.getByRole('textbox', { name: 'Comment' }).focus();
  await editor.keyboard.press('Control+Enter');
  await editor.getByRole('article', { name: `Comment by ${EDITOR}` }).waitFor();
  await editor.getByText(/^Saved/).first().waitFor();
  room.galley(EDITOR, 'move', SLUG, 'revising', '--note', 'Keep the letters, lose the adjectives.', '--due', '+2d');
});

test('the writer sees why it came back, and what was changed', async () => {
  await writer.getByRole('region', { name: `Note from ${EDITOR}` }).getByText('lose the adjectives').waitFor();
  const summary = writer.getByRole('region', { name: 'What was changed' });
  await summary.getByRole('button', { name: '3 words inserted' }).waitFor();
  await summary.getByRole('button', { name: /words? struck/ }).waitFor();
  await summary.getByRole('button', { name: 'headline changed' }).waitFor();
  await summary.getByRole('button', { name: '1 comment that must be answered' }).waitFor();
  await clean(writer, 'what came back');
});

test('one key after another leads through all of it', async () => {
  await manuscript(writer).focus();
  await writer.keyboard.press('Control+Home');
  const heard = writer.locator('.heard[role=status]').first();
  const said = new Set();
  for (let steps = 0; steps < 4; steps += 1) {
    const before = await heard.textContent();
    await writer.keyboard.press('Alt+Shift+ArrowDown');
    await writer.waitForFunction((was) => document.querySelector('.heard[role=status]')?.textContent !== was, before);
    said.add((await heard.textContent()).replace(/:.*/s, ''));
    await manuscript(writer).focus();
  }
  assert.ok(said.has(`${EDITOR} asks`), [...said].join(', '));
  assert.equal(body().includes('Two new words'), false, 'walking decides nothing');
});

test('the writer answers, accepts and hands it back by the keyboard alone', async () => {
  await writer.keyboard.press('Control+Alt+c');
  const card = `Comment by ${EDITOR}`;
  await until(
    async () => {
      const on = await writer.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
      if (on === card) return true;
      await writer.keyboard.press('ArrowUp');
      return false;
    },
    6000,
    'the way up the cards leads to the comment',
  );
  for (let steps = 0; steps < 4; steps += 1) {
    await writer.keyboard.press('Tab');
    if (await writer.evaluate(() => document.activeElement?.textContent.trim() === 'Reply')) break;
  }
  await writer.keyboard.press('Enter');
  await writer.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Reply');
  await writer.keyboard.type('Her sister does.');
  await writer.keyboard.press('Control+Enter');
  await writer.getByRole('article', { name: card }).getByText('Her sister does.').waitFor();
  const summary = writer.getByRole('region', { name: 'What was changed' });
  await summary.getByRole('button', { name: /must be answered/ }).waitFor({ state: 'detached' });

  await writer.keyboard.press('Control+Alt+c');
  await manuscript(writer).focus();
  await writer.keyboard.press('Control+Home');
  await writer.keyboard.press('Alt+ArrowDown');
  await writer.keyboard.press('Control+Enter');
  await writer.getByText(/^Accepted\./).waitFor();
  await writer.keyboard.press('Control+Enter');
  await writer.getByText('That was the last suggestion.').waitFor();
  await until(() => body().includes('Two new words'), 8000, 'what is accepted is in the text');

  // In the manuscript the same key makes a link.
  await writer.keyboard.press('Control+Alt+c');
  await writer.waitForFunction(() => !document.activeElement?.closest('.cm-content'));
  await byPalette(writer, 'hand back');
  await writer.getByRole('dialog').getByRole('textbox').first().waitFor();
  await writer.keyboard.type('Done, but for one adjective.');
  await writer.keyboard.press('Control+Enter');
  await until(() => status() === 'editing', 8000, 'it is with the editor again');
  await editor.getByRole('region', { name: `Note from ${WRITER}` }).getByText('but for one adjective').waitFor();
});

test('what one said can be changed and deleted until somebody has answered', async () => {
  const commented = room.json(EDITOR, 'show', SLUG, '--comments')[0];
  await editor.getByRole('tab', { name: /^Comments/ }).click();
  await editor.getByRole('article', { name: `Comment by ${EDITOR}` }).click();
  await editor.getByText('Her sister does.').waitFor();
  assert.equal(await editor.getByRole('button', { name: 'Change what you said' }).count(), 0, 'it was answered');
  room.galley(EDITOR, 'comment', SLUG, 'A thought.');
  const own = editor.getByRole('article', { name: `Comment by ${EDITOR}` }).filter({ hasText: 'A thought.' });
  await own.click();
  await own.getByRole('button', { name: 'Change what you said' }).click();
  await editor.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Changed');
  await editor.keyboard.press('Control+a');
  await editor.keyboard.type('A second thought.');
  await editor.keyboard.press('Control+Enter');
  const changed = editor.getByRole('article', { name: `Comment by ${EDITOR}` }).filter({ hasText: 'A second thought.' });
  await changed.getByText(/^edited/).waitFor();
  await clean(editor, 'a comment of one’s own');
  await changed.getByRole('button', { name: 'Delete what you said' }).click();
  await changed.waitFor({ state: 'detached' });
  await editor.getByRole('button', { name: 'Undo Z' }).click();
  await changed.waitFor();
  assert.match(room.refusal(WRITER, 'comment', SLUG, '--delete', commented.id).sentence, /Only whoever said it/);
});

for (const [theme, width, height] of [
  ['dark', 1280, 800],
  ['light', 900, 600],
]) {
  test(`axe finds nothing: ${theme}, ${width}×${height}`, async () => {
    const page = await open(browser, address, { theme, width, height });
    await sit(page, 'Nairi Petrosyan');
    const returned = room.json('Ines Okafor', 'queue').find(({ slug }) => slug === 'border-clinic').id;
    await page.goto(`${address}#/article/${returned}`);
    await page.getByRole('region', { name: 'What was changed' }).waitFor();
    await clean(page, 'a text that came back');
    assert.deepEqual(page.faults, []);
  });
}

test('nothing went wrong in any page', () => assert.deepEqual([...editor.faults, ...writer.faults], []));
