import { collab } from '@codemirror/collab';
import { ChangeSet, EditorSelection, EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import type { Review } from '../wire/Review';
import { type By, type Mark, marked, marks, struck, suggested, told } from './manuscript-marks';
import { unsentOf } from './manuscript-rescue';
import { markedOf, placed } from './manuscript-review.svelte';
import { readAs, spotFrom, spotHere, spotSays, spotsOf } from './review-walk';

const ME: By = { author: 'me', name: 'Me', own: true };
const ANA: By = { author: 'ana', name: 'Ana', own: false };

function page(doc: string, found: Mark[], at = 0): EditorState {
  const extensions = [marks, collab({ startVersion: 0, clientID: 'me', sharedEffects: told })];
  const state = EditorState.create({ doc, selection: EditorSelection.cursor(at), extensions });
  return state.update({ effects: marked.of({ marks: found, remarked: [] }) }).state;
}

//             0123456789012345678901234
const TEXT = 'The old new harbour deals';
const MARKS: Mark[] = [
  { ...ANA, from: 4, to: 7, half: 'struck', suggestion: 'a' },
  { ...ANA, from: 7, to: 11, half: 'inserted', suggestion: 'a' },
  { ...ME, from: 24, to: 25, half: 'struck', suggestion: 'b' },
];

describe('the way through suggestions', () => {
  it('goes from one to the next and round', () => {
    const state = page(TEXT, MARKS, 12);
    expect(spotFrom(state, undefined, 1)?.suggestion).toBe('b');
    expect(spotFrom(state, undefined, -1)?.suggestion).toBe('a');
    expect(spotFrom(state, 'b', 1)?.suggestion).toBe('a');
    expect(spotFrom(page('x', []), undefined, 1)).toBeUndefined();
  });
  it('knows the one at the caret', () => {
    expect(spotHere(page(TEXT, MARKS, 7))?.suggestion).toBe('a');
    expect(spotHere(page(TEXT, MARKS, 14))).toBeUndefined();
  });
  it('says it in words', () => {
    const said = spotsOf(page(TEXT, MARKS)).map(spotSays);
    expect(said).toEqual(['Ana: “old” becomes “new”', 'You: “s” is to go']);
  });
  it('reads the text as it was and as proposed', () => {
    const state = page(TEXT, MARKS);
    expect(readAs(state, 'original')).toBe('The old harbour deals');
    expect(readAs(state, 'proposed')).toBe('The  new harbour deal');
  });
});

describe('what the desk says of the review', () => {
  const review: Review = {
    step: 3,
    revision: 1,
    suggestions: [
      { id: 'a', kind: 'deleted', author: 'ana', name: 'Ana', at: '', reason: null, may_decide: true, own: false },
    ],
    stretches: [{ from: 4, to: 7, half: 'struck', suggestion: 'a' }],
    comments: [],
    fields: [],
  };
  it('moves over what came since, and over what has not been sent', () => {
    let state = page('> The old harbour', []);
    state = state.update({
      changes: { from: 17, insert: '!' },
      effects: [suggested.of({ by: ME }), struck.of({ from: 10, to: 17 })],
    }).state;
    const since = [ChangeSet.of({ from: 0, insert: '> ' }, 15)];
    const { marks: now } = placed(markedOf(review), since, state);
    expect(now.map(({ from, to, half, own }) => [from, to, half, own])).toEqual([
      [6, 9, 'struck', false],
      [10, 17, 'struck', true],
      [17, 18, 'inserted', true],
    ]);
  });
});

describe('what is wished and was not sent', () => {
  it('is the text without what was struck here', () => {
    let state = page('The old harbour deal', []);
    const agreed = state.doc;
    state = state.update({ effects: [suggested.of({ by: ME }), struck.of({ from: 4, to: 8 })] }).state;
    state = state.update({ changes: { from: 0, insert: 'Now: ' }, effects: suggested.of({ by: ME }) }).state;
    state = state.update({ effects: [suggested.of({ by: ME }), struck.of({ from: 11, to: 20 })] }).state;
    const first = { text: 'Now: The  deal', suggested: true };
    expect(unsentOf(agreed, state)).toEqual({ base: 'The old harbour deal', became: [first] });
    state = state.update({ changes: { from: 0, insert: 'Not ' } }).state;
    const direct = { text: 'Not Now: The  deal', suggested: false };
    expect(unsentOf(agreed, state).became, 'each as it was meant').toEqual([first, direct]);
  });
});
