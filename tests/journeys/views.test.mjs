// Every view of the desk under axe: light and dark, in a roomy and in a small window, with nothing going wrong meanwhile.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { choose, galleyShows, queue, sit, sitInstead } from './desk.mjs';
import { Room } from './room.mjs';

let room, browser, address, edited;
before(async () => {
  room = new Room();
  browser = await launch();
  address = await room.serve();
  edited = room.json('Ines Okafor', 'queue').find(({ slug }) => slug === 'pipeline-note').id;
});
after(async () => {
  await browser?.close();
  room?.close();
});

/** The acts that are offered for the article and ask before anything is done. */
async function menuOf(page) {
  await page.keyboard.press('.');
  await page.getByRole('menu').waitFor();
  const labels = await page.locator('[role=menuitem]:not([aria-disabled=true]) .label').allTextContents();
  await page.keyboard.press('Escape');
  return labels.map((label) => label.trim()).filter((label) => label.endsWith('…'));
}

for (const theme of ['light', 'dark']) {
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ]) {
    test(`axe finds nothing in any view, ${theme}, ${width} × ${height}`, async () => {
      const page = await open(browser, address, { width, height, theme });
      const found = [];
      const look = async (view) => {
        await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
        for (const finding of await findings(page)) found.push(`${view}: ${finding}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) found.push(`${view}: ${wide} pixels too wide`);
      };
      const dialog = async (keys, view) => {
        await page.keyboard.press(keys);
        await page.getByRole('dialog').waitFor();
        await look(view);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      };

      await page.getByRole('searchbox').waitFor();
      await look('sit');
      await sit(page, 'Ines Okafor');
      await queue(page);
      const peek = page.getByRole('region', { name: 'Peek', exact: true });
      if (!(await peek.isVisible())) await page.keyboard.press('Space');
      await peek.getByRole('button', { name: 'More' }).waitFor();
      await look('queue with peek');
      await page.keyboard.press('Space');
      await look('queue');
      await page.keyboard.press('x');
      await look('queue with a selection');
      await page.keyboard.press('x');

      await choose(page, 'ceasefire-invoices');
      await dialog('s', 'schedule');
      await dialog('h', 'hold');
      await dialog('a', 'commission');
      await choose(page, 'harbour-deal');
      await dialog('r', 'return with a note');
      await dialog('n', 'new');
      await dialog('Control+k', 'palette');
      await dialog('?', 'help');
      await page.keyboard.press('.');
      await page.getByRole('menu').waitFor();
      await look('menu of acts');
      await page.keyboard.press('Escape');
      await page.keyboard.press('/');
      await page.keyboard.type('is:nonsense');
      await page.waitForTimeout(400);
      await look('a filter that cannot be read');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('section:media is:pitch');
      await page.getByText('Nothing fits this filter').waitFor();
      await look('nothing fits');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('is:live nowhere');
      await choose(page, 'nowhere');
      // Every act of a live article that asks before it is done: notices, retraction, withdrawal, taking down.
      const asking = await menuOf(page);
      assert.ok(asking.length >= 4, `these acts ask: ${asking}`);
      for (const act of asking) {
        await page.keyboard.press('.');
        await page.locator('[role=menuitem] .label').getByText(act, { exact: true }).click();
        await page.getByRole('dialog').waitFor();
        await look(act);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await page.keyboard.press('/');
      // Once clears the filter, twice leaves it.
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('g');
      await page.keyboard.press('c');
      await page.locator('[data-card]').first().waitFor();
      await look('calendar, week');
      await page.keyboard.press('r');
      await page.keyboard.press('Enter');
      await page.getByText('arrows move it').waitFor();
      await look('calendar, carrying');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('v');
      await page.getByRole('grid', { name: 'Month' }).waitFor();
      await page.waitForTimeout(300);
      await look('calendar, month');
      await page.keyboard.press('v');
      await page.keyboard.press('g');
      await page.keyboard.press('l');
      await page.getByRole('heading', { name: 'Log' }).waitFor();
      await look('log');
      await page.keyboard.press('g');
      await page.keyboard.press('n');
      await page.getByRole('region', { name: 'Needs you' }).waitFor();
      await look('inbox');
      await page.goto(`${address}#/log/${edited}`);
      await page.getByRole('region', { name: 'Story' }).getByRole('heading', { level: 2 }).waitFor();
      await look('story');
      await page.goto(`${address}#/budget`);
      await page.frameLocator('iframe[title="The sheet"]').getByRole('heading', { name: 'Budget' }).waitFor();
      await look('budget');
      await page.keyboard.press('g');
      await page.keyboard.press('q');
      await queue(page);
      await page.keyboard.press('w');
      await page.getByRole('table', { name: 'By who edits' }).waitFor();
      await look('workload');
      await page.keyboard.press('w');

      await sitInstead(page, 'Delali Osei');
      await page.goto(`${address}#/article/${edited}`);
      await galleyShows(page, 'Three readings');
      await look('editor');
      for (const name of ['Checks', 'Details', 'History']) {
        await page.getByRole('tab', { name }).click();
        await page.waitForTimeout(200);
        await look(`editor, ${name}`);
      }
      await page.keyboard.press('Control+s');
      await page.getByRole('dialog').waitFor();
      await look('name a version');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'More acts' }).click();
      await page.getByRole('menu').waitFor();
      await look('menu of the editor');
      await page.context().close();
      assert.deepEqual(found, []);
      assert.deepEqual(page.faults, []);
    });
  }
}

test('axe finds nothing in an empty newsroom, which shows the way in', async () => {
  const empty = new Room({ sample: false });
  try {
    const at = await empty.serve();
    const found = [];
    for (const [theme, width, height] of [['light', 1280, 800], ['dark', 900, 600]]) {
      const page = await open(browser, at, { width, height, theme });
      await page.getByRole('button', { name: 'Ines Okafor' }).click();
      await page.getByText('is ready for its first article').waitFor();
      for (const finding of await findings(page)) found.push(`${theme}: ${finding}`);
      for (const [keys, heading] of [['g n', 'Inbox'], ['g a', 'Archive'], ['g b', 'Backups'], ['g m', 'Masthead']]) {
        for (const key of keys.split(' ')) await page.keyboard.press(key);
        await page.getByRole('heading', { name: heading }).waitFor();
        for (const finding of await findings(page)) found.push(`${heading}, ${theme}: ${finding}`);
      }
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
    assert.deepEqual(found, []);
  } finally {
    empty.close();
  }
});
