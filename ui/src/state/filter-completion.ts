/** What the house knows that can stand in a filter. */
export interface Known {
  people: readonly string[];
  sections: readonly { slug: string; label: string }[];
  formats: readonly { slug: string; label: string }[];
  regions: readonly { slug: string; label: string }[];
}

export interface Completion {
  /** What takes the place of what was begun. */
  text: string;
  /** What it means. */
  said: string;
}

export interface Completions {
  /** The stretch of the filter that is completed. */
  from: number;
  to: number;
  list: Completion[];
}

const KEYS: Completion[] = [
  { text: 'is:', said: 'where it is: submitted, live, late, mine' },
  { text: 'by:', said: 'who writes it' },
  { text: 'editor:', said: 'who edits it' },
  { text: 'section:', said: 'of that section' },
  { text: 'format:', said: 'of that format' },
  { text: 'region:', said: 'of that region' },
  { text: 'due:', said: 'due on, before or after a day' },
  { text: 'out:', said: 'goes out, or went out, on a day' },
  { text: 'len:', said: 'words' },
  { text: 'tk:', said: 'places still to be filled' },
  { text: 'has:', said: 'what it has: picture, schedule, problems' },
  { text: 'age:', said: 'how long in its status' },
];

const IS: [string, string][] = [
  ['pitch', 'a proposal'], ['assigned', 'given to a writer'], ['drafting', 'being written'], ['submitted', 'handed in'],
  ['editing', 'with an editor'], ['revising', 'back with the writer'], ['copy', 'with the copy desk'], ['ready', 'approved'],
  ['spiked', 'dropped'], ['live', 'readers see it'], ['scheduled', 'has a time'], ['hold', 'on hold'],
  ['embargo', 'not before a time'], ['changed', 'live, with changes'], ['late', 'should be out'],
  ['overdue', 'past its due date'], ['unclaimed', 'nobody edits it'], ['mine', 'yours'], ['any', 'everything'],
]; // prettier-ignore
const HAS: [string, string][] = [
  ['picture', 'a lead picture'], ['due', 'a due date'], ['writer', 'a writer'], ['editor', 'an editor'],
  ['schedule', 'a time'], ['headline', 'a headline'], ['dek', 'a dek'], ['problems', 'failing checks'],
  ['tk', 'places to be filled'], ['request', 'something asked for'],
]; // prettier-ignore
const DAYS: [string, string][] = [
  ['<today', 'before today'], ['today', 'today'], ['tomorrow', 'tomorrow'], ['fri', 'on Friday'], ['none', 'without one'],
]; // prettier-ignore
const COUNTS: [string, string][] = [['>0', 'any'], ['0', 'none'], ['>1000', 'more than'], ['<500', 'fewer than']]; // prettier-ignore
const AGES: [string, string][] = [['>2d', 'more than two days'], ['>1w', 'more than a week'], ['<12h', 'less than twelve hours']]; // prettier-ignore

/** At most this many are offered at once. */
const MOST = 9;

/** What can stand where the caret is; nothing where a plain word is typed. */
export function completions(filter: string, caret: number, known: Known): Completions {
  const from = filter.slice(0, caret).search(/(?:[^\s"]|"[^"]*"?)*$/);
  const begun = filter.slice(from, caret);
  const none = { from, to: caret, list: [] };
  const minus = begun.startsWith('-') ? '-' : '';
  const word = begun.slice(minus.length).toLowerCase();
  if (!word) return none;
  const [, key, values] = /^([a-z]+:)(.*)$/.exec(word) ?? [];
  if (key === undefined || values === undefined) {
    return {
      ...none,
      list: KEYS.filter(({ text }) => text.startsWith(word)).map((one) => ({ ...one, text: minus + one.text })),
    };
  }
  // Of "a,b" the last is completed.
  const start = values.lastIndexOf(',') + 1;
  const value = values.slice(start).replace(/^"/, '');
  const before = `${minus}${key}${values.slice(0, start)}`;
  const all = valuesOf(key, known).filter(([text]) => text !== value);
  const begins = all.filter(([text]) => text.toLowerCase().startsWith(value));
  // What it means is looked at only where no word of the filter's own begins so.
  const means = begins.length > 0 ? [] : all.filter(([, said]) => said.toLowerCase().includes(value));
  const list = [...begins, ...means]
    .slice(0, MOST)
    .map(([text, said]) => ({ text: before + (/\s/.test(text) ? `"${text}"` : text), said }));
  return { ...none, list };
}

function valuesOf(key: string, known: Known): [string, string][] {
  const terms = (all: Known['sections']) => all.map(({ slug, label }): [string, string] => [slug, label]);
  switch (key) {
    case 'is:':
      return IS;
    case 'has:':
      return HAS;
    case 'by:':
    case 'editor:':
      return [['me', 'you'], ['none', 'nobody'], ...known.people.map((name): [string, string] => [name, ''])];
    case 'section:':
      return terms(known.sections);
    case 'format:':
      return terms(known.formats);
    case 'region:':
      return terms(known.regions);
    case 'due:':
    case 'out:':
      return DAYS;
    case 'len:':
    case 'tk:':
      return COUNTS;
    case 'age:':
      return AGES;
    default:
      return [];
  }
}
