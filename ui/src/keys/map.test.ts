import { expect, test } from 'vitest';

import { BINDINGS } from './map';

const reach = (where: string) => BINDINGS.filter((one) => one.where === where || one.where === 'everywhere');

test.each(['queue', 'inbox', 'budget', 'calendar', 'archive', 'log', 'backups', 'editor', 'versions'])(
  'in the %s no key stands for two things',
  (where) => {
    // Keys of the manuscript count while one writes in it, and go before those of the frame.
    const bindings = reach(where).filter((binding) => !binding.own);
    const seen = new Map<string, string>();
    for (const binding of bindings) {
      for (const keys of binding.keys) {
        expect(seen.get(keys), `${keys} is both ${seen.get(keys)} and ${binding.id}`).toBeUndefined();
        seen.set(keys, binding.id);
      }
    }
  },
);

test.each(['queue', 'inbox', 'budget', 'calendar', 'archive', 'log', 'backups', 'editor', 'versions'])(
  'in the %s no single key is the beginning of two in a row',
  (where) => {
    const all = reach(where).flatMap((binding) => binding.keys);
    const firsts = new Set(all.filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]));
    expect(all.filter((keys) => firsts.has(keys))).toEqual([]);
  },
);

test('every id stands once, and everything can be pressed', () => {
  const ids = BINDINGS.map((binding) => binding.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const binding of BINDINGS) expect(binding.keys.length, binding.id).toBeGreaterThan(0);
});
