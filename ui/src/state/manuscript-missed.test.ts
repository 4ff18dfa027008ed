import { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collab } from '@codemirror/collab';

import type { TextPushed } from '../wire/TextPushed';
import { Missed, missed, paragraphs } from './manuscript-missed.svelte';

const TEXT = 'One harbour.\n\nTwo ledgers,\nand more.\n\nThree cranes.';

describe('paragraphs that changed', () => {
  const doc = Text.of(TEXT.split('\n'));
  function check(from: number, to: number, starts: number[]) {
    expect(paragraphs(doc, [{ from, to }])).toEqual(starts);
  }
  it('are counted once, from their first line', () => {
    check(0, 3, [0]);
    check(28, 30, [14]);
    check(4, 30, [0, 14]);
    check(0, TEXT.length, [0, 14, 38]);
    expect(
      paragraphs(doc, [
        { from: 15, to: 16 },
        { from: 29, to: 31 },
      ]),
    ).toEqual([14]);
  });
  it('are told of where one went without a trace', () => check(13, 13, [13]));
});

describe('what came in while one was away', () => {
  let view: EditorView;
  let away: Missed;
  beforeEach(() => {
    vi.useFakeTimers();
    view = new EditorView({ doc: TEXT, extensions: [missed, collab({ clientID: 'me' })] });
    away = new Missed();
  });
  afterEach(() => {
    view.destroy();
    vi.useRealTimers();
  });
  const answer = (...updates: [string, unknown][]) =>
    ({ updates: updates.map(([client, changes]) => ({ client, changes })) }) as TextPushed;
  const theirs = answer(['other', [[0, 'Now: '], TEXT.length]], ['me', [TEXT.length + 5, [0, '!']]]);

  it('is told, and moves with what is typed', () => {
    away.lost();
    vi.advanceTimersByTime(60_000);
    away.answered(theirs, 'me', view);
    expect(away.count).toBe(1);
    view.dispatch({ changes: { from: 0, insert: 'New.\n\n' } });
    away.next(view);
    expect(view.state.selection.main.head).toBe(6);
    away.forget(view);
    expect([away.count, view.state.field(missed)]).toEqual([0, []]);
  });

  it('is not told when nobody was away, nor for one of the pauses of any line', () => {
    away.answered(theirs, 'me', view);
    away.lost();
    vi.advanceTimersByTime(1_000);
    away.answered(theirs, 'me', view);
    expect(away.count).toBe(0);
  });

  it('is nothing when only one’s own came back', () => {
    away.lost();
    vi.advanceTimersByTime(60_000);
    away.answered(answer(['me', [TEXT.length, [0, '!']]]), 'me', view);
    expect(away.count).toBe(0);
  });
});
