// Text that would like to be a program, in every field and in the body of an article.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './room.mjs';

export const RAW = '<script>window.ran = 1</script><img src=x onerror="window.ran = 1">';

const VECTORS = [
  '<script>window.ran = 1</script>',
  '<img src=x onerror="window.ran = 1">',
  '<svg onload="window.ran = 1"></svg>',
  '<svg><animate onbegin="window.ran = 1" attributeName="x" dur="1s"></svg>',
  '[a link](javascript:window.ran=1)',
  '[a card](javascript:window.ran=1 "It says | <img src=x onerror=window.ran=1>")',
  '[a card](https://maps.example/"onmouseover="window.ran=1 "<script>window.ran = 1</script> | <img src=x onerror=window.ran=1>")',
  '<a href="jAvAsCrIpT:window.ran=1">raw</a>',
  '<a href="&#106;avascript:window.ran=1">raw</a>',
  '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
  '<object data="data:text/html,<script>window.ran=1</script>"></object>',
  '<details ontoggle="window.ran=1" open>x</details>',
  '<style onload="window.ran = 1">@import "https://evil.example/x.css"</style>',
  '<math><mtext><img src=x onerror="window.ran = 1"></mtext></math>',
  '![alt](data:text/html,<script>window.ran=1</script> "caption <script>window.ran = 1</script>")',
  '<form action="javascript:window.ran=1"><input autofocus onfocus="window.ran=1"></form>',
  '</title></style></textarea></script><script>window.ran = 1</script>',
];

/** Puts an article with all of them on the desk, as that writer; answers with its slug and id. */
export function unsafeArticle(room, writer) {
  const file = join(room.scratch, 'unsafe.md');
  const quoted = JSON.stringify(RAW);
  writeFileSync(
    file,
    `---\ntitle: ${JSON.stringify(`Unsafe ${RAW} headline`)}\ndek: ${quoted}\nsection: europe\ntopics: [${quoted}]\n---\n` +
      `The unsafe text.\n\n${VECTORS.join('\n\n')}\n\n- ${VECTORS.join('\n- ')}\n\n> ${VECTORS.join('\n>\n> ')}\n\n` +
      `| ${RAW} |\n|---|\n| ${RAW} |\n\n## ${RAW}\n\nA note.[^n]\n\n[^n]: ${RAW}\n`,
  );
  room.galley(writer, 'submit', file, '--by', writer);
  const { slug, id } = room.json(writer, 'queue').find(({ headline }) => headline.startsWith('Unsafe'));
  const picture = join(root, 'data/sample/pictures/night-shift.jpg');
  const said = ['alt', 'caption', 'credit', 'rights'].flatMap((field) => ['--set', `lead.${field}=${RAW}`]);
  room.galley(writer, 'edit', slug, '--set', `lead=${picture}`);
  room.galley(writer, 'edit', slug, ...said, '--set', `language=${RAW}`);
  return { slug, id };
}

/** Everything in a page that could run: handlers, script that is not data, addresses that are code. Runs in the page. */
export function suspicious(page) {
  return [...page.querySelectorAll('*')].flatMap((element) => [
    // The desk's own program stands in its page by its address.
    ...(element.localName === 'script' &&
    element.type !== 'application/ld+json' &&
    !/^\.?\/assets\/[\w-]+\.js$/.test(element.getAttribute('src') ?? '')
      ? [element.outerHTML]
      : []),
    ...[...element.attributes]
      .filter(
        ({ name, value }) =>
          /^on/i.test(name) ||
          /^\s*(javascript|data:text)/i.test(value) ||
          // The desk's own frames run nothing.
          (name === 'srcdoc' && element.getAttribute('sandbox') !== 'allow-same-origin'),
      )
      .map(({ name, value }) => `${element.localName} ${name}=${value}`),
  ]);
}
