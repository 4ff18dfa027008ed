// docs/screenshots: every view of the sample newsroom, light and dark, in a roomy and in a small window.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { launch, open } from './journeys/browser.mjs';
import { choose, galleyShows, manuscript, queue, settled, sit, sitInstead } from './journeys/desk.mjs';
import { galley, Room, root } from './journeys/room.mjs';
import { Window } from './journeys/webdriver.mjs';

const folder = process.env.GALLEY_SCREENSHOTS ?? join(root, 'docs/screenshots');
const wanted = process.argv.slice(2);
const SIZES = [
  [1280, 800],
  [900, 600],
];

const EDITOR = 'Penelope Whitlock';
const MANAGING = 'Ines Okafor';
const ADMINISTRATOR = 'Teodor Lindauer';
const WRITER = 'Tommaso Marchetti';
/** In editing with Penelope Whitlock; ready and without a time; live with a picture. */
const EDITED = 'grain-envoys';
/** With suggestions and comments in it. */
const REVIEWED = 'border-clinic';
const READY = 'ceasefire-invoices';
const LIVE = '/the-strait-nobody-wants-to-police/';

const room = new Room();
const fresh = new Room({ sample: false });
const browser = await launch();
try {
  mkdirSync(folder, { recursive: true });
  room.galley(MANAGING, 'backup');
  const address = await room.serve();
  const articles = Object.fromEntries(room.json(MANAGING, 'queue').map(({ slug, id }) => [slug, id]));
  for (const [width, height] of SIZES) {
    for (const theme of ['light', 'dark']) await views({ address, articles, width, height, theme });
  }
  await firstHour(await fresh.serve());
} finally {
  await browser.close();
  room.close();
  fresh.close();
}

async function views({ address, articles, width, height, theme }) {
  const page = await open(browser, address, { width, height, theme });
  const picture = async (name) => {
    if (wanted.length > 0 && !wanted.includes(name)) return;
    await settled(page);
    const file = join(folder, `${name}-${theme}-${width}x${height}.png`);
    await page.screenshot({ path: file });
    lighten(file);
  };

  await page.getByRole('searchbox').waitFor();
  await picture('sit');
  await sit(page, MANAGING);
  await queue(page);
  if (await page.getByRole('region', { name: 'Peek' }).isVisible()) await page.keyboard.press('Space');
  await picture('queue');
  await choose(page, READY);
  await page.keyboard.press('Space');
  await page.getByRole('region', { name: 'Peek' }).getByRole('button').first().waitFor();
  await page.waitForTimeout(600);
  await picture('peek');
  await page.keyboard.press('Space');

  await page.keyboard.press('s');
  await page.getByRole('dialog').getByLabel('When').fill('fri 7:00');
  await page.waitForTimeout(600);
  await picture('schedule');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('har');
  await page.waitForTimeout(400);
  await picture('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await picture('help');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.locator('[data-card]').first().waitFor();
  await page.waitForTimeout(400);
  await picture('calendar');
  await page.keyboard.press('v');
  await page.waitForTimeout(400);
  await picture('calendar-month');
  await page.keyboard.press('v');
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.getByRole('heading', { name: 'Log' }).waitFor();
  await page.waitForTimeout(500);
  await picture('log');
  await page.goto(`${address}#/log/${articles[EDITED]}`);
  await page.getByRole('region', { name: 'Story' }).getByRole('heading', { level: 2 }).waitFor();
  await picture('story');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await page.getByRole('region', { name: 'Needs you' }).waitFor();
  await picture('inbox');
  await page.goto(`${address}#/budget`);
  await page.frameLocator('iframe[title="The sheet"]').getByRole('heading', { name: 'Budget' }).waitFor();
  await picture('budget');
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await queue(page);
  await page.keyboard.press('Shift+C');
  await page.getByRole('menuitemcheckbox', { name: 'Writer' }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'Comments' }).press('Enter');
  await picture('columns');
  await page.getByRole('menuitem', { name: 'As at the beginning' }).press('Enter');
  await page.keyboard.press('w');
  await page.getByRole('table', { name: 'By who edits' }).waitFor();
  await picture('workload');
  await page.keyboard.press('w');
  await queue(page);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('listbox', { name: 'Published articles' }).getByRole('option').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('harbour');
  await page.waitForTimeout(600);
  await picture('archive');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page.getByRole('heading', { name: 'Backups' }).waitFor();
  await page.waitForTimeout(400);
  await picture('backups');

  await sitInstead(page, ADMINISTRATOR);
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByRole('heading', { name: 'Masthead' }).waitFor();
  await page.waitForTimeout(400);
  await picture('masthead');
  await sitInstead(page, WRITER);
  await page.goto(`${address}#/queue`);
  await page.getByRole('heading', { name: 'My articles' }).waitFor();
  await page.waitForTimeout(400);
  await picture('mine');

  await sitInstead(page, EDITOR);
  await page.goto(`${address}#/article/${articles[EDITED]}`);
  await galleyShows(page, 'Envoys');
  await manuscript(page).waitFor();
  await picture('editor');
  await page.getByRole('button', { name: 'Phone, tablet and desktop side by side' }).click();
  await page.waitForTimeout(2500);
  await picture('editor-widths');
  await page.getByRole('button', { name: 'Phone', exact: true }).click();
  for (const [tab, name] of [
    ['Details', 'editor-details'],
    ['Checks', 'editor-checks'],
    ['History', 'editor-history'],
  ]) {
    await page.getByRole('tab', { name: tab }).click();
    await page.waitForTimeout(400);
    await picture(name);
  }
  await page.goto(`${address}#/article/${articles[REVIEWED]}`);
  await manuscript(page).waitFor();
  await page.getByRole('tab', { name: 'Comments' }).click();
  await page.getByRole('button', { name: /further down/ }).click();
  await page.locator('[data-cards] article').first().waitFor();
  await page.waitForTimeout(600);
  await picture('comments');
  await page.goto(`${address}#/versions/${articles[REVIEWED]}/before/desk`);
  await page.getByRole('slider').waitFor();
  await page.waitForTimeout(600);
  await picture('versions');
  if (page.faults.length > 0) console.error(`${theme} ${width}×${height}:\n  ${page.faults.join('\n  ')}`);

  for (const [name, path] of [
    ['article', LIVE],
    ['front', '/'],
    ['section', '/section/global-crises/'],
  ]) {
    const response = await page.goto(new URL(`site${path}`, address).href);
    if (!response.ok()) throw new Error(`${path} is not there`);
    await picture(name);
  }
  await page.context().close();
}

/** A window without a newsroom, an empty newsroom, and a newsroom that asks who comes in. */
async function firstHour(address) {
  const taken = (name) => wanted.length === 0 || wanted.includes(name);
  for (const dark of taken('welcome') ? [false, true] : []) {
    const window = await Window.open(undefined, { dark, env: { GALLEY_DESK: '' } });
    await window.shows('No newsroom is open in this window yet.');
    const file = join(folder, `welcome-${dark ? 'dark' : 'light'}-1280x800.png`);
    await new Promise((done) => setTimeout(done, 1000));
    window.picture(file);
    lighten(file);
    await window.close();
  }
  for (const [width, height] of SIZES) {
    for (const theme of ['light', 'dark']) {
      const page = await open(browser, address, { width, height, theme });
      const picture = async (name) => {
        if (!taken(name)) return;
        await settled(page);
        const file = join(folder, `${name}-${theme}-${width}x${height}.png`);
        await page.screenshot({ path: file });
        lighten(file);
      };
      await page.getByRole('button', { name: MANAGING }).click();
      await page.getByText('is ready for its first article').waitFor();
      await picture('first-steps');
      await page.context().close();
    }
  }
  execFileSync(galley, ['-d', fresh.folder, 'people', 'passphrase', MANAGING], { input: 'four tall ships at noon\n', stdio: 'pipe' });
  for (const [width, height] of taken('sign-in') ? SIZES : []) {
    for (const theme of ['light', 'dark']) {
      const page = await open(browser, address, { width, height, theme });
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await settled(page);
      const file = join(folder, `sign-in-${theme}-${width}x${height}.png`);
      await page.screenshot({ path: file });
      lighten(file);
      await page.context().close();
    }
  }
}

/** A palette of 256 colours: enough for paper and ink, and a third of the size. */
function lighten(file) {
  try {
    execFileSync('convert', [file, '+dither', '-colors', '256', `PNG8:${file}.small`]);
    execFileSync('mv', [`${file}.small`, file]);
  } catch (missing) {
    if (missing.code !== 'ENOENT') throw missing;
    rmSync(`${file}.small`, { force: true });
  }
}
