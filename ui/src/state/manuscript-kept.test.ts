import { beforeEach, describe, expect, it } from 'vitest';

import { Kept } from './manuscript-kept.svelte';

const UNSENT = { base: 'One.', became: [{ text: 'One. Two.', suggested: false }] };

/** The page is loaded, and that person sits at it. */
function load(person: string): Kept {
  const kept = new Kept();
  kept.sit(person);
  return kept;
}

describe('what was typed and has not arrived', () => {
  beforeEach(() => sessionStorage.clear());

  it('outlives a reload until it has arrived', () => {
    load('ana').keep('harbour', UNSENT);
    const again = load('ana');
    expect(again.left).toEqual(['harbour']);
    expect(again.of('harbour')).toEqual(UNSENT);
    expect(again.of('grain')).toBeUndefined();
    again.forget('harbour');
    expect(again.articles).toEqual([]);
    expect(load('ana').of('harbour')).toBeUndefined();
  });

  it('is in the page already where it was typed', () => {
    const kept = load('ana');
    kept.keep('harbour', UNSENT);
    expect(kept.of('harbour')).toBeUndefined();
    expect([kept.articles, kept.left]).toEqual([['harbour'], []]);
  });

  it('is shown to nobody else, and waits for its writer', () => {
    load('ana').keep('harbour', UNSENT);
    const other = load('ben');
    expect([other.of('harbour'), other.articles]).toEqual([undefined, []]);
    expect(load('an').articles).toEqual([]);
    expect(load('ana').of('harbour')).toEqual(UNSENT);
  });

  it('stays with whoever sat down first, since the page is loaded anew for the next', () => {
    const kept = load('ana');
    kept.sit('ben');
    kept.keep('harbour', UNSENT);
    expect(load('ben').of('harbour')).toBeUndefined();
  });

  it('goes with whoever signs out, whatever is typed behind them', () => {
    const kept = load('ana');
    kept.keep('harbour', UNSENT);
    kept.close();
    kept.keep('harbour', UNSENT);
    expect(sessionStorage.length).toBe(0);
  });

  it('is nothing when it cannot be read', () => {
    for (const written of ['', '{', 'null', '{"base":1,"became":[]}', '{"base":"","became":[{}]}']) {
      sessionStorage.setItem('galley.unsent.ana.harbour', written);
      expect(load('ana').of('harbour'), written).toBeUndefined();
    }
  });
});
