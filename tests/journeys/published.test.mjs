// What readers get: every page of the sample's site, in both houses.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { findings, launch, open } from './browser.mjs';
import { Room, galley, require, root } from './room.mjs';
import { serveFolder } from './site.mjs';

const vnu = require.resolve('vnu-jar/build/dist/vnu.jar');
const java = process.env.JAVA ?? 'java';
/** The Nu checker brings a validator for schemas in RELAX NG along. */
const JING = 'nu.validator.vendor.thaiopensource.relaxng.util.Driver';
const CSS_LIMIT = 30 * 1000;
/** Less is nothing: parts of a pixel. */
const SHIFT = 0.001;

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
        java,
        ['-Xmx256m', '-jar', vnu, '--format', 'json', '--errors-only', ...pages.map((page) => join(site, page))],
        { maxBuffer: 1 << 24 },
      ).catch((refused) => refused);
      const { messages } = JSON.parse(checked.stderr);
      assert.deepEqual(
        messages.map(({ url, lastLine, message }) => `${relative(`file:${site}`, url ?? '')}:${lastLine} ${message}`),
        [],
      );
    });

    for (const [schema, names] of [
      ['sitemap', /^(sitemap|sitemaps\/.*)\.xml$/],
      ['rss', /(^|\/)feed\.xml$/],
      ['atom', /(^|\/)atom\.xml$/],
    ])
      test(`every file of the kind ${schema} is what its schema says`, async () => {
        const found = readdirSync(site, { recursive: true }).filter((file) => names.test(file));
        assert.ok(found.length >= (schema === 'sitemap' ? 4 : 10), `${found.length} files`);
        const schemaFile = join(root, `tests/journeys/schemas/${schema}.rnc`);
        const checked = await promisify(execFile)(
          java,
          ['-cp', vnu, JING, '-c', schemaFile, ...found.map((file) => join(site, file))],
          { maxBuffer: 1 << 24 },
        ).catch((refused) => refused);
        assert.equal(`${checked.stdout}${checked.message ?? ''}`.trim(), '');
      });

    test('every feed of JSON names what JSON Feed asks for', () => {
      const feeds = readdirSync(site, { recursive: true }).filter((file) => file.endsWith('feed.json'));
      assert.ok(feeds.length >= 10, `${feeds.length} feeds`);
      for (const file of feeds) {
        const feed = JSON.parse(readFileSync(join(site, file), 'utf8'));
        assert.equal(feed.version, 'https://jsonfeed.org/version/1.1');
        assert.ok(feed.title && feed.items, file);
        assert.ok(feed.feed_url.endsWith(file), `${file} knows where it stands`);
        for (const item of feed.items) {
          assert.ok(item.id && item.content_html, `${file}: every item has an id and a text`);
          for (const date of [item.date_published, item.date_modified]) assert.ok(!date || !Number.isNaN(Date.parse(date)), file);
        }
        assert.equal(new Set(feed.items.map(({ id }) => id)).size, feed.items.length, `${file}: no item twice`);
      }
    });

    test('every link of every page leads to a page of the site, and to a place that is on it', async () => {
      const page = await open(browser, addressOf('index.html'), { scripts: false });
      const ids = new Map();
      const links = [];
      for (const file of pages) {
        await page.goto(addressOf(file));
        const found = await page.locator('html').evaluate((html) => ({
          ids: [...html.querySelectorAll('[id]')].map(({ id }) => id),
          links: [...html.querySelectorAll('a[href], link[href], img[src]')].map(({ href, src }) => href ?? src),
        }));
        ids.set(addressOf(file), new Set(found.ids));
        links.push(...found.links.map((link) => [file, link]));
      }
      const broken = links.filter(([, link]) => {
        const { origin, pathname, hash } = new URL(link);
        if (origin !== new URL(host.address).origin) return false;
        const file = join(site, decodeURIComponent(pathname), pathname.endsWith('/') ? 'index.html' : '');
        if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return true;
        return hash.length > 1 && !ids.get(`${origin}${pathname}`)?.has(decodeURIComponent(hash.slice(1)));
      });
      assert.deepEqual([...new Set(broken.map(([file, link]) => `${file}: ${link}`))], []);
      await page.context().close();
    });

    test('nothing shifts while a page of any kind arrives, on the phone and on the desktop', async () => {
      const shifted = [];
      for (const [width, height] of [[360, 640], [1280, 800]]) {
        const page = await open(browser, addressOf('index.html'), { width, height });
        // Pictures come late, as they do from afar. Fonts do not come at all: what they move depends on those that a reader has.
        await page.route(/\.woff2$/, (route) => route.abort());
        await page.route(/\.(webp|jpe?g|png)$/, async (route) => {
          await new Promise((done) => setTimeout(done, 150));
          await route.continue();
        });
        for (const file of kinds()) {
          await page.goto(addressOf(file), { waitUntil: 'load' });
          await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
          await page.waitForTimeout(250);
          const sum = await page.evaluate(
            () =>
              new Promise((done) => {
                let total = 0;
                new PerformanceObserver((list) => {
                  for (const entry of list.getEntries()) total += entry.value;
                }).observe({ type: 'layout-shift', buffered: true });
                setTimeout(() => done(total), 100);
              }),
          );
          if (sum >= SHIFT) shifted.push(`${file} at ${width}: ${sum.toFixed(4)}`);
        }
        await page.context().close();
      }
      assert.deepEqual(shifted, []);
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
