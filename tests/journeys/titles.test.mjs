// An article's titles for search results and cards: typed beside the text, counted, checked, and on the page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { manuscript, settled, sit } from './desk.mjs';
import { Room, until } from './room.mjs';

const EDITOR = 'Penelope Whitlock';
const SLUG = 'grain-envoys';

let room, browser, page;
before(async () => {
  room = new Room();
  browser = await launch();
  const address = await room.serve();
  const { id } = room.json('Ines Okafor', 'queue').find(({ slug }) => slug === SLUG);
  page = await open(browser, address);
  await sit(page, EDITOR);
  await page.goto(`${address}#/article/${id}`);
  await manuscript(page).waitFor();
  await page.getByRole('tab', { name: 'Details' }).click();
});
after(async () => {
  await browser?.close();
  room?.close();
});

test('a title that is too long is counted in red and named by a check', async () => {
  const title = page.getByRole('textbox', { name: 'Search title' });
  await title.fill('a'.repeat(63));
  await page.getByText('63 of 60 characters, 3 too many').waitFor();
  await settled(page);
  assert.deepEqual(await findings(page), []);
  await until(
    () => room.json(EDITOR, 'check', SLUG).some(({ check, field }) => check === 'field-length' && field === 'search_title'),
    5000,
    'the check on the command line',
  );
  await title.fill('Grain envoys, explained');
  await page.getByRole('textbox', { name: 'Social headline' }).fill('Who feeds whom?');
  await page.getByText('15 of 90 characters').waitFor();
});

test('the page has both, and its headline as it was', async () => {
  const html = () => room.galley(EDITOR, 'show', SLUG, '--html');
  await until(() => html().includes('content="Who feeds whom?"'), 5000, 'the card’s title');
  assert.match(html(), /<title>Grain envoys, explained \| /);
  assert.equal(room.json(EDITOR, 'show', SLUG).search_title, 'Grain envoys, explained');
  assert.deepEqual(page.faults, []);
});
