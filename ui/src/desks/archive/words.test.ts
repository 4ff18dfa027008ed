import { expect, test } from 'vitest';

import { dateOf, monthName } from './words';

test('a date is told in the house’s zone', () => {
  expect(dateOf('2015-03-12T02:00:00Z', 'America/New_York')).toBe('11 Mar 2015');
  expect(dateOf('2015-03-12T02:00:00Z', 'Europe/Lisbon')).toBe('12 Mar 2015');
});

test('months have their names', () => {
  expect([1, 12].map(monthName)).toEqual(['January', 'December']);
});
