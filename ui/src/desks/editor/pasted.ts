import { type EditorState, StateEffect, StateField, type TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

import type { TextPasted } from '../../wire/TextPasted';

/** Where something that is still being read will come in. */
export interface Place {
  id: number;
  from: number;
  to: number;
}

const begun = StateEffect.define<Place>();
const arrived = StateEffect.define<number>();

/** The places of what is being read, moved with every change. */
export const waiting = StateField.define<readonly Place[]>({
  create: () => [],
  update(places, { changes, docChanged, effects }) {
    let now = places;
    if (docChanged)
      now = now.map(({ id, from, to }) => {
        // What is typed at a bare caret meanwhile stands behind what comes.
        const start = changes.mapPos(from, from < to ? 1 : -1);
        return { id, from: start, to: Math.max(start, changes.mapPos(to, -1)) };
      });
    for (const effect of effects) {
      if (effect.is(begun)) now = [...now, effect.value];
      if (effect.is(arrived)) now = now.filter(({ id }) => id !== effect.value);
    }
    return now;
  },
});

let last = 0;

/** Keeps the selection's place; the number that it goes by is given back. */
export function waitHere(view: EditorView): number {
  const { from, to } = view.state.selection.main;
  view.dispatch({ effects: begun.of({ id: ++last, from, to }) });
  return last;
}

/** Undefined: the text was opened anew meanwhile. */
export function placeOf(state: EditorState, id: number): Place | undefined {
  return state.field(waiting, false)?.find((place) => place.id === id);
}

/** What begins a paragraph of its own. */
const BLOCK = /^(#{1,6} |>|[-*+] |\d+[.)] |\||`{3}|---$)/;

/** Puts it in its place, its notes at the end of the text: one change. */
export function putIn(state: EditorState, { id, from, to }: Place, { text, notes }: TextPasted): TransactionSpec {
  const parts = text.split('\n\n');
  const own = (part = '') => parts.length > 0 && BLOCK.test(part);
  const insert = (own(parts[0]) ? gapAfter(state, from) : '') + text + (own(parts.at(-1)) ? gapBefore(state, to) : '');
  const { length } = state.doc;
  const gap = to === length ? '\n\n' : gapAfter(state, length);
  const { head } = state.selection.main;
  const caretIsThere = head >= from && head <= to;
  return {
    changes: [{ from, to, insert }, ...(notes ? [{ from: length, insert: gap + notes }] : [])],
    effects: arrived.of(id),
    userEvent: 'input.paste',
    ...(caretIsThere ? { selection: { anchor: from + insert.length }, scrollIntoView: true } : {}),
  };
}

/** What is missing to an empty line between a place and what stands before it. */
function gapAfter(state: EditorState, at: number): string {
  const before = state.sliceDoc(Math.max(0, at - 2), at);
  return before === '' || before === '\n\n' ? '' : before.endsWith('\n') ? '\n' : '\n\n';
}

function gapBefore(state: EditorState, at: number): string {
  const behind = state.sliceDoc(at, at + 2);
  return behind === '' || behind === '\n\n' ? '' : behind.startsWith('\n') ? '\n' : '\n\n';
}

/** The highest number of a note in a text. */
export function highestNote(text: string): number {
  return Math.max(0, ...[...text.matchAll(/\[\^(\d{1,6})\]/g)].map((found) => Number(found[1])));
}
