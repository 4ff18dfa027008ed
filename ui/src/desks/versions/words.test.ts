import { expect, test } from 'vitest';

import type { ComparedPassage } from '../../wire/ComparedPassage';
import { captionOf, differs, tallied } from './words';

const nothing = { passages: 0, words_in: 0, words_out: 0, moves: 0, formats: 0 };

test.each([
  [nothing, 'Nothing differs'],
  [{ ...nothing, passages: 3, words_in: 41, words_out: 12 }, '3 passages, 41 words in, 12 out'],
  [{ ...nothing, passages: 1, words_out: 1 }, '1 passage, 1 word out'],
  [{ ...nothing, passages: 2, moves: 1, formats: 1 }, '2 passages, 1 moved, 1 formatted'],
])('%o is told as “%s”', (tally, said) => expect(tallied(tally)).toBe(said));

const passage = (more: Partial<ComparedPassage>): ComparedPassage => ({
  fate: 'changed',
  shape: 'paragraph',
  pieces: [],
  ...more,
});

test('a passage says what it was and where it went, and nothing when it only changed', () => {
  expect(captionOf(passage({ fate: 'arrived', moved: 2, was: 'was a heading' }))).toBe(
    'Moved here (2) · Was a heading',
  );
  expect(captionOf(passage({ fate: 'left', moved: 2 }))).toBe('Moved away (2)');
  expect(captionOf(passage({}))).toBeUndefined();
});

test('what moved is one stop on the way, where it arrived', () => {
  expect((['same', 'changed', 'arrived', 'left'] as const).map((fate) => differs(passage({ fate })))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
