// The layout is seen before a reader sees it: all widths side by side, and what is wrong with the page said in a sentence.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';

import { findings, launch, open } from './browser.mjs';
import { galleyShows, manuscript, sit } from './desk.mjs';
import { Room, root } from './room.mjs';

const EDITOR = 'Penelope Whitlock';
const WIDTHS = 'Phone, tablet and desktop side by side';
/** What the galley waits for before it looks at the layout, and what its pictures take. */
const STILL = 2200;

let room, browser, address, page;
before(async () => {
  room = new Room();
  browser = await launch();
  address = await room.serve();
  page = await open(browser, address);
  await sit(page, EDITOR);
});
after(async () => {
  await browser?.close();
  room?.close();
});

const galley = () => page.getByRole('region', { name: 'Galley' });
const summary = () => galley().locator('summary');
const idOf = (slug) => room.json(EDITOR, 'show', slug).id;

async function sentences() {
  await page.waitForTimeout(STILL);
  return galley().locator('details li').allTextContents();
}

async function goTo(slug, words) {
  await page.goto(`${address}#/article/${idOf(slug)}`);
  await galleyShows(page, words);
  await manuscript(page).waitFor();
}

test('the sample’s articles have nothing wrong with their layout at any width but what is true of them', { timeout: 300_000 }, async () => {
  const source = ({ slug }) => join(root, `data/sample/articles/${slug}.md`);
  const pictured = (article) => existsSync(source(article)) && /^lead:$/m.test(readFileSync(source(article), 'utf8'));
  const articles = room.json(EDITOR, 'queue', 'is:any').filter(pictured);
  assert.ok(articles.length > 20, `${articles.length} articles with a picture`);
  await goTo(articles[0].slug, articles[0].headline);
  await page.getByRole('button', { name: WIDTHS }).click();
  assert.equal(await galley().locator('iframe').count(), 3);
  const alarms = [];
  for (const { slug, id, headline } of articles) {
    await page.goto(`${address}#/article/${id}`);
    await page.waitForFunction(
      (wanted) => [...document.querySelectorAll('iframe')].filter((frame) => frame.contentDocument?.querySelector('h1')?.textContent === wanted).length === 3,
      headline,
      { timeout: 15_000 },
    );
    for (const sentence of await sentences()) alarms.push(`${slug}: ${sentence}`);
  }
  // One of them has a table of six columns, which is wider than a phone indeed.
  assert.deepEqual(alarms.map((alarm) => alarm.replace(/\d+ pixels/, 'some pixels')), [
    'free-boats: The table is some pixels wider than the phone: readers must push it aside.',
  ]);
  assert.deepEqual(await findings(page), []);
  await galley().getByRole('button', { name: 'Phone', exact: true }).click();
});

test('what is wrong is said, marked on the page, and led to', { timeout: 120_000 }, async () => {
  const slug = 'grain-envoys';
  const picture = join(room.scratch, 'small.png');
  writeFileSync(picture, smallPicture());
  const text = join(room.scratch, 'wide.md');
  const cells = (of) => `| ${Array.from({ length: 9 }, (_, at) => `${of} number ${at}`).join(' | ')} |\n`;
  writeFileSync(text, `A first paragraph.\n\n${cells('column')}${'|---'.repeat(9)}|\n${cells('value')}\n\nA [link](/nowhere-at-all/) that leads nowhere.\n`);
  const headline = 'A headline that goes on and on about envoys without a mandate, grain without a buyer, and a port that nobody can find on any chart';
  room.galley(EDITOR, 'edit', slug, text, '--set', `headline=${headline}`, '--set', `lead=${picture}`);
  await goTo(slug, 'A first paragraph.');
  await page.getByRole('button', { name: WIDTHS }).click();
  const said = await sentences();
  for (const expected of [
    /^The headline takes \d+ lines on the phone/,
    /^Search results cut the headline off after “A headline that/,
    /^Social cards cut the headline off after “A headline that/,
    /^The lead picture is 600 pixels wide/,
    /^The table is \d+ pixels wider than the phone/,
    /leads nowhere/,
  ])
    assert.ok(said.some((sentence) => expected.test(sentence)), `${expected} in ${said.join(' / ')}`);
  assert.equal(new Set(said).size, said.length, 'each is said once');

  await summary().click();
  assert.deepEqual(await findings(page), []);
  await galley().getByRole('button', { name: /pixels wider than the phone/ }).click();
  await page.waitForFunction(() => document.activeElement?.closest('.cm-content'));
  await galley().getByRole('button', { name: /^The headline takes/ }).first().click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-field') === 'headline');
  assert.ok((await galley().locator('.sheet button').count()) >= 3, 'marks stand on the page');

  // One paper alone says what is wrong on it; mended, it is gone.
  await galley().getByRole('button', { name: 'Desktop', exact: true }).click();
  assert.equal(await galley().locator('iframe').count(), 1);
  assert.ok((await sentences()).every((sentence) => !/phone/.test(sentence)));
  room.galley(EDITOR, 'edit', slug, '--set', 'headline=Envoys without a mandate');
  await galleyShows(page, 'Envoys without a mandate');
  await page.waitForTimeout(STILL);
  assert.ok((await sentences()).every((sentence) => !/headline/.test(sentence)));
  assert.deepEqual(page.faults, []);
});

/** A picture of 600 by 400 pixels, in PNG. */
function smallPicture() {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const length = Buffer.alloc(4);
    const sum = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(600);
  head.writeUInt32BE(400, 4);
  head.set([8, 2], 8);
  const row = 600 * 3 + 1;
  const rows = Buffer.alloc(400 * row).map((_, at) => (at % row === 0 ? 0 : (at * 7) % 251));
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
