import type { Need } from '../wire/Need';
import type { Offer } from '../wire/Offer';

/** What a form can ask for. */
export type Input =
  | 'commission'
  | 'job'
  | 'time'
  | 'due'
  | 'until'
  | 'review'
  | 'missed'
  | 'clearance'
  | 'check'
  | 'wish'
  | 'notice'
  | 'significance'
  | 'slug'
  | 'address'
  | 'name'
  | 'text'
  | 'note'
  | 'reason'
  | 'second'
  | 'typed';

const OF_NEED: Record<Need, Input[]> = {
  note: ['note'],
  'optional-note': ['note'],
  reason: ['reason'],
  due: ['due'],
  time: ['time'],
  review: ['review'],
  'second-person': ['second'],
  typed: ['typed'],
  commission: ['commission'],
  'notice-text': ['notice', 'text'],
  significance: ['significance'],
  check: ['check'],
};

/** What the command itself carries, whatever the offer's needs say. */
const OF_ACT: Record<string, Input[]> = {
  assign: ['commission'],
  return: ['due', 'note'],
  'back-to-editing': ['note'],
  schedule: ['time'],
  'schedule-withdrawal': ['time'],
  'move-job': ['job', 'time'],
  'set-missed': ['job', 'missed'],
  'stop-job': ['job', 'reason'],
  'publish-missed': ['job'],
  'drop-missed': ['job'],
  update: ['significance'],
  notice: ['notice', 'text', 'second'],
  retract: ['reason', 'second'],
  withdraw: ['reason'],
  'take-down': ['reason', 'typed'],
  hold: ['reason', 'review'],
  embargo: ['until', 'reason'],
  'lift-embargo': ['reason'],
  'require-clearance': ['clearance'],
  clear: ['clearance'],
  override: ['check', 'reason'],
  wish: ['wish', 'text'],
  decline: ['wish', 'reason'],
  spike: ['reason'],
  delete: ['reason'],
  'set-slug': ['slug'],
  'set-address': ['address'],
  freeze: ['name'],
};

const ORDER: Input[] = [
  'commission', 'job', 'time', 'due', 'until', 'review', 'missed', 'clearance', 'check', 'wish', 'notice', 'significance',
  'slug', 'address', 'name', 'text', 'note', 'reason', 'second', 'typed',
]; // prettier-ignore

/** What to ask for before this act, in the order of the form. */
export function inputsOf(offer: Offer): Input[] {
  const wanted = new Set([...offer.needs.flatMap((need) => OF_NEED[need]), ...(OF_ACT[offer.act] ?? [])]);
  // An embargo ends; nothing is due. A commission says itself by when.
  if (wanted.has('until') || wanted.has('commission')) wanted.delete('due');
  // Which notice is asked for comes after that one is.
  if (offer.act === 'wish') wanted.delete('notice');
  return ORDER.filter((input) => wanted.has(input));
}

/** The offer's label, with dots when something is asked or shown first. */
export function labelOf(offer: Offer): string {
  const label = offer.label.replace(/…$/, '');
  return inputsOf(offer).length > 0 || offer.leaves_house ? `${label}…` : label;
}

/** Whether that input may stay empty for this act. */
export function mayBeEmpty(offer: Offer, input: Input): boolean {
  if (input === 'note') return !offer.needs.includes('note') && !['return', 'back-to-editing'].includes(offer.act);
  if (input === 'reason') return offer.act === 'stop-job';
  return input === 'address' || input === 'missed';
}
