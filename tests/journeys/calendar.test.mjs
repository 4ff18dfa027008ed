// The managing editor's week: planned by keys and by drag, put back where the desk refuses, and taken back with Undo.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { queue, row, sit, walkTo } from './desk.mjs';
import { Room, until } from './room.mjs';

const MANAGING = 'Ines Okafor';
/** Ready, without a time. */
const READY = 'ceasefire-invoices';
const HEADLINE = 'After the ceasefire, the invoices';

let room, browser, page;
before(async () => {
  room = new Room();
  browser = await launch();
  page = await open(browser, await room.serve());
  await sit(page, MANAGING);
});
after(async () => {
  await browser?.close();
  room?.close();
});

const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const publishAt = () => room.json(MANAGING, 'show', READY).publish_at;
const scheduled = () => until(() => publishAt(), 10_000, 'a time for it');
/** The house's date and time: "2026-11-30 07:00". */
const inHouse = (at) => new Date(at).toLocaleString('sv-SE', { timeZone: 'America/New_York' }).slice(0, 16);
const card = (headline) => page.locator('[data-card]', { hasText: headline });
const emptyPlaces = () => page.locator('[data-date]:has(.empty)');
const middle = async (locator) => {
  await locator.scrollIntoViewIfNeeded();
  // A card that is being drawn anew has no place for a moment.
  const { x, y, width, height } = await until(() => locator.boundingBox(), 5_000, 'its place');
  return [x + width / 2, y + height / 2];
};
async function today() {
  await press('t');
  await page.locator('.cell.today').first().waitFor();
  await page.locator('.card.moves').first().waitFor();
}

async function calendar() {
  await press('g', 'c');
  await page.getByRole('grid', { name: 'Week' }).waitFor();
  await page.locator('[data-card]').first().waitFor();
}

async function drag(from, to) {
  await page.mouse.move(...(await middle(from)));
  await page.mouse.down();
  await page.mouse.move(...(await middle(to)), { steps: 8 });
  await page.mouse.up();
}

test('what is ready is taken from the tray and placed by keys, moved by keys, and taken back', async () => {
  await calendar();
  await press(']');
  await emptyPlaces().nth(5).waitFor();
  await press('r');
  await page.waitForFunction(() => document.activeElement?.closest('aside[aria-label="Without a time"]'));
  await press('Enter');
  await page.getByText('arrows move it').waitFor();
  await press('ArrowRight', 'ArrowDown', 'ArrowDown', 'Enter');
  await card(HEADLINE).waitFor();
  const first = inHouse(await scheduled());
  assert.match(first, /12:00$/, 'two slots below the lead');

  // A day on, an earlier slot; Escape in between puts it back.
  await page.getByText('arrows move it').waitFor({ state: 'detached' });
  await press('Space', 'ArrowRight', 'Escape');
  assert.equal(inHouse(publishAt()), first, 'put back');
  await page.locator('.card.current', { hasText: HEADLINE }).or(card(HEADLINE)).first().click();
  await press('Space', 'ArrowRight', 'ArrowUp', 'Enter');
  const second = inHouse(await until(() => inHouse(publishAt()) !== first && publishAt(), 10_000, 'another time'));
  assert.equal(Date.parse(second.slice(0, 10)) - Date.parse(first.slice(0, 10)), 86_400_000, 'a day on');
  assert.match(second, /10:00$/);

  await press('z');
  await until(() => inHouse(publishAt()) === first, 10_000, 'taking the move back');
});

test('a card that is dragged to another slot is a job that is moved', async () => {
  const target = emptyPlaces().nth(3);
  const { date, time } = await target.evaluate((cell) => ({ ...cell.dataset }));
  await drag(card(HEADLINE), target);
  await until(() => inHouse(publishAt()) === `${date} ${time}`, 10_000, 'the move');
  await page.locator(`[data-date="${date}"][data-time="${time}"] [data-card]`, { hasText: HEADLINE }).waitFor();
});

test('what the desk refuses is put back, with its reason', async () => {
  const before = inHouse(publishAt());
  await card(HEADLINE).click();
  await press('Space', '[', '[', 'Enter');
  await page.getByText(/has passed already/).first().waitFor();
  assert.equal(inHouse(publishAt()), before);
});

test('a slot that is taken is shared only when that is said', async () => {
  await today();
  // Tomorrow at ten; the lead of tomorrow stands in the slot above.
  await card('No fever at Kamen').click();
  await press('Space', 'ArrowUp', 'Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Share the slot' }).click();
  await page.getByText('two in this slot').waitFor();
  await press('z');
  await page.getByText('two in this slot').waitFor({ state: 'detached' });
});

test('the month moves a card by days, at its own time', async () => {
  const before = inHouse(publishAt());
  await today();
  await press('v');
  await page.getByRole('grid', { name: 'Month' }).waitFor();
  await card(HEADLINE).first().waitFor();
  await card(HEADLINE).first().click();
  await press('m', 'ArrowRight', 'Enter');
  const after = await until(() => inHouse(publishAt()) !== before && inHouse(publishAt()), 10_000, 'the move');
  assert.equal(after.slice(11), before.slice(11), 'the same time of day');
  assert.deepEqual(await findings(page), []);
  await press('v');
});

test('what readers will see at a minute to come, and what the schedule runs into, stand beside it', async () => {
  await today();
  await page.getByRole('heading', { name: /^Look ahead/ }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.locator('.card.moves').first().click();
  await press('l');
  const dialog = page.getByRole('dialog', { name: /^What readers will see/ });
  await dialog.getByText('new by then').first().waitFor();
  assert.deepEqual(await findings(page), []);
  await press('Escape');
  await dialog.waitFor({ state: 'detached' });
  const cards = room.json(MANAGING, 'calendar', '--month').cards.map(({ line }) => line.slug);
  assert.ok(cards.length > 0, 'the command line has the same calendar');
  const { status, sentence } = room.refusal(MANAGING, 'calendar', '--check');
  assert.equal(status, 1);
  assert.match(sentence, /The next 14 days run into/);
});

test('submitted articles are triaged from the queue by the keyboard alone', async () => {
  await press('g', 'q');
  await queue(page);
  const submitted = room.json(MANAGING, 'queue', 'is:submitted').map(({ slug }) => slug);
  assert.ok(submitted.length > 0, 'something is submitted');
  for (const slug of submitted) {
    await walkTo(page, slug);
    await press('c');
    await row(page, slug).getByText('Editing').waitFor();
  }
  assert.deepEqual(room.json(MANAGING, 'queue', 'is:submitted'), []);
  assert.deepEqual(page.faults, []);
});
