// The inbox: what came is there with why, it is read and unread by keys, and notices are asked for.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { queue, sit, sitInstead } from './desk.mjs';
import { Room, until } from './room.mjs';

const EDITOR = 'Penelope Whitlock';

let room, browser, page;
before(async () => {
  room = new Room();
  browser = await launch();
  page = await open(browser, await room.serve());
});
after(async () => {
  await browser?.close();
  room?.close();
});

const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const part = (name) => page.getByRole('region', { name, exact: true });
const told = (person) => room.json(person, 'inbox');

test('what somebody hands in needs an editor: it comes by itself, says why, and is read by following it', async () => {
  await sit(page, EDITOR);
  await queue(page);
  await press('g', 'n');
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
  const [draft] = room.json(EDITOR, 'queue', 'is:drafting');
  room.galley(draft.authors[0], 'move', draft.slug, 'submitted');
  const row = part('Needs you').getByRole('listitem').filter({ hasText: draft.headline });
  await row.waitFor();
  await row.getByText('Any editor may claim it.').waitFor();
  assert.deepEqual(await findings(page), []);
  const own = told(EDITOR).needs.find(({ slug }) => slug === draft.slug);
  assert.equal(own.unread, true);

  // To it by keys, and on to the article; then it is read.
  await press('Home');
  for (let steps = 0; steps < 60; steps += 1) {
    const on = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (on.includes(draft.headline)) break;
    await press('j');
  }
  await press('u');
  await until(() => !told(EDITOR).needs.find(({ slug }) => slug === draft.slug).unread, 5000, 'reading it');
  await press('u');
  await until(() => told(EDITOR).needs.find(({ slug }) => slug === draft.slug).unread, 5000, 'taking that back');
  await press('Enter');
  await page.waitForURL(/#\/article\//);
  await until(() => !told(EDITOR).needs.find(({ slug }) => slug === draft.slug).unread, 5000, 'reading it by following it');
});

test('a writer has one, too, and the rail counts what needs them', async () => {
  await page.goBack();
  const [article] = room.json(EDITOR, 'queue', 'is:editing pipeline-note');
  const writer = article.authors[0];
  room.galley('Ines Okafor', 'move', article.slug, 'revising', '--note', 'Shorter, please.', '--due', '+3d');
  await sitInstead(page, writer);
  await press('g', 'n');
  const row = part('Needs you').getByRole('listitem').filter({ hasText: 'Shorter, please.' });
  await row.waitFor();
  await row.getByText('It came back to you.').waitFor();
  const { needs } = told(writer);
  await page.getByRole('link', { name: new RegExp(`^Inbox ${needs.length}`) }).waitFor();
  assert.deepEqual(await findings(page), []);
  await press('Shift+u');
  await until(() => told(writer).unread === 0, 5000, 'reading everything');
});

test('notices are shown when they are asked for, and not of what somebody looks at', async () => {
  await page.context().grantPermissions(['notifications']);
  await page.evaluate(() => {
    globalThis.shown = [];
    globalThis.Notification = class {
      static requestPermission = () => Promise.resolve('granted');
      constructor(title, options) {
        globalThis.shown.push({ title, ...options });
      }
    };
  });
  const notices = page.getByRole('button', { name: 'Notices' });
  await notices.focus();
  await press('Enter');
  await page.getByRole('button', { name: 'Notices', pressed: true }).waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.shown), []);
  assert.deepEqual(page.faults, []);
});
