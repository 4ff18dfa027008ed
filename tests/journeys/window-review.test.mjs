// Suggestions and comments in the real window, by keyboard: a writer takes what her editor suggested, an editor suggests.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Room, until } from './room.mjs';
import { KEY, Window } from './webdriver.mjs';

const WRITER = 'Nairi Petrosyan';
const EDITOR = 'Penelope Whitlock';
/** Back with its writer, with suggestions and comments in it. */
const RETURNED = 'border-clinic';
/** With its editor. */
const EDITED = 'grain-envoys';

let room;
let window;

before(async () => {
  room = new Room();
  window = await Window.open(room.folder);
});
after(async () => {
  await window?.close();
  room?.close();
});

const suggested = (slug) => room.json(EDITOR, 'show', slug, '--suggestions').text;
const text = (slug) => room.galley(EDITOR, 'show', slug, '--markdown');

async function picture(name) {
  if (!process.env.GALLEY_SHOTS) return;
  mkdirSync(process.env.GALLEY_SHOTS, { recursive: true });
  await window.picture(join(process.env.GALLEY_SHOTS, `window-${name}.png`));
}

async function sit(name) {
  if (!(await window.run('return !!document.querySelector("[role=group][aria-label=\\"Who sits here?\\"]")'))) {
    await window.click(window.find('//button[contains(., "sits here: person")]'));
    await window.click(window.find('//*[starts-with(@role, "menuitem")][contains(., "Someone else sits here")]'));
  }
  await window.type(window.find('//input[@aria-label="Find a name"]'), name);
  await window.keys(KEY.enter);
  await window.shows(name);
}

async function page(slug) {
  await window.run('location.hash = "#/article/" + arguments[0]', room.json(EDITOR, 'show', slug).id);
  const manuscript = await window.find('//*[contains(@class, "cm-content")][@contenteditable="true"]');
  await window.click(manuscript);
  return manuscript;
}

test('suggestions in the real window', { timeout: 180_000 }, async (t) => {
  t.after(() => (t.passed ? undefined : picture('review-failed')));

  await t.test('a writer walks to what was suggested and accepts it', async () => {
    await window.shows('Who sits here?', 60_000);
    await sit(WRITER);
    await page(RETURNED);
    await window.shows('3 suggestions');
    assert.ok(text(RETURNED).includes('Nobody shouted.'), 'what is suggested is not in the text yet');
    await window.keys(KEY.control, KEY.home);
    await window.keys(KEY.alt, KEY.down);
    assert.equal(
      await window.run('return getComputedStyle(document.querySelector(".cm-content del, .cm-content [class*=struck]")).textDecorationLine'),
      'line-through',
      'what is struck is struck in this web view too',
    );
    await picture('review-walked');
    await window.keys(KEY.control, KEY.enter);
    await until(() => !text(RETURNED).includes('Nobody shouted.'), 20_000, 'the text without what was struck');
    assert.equal(suggested(RETURNED).length, 2, 'the others wait');
  });

  await t.test('an editor suggests: what is deleted is struck and stays', async () => {
    await sit(EDITOR);
    const manuscript = await page(EDITED);
    const before = text(EDITED);
    await window.keys(KEY.control, KEY.shift, 'e');
    await window.shows('Suggesting');
    await window.keys(KEY.control, KEY.home);
    await window.type(manuscript, 'Every week, ');
    await window.keys(KEY.control, KEY.end);
    for (let n = 0; n < 4; n += 1) await window.keys(KEY.backspace);
    await until(() => suggested(EDITED).length === 2, 20_000, 'two suggestions');
    assert.equal(text(EDITED), before, 'the text of everybody else stands');
    await picture('review-suggested');
    await window.keys(KEY.control, 'z');
    await until(() => suggested(EDITED).length === 1, 20_000, 'the strike taken back');
  });
});
