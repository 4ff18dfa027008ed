// The queue as a board: remembered, walked by keys, moved by keys and by drag, and refused before the drop and after it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { queue, sit } from './desk.mjs';
import { Room, until } from './room.mjs';

const MANAGING = 'Ines Okafor';

let room, browser, page;
before(async () => {
  room = new Room();
  browser = await launch();
  page = await open(browser, await room.serve());
  await sit(page, MANAGING);
  await queue(page);
});
after(async () => {
  await browser?.close();
  room?.close();
});

const board = () => page.getByRole('grid', { name: 'Board' });
const column = (label) => page.getByRole('columnheader', { name: new RegExp(`^${label}`) });
const of = (filter) => room.json(MANAGING, 'queue', filter);
const cardOf = ({ id }) => page.locator(`[data-article="${id}"]`);
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

test('the board is chosen by a key or the switch, and remembered', async () => {
  await press('v');
  await board().waitFor();
  await page.reload();
  await board().waitFor();
  await page.getByRole('radio', { name: 'Table' }).check({ force: true });
  await queue(page);
  await press('Escape', 'v');
  await board().waitFor();
  await cardOf(of('is:submitted')[0]).waitFor();
  assert.deepEqual(await findings(page), []);
});

test('a card is carried to the next column by keys, and the desk decides', async () => {
  const [submitted] = of('is:submitted');
  await cardOf(submitted).click();
  await press('m', 'ArrowRight');
  await page.locator('.column.over.takes').waitFor();
  await press('Enter');
  await until(() => of('is:editing').some(({ id }) => id === submitted.id), 10_000, 'the claim');
  await press('z');
  await until(() => of('is:submitted').some(({ id }) => id === submitted.id), 10_000, 'taking it back');
});

test('a column that would refuse says why before the drop, and again after it', async () => {
  const [submitted] = of('is:submitted');
  await cardOf(submitted).click();
  await press('m');
  await column('Pitch').and(page.locator('.refuses')).waitFor();
  await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
  await page.locator('.column.over .reason').waitFor();
  await press('Enter');
  await page.getByText('There is no step from submitted to pitch.').first().waitFor();
  assert.ok(of('is:submitted').some(({ id }) => id === submitted.id), 'it stays');
});

test('a card is dragged by the pointer; what needs a word asks for it', async () => {
  const [editing] = of('is:editing').filter(({ slug }) => slug !== 'grain-envoys');
  await cardOf(editing).scrollIntoViewIfNeeded();
  const from = await cardOf(editing).boundingBox();
  const to = await column('Revising').boundingBox();
  await page.mouse.move(from.x + 30, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(to.x + 30, to.y + 8, { steps: 8 });
  await page.locator('.name.over.takes').waitFor();
  await page.mouse.up();
  await page.getByRole('dialog').waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.ok(of('is:editing').some(({ id }) => id === editing.id), 'nothing was done');
  assert.deepEqual(page.faults, []);
});
