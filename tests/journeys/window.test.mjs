// The main job in the real window, by keyboard and pointer: a file becomes an article, is edited beside its galley, handed
// on, approved, given a time, goes out by the clock, and its page is opened.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Room, root, until } from './room.mjs';
import { KEY, Window } from './webdriver.mjs';

const WRITER = 'Lucía Sandoval';
const EDITOR = 'Penelope Whitlock';
const MANAGING_EDITOR = 'Ines Okafor';

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

/** A file of the real inputs where there are any, else one of our own. */
function fileToSubmit() {
  const inputs = join(process.env.GALLEY_INPUTS ?? join(root, '../shared/inputs'), 'archive/markdown');
  if (existsSync(inputs)) return join(inputs, readdirSync(inputs).find((name) => name.includes('layering-innovation')));
  console.log('no real inputs here: the sample’s own file is submitted');
  return join(root, 'data/sample/a-file-to-submit.md');
}

/** Sits down as somebody: by the page at the start, by the rail later. */
async function sit(name) {
  if (!(await window.run('return !!document.querySelector("[role=group][aria-label=\\"Who sits here?\\"]")'))) {
    await window.click(window.find('//button[contains(., "sits here: person")]'));
    await window.click(window.find('//*[@role="menuitem" or @role="menuitemcheckbox" or @role="menuitemradio"][contains(., "Someone else sits here")]'));
  }
  await window.type(window.find('//input[@aria-label="Find a name"]'), name);
  await window.keys(KEY.enter);
  await window.shows(name);
}

async function picture(name) {
  if (!process.env.GALLEY_SHOTS) return;
  mkdirSync(process.env.GALLEY_SHOTS, { recursive: true });
  await window.picture(join(process.env.GALLEY_SHOTS, `window-${name}.png`));
}

/** Pictures that did not come with the file are taken out of its text, as an editor would. */
function pictured(slug) {
  const text = join(room.scratch, 'text.md');
  writeFileSync(text, room.galley(EDITOR, 'show', slug, '--markdown').replace(/!\[[^\]]*\]\((?!media:)[^)]*\)(\{[^}]*\})?/g, ''));
  room.galley(EDITOR, 'edit', slug, text);
}

/** Carries out an act of the article that is open, from its main button or the menu. */
async function act(label) {
  const main = await window.run(
    'const b = [...document.querySelectorAll("header button")].find((b) => b.textContent.trim().startsWith(arguments[0])); return b ? 1 : 0',
    label,
  );
  if (main) return window.click(window.button(label));
  await window.click(window.find('//button[@aria-label="More acts"]'));
  return window.click(window.find(`//*[@role="menuitem"][contains(., "${label}")]`));
}

test('the main job, in the real window', { timeout: 240_000 }, async (t) => {
  let slug;

  t.after(() => (t.passed ? undefined : picture('failed')));
  await t.test('a writer submits a file', async () => {
    await window.shows('Who sits here?', 60_000);
    await picture('sit');
    await sit(WRITER);
    await window.shows('My articles');
    const file = fileToSubmit();
    const [input] = await window.ask('POST', '/elements', { using: 'css selector', value: '#submit-files' });
    await window.type(Object.values(input)[0], file);
    await window.shows('Open the draft');
    await picture('arrivals');
    await window.click(window.button('Open the draft'));
    await window.find('//*[contains(@class, "cm-content")]');
    slug = room.json(WRITER, 'queue', 'is:drafting').map((article) => article.slug).find((name) => !/conscription/.test(name));
    assert.ok(slug, 'the draft is in the queue');
    await act('Submit');
    await window.click(window.find('//dialog//button[starts-with(normalize-space(.), "Submit")]'));
    await until(() => room.json(WRITER, 'show', slug).status === 'submitted', 20_000, 'the submission');
  });

  await t.test('an editor claims it, edits it, and sees the galley follow', async () => {
    await sit(EDITOR);
    await window.run('location.hash = "#/article/" + arguments[0]', room.json(EDITOR, 'show', slug).id);
    await act('Claim');
    await until(() => room.json(EDITOR, 'show', slug).status === 'editing', 20_000, 'the claim');
    const page = await window.find('//*[contains(@class, "cm-content")][@contenteditable="true"]');
    await window.click(page);
    await window.keys(KEY.control, '\uE011');
    await window.type(page, 'A sentence by the desk. ');
    await until(
      () => window.run('return [...document.querySelectorAll("iframe")].some((f) => f.contentDocument?.body?.textContent.includes("A sentence by the desk."))'),
      20_000,
      'the galley with the new sentence',
    );
    await until(() => room.galley(EDITOR, 'show', slug, '--markdown').includes('A sentence by the desk.'), 20_000, 'the sentence on disk');
    await picture('editor');
    // What the house asks of every article, which the file did not bring.
    pictured(slug);
    room.galley(EDITOR, 'edit', slug, '--set', 'section=media', '--set', 'format=analysis', '--set', 'dek=What it takes, told by the people who did it, in their own words and order.');
    await act('Send to copy');
    await until(() => room.json(EDITOR, 'show', slug).status === 'copy', 20_000, 'the hand-over');
  });

  await t.test('it is approved, given a time, and goes out by the clock', async () => {
    for (const problem of room.json(MANAGING_EDITOR, 'check', slug).filter(({ level, overridden }) => level === 'required' && !overridden)) {
      assert.fail(`a required check stands in the way: ${problem.message}`);
    }
    await sit(MANAGING_EDITOR);
    await window.run('location.hash = "#/article/" + arguments[0]', room.json(EDITOR, 'show', slug).id);
    await act('Approve');
    await until(() => room.json(EDITOR, 'show', slug).status === 'ready', 20_000, 'the approval');
    await act('Schedule');
    const field = await window.find('//dialog//input[@type="text"]');
    await window.type(field, '+1m');
    await window.shows('EST');
    await picture('schedule');
    await window.keys(KEY.enter);
    await until(() => room.json(EDITOR, 'show', slug).publish_at, 20_000, 'the job');
    await window.shows('publishes next');
    await picture('scheduled');
    await until(() => room.json(EDITOR, 'show', slug).publication.state === 'live', 90_000, 'the publication by the clock');
    const { address, headline } = room.json(EDITOR, 'show', slug);
    const page = join(room.folder, 'site', address, 'index.html');
    await until(() => existsSync(page), 20_000, 'the page');
    assert.match(readFileSync(page, 'utf8'), /A sentence by the desk\./);
    assert.ok(readFileSync(join(room.folder, 'site/index.html'), 'utf8').includes(address), 'the front page shows it');
    await until(() => /it is as approved/.test(room.galley(EDITOR, 'log', slug)), 20_000, 'the receipt');
    assert.equal(room.galley(EDITOR, 'log', slug).match(/published it/g).length, 1, 'it went out once');
    await window.shows('Live');
    await picture('live');
    await window.click(window.find('//button[contains(@class, "live")]'));
    const published = await until(
      async () => {
        for (const handle of await window.ask('GET', '/window/handles')) {
          await window.ask('POST', '/window', { handle });
          if ((await window.ask('GET', '/url')).startsWith('galley-site:')) return true;
        }
        return false;
      },
      20_000,
      'the published page’s window',
    );
    assert.ok(published);
    await window.shows(headline);
    await picture('published');
    assert.match(room.galley(undefined, 'verify'), /All is sound/);
  });
});
