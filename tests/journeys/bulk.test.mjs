// Several articles at once, by keyboard alone: selected, acted on, some refused and why, taken back by one key.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { queue, sit, walkTo } from './desk.mjs';
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

const of = (filter) => room.json(MANAGING, 'queue', filter);
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const bar = () => page.getByRole('region', { name: 'Selected articles' });
async function select(articles) {
  for (const { slug } of articles) {
    await walkTo(page, slug);
    await press('x');
  }
  await bar().getByText(`${articles.length} selected`).waitFor();
}

test('several are claimed by one key; who is refused stays selected, and is told why; one undo takes all back', async () => {
  const submitted = of('is:submitted').slice(0, 2);
  const [drafting] = of('is:drafting');
  await select([...submitted, drafting]);
  await press('c');
  await bar().getByText(`Claim: ${submitted.length} done, 1 refused.`, { exact: false }).waitFor();
  await bar().getByText('1 selected').waitFor();
  assert.deepEqual(await findings(page), []);
  const editing = () => of('is:editing').filter(({ id }) => submitted.some((one) => one.id === id)).length;
  assert.equal(editing(), submitted.length);
  await press('z');
  await until(() => editing() === 0, 10_000, 'taking all of it back');
  await press('Escape');
  await bar().waitFor({ state: 'detached' });
});

test('several are held with one reason and one day, and let go by one key', async () => {
  const already = of('is:held').map(({ id }) => id);
  const drafts = [...of('is:drafting'), ...of('is:editing')].filter(({ id }) => !already.includes(id)).slice(0, 2);
  await select(drafts);
  await press('h');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 articles').waitFor();
  await dialog.getByLabel('Reason').fill('The lawyers read them.');
  await dialog.getByLabel('Look at it again').fill('monday 10:00');
  assert.deepEqual(await findings(page), []);
  await press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const held = () => of('is:held').filter(({ id }) => drafts.some((one) => one.id === id)).length;
  await until(() => held() === 2, 10_000, 'the hold');
  await page.getByRole('button', { name: /^Undo 2/ }).waitFor();
  await press('z');
  await until(() => held() === 0, 10_000, 'taking both back');
});

test('what leaves the house is done to one at a time', async () => {
  await select([...of('is:open is:ready').slice(0, 1), ...of('is:editing').slice(0, 1)]);
  await press('p');
  await page.getByText(/is done to one article at a time/).first().waitFor();
  await press('Escape');
  assert.deepEqual(page.faults, []);
});
