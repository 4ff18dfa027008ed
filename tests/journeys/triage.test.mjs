// Forty articles that were handed in, gone through by keyboard alone. How long each act took to be seen is told in the report.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, open } from './browser.mjs';
import { queue, sit } from './desk.mjs';
import { Room, until } from './room.mjs';

const EDITOR = 'Penelope Whitlock';
const WRITER = 'Tommaso Marchetti';
const MANY = 40;

let room, browser, page;
before(async () => {
  room = new Room();
  const files = Array.from({ length: MANY }, (_, at) => {
    const slug = `wave-${String(at + 1).padStart(2, '0')}`;
    const file = join(room.scratch, `${slug}.md`);
    writeFileSync(file, `---\nslug: ${slug}\ntitle: The wave number ${at + 1}\ndek: What it left.\nsection: global-crises\n---\nWords enough.\n`);
    return { slug, file };
  });
  room.galley(WRITER, 'submit', ...files.map(({ file }) => file), '--by', WRITER);
  for (const { slug } of files) room.galley(WRITER, 'move', slug, 'submitted');
  browser = await launch();
  page = await open(browser, await room.serve());
  await sit(page, EDITOR);
  await queue(page);
});
after(async () => {
  await browser?.close();
  room?.close();
});

/** Presses a key; the milliseconds from the key to the frame in which the queue shows what it did. */
async function timed(key, seen) {
  const waiting = page.evaluate(
    ([wanted]) =>
      new Promise((done) => {
        const shows = {
          moved: () => document.querySelector('.row.current')?.id,
          status: () => {
            const row = document.querySelector('.row.current');
            return `${row?.id} ${row?.querySelector('.label')?.textContent}`;
          },
          marked: () => String(document.querySelector('.row.current')?.ariaSelected),
        }[wanted];
        const before = shows();
        let at;
        addEventListener('keydown', () => (at = performance.now()), { once: true, capture: true });
        const watch = new MutationObserver(() => {
          if (at === undefined || shows() === before) return;
          watch.disconnect();
          requestAnimationFrame(() => done(performance.now() - at));
        });
        watch.observe(document.querySelector('[role=grid]'), { subtree: true, childList: true, attributes: true, characterData: true });
        globalThis.ready = true;
      }),
    [seen],
  );
  await page.waitForFunction(() => globalThis.ready);
  await page.keyboard.press(key);
  const took = await waiting;
  await page.evaluate(() => (globalThis.ready = false));
  return took;
}

test('forty are claimed, each by one key, and the queue moves on by itself', async (t) => {
  const left = () => room.json(EDITOR, 'queue', 'is:submitted wave').length;
  assert.equal(left(), MANY);
  await page.keyboard.press('/');
  await page.keyboard.type('is:submitted wave');
  await page.keyboard.press('Enter');
  // Where nothing is left there is no table.
  const rows = () => page.evaluate(() => Number(document.querySelector('[role=grid]')?.ariaRowCount ?? 1) - 1);
  await until(async () => (await rows()) === MANY, 5000, 'the filter');

  const took = { move: [], select: [], claim: [] };
  for (let steps = 0; steps < MANY - 1; steps += 1) took.move.push(await timed('j', 'moved'));
  for (let steps = 0; steps < MANY; steps += 1) took.select.push(await timed('x', 'marked'));
  if (took.select.length % 2 === 1) await page.keyboard.press('x');
  await page.keyboard.press('Home');
  for (let done = 0; done < MANY; done += 1) {
    took.claim.push(await timed('c', 'status'));
    await until(async () => (await rows()) === MANY - done - 1, 5000, 'the queue moving on');
  }
  assert.equal(left(), 0);
  assert.equal(room.json(EDITOR, 'queue', 'is:editing wave editor:me').length, MANY);
  for (const [act, times] of Object.entries(took)) {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
    const under = times.filter((time) => time < 50).length;
    t.diagnostic(`${act}: ${times.length} times, median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms; ${under} under 50 ms`);
  }
  assert.deepEqual(page.faults, []);
});
