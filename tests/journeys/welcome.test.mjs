// The first hour in the real window: started from a menu, without a newsroom, by somebody who has none.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Window } from './webdriver.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'galley-welcome-'));
const env = { XDG_CONFIG_HOME: join(scratch, 'config'), XDG_DATA_HOME: join(scratch, 'data'), GALLEY_DESK: '' };
let window;

before(async () => {
  window = await Window.open(undefined, { env });
});
after(async () => {
  await window?.close();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const field = (label) => window.find(`//input[@id=//label[starts-with(normalize-space(.), "${label}")]/@for]`);

test('a newsroom is made in the window, and its first article begun', async () => {
  await window.shows('No newsroom is open in this window yet.');
  await window.click(window.button('Make the newsroom'));
  await window.shows('What is the publication called?');
  const folder = join(scratch, 'the-tidewater');
  await window.type(field('The publication’s name'), 'The Tidewater');
  await window.type(field('Your name'), 'Ines Okafor');
  await window.type(field('Its folder'), 'the-tidewater');
  await window.click(window.button('Make the newsroom'));
  await window.shows('Name the whole path');
  await window.clear(field('Its folder'));
  await window.type(field('Its folder'), folder);
  await window.click(window.button('Make the newsroom'));
  await window.shows('Who sits here?');
  await window.click(window.button('Ines Okafor'));
  await window.shows('is ready for its first article');
  assert.ok(existsSync(join(folder, 'desk.sqlite3')));
  await window.click(window.button('New pitch or draft'));
  await window.type(window.find('//dialog//input[@type="text"]'), 'The tide tables are wrong, and somebody profits');
  await window.keys('\uE007');
  await window.shows('The tide tables are wrong');
});

test('a window without a newsroom opens the one that was open last', async () => {
  await window.close();
  window = await Window.open(undefined, { env });
  await window.shows('The Tidewater');
  await window.shows('The tide tables are wrong');
});
