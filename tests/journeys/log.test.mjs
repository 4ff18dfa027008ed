// The log: narrowed by article, person, kind and day; an article's history as a story; a writer's own alone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { queue, sit, sitInstead } from './desk.mjs';
import { Room } from './room.mjs';

const MANAGING = 'Ines Okafor';
const WRITER = 'Tommaso Marchetti';

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

const entries = () => page.getByRole('region', { name: 'Entries' });
const slugs = () => entries().locator('li a').allTextContents();

test('the log is narrowed until one article is left, and tells its story', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await entries().locator('li').first().waitFor();
  assert.deepEqual(await findings(page), []);
  await page.keyboard.press('/');
  await page.keyboard.type('harbour-deal');
  await page.getByRole('link', { name: 'The story of harbour-deal' }).waitFor();
  assert.ok((await slugs()).every((slug) => slug === 'harbour-deal'));
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('steps');
  await page.waitForFunction(() => !/kept the version/.test(document.querySelector('.log')?.textContent ?? ''));
  assert.deepEqual(await findings(page), []);
  await page.getByRole('link', { name: 'The story of harbour-deal' }).click();
  const story = page.getByRole('region', { name: 'Story' });
  await story.getByRole('heading', { level: 2 }).waitFor();
  const text = await story.textContent();
  assert.match(text, /pitched it/);
  assert.deepEqual(await findings(page), []);
  await page.keyboard.press('Escape');
  await page.getByRole('search', { name: 'Narrow the log' }).waitFor();
});

test('what nobody did says so, and one key shows everything again', async () => {
  await page.getByRole('textbox', { name: 'Day' }).fill('2001-01-01');
  await page.getByRole('heading', { name: 'Nothing fits' }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByRole('heading', { name: 'Nothing fits' }).click();
  await page.keyboard.press('Escape');
  await entries().locator('li').first().waitFor();
});

test('a writer sees what was done with their own', async () => {
  await sitInstead(page, WRITER);
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await entries().locator('li').first().waitFor();
  const own = new Set(room.json(WRITER, 'queue', 'is:any').flatMap(({ slug, address }) => [slug, address]));
  for (const slug of await slugs()) assert.ok(own.has(slug), `${slug} is theirs, or live`);
  assert.deepEqual(page.faults, []);
});
