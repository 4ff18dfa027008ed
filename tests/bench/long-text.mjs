// A book of a text: fifty thousand words, two thousand suggestions, five hundred comments, before somebody who types in it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { open } from '../journeys/browser.mjs';
import { manuscript, sit } from '../journeys/desk.mjs';
import { until } from '../journeys/room.mjs';
import { row } from './table.mjs';

const WRITER = 'Lucía Sandoval';
const EDITOR = 'Penelope Whitlock';
const SLUG = 'a-book';
const WORDS = 50_000;
const SUGGESTIONS = 2_000;
const COMMENTS = 500;
const OPENINGS = 5;
const STROKES = 300;
/** Milliseconds between two keys, as a quick hand types; and for how long. */
const BEAT = 90;
const HAND = process.env.GALLEY_LONG ? 30 * 60_000 : 20_000;
const MINUTE = Math.min(60_000, HAND / 3);

/** What a hand waits for in it, as rows of the table. */
export async function longText(browser, room, address) {
  const article = await made(room, address);
  const page = await open(browser, address);
  await sit(page, EDITOR);
  const name = `${WORDS.toLocaleString('en-GB')} words, ${SUGGESTIONS} suggestions, ${COMMENTS} comments`;
  const rows = [row(`${name}: opening`, await openings(page, article), 300)];
  await page.evaluate(watchKeys);
  for (const tab of ['Checks', 'Comments', 'Galley']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    rows.push(row(`… keystroke → painted manuscript, beside ${tab.toLowerCase()}`, await strokes(page), 16));
  }
  await page.getByRole('tab', { name: /^Comments/ }).click();
  rows.push(...(await anHour(page)));
  await page.context().close();
  return rows;
}

/** Hands it in, and has it suggested in and remarked on all the way down. */
async function made(room, address) {
  const sentence = 'The harbour office keeps two ledgers and opens only one of them. ';
  const paragraph = `${sentence.repeat(9).trim()}\n\n`;
  const text = paragraph.repeat(Math.ceil(WORDS / (9 * 12)));
  const file = join(room.scratch, 'a-book.md');
  writeFileSync(file, `---\ntitle: A book\nslug: ${SLUG}\ndek: How long it is.\n---\n${text}`);
  room.galley(WRITER, 'submit', file, '--by', WRITER);
  room.galley(WRITER, 'move', SLUG, 'submitted');
  room.galley(EDITOR, 'move', SLUG, 'editing');
  const { id: article } = room.json(EDITOR, 'show', SLUG);
  const { people } = await ask(address, null, 'desk.open', {});
  const writer = people.find(({ name }) => name === WRITER).id;
  const opened = await ask(address, writer, 'text.open', { article });
  const places = [...opened.text.matchAll(/\b(ledgers|office)\b/g)];
  const chosen = places.filter((_, index) => Math.floor((index * SUGGESTIONS) / places.length) !== Math.floor(((index - 1) * SUGGESTIONS) / places.length));
  const changes = [];
  let at = 0;
  for (const { index, 0: word } of chosen) {
    changes.push(index - at, [word.length, word === 'office' ? 'master' : 'books']);
    at = index + word.length;
  }
  changes.push(opened.text.length - at);
  const of = { article, session: opened.session };
  const update = { client: 'bench', changes };
  await ask(address, writer, 'text.push', { ...of, step: opened.step, updates: [update], suggesting: {} });
  const now = await ask(address, writer, 'text.open', { article });
  const words = [...now.text.matchAll(/harbour/g)];
  for (let one = 0; one < COMMENTS; one += 1) {
    const { index } = words[Math.floor((one * words.length) / COMMENTS)];
    const comment = { kind: 'comment', on: [index, index + 7], field: null, text: `Which harbour is that (${one})?` };
    await ask(address, writer, 'text.remark', { ...of, step: now.step, remark: { comment } });
  }
  const { review } = await ask(address, writer, 'text.open', { article });
  if (review.suggestions.length !== chosen.length || review.comments.length !== COMMENTS)
    throw new Error(`${review.suggestions.length} suggestions and ${review.comments.length} comments stand in it`);
  return article;
}

async function ask(address, person, name, args) {
  const headers = { 'content-type': 'application/json', 'x-galley': '1', ...(person && { 'x-galley-person': person }) };
  const answer = await fetch(`${address}request/${name}`, { method: 'POST', headers, body: JSON.stringify(args) });
  if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`);
  return answer.json();
}

/** From the wish to see it until its first lines are painted with what is suggested in them. */
async function openings(page, article) {
  const times = [];
  for (let time = 0; time < OPENINGS; time += 1) {
    await page.evaluate(() => (location.hash = '#/queue'));
    await page.getByRole('grid', { name: 'Articles' }).waitFor();
    await page.waitForTimeout(800);
    times.push(
      await page.evaluate((id) => {
        const begun = performance.now();
        location.hash = `#/article/${id}`;
        return new Promise((done) => {
          const look = () => {
            if (!document.querySelector('.cm-content .cm-line ins')) requestAnimationFrame(look);
            else setTimeout(() => done(performance.now() - begun));
          };
          requestAnimationFrame(look);
        });
      }, article),
    );
  }
  return times;
}

/** Notes, for each key, how long it took until it was painted. */
function watchKeys() {
  window.hand = [];
  window.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => window.hand.push(performance.now() - timeStamp);
        painted.port2.postMessage(null);
      });
    },
    { capture: true },
  );
}

async function toTheMiddle(page) {
  await manuscript(page).focus();
  await page.evaluate(() => {
    const scroller = document.querySelector('.cm-editor').closest('.scroller');
    scroller.scrollTop = scroller.scrollHeight / 2;
  });
  await page.waitForTimeout(600);
  const line = page.locator('.cm-line', { hasText: 'harbour' });
  const count = await line.count();
  await line.nth(Math.floor(count / 2)).click();
}

async function strokes(page) {
  await toTheMiddle(page);
  await page.evaluate(() => (window.hand = []));
  for (let stroke = 1; stroke <= STROKES; stroke += 1) {
    await page.keyboard.press(stroke % 6 === 0 ? 'Space' : 'e');
    await page.waitForTimeout(BEAT / 3);
  }
  await until(() => page.evaluate((count) => window.hand.length >= count, STROKES), 20_000, 'every key is painted');
  return page.evaluate(() => window.hand);
}

/** Typed without a rest: the first minute, the last one, and what it holds in memory. */
async function anHour(page) {
  const session = await page.context().newCDPSession(page);
  const held = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  await toTheMiddle(page);
  const before = await held();
  const begun = Date.now();
  const times = { first: [], last: [] };
  while (Date.now() - begun < HAND) {
    await page.evaluate(() => (window.hand = []));
    for (let stroke = 0; stroke < 60; stroke += 1) {
      await page.keyboard.press(stroke % 6 === 5 ? 'Space' : 'e');
      await page.waitForTimeout(BEAT);
    }
    const hand = await page.evaluate(() => window.hand);
    if (Date.now() - begun < MINUTE) times.first.push(...hand);
    if (Date.now() - begun > HAND - MINUTE) times.last.push(...hand);
  }
  const after = await held();
  console.log(`${(HAND / 60_000).toFixed(1)} minutes of typing: ${before.toFixed(0)} MB held before, ${after.toFixed(0)} MB after`);
  return [
    row('… typing without a rest, the first minute', times.first, 16),
    row('… typing without a rest, the last minute', times.last, 16),
  ];
}
