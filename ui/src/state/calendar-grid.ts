import type { Calendar } from '../wire/Calendar';
import type { CalendarCard } from '../wire/CalendarCard';
import type { CalendarDay } from '../wire/CalendarDay';

/** A row of the week: from its time up to the next row's. */
export interface Row {
  /** "07:00", in the house's zone. */
  time: string;
  /** Names of the slots at that time; empty for the hours before the first one. */
  name: string;
}

/** Where something stands: in the month the row is always the first. */
export interface Cell {
  date: string;
  row: number;
}

/** The parts of a day in a house that names no slots. */
const PARTS: Row[] = [
  { time: '06:00', name: 'Morning' },
  { time: '12:00', name: 'Midday' },
  { time: '18:00', name: 'Evening' },
];
const EARLY: Row = { time: '00:00', name: '' };

/** The rows of a week: the house's slots, and the hours before them where something stands there. */
export function rowsOf(days: readonly CalendarDay[], cards: readonly CalendarCard[]): Row[] {
  const slots = new Map<string, Set<string>>();
  for (const place of days.flatMap((day) => day.places)) {
    slots.set(place.time, (slots.get(place.time) ?? new Set()).add(place.slot));
  }
  const named = [...slots].map(([time, names]) => ({ time, name: [...names].join(' / ') }));
  const rows = named.length > 0 ? named.sort((a, b) => a.time.localeCompare(b.time)) : PARTS;
  const first = rows[0]?.time ?? '00:00';
  return cards.some((card) => card.time < first) ? [EARLY, ...rows] : rows;
}

/** The row that a time of day falls into. */
export function rowAt(rows: readonly Row[], time: string): number {
  return Math.max(
    0,
    rows.findLastIndex((row) => row.time <= time),
  );
}

/** The cards of one cell, in the order of time; `rows` of one for the month. */
export function cardsIn(cards: readonly CalendarCard[], rows: readonly Row[], { date, row }: Cell): CalendarCard[] {
  const until = rows[row + 1]?.time ?? '24:00';
  const from = row === 0 ? '00:00' : (rows[row]?.time ?? '00:00');
  return cards.filter((card) => card.date === date && from <= card.time && card.time < until);
}

/** The first free slot of a day; of the day's slots that are to come, the first; noon where there is none. */
export function freeTime(days: readonly CalendarDay[], date: string): string {
  const places = days.find((day) => day.date === date)?.places ?? [];
  const free = places.find((place) => place.state === 'empty');
  const toCome = places.find((place) => place.state !== 'past' && place.state !== 'never');
  return (free ?? toCome)?.time ?? '12:00';
}

/** The first free slot from a date on, for something that has no time yet. */
export function firstFree(days: readonly CalendarDay[], today: string): { date: string; time: string } {
  const coming = days.filter((day) => day.date >= today);
  const day = coming.find((one) => one.places.some((place) => place.state === 'empty')) ?? coming[0] ?? days[0];
  const date = day?.date ?? today;
  return { date, time: freeTime(days, date) };
}

/** How far the clock is through a row, from 0 to 1. */
export function through(rows: readonly Row[], row: number, clock: string): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const from = minutes(rows[row]?.time ?? '00:00');
  const to = minutes(rows[row + 1]?.time ?? '24:00');
  return Math.max(0, Math.min(1, (minutes(clock) - from) / Math.max(1, to - from)));
}

/** What the calendar warns of at a glance, worst first. */
export interface Warning {
  text: string;
  tone: 'amber' | 'red';
}

export function warningsOf(calendar: Calendar, nameOf: (date: string) => string): Warning[] {
  const days = calendar.days.filter((day) => day.date >= calendar.today);
  const cards = calendar.cards.filter((card) => card.job !== null);
  const count = (number: number, one: string, several: string) => `${number} ${number === 1 ? one : several}`;
  const broken = cards.filter((card) => card.breaks_embargo);
  const held = cards.filter((card) => card.line.on_hold);
  const doubled = days.filter((day) => day.places.some((place) => place.state === 'doubled'));
  const gaps = days.filter((day) => day.gap);
  const soon = days.slice(0, 2).flatMap((day) => {
    const empty = day.places.filter((place) => place.state === 'empty').length;
    return empty > 0 && !day.gap ? [`${count(empty, 'empty slot', 'empty slots')} ${nameOf(day.date)}`] : [];
  });
  return [
    ...(broken.length
      ? [{ text: `${count(broken.length, 'embargo', 'embargoes')} broken`, tone: 'red' as const }]
      : []),
    ...doubled.map((day) => ({ text: `two in one slot ${nameOf(day.date)}`, tone: 'amber' as const })),
    ...(held.length ? [{ text: `${held.length} on hold`, tone: 'amber' as const }] : []),
    ...soon.map((text) => ({ text, tone: 'amber' as const })),
    ...(gaps.length === 1 && gaps[0]
      ? [{ text: `nothing goes out ${nameOf(gaps[0].date)}`, tone: 'amber' as const }]
      : []),
    ...(gaps.length > 1 ? [{ text: `${gaps.length} days with nothing`, tone: 'amber' as const }] : []),
  ];
}
