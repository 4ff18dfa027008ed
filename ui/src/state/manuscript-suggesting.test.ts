import { ChangeSet, EditorSelection, EditorState, type TransactionSpec } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import { type By, carry, type Mark, marked, marks, meaning } from './manuscript-marks';
import { suggester, suggesting } from './manuscript-suggesting';

const ME: By = { author: 'me', name: 'Me', own: true };
const OTHER: By = { author: 'other', name: 'Other', own: false };

/** A page as it is read: `+mine+` and `-mine-` are suggested by me, `[theirs]` is another's insertion, `|` the caret. */
function page(written: string): EditorState {
  const found: Mark[] = [];
  const open = new Map<string, number>();
  let doc = '';
  const ends: number[] = [];
  for (const letter of written) {
    const half = letter === '-' ? ('struck' as const) : ('inserted' as const);
    const key = letter === ']' ? '[' : letter;
    if (letter === '|') ends.push(doc.length);
    else if ('+-[]'.includes(letter)) {
      const from = open.get(key);
      if (from === undefined) open.set(key, doc.length);
      else {
        found.push({ ...(key === '[' ? OTHER : ME), from, to: doc.length, half, suggestion: `s${found.length}` });
        open.delete(key);
      }
    } else doc += letter;
  }
  const [anchor = 0, head = anchor] = ends;
  const state = EditorState.create({
    doc,
    selection: EditorSelection.single(anchor, head),
    extensions: [marks, suggesting, suggester.of(ME)],
  });
  return state.update({ effects: marked.of({ marks: found, remarked: [] }) }).state;
}

function read(state: EditorState): string {
  const { head } = state.selection.main;
  const signs: [number, number, string][] = [[head, 0, '|']];
  for (const { from, to, half, own } of state.field(marks).marks) {
    const [open, close] = own ? (half === 'struck' ? ['-', '-'] : ['+', '+']) : ['[', ']'];
    signs.push([from, 2, open as string], [to, 1, close as string]);
  }
  signs.sort(([a, p], [b, q]) => b - a || q - p);
  let text = state.doc.toString();
  for (const [at, , sign] of signs) text = text.slice(0, at) + sign + text.slice(at);
  return text;
}

function check(before: string, spec: (state: EditorState) => TransactionSpec, after: string): void {
  const state = page(before);
  expect(read(state.update(spec(state)).state), before).toBe(after);
}

const type = (text: string) => (state: EditorState) => ({ ...state.replaceSelection(text), userEvent: 'input.type' });
const backspace = (state: EditorState) => {
  const { from, to, empty } = state.selection.main;
  const start = empty ? from - 1 : from;
  return { changes: { from: start, to }, selection: { anchor: start }, userEvent: 'delete.backward' };
};
const forward = (state: EditorState) => {
  const { from, to, empty } = state.selection.main;
  return { changes: { from, to: empty ? to + 1 : to }, selection: { anchor: from }, userEvent: 'delete.forward' };
};

describe('suggesting', () => {
  it('what is typed comes in as a suggestion, one as long as it goes on', () => {
    check('the |deal', type('new '), 'the +new |+deal');
    check('the +new| +deal', type('er'), 'the +newer| +deal');
  });
  it('what is deleted is struck and stays, and the key goes on', () => {
    check('the deal|', backspace, 'the dea|-l-');
    check('the dea|-l-', backspace, 'the de|-al-');
    check('the |deal', forward, 'the -d|-eal');
    check('the -d|-eal', forward, 'the -de|-al');
  });
  it('what is typed over a selection stands behind what is struck', () => {
    check('the |old| deal', type('new'), 'the -old-+new|+ deal');
  });
  it('one’s own suggestion really goes', () => {
    check('the +new|+ deal', backspace, 'the +ne|+ deal');
    check('the |+new+ old| deal', backspace, 'the |- old- deal');
    check('a|b+cd+e|f', type('x'), 'a-be-+x|+f');
  });
  it('what is struck already is not struck again', () => {
    check('a-bc|-d', backspace, 'a-b|c-d');
    const state = page('a-bc|-d');
    const transaction = state.update(backspace(state));
    expect(transaction.docChanged).toBe(false);
    expect(transaction.effects, 'nothing is told to the desk').toEqual([]);
  });
  it('another’s suggestion is struck and waits for two decisions', () => {
    const state = page('the [new|] deal');
    const after = state.update(backspace(state)).state;
    expect(after.doc.toString()).toBe('the new deal');
    expect(after.field(marks).marks.map(({ from, to, half, own }) => [from, to, half, own])).toEqual([
      [4, 7, 'inserted', false],
      [6, 7, 'struck', true],
    ]);
  });
  it('a paragraph is split and joined', () => {
    check('one |two', type('\n\n'), 'one +\n\n|+two');
    check(
      'one\n\n|two',
      () => ({ changes: { from: 3, to: 5 }, selection: { anchor: 3 }, userEvent: 'delete.backward' }),
      'one|-\n\n-two',
    );
  });
  it('a drag is one suggestion that strikes and brings in', () => {
    const state = page('one two| three');
    const transaction = state.update({
      changes: [
        { from: 3, to: 7 },
        { from: 13, insert: ' two' },
      ],
      userEvent: 'move.drop',
    });
    expect(read(transaction.state).replace('|', '')).toBe('one- two- three+ two+');
    expect(meaning(transaction.effects).gesture?.kind).toBe('moved');
    const of = transaction.state.field(marks).marks.map(({ suggestion }) => suggestion);
    expect(new Set(of).size).toBe(1);
  });
  it('a mark that is put on is a matter of form, inside one’s own suggestion it is part of that', () => {
    const put = {
      changes: [
        { from: 4, insert: '**' },
        { from: 7, insert: '**' },
      ],
      userEvent: 'input.mark',
    };
    const plain = page('the old deal|');
    expect(meaning(plain.update(put).effects).gesture?.kind).toBe('formatted');
    const own = page('the +old+ deal|');
    expect(meaning(own.update(put).effects).gesture?.kind).toBeUndefined();
  });
  it('what others do comes in as it is', () => {
    const state = page('the deal|');
    const transaction = state.update({ changes: { from: 0, to: 4 }, filter: false });
    expect(transaction.state.doc.toString()).toBe('deal');
  });
  it('whatever is done: nothing of another’s goes, and what is told covers exactly what was deleted', () => {
    let seed = 11;
    const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
    for (let round = 0; round < 1500; round++) {
      let state = page('The harbour\n\ndeal [really] buys nothing|');
      const original = state.doc.toString();
      for (let step = 0; step < 6; step++) {
        const [one, two] = [random(state.doc.length + 1), random(state.doc.length + 1)].sort((a, b) => a - b) as [
          number,
          number,
        ];
        const insert = ['', 'x', 'yy', '\n\n'][random(4)] as string;
        state = state.update({ changes: { from: one, to: two, insert }, userEvent: 'input' }).state;
        const gone = state.field(marks).marks.filter(({ half, own }) => own && half === 'inserted');
        let kept = state.doc.toString();
        for (const { from, to } of [...gone].reverse()) kept = kept.slice(0, from) + kept.slice(to);
        expect(kept).toBe(original);
        expect(state.selection.main.head).toBeLessThanOrEqual(state.doc.length);
      }
    }
  });
});

describe('marks', () => {
  const mark = (from: number, to: number): Mark => ({ ...OTHER, from, to, half: 'inserted', suggestion: 'a' });
  const after = (length: number, change: { from: number; to?: number; insert?: string }) =>
    carry({ marks: [mark(4, 8)], remarked: [] }, ChangeSet.of(change, length)).marks.map(({ from, to }) => [from, to]);

  it('move with their words, and what is typed between them is no part of them', () => {
    expect(after(12, { from: 0, insert: 'ab' })).toEqual([[6, 10]]);
    expect(after(12, { from: 4, insert: 'ab' })).toEqual([[6, 10]]);
    expect(after(12, { from: 8, insert: 'ab' })).toEqual([[4, 8]]);
    expect(after(12, { from: 6, insert: 'ab' })).toEqual([
      [4, 6],
      [8, 10],
    ]);
    expect(after(12, { from: 2, to: 6, insert: 'x' })).toEqual([[3, 5]]);
    expect(after(12, { from: 2, to: 10 })).toEqual([]);
  });

  it('a comment holds its words together', () => {
    const words = { from: 4, to: 8, comment: 'c', note: false };
    const moved = carry({ marks: [], remarked: [words] }, ChangeSet.of({ from: 6, insert: 'ab' }, 12));
    expect(moved.remarked).toEqual([{ ...words, to: 10 }]);
  });
});
