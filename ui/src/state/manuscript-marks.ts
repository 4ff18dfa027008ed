import { type ChangeSet, StateEffect, StateField, type Transaction } from '@codemirror/state';

export type Half = 'inserted' | 'struck';

/** Whose suggestion it is. */
export interface By {
  /** Of the person; "" for somebody who is no longer on the masthead. */
  author: string;
  name: string;
  own: boolean;
}

/** A stretch of the text that somebody suggests: to come in, or to go. */
export interface Mark extends By {
  from: number;
  to: number;
  half: Half;
  /** Its suggestion at the desk, or a name of our own until the desk has given it one. */
  suggestion: string;
}

/** The words that a comment is about. */
export interface Remarked {
  from: number;
  to: number;
  comment: string;
  note: boolean;
}

/** What stands over the text: suggestions and comments, in order. */
export interface Marked {
  marks: readonly Mark[];
  remarked: readonly Remarked[];
}

/** How a change is meant, when it is not a direct edit: with a kind, all of one gesture is one suggestion of its own. */
export interface Gesture {
  by: By;
  kind?: 'moved' | 'formatted';
}

/** This step is suggested. It goes to the desk with the step. */
export const suggested = StateEffect.define<Gesture>();
/** A stretch, in the text after the step, that the step strikes. */
export const struck = StateEffect.define<{ from: number; to: number }>({
  map: ({ from, to }, changes) => {
    const now = { from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) };
    return now.from < now.to ? now : undefined;
  },
});
/** The words that a comment is being written on; `undefined` when it no longer is. */
export const drafting = StateEffect.define<{ from: number; to: number; note: boolean } | undefined>();
export const DRAFT = 'draft';
/** What the desk says stands over the text as it is now. */
export const marked = StateEffect.define<Marked>();

/** The effects of a step that the desk is told. */
export const told = (transaction: Transaction): readonly StateEffect<unknown>[] =>
  transaction.effects.filter((effect) => effect.is(suggested) || effect.is(struck));

/** What the effects of a step say of it. */
export function meaning(effects: readonly StateEffect<unknown>[] = []) {
  const gesture = effects.find((effect) => effect.is(suggested))?.value as Gesture | undefined;
  const strikes = effects.flatMap((effect) => (effect.is(struck) ? [effect.value] : []));
  return { gesture, strikes };
}

/** Suggestions and comments of the page, moved with every change; one's own at once, before the desk has answered. */
export const marks = StateField.define<Marked>({
  create: () => ({ marks: [], remarked: [] }),
  update(now, transaction) {
    const said = transaction.effects.find((effect) => effect.is(marked));
    if (said) return said.value as Marked;
    const draft = transaction.effects.find((effect) => effect.is(drafting));
    if (draft) return withDraft(now, draft.value as { from: number; to: number; note: boolean } | undefined);
    const { gesture, strikes } = meaning(transaction.effects);
    if (!transaction.docChanged && strikes.length === 0) return now;
    return carry(now, transaction.changes, gesture, strikes);
  },
});

function withDraft({ marks, remarked }: Marked, draft?: { from: number; to: number; note: boolean }): Marked {
  const others = remarked.filter(({ comment }) => comment !== DRAFT);
  return { marks, remarked: draft ? [...others, { ...draft, comment: DRAFT }] : others };
}

/** What stands over the text after one more step. */
export function carry(
  { marks, remarked }: Marked,
  changes: ChangeSet,
  gesture?: Gesture,
  strikes: readonly { from: number; to: number }[] = [],
): Marked {
  const first = firstChange(changes);
  const moved = marks.flatMap((mark) => moveMark(mark, changes, first));
  if (gesture) {
    const pieces = strikes.map(({ from, to }): Piece => ({ from, to, half: 'struck' }));
    changes.iterChanges((_fromA, _toA, from, to) => from < to && pieces.push({ from, to, half: 'inserted' }));
    moved.push(...ownMarks(pieces, moved, gesture));
  }
  return {
    marks: joined(moved),
    remarked: remarked.flatMap((words) => {
      if (words.to < first) return [words];
      const from = changes.mapPos(words.from, 1);
      const to = changes.mapPos(words.to, -1);
      return from < to ? [{ ...words, from, to }] : [];
    }),
  };
}

/** A mark moves with its words; what is put between them is no part of it. One before every change stays what it is. */
function moveMark(mark: Mark, changes: ChangeSet, first: number): Mark[] {
  if (mark.to < first) return [mark];
  if (!changes.touchesRange(mark.from, mark.to))
    return [{ ...mark, from: changes.mapPos(mark.from, 1), to: changes.mapPos(mark.to, -1) }];
  const pieces: Mark[] = [];
  let from = changes.mapPos(mark.from, 1);
  const end = changes.mapPos(mark.to, -1);
  changes.iterChanges((fromA, toA, fromB, toB) => {
    if (fromB === toB || toA <= mark.from || fromA >= mark.to) return;
    if (from < fromB) pieces.push({ ...mark, from, to: Math.min(fromB, end) });
    from = Math.max(from, toB);
  });
  if (from < end) pieces.push({ ...mark, from, to: end });
  return pieces;
}

function firstChange(changes: ChangeSet): number {
  let first = changes.length + 1;
  changes.iterChangedRanges((from) => (first = Math.min(first, from)), true);
  return first;
}

let names = 0;
const fresh = () => `new-${++names}`;

/** Whether the desk does not know this suggestion yet. */
export const isNew = (suggestion: string) => suggestion.startsWith('new-');

type Piece = Pick<Mark, 'from' | 'to' | 'half'>;

/** Marks of one's own; beside or in a suggestion of one's own they belong to that, as the desk will have it. */
function ownMarks(pieces: Piece[], around: readonly Mark[], { by, kind }: Gesture): Mark[] {
  const whole = kind && fresh();
  const runs: Piece[][] = [];
  for (const piece of pieces.sort((a, b) => a.from - b.from)) {
    const run = runs.at(-1);
    if (run && (run.at(-1)?.to ?? 0) >= piece.from) run.push(piece);
    else runs.push([piece]);
  }
  return runs.flatMap((run) => {
    const from = run[0]?.from ?? 0;
    const to = run.at(-1)?.to ?? 0;
    const beside = around.find((mark) => mark.own && mark.from <= to && mark.to >= from);
    const suggestion = whole ?? beside?.suggestion ?? fresh();
    return run.map((piece) => ({ ...by, ...piece, suggestion }));
  });
}

function joined(marks: Mark[]): Mark[] {
  const sorted = marks.filter(({ from, to }) => from < to);
  if (sorted.some((mark, index) => index > 0 && inOrder(sorted[index - 1] as Mark, mark) > 0)) sorted.sort(inOrder);
  const out: Mark[] = [];
  /** Where the last mark of each half of a suggestion is. */
  const last = new Map<string, number>();
  for (const mark of sorted) {
    const key = `${mark.half} ${mark.suggestion}`;
    const at = last.get(key) ?? -1;
    const before = out[at];
    if (before && before.to >= mark.from) out[at] = { ...before, to: Math.max(before.to, mark.to) };
    else last.set(key, out.push(mark) - 1);
  }
  return out;
}

function inOrder(a: Mark, b: Mark): number {
  return a.from - b.from || (a.half === b.half ? a.to - b.to : a.half < b.half ? -1 : 1);
}
