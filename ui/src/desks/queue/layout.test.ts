// @vitest-environment node
import { expect, test } from 'vitest';

import type { Group } from '../../wire/Group';
import { HEADING, ROW, seen, stretches, topOf } from './layout';

const groups: Group[] = [
  { bucket: 'broken', label: 'Broken now', count: 1 },
  { bucket: 'decision', label: 'Needs your decision', count: 3 },
  { bucket: 'open', label: 'Open', count: 9996 },
];
const all = stretches(groups, 10_000);

test('every line stands below the one before it, headings between them', () => {
  let expected = 0;
  let index = 0;
  for (const group of groups) {
    expected += HEADING;
    for (let at = 0; at < group.count; at++, index++, expected += ROW) expect(topOf(all, index)).toBe(expected);
  }
});

test('what is scrolled to is among what is seen, from the first line to the last', () => {
  const last = all.at(-1);
  const whole = (last?.top ?? 0) + (last?.height ?? 0);
  for (let scrolled = 0; scrolled <= whole - 600; scrolled += 997) {
    const { first, last: end } = seen(all, scrolled, 600, 0);
    expect(topOf(all, first), 'nothing above is missing').toBeLessThanOrEqual(scrolled + HEADING);
    expect(topOf(all, Math.min(9999, end)) + ROW, 'nothing below is missing').toBeGreaterThanOrEqual(
      scrolled + 600 - HEADING,
    );
    expect(end - first, 'only a window of lines').toBeLessThan(20);
  }
  expect(seen(all, whole - 600, 600).last).toBe(9999);
});

test('without groups it is one stretch without a heading', () => {
  const plain = stretches([], 50);
  expect(topOf(plain, 10)).toBe(10 * ROW);
  expect(seen(plain, 0, 440, 0)).toEqual({ first: 0, last: 10 });
});

test('an empty queue has no lines to see', () => {
  const { first, last } = seen(stretches([], 0), 0, 600);
  expect(last).toBeLessThan(first);
});
