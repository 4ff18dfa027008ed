import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';

import type { CommentView } from '../wire/CommentView';
import type { SuggestionKind } from '../wire/SuggestionKind';
import type { SuggestionView } from '../wire/SuggestionView';
import { type Mark, marked, marks } from './manuscript-marks';
import { stepFrom, stepsOf, summaryOf } from './review-summary';

const suggestion = (id: string, kind: SuggestionKind): SuggestionView => ({
  id,
  kind,
  author: 'ed',
  name: 'Ed',
  at: '',
  reason: null,
  may_decide: true,
  own: false,
});
const comment = (id: string, more: Partial<CommentView> = {}): CommentView => ({
  id,
  kind: 'comment',
  place: 'whole',
  field: null,
  quote: '',
  author: 'ed',
  name: 'Ed',
  at: '',
  text: 'Why?',
  mentions: [],
  edited: false,
  may_amend: false,
  replies: [],
  resolved: false,
  must_fix: false,
  must_answer: true,
  settled_by: null,
  ...more,
});
const mark = (from: number, to: number, half: Mark['half'], id: string, own = false): Mark => ({
  from,
  to,
  half,
  suggestion: id,
  author: 'ed',
  name: 'Ed',
  own,
});

/** "Two old ships lie quietly here." with a strike, an insertion, a move and a word of one's own. */
function page(): EditorState {
  const state = EditorState.create({ doc: 'Two old ships lie quietly here at last.', extensions: [marks] });
  const all = [
    mark(4, 8, 'struck', 'a'),
    mark(8, 17, 'inserted', 'b'),
    mark(18, 25, 'inserted', 'm'),
    mark(26, 30, 'inserted', 'mine', true),
  ];
  return state.update({
    effects: marked.of({ marks: all, remarked: [{ from: 31, to: 33, comment: 'c', note: false }] }),
  }).state;
}

test('what was changed is counted in words, and each part leads to what it counts', () => {
  const parts = summaryOf(page(), {
    suggestions: [suggestion('a', 'deleted'), suggestion('b', 'inserted'), suggestion('m', 'moved')],
    fields: [
      {
        id: 'f',
        field: 'headline',
        old: '',
        new: 'X',
        author: 'ed',
        name: 'Ed',
        at: '',
        reason: null,
        may_decide: true,
        own: false,
      },
    ],
    comments: [
      comment('c'),
      comment('whole'),
      comment('done', { resolved: true }),
      comment('free', { must_answer: false }),
      comment('answered', {
        replies: [
          { id: 'r', author: 'ann', name: '', at: '', text: '', mentions: [], edited: false, may_amend: false },
        ],
      }),
    ],
  });
  expect(parts.map(({ text }) => text)).toEqual([
    '1 word struck',
    '2 words inserted',
    'headline changed',
    '1 passage moved',
    '2 comments that must be answered',
  ]);
  const steps = stepsOf(parts);
  expect(steps.map(({ id }) => id)).toEqual(['f', 'a', 'b', 'm', 'c', 'whole']);
  expect(stepFrom(steps, 'b', 0, 1)?.id).toBe('m');
  expect(stepFrom(steps, 'whole', 0, 1)?.id).toBe('f');
  expect(stepFrom(steps, undefined, 10, 1)?.id).toBe('m');
  expect(stepFrom(steps, undefined, 10, -1)?.id).toBe('b');
  expect(stepFrom([], undefined, 0, 1)).toBeUndefined();
});

test('a text in which nothing waits has no summary', () => {
  const nothing = { suggestions: [], fields: [], comments: [] };
  expect(summaryOf(EditorState.create({ doc: 'x', extensions: [marks] }), nothing)).toEqual([]);
});
