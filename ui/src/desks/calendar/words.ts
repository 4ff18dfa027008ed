import { day, readerZone, zoneName } from '../../state/times';
import type { CalendarCard } from '../../wire/CalendarCard';

/** "times in New York (EST), yours is Lisbon (WET, +5 h)". */
export function zonesSaid(at: number, house: string, reader: string = readerZone()): string {
  const city = (zone: string) => zone.split('/').pop()?.replaceAll('_', ' ') ?? zone;
  const named = (zone: string) => {
    const name = zoneName(at, zone);
    return name === city(zone) ? name : `${city(zone)} (${name})`;
  };
  const ahead = offset(at, reader) - offset(at, house);
  if (ahead === 0) return `times in ${named(house)}`;
  const hours = `${ahead > 0 ? '+' : '−'}${Math.abs(ahead) / 60} h`;
  return `times in ${named(house)}, yours is ${city(reader)} (${zoneName(at, reader)}, ${hours})`;
}

/** Minutes ahead of UTC. */
function offset(at: number, zone: string): number {
  const shown = new Date(at).toLocaleString('sv-SE', { timeZone: zone });
  return Math.round((Date.parse(`${shown.replace(' ', 'T')}Z`) - at) / 60_000);
}

export interface Mark {
  text: string;
  tone: 'amber' | 'red' | 'blue' | 'plain';
}

/** What stands on a card beside its state: what would stop it, and what it is when it is not a publication. */
export function marksOf(card: CalendarCard, zone: string, now: number): Mark[] {
  const marks: Mark[] = [];
  if (card.what === 'update') marks.push({ text: 'update', tone: 'blue' });
  if (card.what === 'withdraw') marks.push({ text: 'withdrawal', tone: 'plain' });
  if (card.asked) marks.push({ text: 'missed: what now?', tone: 'red' });
  if (card.job && card.line.on_hold) marks.push({ text: 'on hold', tone: 'amber' });
  if (card.job && card.line.embargoed_until) {
    const until = day(card.line.embargoed_until, zone, now);
    marks.push({ text: `embargo to ${until}`, tone: card.breaks_embargo ? 'red' : 'amber' });
  }
  if (card.changed_since) marks.push({ text: 'changed since', tone: 'amber' });
  return marks;
}

export type CardTone = 'live' | 'blue' | 'amber' | 'red' | 'plain';

/** The colour of a card's edge: the worst that is to be said of it. */
export function toneOf(card: CalendarCard): CardTone {
  if (card.breaks_embargo || card.asked) return 'red';
  if (card.what === 'live') return 'live';
  if (card.line.on_hold || card.changed_since) return 'amber';
  return card.what === 'withdraw' ? 'plain' : 'blue';
}

/** The whole card in one sentence, for whoever hears it. */
export function heardOf(card: CalendarCard, zone: string, now: number): string {
  const state = card.what === 'live' ? 'live' : 'scheduled';
  const marks = marksOf(card, zone, now).map((mark) => mark.text);
  const where = [card.time, card.slot].filter(Boolean).join(' ');
  return [card.line.headline, where, state, ...marks].join(', ');
}
