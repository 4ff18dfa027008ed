import { describe, expect, it } from 'vitest';

import { condition, inlined } from './emulate';
import { across, blockAt, turned } from './together';
import { placeOf } from './word-at';

describe('manuscript and galley at the same passage', () => {
  const stops = [
    { here: 0, there: 0 },
    { here: 100, there: 300 },
    { here: 200, there: 350 },
  ];

  it('goes between two stops in proportion', () => {
    expect(across(stops, 50)).toBe(150);
    expect(across(stops, 150)).toBe(325);
    expect(across(turned(stops), 325)).toBe(150);
  });

  it('stays at the last stop beyond it, and at the place without stops', () => {
    expect(across(stops, 900)).toBe(350);
    expect(across([], 70)).toBe(70);
  });

  it('passes over a stop that runs backwards', () => {
    expect(across([...stops.slice(0, 2), { here: 150, there: 10 }, ...stops.slice(2)], 150)).toBe(325);
  });

  it('never runs backwards itself', () => {
    const wild = [5, 1, 9, 3, 7].map((there, here) => ({ here: here * 10, there: there * 10 }));
    let last = -1;
    for (let at = 0; at <= 60; at++) {
      const to = across(wild, at);
      expect(to).toBeGreaterThanOrEqual(last);
      last = to;
    }
  });

  it('finds the block of a position, or the one before it', () => {
    const blocks = [
      { from: 0, to: 10 },
      { from: 12, to: 20 },
    ];
    expect([0, 10, 11, 12, 25].map((at) => blockAt(blocks, at))).toEqual([0, 0, 0, 1, 1]);
    expect(blockAt([], 3)).toBe(-1);
  });

  it('finds the word of the page in the manuscript, behind marks and among its likes', () => {
    const source = 'The *harbour* deal and the [harbour](https://x.example) wall';
    const words = 'The harbour deal and the harbour wall';
    expect(source.slice(placeOf(words, words.indexOf('wall'), source))).toBe('wall');
    expect(source.slice(placeOf(words, words.indexOf('deal and'), source)).startsWith('deal and')).toBe(true);
    expect(placeOf('nothing like it', 3, source)).toBe(0);
  });
});

describe('the page as readers with another setting see it', () => {
  const light = { dark: false, print: false };
  const dark = { dark: true, print: false };
  const print = { dark: true, print: true };
  const yes = '(min-width: 0)';
  const no = '(max-width: 0)';

  it('answers the reader’s colours', () => {
    expect(condition('(prefers-color-scheme:dark)', dark)).toBe(yes);
    expect(condition('(prefers-color-scheme: dark)', light)).toBe(no);
    expect(condition('screen and (prefers-color-scheme: light)', light)).toBe(`screen and ${yes}`);
  });

  it('is light on paper, and paper is print', () => {
    expect(condition('(prefers-color-scheme: dark)', print)).toBe(no);
    expect(condition('print', print)).toBe('all');
    expect(condition('screen and (min-width: 40rem)', print)).toBe('speech and (min-width: 40rem)');
    expect(condition('print', dark)).toBe('print');
  });

  it('makes the addresses of a style sheet whole', () => {
    expect(
      inlined('a{src:url("../f/x.woff2")}b{background:url(#m) url(y.png)}', 'galley://localhost/house/styles/s.css'),
    ).toBe(
      'a{src:url("galley://localhost/house/f/x.woff2")}b{background:url(#m) url("galley://localhost/house/styles/y.png")}',
    );
  });
});
