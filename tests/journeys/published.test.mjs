// What readers get: every page of the sample's site, in both houses.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { findings, launch, open } from './browser.mjs';
import { Room, galley, require } from './room.mjs';
import { serveFolder } from './site.mjs';

const vnu = require.resolve('vnu-jar/build/dist/vnu.jar');
const CSS_LIMIT = 30 * 1000;

/** The sample in another house than its own. */
function another(house) {
  const room = new Room({ empty: true });
  execFileSync(galley, ['new', room.folder, '--sample', '--house', house], { stdio: 'pipe' });
  return room;
}

for (const house of ['meridian', 'harbor'])
  describe(house, () => {
    let room, browser, host, site, pages;
    before(async () => {
      room = house === 'meridian' ? new Room() : another(house);
      browser = await launch();
      site = join(room.folder, 'site');
      host = await serveFolder(site);
      pages = readdirSync(site, { recursive: true })
        .filter((file) => file.endsWith('.html'))
        .sort();
    });
    after(async () => {
      await browser?.close();
      host?.close();
      room?.close();
    });

    const addressOf = (file) => new URL(file.replace(/index\.html$/, ''), host.address).href;

    test('the Nu checker finds no error on any page', async () => {
      assert.ok(pages.length > 20, `${pages.length} pages`);
      const checked = await promisify(execFile)(
        process.env.JAVA ?? 'java',
        ['-Xmx256m', '-jar', vnu, '--format', 'json', '--errors-only', ...pages.map((page) => join(site, page))],
        { maxBuffer: 1 << 24 },
      ).catch((refused) => refused);
      const { messages } = JSON.parse(checked.stderr);
      assert.deepEqual(
        messages.map(({ url, lastLine, message }) => `${relative(`file:${site}`, url ?? '')}:${lastLine} ${message}`),
        [],
      );
    });

    /** The front page, an article, and one listing of each sort. */
    function kinds() {
      const kind = (file) => {
        const parts = file.split('/');
        if (/^\d{4}$/.test(parts[0])) return 'article';
        if (parts.length > 2)
          return parts
            .slice(0, parts[0] === 'archive' ? parts.length : 1)
            .join('/')
            .replace(/\d+/g, '');
        return /<article class="story">/.test(readFileSync(join(site, file), 'utf8')) ? 'article' : parts[0];
      };
      return [...new Map(pages.map((file) => [kind(file), file])).values()];
    }

    test('axe finds nothing on any page, nor on any kind of page in the dark; nothing is asked from another host', async () => {
      const found = [];
      for (const theme of ['light', 'dark']) {
        const page = await open(browser, addressOf('index.html'), { theme });
        for (const file of theme === 'light' ? pages : kinds()) {
          await page.goto(addressOf(file));
          for (const finding of await findings(page)) found.push(`${file}, ${theme}: ${finding}`);
        }
        found.push(...page.faults);
        await page.context().close();
      }
      assert.deepEqual(found, []);
    });

    test('every page works without scripts at 320 pixels, with no sideways scroll and no shift', async () => {
      const page = await open(browser, addressOf('index.html'), { width: 320, height: 640 });
      const quiet = await open(browser, addressOf('index.html'), { width: 320, height: 640, scripts: false });
      const found = [];
      for (const file of pages) {
        await quiet.goto(addressOf(file));
        if (!(await quiet.getByRole('heading').first().isVisible()))
          found.push(`${file} shows no heading without scripts`);
        await page.goto(addressOf(file));
        const { wide, bare } = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          bare: [...document.images].filter(({ attributes }) => !attributes.width || !attributes.height).length,
        }));
        if (wide > 0) found.push(`${file} is ${wide} pixels too wide`);
        if (bare > 0) found.push(`${file} has ${bare} pictures without dimensions`);
      }
      assert.deepEqual(found, []);
      assert.deepEqual(quiet.faults, []);
      await page.context().close();
      await quiet.context().close();
    });

    test('the house’s style sheets are under 30 kB', () => {
      const sheets = readdirSync(site, { recursive: true }).filter((file) => file.endsWith('.css'));
      assert.ok(sheets.length > 0);
      const size = sheets.reduce((sum, file) => sum + statSync(join(site, file)).size, 0);
      assert.ok(size < CSS_LIMIT, `${size} bytes`);
    });
  });
