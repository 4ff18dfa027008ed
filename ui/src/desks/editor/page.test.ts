import { ensureSyntaxTree } from '@codemirror/language';
import { EditorSelection, EditorState, type StateCommand } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import { addNote, blockAfter, cycleHeading, joinParagraphs, newParagraph, toggleList, toggleQuote } from './blocks';
import { countSays, savedSays } from './counts';
import { GAP } from './gaps';
import { manuscriptLanguage } from './markdown';
import { linkAt, setLink, toggleMark } from './marks';
import { outlineOf } from './outline';
import { readPicture, writePicture } from './picture-text';
import { dress } from './recede';
import { piecesOf } from './set-pieces';
import { readTable } from './table-text';

/** A page of which `|` marks the cursor, or both ends of the selection. */
function page(marked: string): EditorState {
  const from = marked.indexOf('|');
  const to = marked.indexOf('|', from + 1);
  const doc = marked.replaceAll('|', '');
  const selection = EditorSelection.single(Math.max(from, 0), to < 0 ? Math.max(from, 0) : to - 1);
  const state = EditorState.create({ doc, selection, extensions: [manuscriptLanguage] });
  ensureSyntaxTree(state, doc.length, 5000);
  // A state takes up what was parsed since with its next transaction.
  return state.update({}).state;
}

function check(command: StateCommand, before: string, after: string): void {
  let state = page(before);
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  const shown = text.slice(0, from) + '|' + (from === to ? '' : text.slice(from, to) + '|') + text.slice(to);
  expect(shown, before).toBe(after);
}

/** The text as it is seen: what recedes is left out. */
function seen(marked: string): string {
  const state = page(marked);
  let text = state.doc.toString();
  const cuts: [number, number][] = [];
  dress(state, [{ from: 0, to: state.doc.length }]).between(0, state.doc.length, (from, to, { spec }) => {
    if (from < to && Object.keys(spec as object).length === 0) cuts.push([from, to]);
  });
  for (const [from, to] of cuts.reverse()) text = text.slice(0, from) + text.slice(to);
  return text;
}

describe('marks recede', () => {
  it('when the cursor is elsewhere', () => {
    expect(seen('|x\n\nA *b* **c** ~~d~~ and [e](https://x.example "t").')).toBe('x\n\nA b c d and e.');
    expect(seen('|x\n\n## Head\n\n> quoted\n\ny[^1]\n\n[^1]: note')).toBe('x\n\nHead\n\nquoted\n\ny1\n\n[^1]: note');
  });
  it('and come back where it stands', () => {
    expect(seen('A *b|* **c**')).toBe('A *b* c');
    expect(seen('## He|ad\n\n*x*')).toBe('## Head\n\nx');
  });
});

describe('marks are put on and taken off', () => {
  it('around the word at the cursor, or the selection without its space', () => {
    check(toggleMark('*'), 'the har|bour deal', 'the *har|bour* deal');
    check(toggleMark('**'), 'the| harbour |deal', 'the |**harbour**| deal');
    check(toggleMark('**'), 'x |', 'x **|**');
  });
  it('each paragraph by itself', () => {
    check(toggleMark('*'), '|one\n\ntwo|', '|*one*\n\n*two*|');
  });
  it('and off again', () => {
    check(toggleMark('*'), 'the *har|bour* deal', 'the har|bour deal');
    check(toggleMark('**'), '**|all|**', '|all|');
  });
});

describe('paragraphs', () => {
  it('Enter begins a new one, and goes on with a list', () => {
    check(newParagraph, 'one|two', 'one\n\n|two');
    check(newParagraph, '- one|', '- one\n- |');
    check(newParagraph, '## Head|', '## Head\n\n|');
  });
  it('Backspace at the beginning joins it to the one before', () => {
    check(joinParagraphs, 'one\n\n|two', 'one|two');
  });
  it('become headings, quotes and lists, and plain again', () => {
    check(cycleHeading, 'He|ad', '## He|ad');
    check(cycleHeading, '## He|ad', '### He|ad');
    check(cycleHeading, '### He|ad', 'He|ad');
    check(toggleQuote, '|one\n\ntwo|', '> |one\n>\n> two|');
    check(toggleQuote, '> on|e', 'on|e');
    check(toggleList, '|one\ntwo|', '- |one\n- two|');
    check(toggleList, '- on|e', 'on|e');
  });
  it('a note takes the next free number and goes to its text', () => {
    check(addNote, 'a[^1] b|\n\n[^1]: n', 'a[^1] b[^2]\n\n[^1]: n\n\n[^2]: |');
  });
  it('a block of its own stands between empty lines', () => {
    const state = page('one|\n\ntwo');
    expect(state.update(blockAfter(state, 'X')).state.doc.toString()).toBe('one\n\nX\n\ntwo');
  });
});

describe('links', () => {
  it('are found at the cursor, changed and taken away', () => {
    const state = page('the [har|bour](https://x.example) deal');
    const at = linkAt(state);
    expect(at).toMatchObject({ text: 'harbour', address: 'https://x.example', known: true });
    expect(state.update(setLink(at, 'port', 'https://y.example/a b')).state.doc.toString()).toBe(
      'the [port](<https://y.example/a b>) deal',
    );
    expect(state.update(setLink(at, at.text, '')).state.doc.toString()).toBe('the harbour deal');
  });
});

describe('set pieces', () => {
  it('pictures are read and written as the press reads them', () => {
    const picture = {
      alt: 'A [crane]',
      source: `media:${'ab'.repeat(32)}`,
      caption: 'Say "when" | now',
      credit: 'Art desk',
    };
    expect(readPicture(writePicture(picture))).toEqual(picture);
    expect(readPicture('![a](x "Credit: B")')).toEqual({ alt: 'a', source: 'x', caption: '', credit: 'B' });
    expect(readPicture('words ![a](x)')).toBeUndefined();
  });
  it('are found where they stand alone', () => {
    const found = piecesOf(
      EditorState.create({ doc: 'one\n\n![a](x)\n\n| a | b |\n|---|---|\n| *c* | d |\n\n```\n![a](x)\n```\n' }),
    );
    expect(found.map(({ from, to }) => [from, to])).toEqual([
      [5, 12],
      [14, 45],
    ]);
  });
  it('a table’s cells are plain words', () => {
    expect(readTable(['| a | **b** |', '|---|:-:|', '| [c](x) | d \\| e |'])).toEqual({
      head: ['a', 'b'],
      rows: [['c', 'd | e']],
    });
  });
});

describe('what is said of the text', () => {
  it('gaps are those the press counts', () => {
    const found = (text: string) => [...text.matchAll(GAP)].map(([gap]) => gap);
    expect(found('Tk said TKTK men, (TK), tk and tktk; ATK no, TKO no, TKs, [TK: legal view]')).toEqual([
      'Tk',
      'TKTK',
      'TK',
      'tktk',
      'TKs',
      '[TK: legal view]',
    ]);
  });
  it('the outline holds headings, not code', () => {
    expect(outlineOf('## A *b*\n\n```\n# no\n```\n\n### C {#c}'.split('\n'))).toEqual([
      { level: 2, text: 'A b', at: 0 },
      { level: 3, text: 'C', at: 24 },
    ]);
  });
  it('words are counted against the commission', () => {
    expect(countSays(1342, 1300)).toBe('1,342 of 1,300 words');
    expect(countSays(1, null)).toBe('1 word');
  });
  it('saved means on disk', () => {
    const clock = () => '14:02:07';
    expect(savedSays({ ready: true, unsaved: true, savedAt: 'x' }, clock)?.text).toBe('Saving…');
    expect(savedSays({ ready: true, unsaved: false, savedAt: 'x' }, clock)?.text).toBe('Saved 14:02:07');
    expect(savedSays({ ready: true, trouble: {}, unsaved: true }, clock)?.text).toBe('Not saved');
    expect(savedSays({ ready: true, unsaved: false }, clock)).toBeUndefined();
  });
});
