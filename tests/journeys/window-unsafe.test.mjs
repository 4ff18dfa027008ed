// Text that would like to be a program, in the real window: its galley is a frame of WebKit’s, which is not Chromium’s.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Room, until } from './room.mjs';
import { suspicious, unsafeArticle } from './vectors.mjs';
import { KEY, Window } from './webdriver.mjs';

const WRITER = 'Lucía Sandoval';

let room;
let window;
let article;

before(async () => {
  room = new Room();
  article = unsafeArticle(room, WRITER);
  window = await Window.open(room.folder);
});
after(async () => {
  await window?.close();
  room?.close();
});

const RAN = 'return [window, ...Array.from({ length: window.length }, (_, at) => window[at])].filter((w) => { try { return w.ran } catch { return false } }).length';
const FRAME = 'document.querySelector(\'iframe[title="The article in the house layout"]\')?.contentDocument';

test('script in any field and in the body never runs in the window', { timeout: 120_000 }, async () => {
  await window.shows('Who sits here?', 60_000);
  await window.type(window.find('//input[@aria-label="Find a name"]'), WRITER);
  await window.keys(KEY.enter);
  await window.shows(WRITER);
  await window.run('location.hash = "#/article/" + arguments[0]', article.id);
  await until(() => window.run(`return !!${FRAME}?.body?.textContent.includes('The unsafe text.')`), 20_000, 'the galley');
  await new Promise((done) => setTimeout(done, 1500));
  assert.equal(await window.run(RAN), 0);
  assert.deepEqual(await window.run(`return (${suspicious})(${FRAME})`), [], 'in the galley');
  assert.deepEqual(await window.run(`return (${suspicious})(document)`), [], 'around it');
});
