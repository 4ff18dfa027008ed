// A writer and an editor over one text: suggestions, comments, decisions, by the keyboard.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { manuscript, settled, sit } from './desk.mjs';
import { Room, until } from './room.mjs';

const WRITER = 'Jumoke Adeyemi';
const EDITOR = 'Penelope Whitlock';
const SLUG = 'grain-envoys';

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
  await manuscript(page).getByText('On the night train').waitFor();
  return page;
}

const text = (page) => manuscript(page).innerText();
const body = () => room.galley(EDITOR, 'show', SLUG, '--markdown');
/** The manuscript has the focus, the caret stands behind those words. */
async function caretBehind(page, words) {
  await manuscript(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+f');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
}
async function clean(page, where) {
  await settled(page);
  assert.deepEqual(await findings(page), [], where);
}
const saved = (page) => page.getByText(/^Saved/).first().waitFor();

test('an editor suggests: nothing of the text goes, and readers get none of it', async () => {
  const before = body();
  editor = await at(EDITOR);
  await editor.keyboard.press('Control+Shift+E');
  await editor.getByRole('button', { name: 'Suggesting', pressed: true }).waitFor();
  await caretBehind(editor, 'a sleeping car');
  await editor.keyboard.type(' of the old kind');
  await manuscript(editor).locator('ins', { hasText: 'of the old kind' }).waitFor();
  await caretBehind(editor, 'late September');
  for (let key = 0; key < 'September'.length; key += 1) await editor.keyboard.press('Backspace');
  await manuscript(editor).locator('del', { hasText: 'September' }).waitFor();
  await editor.keyboard.press('Control+ArrowRight');
  await editor.keyboard.type(' October');
  await editor.getByText(/^[23] suggestions$/).waitFor();
  assert.match(await text(editor), /September/);
  await saved(editor);
  assert.equal(body(), before, 'what is open is in no output');
  await clean(editor, 'suggesting');
});

test('undo takes back the last word, redo brings it again', async () => {
  await editor.keyboard.press('Control+z');
  await editor.waitForFunction(() => !document.querySelector('.cm-content').textContent.includes('October'));
  await editor.keyboard.press('Control+y');
  await manuscript(editor).locator('ins', { hasText: 'October' }).waitFor();
});

test('a comment stands beside its words, names somebody, and asks for a fix', async () => {
  await caretBehind(editor, 'prime minister');
  for (let key = 0; key < 'minister'.length; key += 1) await editor.keyboard.press('Shift+ArrowLeft');
  await editor.keyboard.press('Control+Alt+m');
  const field = editor.getByRole('textbox', { name: 'Comment' });
  await field.waitFor();
  await editor.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Comment');
  await editor.keyboard.type('Which one? @Jum');
  await editor.getByRole('option', { name: WRITER }).waitFor();
  await editor.keyboard.press('Enter');
  await editor.keyboard.type('knows.');
  await editor.getByRole('checkbox', { name: 'Must answer' }).check();
  await field.focus();
  await editor.keyboard.press('Control+Enter');
  const card = editor.getByRole('article', { name: `Comment by ${EDITOR}` });
  await card.getByText('Must answer').waitFor();
  await card.getByText(`@${WRITER}`).waitFor();
  await clean(editor, 'comments');
  // Beside its words, whatever is scrolled.
  const gap = async () => {
    const words = await editor.locator('.remarked').first().boundingBox();
    const box = await card.boundingBox();
    return Math.abs(words.y - box.y);
  };
  await until(async () => (await gap()) < 120, 4000, 'the card stands beside its words');
});

test('the writer gets the article back, answers and decides by the keyboard alone', async () => {
  room.galley(EDITOR, 'move', SLUG, 'revising', '--note', 'Please answer.', '--due', '+2d');
  writer = await at(WRITER);
  await writer.getByRole('button', { name: 'Editing' }).waitFor();
  await writer.keyboard.press('Control+Alt+c');
  const card = writer.getByRole('article', { name: `Comment by ${EDITOR}` });
  await card.waitFor();
  await until(
    async () => {
      const on = await writer.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
      if (on.startsWith('Comment by')) return true;
      await writer.keyboard.press('ArrowDown');
      return false;
    },
    5000,
    'the way down the cards leads to the comment',
  );
  for (let steps = 0; steps < 3; steps += 1) {
    await writer.keyboard.press('Tab');
    if (await writer.evaluate(() => document.activeElement?.textContent.trim() === 'Reply')) break;
  }
  await writer.keyboard.press('Enter');
  await writer.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Reply');
  await writer.keyboard.type('The one before the last.');
  await writer.keyboard.press('Control+Enter');
  await card.getByText('The one before the last.').waitFor();
  await clean(writer, 'a thread');

  await writer.keyboard.press('Control+Alt+c');
  await manuscript(writer).focus();
  await writer.keyboard.press('Control+Home');
  await writer.keyboard.press('Alt+ArrowDown');
  await writer.getByText(/of the old kind” is to come in/).waitFor();
  await writer.keyboard.press('Control+Enter');
  await writer.getByText(/^Accepted\. Next:/).waitFor();
  await writer.keyboard.press('Control+Backspace');
  await writer.getByText(/^Left as it was\./).waitFor();
  assert.match(await text(writer), /a sleeping car of the old kind/);
  assert.equal(await manuscript(writer).locator('ins', { hasText: 'old kind' }).count(), 0);
  await until(() => body().includes('of the old kind'), 5000, 'what is accepted is in the text');
});

test('who has handed it in suggests, and has no choice', async () => {
  room.galley(WRITER, 'move', SLUG, 'editing');
  await writer.getByRole('button', { name: 'Suggesting', disabled: true }).waitFor();
  await caretBehind(writer, 'of nobody');
  await writer.keyboard.type(' at all');
  await manuscript(writer).locator('ins', { hasText: 'at all' }).waitFor();
  await clean(writer, 'a writer who suggests');
  await manuscript(editor).locator('ins', { hasText: 'at all' }).waitFor();
});

test('two type at once and end at the same text', async () => {
  await editor.keyboard.press('Control+Shift+E');
  await editor.getByRole('button', { name: 'Editing' }).waitFor();
  await caretBehind(editor, 'On the night train');
  await caretBehind(writer, 'They have them.');
  await Promise.all([editor.keyboard.type(' of that year'), writer.keyboard.type(' Or so they say.')]);
  await until(
    async () => {
      const [one, other] = await Promise.all([text(editor), text(writer)]);
      return one === other && one.includes('of that year') && one.includes('Or so they say.');
    },
    8000,
    'both show the same',
  );
  assert.equal(await manuscript(editor).locator('ins', { hasText: 'of that year' }).count(), 0, 'what an editor types is direct');
  assert.ok(!body().includes('Or so they say.'), 'what a writer suggests is not in the text yet');
});

test('each sees who else is there, and where', async () => {
  for (const [page, other] of [
    [editor, WRITER],
    [writer, EDITOR],
  ]) {
    await page.getByRole('list', { name: 'Also here' }).getByText(other).waitFor({ state: 'attached' });
    await manuscript(page).locator(`.other-caret[data-name="${other.split(' ')[0]}"]`).waitFor({ state: 'attached' });
    await clean(page, 'two in one text');
  }
});

test('all is accepted at once, and Undo brings it back', async () => {
  await editor.getByRole('button', { name: 'Accept all' }).click();
  await editor.getByRole('button', { name: 'Undo' }).waitFor();
  assert.equal(await editor.locator('.cm-content :is(ins, del)').count(), 0);
  await editor.getByRole('button', { name: 'Undo' }).click();
  await manuscript(editor).locator('ins', { hasText: 'at all' }).waitFor();
});

for (const [theme, width, height] of [
  ['dark', 1280, 800],
  ['light', 900, 600],
]) {
  test(`axe finds nothing: ${theme}, ${width}×${height}`, async () => {
    const page = await at(EDITOR, { theme, width, height });
    await page.getByRole('tab', { name: /^Comments/ }).click();
    await page.getByRole('article').first().waitFor();
    await clean(page, 'cards');
    await page.getByRole('button', { name: 'As it stands' }).click();
    await page.getByRole('menuitemradio', { name: 'As proposed' }).click();
    await page.getByRole('button', { name: 'Back to the text' }).waitFor();
    await clean(page, 'as proposed');
    assert.deepEqual(page.faults, []);
  });
}

test('nothing went wrong in any page', () => assert.deepEqual([...editor.faults, ...writer.faults], []));
