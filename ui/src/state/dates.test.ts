import { expect, test } from 'vitest';
import { addDays, addMonths, daysBetween, monthOf, say, sayRange, weekOf } from './dates';

test('a week begins on Monday, over the ends of months and years', () => {
  expect(weekOf('2026-11-24')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
  expect(weekOf('2027-01-03')).toEqual({ from: '2026-12-28', to: '2027-01-03' });
});

test('a month is shown in whole weeks, and never in more than six', () => {
  expect(monthOf('2026-11-24')).toEqual({ from: '2026-10-26', to: '2026-12-06' });
  expect(monthOf('2027-02-01')).toEqual({ from: '2027-02-01', to: '2027-02-28' });
});

test('days are added by the calendar, whatever the clocks do', () => {
  expect(addDays('2026-03-08', 1)).toBe('2026-03-09');
  expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
  expect(addMonths('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysBetween('2026-10-31', '2026-11-02')).toBe(2);
});

test('a range says month and year once', () => {
  expect(say('2026-11-24')).toBe('Tue 24');
  expect(sayRange('2026-11-23', '2026-11-29')).toBe('23 – 29 November 2026');
  expect(sayRange('2026-11-30', '2026-12-06')).toBe('30 November – 6 December 2026');
  expect(sayRange('2026-12-28', '2027-01-03')).toBe('28 December 2026 – 3 January 2027');
});
