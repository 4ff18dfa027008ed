// An editor's work without a pointer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './browser.mjs';
import { galleyShows, row, sit, walkTo } from './desk.mjs';
import { Room } from './room.mjs';

let room, browser, page;
before(async () => {
  room = new Room();
  browser = await launch();
  page = await open(browser, await room.serve());
});
after(async () => {
  await browser?.close();
  room?.close();
});

/** Tab until the focus is on something that fits; the way must not be longer than that. */
async function tabTo(fits, most = 40) {
  for (let steps = 0; steps < most; steps += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const { activeElement: on } = document;
      return `${on?.getAttribute('aria-label') ?? on?.textContent ?? ''}`.trim();
    });
    if (fits.test(name)) return;
  }
  assert.fail(`Tab does not reach ${fits} in ${most} steps`);
}

test('an editor claims, edits and hands on by the keyboard alone', async () => {
  await sit(page, 'Penelope Whitlock');
  await walkTo(page, 'sanction-math');
  await page.keyboard.press('Space');
  await page.keyboard.press('Space');
  await page.keyboard.press('c');
  await row(page, 'sanction-math').getByText('Editing').waitFor();
  await page.keyboard.press('Enter');
  await galleyShows(page, 'Sanctions arithmetic');

  await tabTo(/^Headline$/);
  await page.keyboard.press('End');
  await page.keyboard.type(', revised');
  await galleyShows(page, 'Sanctions arithmetic, revised');
  // Enter leads from the headline to the dek, and on into the body.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('A sentence by hand. ');
  await galleyShows(page, 'A sentence by hand.');
  // Undo takes back a word at a time.
  for (let words = 0; words < 'A sentence by hand. '.trim().split(' ').length; words += 1) await page.keyboard.press('Control+z');
  await page.waitForFunction(() => !document.querySelector('.cm-content').textContent.includes('A sentence by hand.'));

  // Out of the manuscript, along the tabs, and back to the queue.
  await tabTo(/^Galley/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getByRole('tab', { name: /^Checks/ }).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Escape');
  await walkTo(page, 'sanction-math');
  await page.keyboard.press('.');
  await page.getByRole('menu', { name: 'What can be done' }).waitFor();
  const chosen = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  for (let steps = 0; !/Send to copy/.test(await chosen()); steps += 1) {
    assert.ok(steps < 20, 'the menu leads to “Send to copy”');
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await row(page, 'sanction-math').getByText('Copy').waitFor();
  assert.equal(room.json('Ines Okafor', 'show', 'sanction-math').status, 'copy');
  assert.deepEqual(page.faults, []);
});
