// What a hand and an eye wait for, in Chromium: from a keystroke to the painted galley, a book of a text, and the queue of ten
// thousand. GALLEY_LONG=1 types in the book for half an hour.

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { launch, open } from '../journeys/browser.mjs';
import { galleyShows, manuscript, sit } from '../journeys/desk.mjs';
import { galley, Room } from '../journeys/room.mjs';
import { longText } from './long-text.mjs';
import { print, row } from './table.mjs';

const WRITER = 'Lucía Sandoval';
const WORDS = 2000;
const STROKES = 120;
const FRAMES = 240;

const rows = [];
const room = new Room();
const browser = await launch();
try {
  const address = await room.serve();
  await bareField();
  await keystrokes(address);
  rows.push(...(await longText(browser, room, address)));
  await queue(address);
  const folder = join(process.env.GALLEY_BENCH_FOLDER ?? '', 'room-10000');
  if (process.env.GALLEY_BENCH_FOLDER && existsSync(join(folder, 'desk.sqlite3'))) {
    const { line } = await room.start(galley, ['-d', folder, 'serve', '--port', '0']);
    await queue(/http:\/\/[^/]+\//.exec(line)[0]);
  }
} finally {
  await browser.close();
  room.close();
}
print('In Chromium', rows);

/** The floor: a key in a text field of an empty page. */
async function bareField() {
  const page = await browser.newPage();
  await page.setContent('<textarea autofocus></textarea>');
  await page.locator('textarea').click();
  await page.evaluate(() => {
    window.hand = [];
    window.addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => setTimeout(() => window.hand.push(performance.now() - timeStamp)));
    });
  });
  for (let stroke = 1; stroke <= STROKES; stroke += 1) {
    await anyMoment(stroke);
    await page.keyboard.press('e');
    await page.waitForFunction((count) => window.hand.length >= count, stroke);
  }
  rows.push(row('keystroke → painted, a bare text field', await page.evaluate(() => window.hand), undefined));
  await page.close();
}

/** Keys come at any moment of a frame, the same ones in every run. */
function anyMoment(stroke) {
  return new Promise((done) => setTimeout(done, 40 + ((stroke * 7919) % 33)));
}

/** From the event of a key until the frame in which the galley shows what it brought. */
async function keystrokes(address) {
  const file = join(room.scratch, 'two-thousand.md');
  const sentence = 'The harbour office keeps two ledgers and opens one of them. ';
  const paragraph = `${sentence.repeat(10).trim()}\n\n`;
  writeFileSync(file, `---\ntitle: Two thousand words\n---\n${paragraph.repeat(Math.ceil(WORDS / 110))}`);
  room.galley(WRITER, 'submit', file, '--by', WRITER);
  const { id } = room.json(WRITER, 'queue').find(({ headline }) => headline === 'Two thousand words');
  const page = await open(browser, address);
  await sit(page, WRITER);
  await page.goto(`${address}#/article/${id}`);
  await galleyShows(page, 'two ledgers');
  await manuscript(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('Start');
  await galleyShows(page, 'Start');
  await page.evaluate(() => {
    const text = () =>
      document.querySelector('iframe[title="The article in the house layout"]').contentDocument.querySelector('.body')
        .textContent;
    window.painted = [];
    window.hand = [];
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const before = text();
        requestAnimationFrame(() => setTimeout(() => window.hand.push(performance.now() - timeStamp)));
        const look = () => {
          if (text() === before) requestAnimationFrame(look);
          // This frame has it: a task that follows its painting.
          else setTimeout(() => window.painted.push(performance.now() - timeStamp));
        };
        requestAnimationFrame(look);
      },
      { capture: true },
    );
  });
  for (let stroke = 1; stroke <= STROKES; stroke += 1) {
    await anyMoment(stroke);
    await page.keyboard.press('e');
    await page.waitForFunction((count) => window.painted.length >= count, stroke, { polling: 16 });
  }
  const { painted, hand } = await page.evaluate(() => ({ painted: window.painted, hand: window.hand }));
  rows.push(row(`keystroke → painted manuscript, ${WORDS} words`, hand, 16));
  rows.push(row(`keystroke → painted galley, ${WORDS} words`, painted, 16));
  await page.context().close();
}

async function queue(address) {
  const page = await open(browser, address);
  const people = page.getByRole('group', { name: 'Who sits here?' }).locator('section button');
  // A managing editor heads the list, and sees everything.
  await people.first().click();
  await page.locator('[role=row][data-index]').first().waitFor();
  const total = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
  const name = `queue of ${total.toLocaleString('en-GB')}`;
  const first = [];
  for (let time = 0; time < 5; time += 1) {
    await page.reload();
    await page.locator('[role=row][data-index]').first().waitFor();
    first.push(
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(performance.now())))),
    );
  }
  rows.push(row(`${name}: load → first rows`, first, undefined));
  const frames = await page.evaluate(
    (count) =>
      new Promise((done) => {
        const grid = document.querySelector('[role=grid]');
        const times = [];
        let last = performance.now();
        const step = (now) => {
          times.push(now - last);
          last = now;
          grid.scrollTop += 180;
          if (grid.scrollTop + grid.clientHeight >= grid.scrollHeight) grid.scrollTop = 0;
          if (times.length > count) done(times.slice(1));
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    FRAMES,
  );
  rows.push(row(`${name}: frame while scrolling`, frames, 16.7));
  await page.context().close();
}
