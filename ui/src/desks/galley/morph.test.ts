import { describe, expect, it } from 'vitest';

import { morph } from './morph';

function page(html: string): HTMLElement {
  return new DOMParser().parseFromString(`<body>${html}</body>`, 'text/html').body;
}

function check(old: string, now: string, most?: number): HTMLElement {
  const live = page(old);
  const changed = morph(live, page(now));
  expect(live.innerHTML, `${old} → ${now}`).toBe(now);
  if (most !== undefined) expect(changed, 'nodes touched').toBeLessThanOrEqual(most);
  return live;
}

describe('the galley is changed in place', () => {
  it('touches nothing when nothing changed', () => {
    check('<p>a</p><p>b</p>', '<p>a</p><p>b</p>', 0);
  });

  it('changes one word in one text', () => {
    check('<p>a</p><p>b <em>c</em></p><p>d</p>', '<p>a</p><p>b! <em>c</em></p><p>d</p>', 1);
  });

  it('puts a paragraph in, and takes one out, without touching its neighbours', () => {
    check('<p>a</p><p>c</p>', '<p>a</p><p>b</p><p>c</p>', 1);
    check('<p>a</p><p>b</p><p>c</p>', '<p>a</p><p>c</p>', 1);
    check('<p>a</p><p>b</p><p>c</p>', '<p>b</p><p>c</p>', 1);
  });

  it('keeps a picture that stays, the very same element', () => {
    const live = page('<p>a</p><figure><img src="x"></figure><p>b</p>');
    const image = live.querySelector('img');
    morph(live, page('<p>new</p><p>a!</p><figure><img src="x"></figure><p>b</p>'));
    expect(live.querySelector('img')).toBe(image);
  });

  it('leaves unfolded what the reader unfolded', () => {
    const live = page('<details open=""><summary>s</summary>a</details>');
    morph(live, page('<details><summary>s</summary>b</details>'));
    expect(live.innerHTML).toBe('<details open=""><summary>s</summary>b</details>');
  });

  it('leaves alone what is the desk’s own', () => {
    const live = page('<p>a</p><style data-desk="own">x</style>');
    morph(live, page('<p>a</p><p>b</p>'));
    expect(live.innerHTML).toBe('<p>a</p><p>b</p><style data-desk="own">x</style>');
    morph(live, page('<p>b</p>'));
    expect(live.innerHTML).toBe('<p>b</p><style data-desk="own">x</style>');
  });

  it('gives and takes attributes', () => {
    check('<p class="x" id="i">a</p>', '<p id="i" lang="de">a</p>');
  });

  it('makes any page of any other', () => {
    let seed = 11;
    const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
    const make = (depth: number): string =>
      Array.from({ length: random(5) }, () => {
        const kind = random(5);
        if (kind === 0 || depth === 0) return `<p>${'abc'[random(3)]}</p>`;
        if (kind === 1) return `<img src="${random(3)}">`;
        if (kind === 2) return `<h2 id="h${random(3)}">t</h2>`;
        return `<section>${make(depth - 1)}</section>`;
      }).join('');
    for (let round = 0; round < 120; round++) check(make(3), make(3));
  });
});
