// People on the network: two who are signed in, a wrong passphrase, a code, a writer's upload, and a session that ends.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { galleyShows, manuscript, queue } from './desk.mjs';
import { galley, Room } from './room.mjs';

const ADMIN = 'Teodor Lindauer';
const EDITOR = 'Penelope Whitlock';
const WRITER = 'Tommaso Marchetti';
const OTHER = 'Lucía Sandoval';
const PASSPHRASE = 'four tall ships at noon';
/** In a draft of another writer's, and in nothing else. */
const CANARY = 'zeisig';

let room, browser, address;
before(async () => {
  room = new Room();
  browser = await launch();
  address = await room.serve();
  for (const person of [ADMIN, EDITOR]) passphrase(person, PASSPHRASE);
  const file = join(room.scratch, `${CANARY}.md`);
  writeFileSync(file, `---\ntitle: The ${CANARY} file\ndek: What a ${CANARY} knows.\n---\nA ${CANARY} in the text.\n`);
  room.galley('', 'submit', file, '--by', OTHER);
  // What is live is being worked on again.
  room.galley(EDITOR, 'edit', 'umbrella', '--set', `headline=A ${CANARY} for later`);
});
after(async () => {
  await browser?.close();
  room?.close();
});

function passphrase(person, words) {
  execFileSync(galley, ['-d', room.folder, 'people', 'passphrase', person], { input: `${words}\n`, stdio: 'pipe' });
}

/** Everything that page was sent, as far as it is text. */
function traffic(page) {
  const texts = [];
  page.on('response', async (response) => {
    const type = response.headers()['content-type'] ?? '';
    if (!/json|html|event-stream/.test(type)) return;
    const text = await response.text().catch(() => '');
    texts.push(`${response.url()}\n${text}`);
  });
  return texts;
}

/** What goes wrong on purpose is said by the browser, too. */
const faultsOf = (page) => page.faults.filter((fault) => !/status of 401/.test(fault));

/** Kept where somebody asks for pictures to look at. */
async function picture(page, name, theme, width) {
  if (!process.env.GALLEY_SHOTS) return;
  mkdirSync(process.env.GALLEY_SHOTS, { recursive: true });
  await page.screenshot({ path: join(process.env.GALLEY_SHOTS, `${name}-${theme}-${width}.png`) });
}

/** Key by key, as people do. */
async function signIn(page, name, words) {
  for (const [field, text] of [[page.getByLabel('Name'), name], [page.getByLabel('Passphrase', { exact: true }), words]]) {
    await field.clear();
    await field.pressSequentially(text);
  }
  await page.keyboard.press('Enter');
}

const seated = (page, name) => page.getByRole('button', { name: new RegExp(`^${name}.*is signed in`) }).waitFor();

test('an administrator gives a code, a writer comes in by it, and sees only what is theirs', async () => {
  const admin = await open(browser, address);
  await admin.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(await admin.getByText(WRITER).count(), 0, 'nobody is named in front of the door');
  await signIn(admin, ADMIN, 'not this one at all');
  await admin.getByText('The name or the passphrase is not right.').waitFor();
  await signIn(admin, ADMIN, PASSPHRASE);
  await seated(admin, ADMIN);
  await admin.keyboard.press('g');
  await admin.keyboard.press('m');
  await admin.getByRole('heading', { name: 'Masthead' }).waitFor();
  await admin.getByRole('row', { name: WRITER }).getByText('Needs a code').waitFor();
  await admin.getByRole('button', { name: `Give a code to ${WRITER}` }).click();
  const code = await admin.getByRole('dialog').locator('output').innerText();
  assert.match(code, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  await admin.keyboard.press('Enter');
  await admin.getByRole('dialog').waitFor({ state: 'detached' });

  const writer = await open(browser, address);
  const seen = traffic(writer);
  await writer.getByRole('button', { name: 'I have a code' }).click();
  await writer.getByLabel('Name').fill(WRITER);
  await writer.getByLabel('One-time code').fill(code.toLowerCase().replaceAll('-', ' '));
  await writer.getByLabel('New passphrase').fill('short');
  await writer.keyboard.press('Enter');
  await writer.getByText('A passphrase has at least 12 characters').waitFor();
  await writer.getByLabel('New passphrase').fill('seven quiet harbours');
  await writer.keyboard.press('Enter');
  await seated(writer, WRITER);
  await writer.getByRole('heading', { name: 'My articles' }).waitFor();
  await writer.getByRole('region', { name: 'My articles' }).getByRole('heading', { level: 3 }).first().waitFor();
  assert.equal(await writer.getByRole('link', { name: 'Masthead' }).count(), 0);

  // A file, by the button.
  const file = join(room.scratch, 'the-quiet-quay.md');
  writeFileSync(file, '---\ntitle: The quiet quay\ndek: Nobody ties up there.\n---\nThe quay is swept every morning.\n');
  const chooser = writer.waitForEvent('filechooser');
  await writer.getByRole('button', { name: 'Hand in a file…' }).first().click();
  await (await chooser).setFiles(file);
  await writer.getByRole('dialog', { name: 'One new draft' }).getByRole('button', { name: 'Open the draft' }).click();
  await galleyShows(writer, 'The quiet quay');
  await writer.keyboard.press('Escape');
  await writer.goto(`${address}#/queue`);
  const mine = writer.getByRole('listitem').filter({ hasText: 'The quiet quay' });
  await mine.getByRole('button', { name: /^Submit/ }).click();
  await writer.getByRole('dialog', { name: 'Submit' }).waitFor();
  await writer.keyboard.press('Control+Enter');
  await writer.getByRole('region', { name: 'With the desk' }).getByText('The quiet quay').waitFor();

  // Meanwhile others work; of it nothing reaches the writer, whatever they ask for.
  const hidden = room.json('', 'show', 'the-zeisig-file').id;
  const live = room.json('', 'show', 'umbrella').id;
  const events = await writer.evaluate(() => {
    const heard = [];
    const stream = new EventSource('/events');
    stream.onmessage = ({ data }) => heard.push(data);
    globalThis.heard = heard;
    return new Promise((done) => (stream.onopen = () => done(true)));
  });
  assert.ok(events);
  room.galley(OTHER, 'edit', 'the-zeisig-file', '--set', `dek=Another ${CANARY}`);
  await new Promise((done) => setTimeout(done, 700));
  assert.deepEqual(await writer.evaluate(() => globalThis.heard), [], 'nothing is heard of it');
  assert.deepEqual(faultsOf(writer), []);
  const asked = await writer.evaluate(
    async ([hidden, live]) => {
      const ask = (name, args) =>
        fetch(`/request/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-galley': '1', 'x-galley-person': hidden },
          body: JSON.stringify(args),
        }).then((response) => response.text());
      const list = { sort: 'bucket', descending: false, offset: 0, limit: 200 };
      const answers = [ask('queue.list', { filter: 'is:any', ...list }), ask('queue.list', { filter: 'zeisig', ...list })];
      answers.push(ask('search', { query: 'zeisig', published: false, filter: {}, offset: 0, limit: 50 }));
      answers.push(ask('archive.list', { filter: {}, offset: 0, limit: 200 }));
      for (const article of [hidden, live]) {
        for (const name of ['article.get', 'text.open', 'galley.published', 'article.going-out']) answers.push(ask(name, { article }));
        answers.push(ask('article.log', { article, limit: 100 }), ask('galley.page', { article, base: '/' }));
      }
      answers.push(ask('article.log', { limit: 500 }), ask('desk.status', {}), ask('desk.open', {}));
      return (await Promise.all(answers)).join('\n');
    },
    [hidden, live],
  );
  assert.ok(asked.includes('minister’s umbrella'), 'there is something to look at');
  assert.ok(!asked.toLowerCase().includes(CANARY), 'no answer has the canary');
  // What was asked for in vain was said by the browser.
  writer.faults.length = 0;
  await writer.goto(`${address}#/article/${live}`);
  await writer.getByRole('heading', { level: 1 }).first().waitFor();
  await writer.waitForTimeout(500);
  assert.equal(seen.filter((text) => text.toLowerCase().includes(CANARY)).length, 0, 'nor has anything that was sent');
  assert.ok(seen.length > 10);
  await writer.context().close();
  await admin.context().close();
  assert.deepEqual(faultsOf(writer), []);
  assert.deepEqual(faultsOf(admin), []);
});

test('too many wrong passphrases have to wait, the right one too', async () => {
  const page = await open(browser, address);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await signIn(page, OTHER, `wrong words number ${attempt}`);
    const waits = page.getByRole('button', { name: /^Wait \d+ s$/ });
    const again = page.getByText(/is not right\.$/);
    await waits.or(again).first().waitFor();
    if (await waits.isVisible()) break;
    await page.waitForTimeout(100);
  }
  await page.getByText(/^There were too many attempts: wait/).waitFor();
  await page.context().close();
  assert.deepEqual(faultsOf(page), []);
});

test('a session that ends keeps what was typed, and signing in again goes on with it', async () => {
  const page = await open(browser, address);
  await signIn(page, EDITOR, PASSPHRASE);
  await seated(page, EDITOR);
  await queue(page);
  const article = room.json('', 'show', 'grain-envoys').id;
  await page.goto(`${address}#/article/${article}`);
  await galleyShows(page, 'Envoys without a mandate');
  assert.match(room.galley('', 'people', 'end-sessions', EDITOR), /ended/);
  await manuscript(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('Typed while nobody was signed in. ');
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.waitFor();
  await picture(page, 'sign-in-again', 'light', 1280);
  assert.equal(await dialog.getByLabel('Name').inputValue(), EDITOR);
  assert.deepEqual(await findings(page), []);
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('contentinfo', { name: 'Status' }).getByText(/^Saved \d\d:\d\d:\d\d$/).waitFor();
  await galleyShows(page, 'Typed while nobody was signed in.');
  assert.match(room.galley('', 'show', 'grain-envoys', '--markdown'), /^Typed while nobody was signed in\./m);
  await page.context().close();
  assert.deepEqual(faultsOf(page), []);
});

for (const theme of ['light', 'dark']) {
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ]) {
    test(`axe finds nothing at the door, on the masthead and in the writer’s view, ${theme}, ${width} × ${height}`, async () => {
      const found = [];
      const look = async (page, view) => {
        for (const finding of await findings(page)) found.push(`${view}: ${finding}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) found.push(`${view}: ${wide} pixels too wide`);
      };
      const page = await open(browser, address, { width, height, theme });
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await look(page, 'sign in');
      await picture(page, 'sign-in', theme, width);
      await page.getByRole('button', { name: 'I have a code' }).click();
      await look(page, 'sign in by a code');
      await page.getByRole('button', { name: 'I have a passphrase' }).click();
      await signIn(page, ADMIN, PASSPHRASE);
      await seated(page, ADMIN);
      await page.goto(`${address}#/masthead`);
      await page.getByRole('row', { name: EDITOR }).waitFor();
      await look(page, 'masthead');
      await picture(page, 'masthead', theme, width);
      await page.getByRole('button', { name: 'Somebody new…' }).click();
      await page.getByRole('dialog').waitFor();
      await look(page, 'somebody new');
      await picture(page, 'somebody-new', theme, width);
      await page.keyboard.press('Escape');
      await page.keyboard.press('g');
      await page.keyboard.press('p');
      await page.getByRole('dialog', { name: 'Another passphrase' }).waitFor();
      await look(page, 'another passphrase');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /is signed in/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await signIn(page, WRITER, 'seven quiet harbours');
      await seated(page, WRITER);
      await page.getByRole('region', { name: 'My articles' }).getByRole('heading', { level: 3 }).first().waitFor();
      await look(page, 'my articles');
      await picture(page, 'my-articles', theme, width);
      await page.context().close();
      assert.deepEqual(found, []);
      assert.deepEqual(faultsOf(page), []);
    });
  }
}
