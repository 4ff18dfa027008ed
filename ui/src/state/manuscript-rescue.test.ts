import { describe, expect, it } from 'vitest';

import { type Difference, difference } from './manuscript-difference';
import { othersChanged, rescue } from './manuscript-rescue';

function apply(text: string, changes: Difference[]): string {
  let out = '';
  let at = 0;
  for (const { from, to, insert } of changes) {
    out += text.slice(at, from) + insert;
    at = to;
  }
  return out + text.slice(at);
}

const BASE = 'One harbour.\n\nTwo ledgers.\n\nThree cranes.';

describe('the difference of two texts', () => {
  it('makes the new one of the old one', () => {
    let seed = 7;
    const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
    const words = ['a', 'b', '\n', '\n\n', 'the ', '🙂', 'é'];
    for (let round = 0; round < 2000; round++) {
      const text = () => Array.from({ length: random(14) }, () => words[random(words.length)]).join('');
      const [old, now] = [text(), text()];
      expect(apply(old, difference(old, now)), `${JSON.stringify(old)} → ${JSON.stringify(now)}`).toBe(now);
    }
  });

  it('names only what changed, paragraph by paragraph', () => {
    expect(difference(BASE, BASE.replace('One', 'A').replace('cranes', 'big cranes'))).toEqual([
      { from: 0, to: 3, insert: 'A' },
      { from: 34, to: 34, insert: 'big ' },
    ]);
  });

  it('never parts a character of two units', () => {
    expect(difference('🙂', '🙃')).toEqual([{ from: 0, to: 2, insert: '🙃' }]);
  });
});

describe('the rescue of what was not sent', () => {
  function check(mine: string, now: string, whole: string, homeless: string[] = []) {
    const rescued = rescue(BASE, mine, now);
    expect(apply(now, rescued.changes)).toBe(whole);
    expect(rescued.homeless).toEqual(homeless);
  }

  it('places it on a text that went on elsewhere', () => {
    check(
      BASE.replace('One', 'One old'),
      BASE.replace('Three', 'Four'),
      BASE.replace('One', 'One old').replace('Three', 'Four'),
    );
  });

  it('does not place twice what had arrived although the answer was lost', () => {
    const arrived = BASE.replace('Two', 'Only two');
    check(arrived, arrived, arrived);
    check(arrived, arrived.replace('Three', 'Four'), arrived.replace('Three', 'Four'));
    check(BASE.replace('Two', 'Exactly Two'), BASE.replace('Two', 'ExTwo'), BASE.replace('Two', 'Exactly Two'));
  });

  it('keeps words whose passage is gone, to be copied', () => {
    check(BASE.replace('ledgers', 'secret ledgers'), 'One harbour.\n\nThree cranes.', 'One harbour.\n\nThree cranes.', [
      'secret ',
    ]);
  });

  it('lets both deletions stand', () => {
    check(BASE.replace('One ', ''), BASE.replace(' cranes', ''), BASE.replace('One ', '').replace(' cranes', ''));
  });
});

describe('what others changed meanwhile', () => {
  it('is where the text is another, without what is one’s own in it', () => {
    const mine = BASE.replace('One', 'One old');
    const unsent = { base: BASE, became: [{ text: mine, suggested: false }] };
    expect(othersChanged(unsent, mine)).toEqual([]);
    expect(othersChanged(unsent, mine.replace('Three', 'Four'))).toEqual([{ from: 32, to: 36 }]);
    expect(othersChanged({ base: BASE, became: [] }, BASE.replace('Two ', ''))).toEqual([{ from: 14, to: 14 }]);
  });
});
