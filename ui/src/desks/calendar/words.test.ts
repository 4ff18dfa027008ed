import { expect, test } from 'vitest';
import type { CalendarCard } from '../../wire/CalendarCard';
import { heardOf, marksOf, toneOf, zonesSaid } from './words';

const NOW = Date.parse('2026-11-24T19:00:00Z');
const card = (more: object, line: object = {}) =>
  ({
    what: 'publish',
    job: 'j',
    time: '07:00',
    slot: 'Lead',
    asked: false,
    changed_since: false,
    breaks_embargo: false,
    ...more,
    line: { headline: 'The harbour deal', on_hold: false, embargoed_until: null, ...line },
  }) as unknown as CalendarCard;

test('zones are named, and the reader’s own only when it differs', () => {
  expect(zonesSaid(NOW, 'America/New_York', 'Europe/Lisbon')).toBe(
    'times in New York (EST), yours is Lisbon (WET, +5 h)',
  );
  expect(zonesSaid(NOW, 'America/New_York', 'America/Toronto')).toBe('times in New York (EST)');
  expect(zonesSaid(NOW, 'Europe/London', 'Asia/Kolkata')).toContain('+5.5 h');
});

test('the worst that is to be said of a card colours it', () => {
  expect(toneOf(card({ what: 'live', job: null }))).toBe('live');
  expect(toneOf(card({}))).toBe('blue');
  expect(toneOf(card({}, { on_hold: true }))).toBe('amber');
  expect(toneOf(card({ breaks_embargo: true }, { on_hold: true }))).toBe('red');
});

test('hold, embargo and changes are marked, and heard', () => {
  const held = card(
    { what: 'update', changed_since: true },
    { on_hold: true, embargoed_until: '2026-11-25T17:00:00Z' },
  );
  expect(marksOf(held, 'UTC', NOW).map((mark) => mark.text)).toEqual([
    'update',
    'on hold',
    'embargo to tomorrow 17:00',
    'changed since',
  ]);
  expect(heardOf(card({}), 'UTC', NOW)).toBe('The harbour deal, 07:00 Lead, scheduled');
});
