import { expect, test } from 'vitest';
import type { Calendar } from '../wire/Calendar';
import type { CalendarCard } from '../wire/CalendarCard';
import type { CalendarDay } from '../wire/CalendarDay';
import type { PlaceState } from '../wire/PlaceState';
import { cardsIn, firstFree, freeTime, rowAt, rowsOf, through, warningsOf } from './calendar-grid';

const day = (date: string, places: [string, string, PlaceState][], gap = false): CalendarDay => ({
  date,
  clocks: null,
  gap,
  places: places.map(([time, slot, state]) => ({ time, slot, state, at: `${date}T${time}:00Z` })),
});
const card = (date: string, time: string, more: object = {}) =>
  ({ date, time, job: 'j', breaks_embargo: false, line: { on_hold: false }, ...more }) as unknown as CalendarCard;

const DAYS = [
  day('2026-11-23', [['07:00', 'Lead', 'past'], ['12:00', 'Column', 'taken']]),
  day('2026-11-24', [['07:00', 'Lead', 'taken'], ['12:00', 'Essay', 'empty']]),
  day('2026-11-25', [['07:00', 'Lead', 'empty']], true),
]; // prettier-ignore

test('rows are the slots’ times; two names for one time are one row', () => {
  expect(rowsOf(DAYS, [])).toEqual([
    { time: '07:00', name: 'Lead' },
    { time: '12:00', name: 'Column / Essay' },
  ]);
  expect(rowsOf([day('2026-11-23', [])], []).map((row) => row.name)).toEqual(['Morning', 'Midday', 'Evening']);
});

test('what stands before the first slot has a row of its own, and only then', () => {
  const early = [card('2026-11-24', '05:30')];
  expect(rowsOf(DAYS, early)[0]).toEqual({ time: '00:00', name: '' });
  expect(cardsIn(early, rowsOf(DAYS, early), { date: '2026-11-24', row: 0 })).toHaveLength(1);
});

test('a card between two slots stands in the row of the one before', () => {
  const rows = rowsOf(DAYS, []);
  const cards = [card('2026-11-24', '08:15'), card('2026-11-24', '12:00'), card('2026-11-24', '23:00')];
  expect(cardsIn(cards, rows, { date: '2026-11-24', row: 0 }).map((one) => one.time)).toEqual(['08:15']);
  expect(cardsIn(cards, rows, { date: '2026-11-24', row: 1 }).map((one) => one.time)).toEqual(['12:00', '23:00']);
  expect(rowAt(rows, '11:59')).toBe(0);
});

test('something without a time goes to the first free slot', () => {
  expect(firstFree(DAYS, '2026-11-23')).toEqual({ date: '2026-11-24', time: '12:00' });
  expect(freeTime(DAYS, '2026-11-23')).toBe('12:00');
  expect(freeTime([], '2026-11-23')).toBe('12:00');
});

test('the line for now moves from one row to the next', () => {
  const rows = rowsOf(DAYS, []);
  expect(through(rows, 0, '09:30')).toBe(0.5);
  expect(through(rows, 1, '18:00')).toBe(0.5);
});

test('warnings say what is wrong from today on, the worst first', () => {
  const cards = [
    card('2026-11-24', '07:00', { breaks_embargo: true }),
    card('2026-11-24', '07:00', { line: { on_hold: true } }),
  ];
  const calendar = { days: DAYS, cards, today: '2026-11-24' } as unknown as Calendar;
  expect(warningsOf(calendar, (date) => date.slice(8)).map((warning) => warning.text)).toEqual([
    '1 embargo broken',
    '1 on hold',
    '1 empty slot 24',
    'nothing goes out 25',
  ]);
});
