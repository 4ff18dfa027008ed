// @vitest-environment node
import { expect, test } from 'vitest';

import { fuzzy, ranked } from './fuzzy';

const acts = [
  'Approve',
  'Schedule…',
  'Return to the writer…',
  'Publish now…',
  'Put on hold…',
  'Go to the queue',
  'Light appearance',
];
const best = (query: string) => ranked(query, acts, (act) => act)[0];

test.each([
  ['appr', 'Approve'],
  ['schd', 'Schedule…'],
  ['gq', 'Go to the queue'],
  ['hold', 'Put on hold…'],
  ['pub', 'Publish now…'],
  ['PUBLISH', 'Publish now…'],
  ['rtw', 'Return to the writer…'],
])('“%s” finds %s', (query, act) => expect(best(query)).toBe(act));

test('letters out of order find nothing', () => expect(fuzzy('evorppa', 'Approve')).toBeUndefined());

test('letters that happen to occur somewhere are chance, not a match', () => {
  expect(ranked('har', acts, (act) => act)).toEqual([]);
});

test('accents need not be typed', () => expect(fuzzy('lucia', 'Lucía Sandoval')).toBeGreaterThan(0));

test('the whole word is better than its letters', () => {
  const whole = fuzzy('hold', 'Put on hold…') ?? 0;
  const letters = fuzzy('hold', 'How old editions look') ?? 0;
  expect(whole).toBeGreaterThan(letters);
});

test('nothing typed keeps everything, in its order', () => expect(ranked('', acts, (act) => act)).toEqual(acts));
