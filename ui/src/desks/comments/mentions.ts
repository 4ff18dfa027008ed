import type { PersonCard } from '../../wire/PersonCard';
import type { PersonId } from '../../wire/PersonId';

/** A mention that is being written: from its "@" to the caret. */
export interface Begun {
  from: number;
  typed: string;
}

/** The mention at the caret, when one is being written there. */
export function begunAt(text: string, caret: number): Begun | undefined {
  const found = /(?:^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?)$/u.exec(text.slice(0, caret));
  return found ? { from: caret - (found[1] ?? '').length - 1, typed: found[1] ?? '' } : undefined;
}

/** Who may be meant: names that begin so, in any of their words, at most six. */
export function meant(typed: string, people: readonly PersonCard[]): PersonCard[] {
  const wanted = fold(typed);
  const fits = ({ name }: PersonCard) => {
    const folded = fold(name);
    return folded.startsWith(wanted) || folded.split(' ').some((word) => word.startsWith(wanted));
  };
  return people.filter((person) => person.roles.length > 0 && fits(person)).slice(0, 6);
}

/** Everybody whose whole name stands behind an "@". */
export function mentionsIn(text: string, people: readonly PersonCard[]): PersonId[] {
  const names = people.map(({ name }) => name);
  const named = new Set(parts(text, names).flatMap(({ text: part, mention }) => (mention ? [part.slice(1)] : [])));
  return people.filter(({ name }) => named.has(name)).map(({ id }) => id);
}

/** A text with its mentions apart. */
export function parts(text: string, names: readonly string[]): { text: string; mention: boolean }[] {
  // The longest name first: "@Ana Maria" is not "@Ana".
  const known = [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (known.length === 0) return [{ text, mention: false }];
  const pattern = new RegExp(`(@(?:${known.join('|')}))(?![\\p{L}\\p{N}])`, 'u');
  return text
    .split(new RegExp(pattern, 'gu'))
    .map((part, index) => ({ text: part, mention: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}

const fold = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
