import { expect, test } from 'vitest';

import { comingSlots } from './when.svelte';

const zone = 'America/New_York';
const slots = [
  { name: 'Evening', at: '16:00', days: [] },
  { name: 'Lead', at: '07:00', days: [] },
  { name: 'Column', at: '12:00', days: ['wed'] },
];

test('slots come in the order of the clock, from now on, on their days', () => {
  const noon = Date.parse('2026-11-24T17:00:00Z'); // Tuesday, 12:00 in New York
  expect(comingSlots(slots, zone, noon, 5).map(({ label, name }) => `${label} ${name}`)).toEqual([
    'today 16:00 Evening',
    'tomorrow 07:00 Lead',
    'tomorrow 12:00 Column',
    'tomorrow 16:00 Evening',
    'Thu 07:00 Lead',
  ]);
});

test('what is sent to be read is a date, whatever it is called', () => {
  const late = Date.parse('2026-12-31T23:00:00Z');
  expect(comingSlots(slots, zone, late, 1)[0]?.text).toBe('2027-01-01 07:00');
});

test('a house without a rhythm has no free slots', () => expect(comingSlots([], zone, 0, 5)).toEqual([]));
