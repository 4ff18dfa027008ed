// The queue as somebody wants it: columns, saved views, workload, tags, and the budget to print. By keyboard.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findings, launch, open } from './browser.mjs';
import { queue, sit, sitInstead, walkTo } from './desk.mjs';
import { Room, until } from './room.mjs';

const MANAGING = 'Ines Okafor';
const EDITOR = 'Penelope Whitlock';

let room, browser, page, address;
before(async () => {
  room = new Room();
  browser = await launch();
  address = await room.serve();
  page = await open(browser, address);
  await sit(page, MANAGING);
  await queue(page);
  if (await page.getByRole('region', { name: 'Peek', exact: true }).isVisible()) await page.keyboard.press('Space');
});
after(async () => {
  await browser?.close();
  room?.close();
});

const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const heads = async () =>
  (await page.getByRole('columnheader').allTextContents()).map((text) => text.trim()).filter(Boolean);
const has = (name) => until(async () => (await heads()).includes(name), 5000, `the column ${name}`);

test('columns come, are made wider, and are there again in another window', async () => {
  await press('Shift+C');
  await page.getByRole('menu', { name: 'Columns' }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByRole('menuitemcheckbox', { name: 'Writer' }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'Words' }).press('Enter');
  await press('Escape');
  await has('Writer');
  assert.ok(!(await heads()).includes('Words'));
  const edge = page.getByRole('separator', { name: 'Width of Writer' });
  const before = Number(await edge.getAttribute('aria-valuenow'));
  await edge.focus();
  await press('ArrowLeft', 'ArrowLeft');
  await until(async () => Number(await edge.getAttribute('aria-valuenow')) === before + 16, 3000, 'a wider column');
  await page.getByRole('button', { name: 'Writer' }).press('Enter');
  await page.locator('[role=columnheader][aria-sort=ascending]', { hasText: 'Writer' }).waitFor();
  assert.deepEqual(await findings(page), []);
  // What was chosen is with the desk, not with this browser.
  await page.waitForTimeout(900);
  const elsewhere = await open(browser, address);
  await sit(elsewhere, MANAGING);
  await queue(elsewhere);
  if (await elsewhere.getByRole('region', { name: 'Peek', exact: true }).isVisible()) await elsewhere.keyboard.press('Space');
  await elsewhere.getByRole('separator', { name: 'Width of Writer' }).and(elsewhere.locator(`[aria-valuenow="${before + 16}"]`)).waitFor();
  assert.deepEqual(elsewhere.faults, []);
  await elsewhere.context().close();
});

test('a column is carried to another place, by keys and by the pointer', async () => {
  const head = page.getByRole('button', { name: 'Writer' });
  const before = await heads();
  await head.focus();
  await press('Alt+ArrowLeft', 'Alt+ArrowLeft');
  const at = before.indexOf('Writer');
  const after = before.toSpliced(at, 1).toSpliced(at - 2, 0, 'Writer');
  await until(async () => (await heads()).join() === after.join(), 3000, 'two places to the left');
  assert.ok(await head.evaluate((element) => element === document.activeElement), 'it keeps the focus');
  const middle = async (name) => {
    const { x, y, width, height } = await page.getByRole('columnheader', { name }).boundingBox();
    return [x + width / 2, y + height / 2];
  };
  await page.mouse.move(...(await middle('Due')));
  await page.mouse.down();
  await page.mouse.move(...(await middle('Status')), { steps: 5 });
  await page.locator('[role=columnheader].place', { hasText: 'Status' }).waitFor();
  await page.mouse.up();
  const place = after.indexOf('Status');
  const carried = after.filter((name) => name !== 'Due').toSpliced(place, 0, 'Due');
  await until(async () => (await heads()).join() === carried.join(), 3000, 'in the place of the status');
  assert.equal(await page.locator('[role=columnheader][aria-sort]').filter({ hasText: 'Due' }).count(), 0, 'it was no click');
  assert.deepEqual(await findings(page), []);
});

test('a view is kept for everybody, and another editor stands in it by keys', async () => {
  await press('/');
  await page.keyboard.type('is:submitted');
  await press('Enter');
  await press('Shift+V');
  await page.getByRole('menuitem', { name: 'Keep this view…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Keep this view' });
  await dialog.getByLabel('Name').fill('Handed in');
  await dialog.getByLabel('For everybody on the desk').check();
  assert.deepEqual(await findings(page), []);
  await dialog.getByLabel('Name').press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await sitInstead(page, EDITOR);
  await queue(page);
  await press('Shift+V');
  await page.getByRole('menuitemradio', { name: 'Handed in · for everybody' }).press('Enter');
  await until(async () => (await page.getByRole('combobox', { name: /filter/i }).inputValue()) === 'is:submitted', 5000, 'the view');
  await has('Writer');
});

test('the workload counts, and a number leads to the articles behind it', async () => {
  await press('Escape', 'Escape');
  await press('w');
  const loads = page.getByRole('region', { name: 'Workload' });
  await loads.getByRole('table', { name: 'How long in its status' }).waitFor();
  assert.deepEqual(await findings(page), []);
  const all = loads.getByRole('button', { name: /^All \d+ in Submitted/ });
  const count = Number(await all.textContent());
  await all.press('Enter');
  await queue(page);
  assert.equal(Number(await page.getByRole('grid', { name: 'Articles' }).getAttribute('aria-rowcount')) - 1, count);
});

test('several are tagged at once, and one key takes exactly that back', async () => {
  const [first, second] = room.json(EDITOR, 'queue', 'is:editing');
  room.galley(EDITOR, 'edit', first.slug, '--set', 'topics=ports');
  const topics = ({ slug }) => room.json(EDITOR, 'queue', `is:any ${slug}`).find((one) => one.slug === slug).topics;
  const before = topics(second);
  await press('/');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('is:editing');
  await press('Enter');
  const editing = room.json(EDITOR, 'queue', 'is:editing').length;
  const shown = async () => Number(await page.getByRole('grid', { name: 'Articles' }).getAttribute('aria-rowcount')) - 1;
  await until(async () => (await shown()) === editing, 5000, 'the filter');
  for (const { slug } of [first, second]) {
    await walkTo(page, slug);
    await press('x');
  }
  await press('t');
  const dialog = page.getByRole('dialog', { name: 'Tag' });
  await dialog.getByLabel('Topics that come').fill('Ports, treaty');
  assert.deepEqual(await findings(page), []);
  await press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await until(() => topics(first).join() === 'ports,treaty' && topics(second).includes('treaty'), 8000, 'the tags');
  await press('z');
  await until(() => topics(first).join() === 'ports' && topics(second).join() === before.join(), 8000, 'taking them back');
});

test('the budget stands as it is printed', async () => {
  await press('Escape', 'Escape');
  await press('Shift+P');
  const sheet = page.frameLocator('iframe[title="The sheet"]');
  await sheet.getByRole('heading', { name: 'Budget' }).waitFor();
  assert.ok((await sheet.getByRole('row').count()) > 5);
  assert.deepEqual(await findings(page), []);
  await page.evaluate(() => {
    const frame = document.querySelector('iframe[title="The sheet"]');
    frame.contentWindow.print = () => (globalThis.printed = true);
  });
  await press('p');
  assert.equal(await page.evaluate(() => globalThis.printed), true);
  await press('Escape');
  await queue(page);
  assert.deepEqual(page.faults, []);
});
