import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, expect, test } from 'vitest';

import { highestNote, placeOf, putIn, waiting, waitHere } from './pasted';

const views: EditorView[] = [];
afterEach(() => views.splice(0).forEach((view) => view.destroy()));

/** A page of which `|` marks the cursor, or both ends of the selection. */
function page(marked: string): EditorView {
  const [before = '', selected = '', after] = marked.split('|');
  const doc = before + selected + (after ?? '');
  const selection = { anchor: before.length, head: before.length + (after === undefined ? 0 : selected.length) };
  const view = new EditorView({ state: EditorState.create({ doc, selection, extensions: [waiting] }) });
  views.push(view);
  return view;
}

function check(marked: string, text: string, after: string, meanwhile?: (view: EditorView) => void, notes = ''): void {
  const view = page(marked);
  const id = waitHere(view);
  meanwhile?.(view);
  const place = placeOf(view.state, id);
  if (!place) throw new Error('the place is known');
  view.dispatch(putIn(view.state, place, { text, notes, lost: [] }));
  const { head } = view.state.selection.main;
  const now = view.state.doc.toString();
  expect(`${now.slice(0, head)}|${now.slice(head)}`, marked).toBe(after);
  expect(placeOf(view.state, id)).toBeUndefined();
}

test('words join the line, and what is a paragraph by itself gets empty lines', () => {
  check('one |two', '*and* ', 'one *and* |two');
  check('one|two', 'a\n\nb', 'onea\n\nb|two');
  check('one|two', '## Head\n\n- a\n- b', 'one\n\n## Head\n\n- a\n- b\n\n|two');
  check('one\n\n|', '| a |\n| --- |', 'one\n\n| a |\n| --- ||');
  check('one\n|two|\nthree', '> q', 'one\n\n> q\n|\nthree');
});

test('it comes in where it was pasted, whatever is typed meanwhile', () => {
  const type = (at: number, insert: string) => (view: EditorView) =>
    view.dispatch({ changes: { from: at, insert }, selection: { anchor: at + insert.length } });
  check('one| two', 'X', 'oneX typed| two', type(3, ' typed'));
  check('one |two| three', 'X', 'so |one X three', type(0, 'so '));
  check('one |two| three', 'X', 'one X| three', (view) => view.dispatch({ changes: { from: 4, to: 7 } }));
});

test('notes go to the end, with numbers of their own', () => {
  check('a[^2]|\n\n[^2]: n', ' b[^3]', 'a[^2] b[^3]|\n\n[^2]: n\n\n[^3]: m', undefined, '[^3]: m');
  check('a|', ' b[^1]', 'a b[^1]|\n\n[^1]: m', undefined, '[^1]: m');
  expect(highestNote('a[^2] [^12] [^x]')).toBe(12);
  expect(highestNote('')).toBe(0);
});
