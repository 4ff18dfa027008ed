import { expect, test } from 'vitest';

import type { Line } from '../../wire/Line';
import { presentIn, waitingIn } from './row-words';

const line = (some: Partial<Line>) => ({ suggestions: 0, comments: 0, present: [], ...some }) as unknown as Line;

test('what waits in a text is counted, and nothing is said of nothing', () => {
  expect(waitingIn(line({}))).toBe('');
  expect(waitingIn(line({ suggestions: 1 }))).toBe('1 suggestion');
  expect(waitingIn(line({ suggestions: 2, comments: 1 }))).toBe('2 suggestions · 1 comment');
});

test('who is in a text is named shortly', () => {
  expect(presentIn(line({}))).toBe('');
  expect(presentIn(line({ present: ['Lucía Sandoval', 'Ines'] }))).toBe('L. Sandoval, Ines');
});
