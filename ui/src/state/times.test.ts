// @vitest-environment node
import { expect, test } from 'vitest';

import { age, brief, clock, day, houseTime, zoneName } from './times';

const noon = Date.parse('2026-11-24T17:00:00Z'); // Tuesday, 12:00 in New York
const ago = (minutes: number) => new Date(noon - minutes * 60_000).toISOString();
const zone = 'America/New_York';

test.each([
  [0, 'now'],
  [0.9, 'now'],
  [1, '1 min'],
  [59.9, '59 min'],
  [60, '1 h'],
  [31 * 60, '31 h'],
  [47.9 * 60, '47 h'],
  [48 * 60, '2 d'],
  [59 * 1440, '59 d'],
  [60 * 1440, '8 wk'],
])('%d minutes ago is said as “%s”', (minutes, said) => expect(age(ago(minutes), noon)).toBe(said));

test('a clock that runs ahead does not make an age negative', () => expect(age(ago(-5), noon)).toBe('now'));

test.each([
  ['2026-11-24T21:00:00Z', 'today 16:00'],
  ['2026-11-25T04:59:00Z', 'today 23:59'],
  ['2026-11-25T05:00:00Z', 'tomorrow 00:00'],
  ['2026-11-23T12:00:00Z', 'yesterday 07:00'],
  ['2026-11-27T12:00:00Z', 'Fri 07:00'],
  ['2026-12-01T12:00:00Z', '1 Dec 07:00'],
  ['2025-12-01T12:00:00Z', '1 Dec 2025'],
])('%s is said as “%s” in the house’s zone', (at, said) => expect(day(at, zone, noon)).toBe(said));

test('a day by its name survives the change of the clocks', () => {
  const eve = Date.parse('2026-10-31T16:00:00Z'); // the clocks go back in the night to Sunday
  expect(day('2026-11-01T12:00:00Z', zone, eve)).toBe('tomorrow 07:00');
});

test('the house’s time names its zone', () => expect(houseTime(noon, zone)).toBe('Tue 24 Nov · 12:00 EST'));

test.each([
  ['America/New_York', 'EST'],
  ['Europe/London', 'GMT'],
  ['Europe/Berlin', 'CET'],
])('people in %s call their time %s', (where, name) => expect(zoneName(noon, where)).toBe(name));

test('a clock shows seconds, so that “saved” is exact', () => {
  expect(clock('2026-11-24T17:02:07Z', zone)).toBe('12:02:07');
});

test('where there is little room, a day further away than a week is its date alone', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  expect(brief('2026-12-06T18:00:00Z', 'UTC', now)).toBe('6 Dec');
  expect(brief('2026-11-24T18:00:00Z', 'UTC', now)).toBe('today 18:00');
  expect(brief('2025-12-06T18:00:00Z', 'UTC', now)).toBe('6 Dec 2025');
});
