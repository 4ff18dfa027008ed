// @vitest-environment node
import { expect, test } from 'vitest';

import { tokens } from './filter';

const coloured = (filter: string) => tokens(filter).map(({ kind, text }) => `${kind}(${text})`);

test('keys and values are told apart from words', () => {
  expect(coloured('is:submitted section:europe harbour')).toEqual([
    'key(is:)',
    'value(submitted)',
    'space( )',
    'key(section:)',
    'value(europe)',
    'space( )',
    'word(harbour)',
  ]);
});

test('a value may be a comparison, a list or a name in quotation marks', () => {
  expect(coloured('due:<today tk:>0 section:europe,mideast writer:"Lucía Sandoval"')).toEqual([
    'key(due:)',
    'value(<today)',
    'space( )',
    'key(tk:)',
    'value(>0)',
    'space( )',
    'key(section:)',
    'value(europe,mideast)',
    'space( )',
    'key(writer:)',
    'value("Lucía Sandoval")',
  ]);
});

test('a key without a value yet is a key; a minus belongs to it', () => {
  expect(coloured('-is:')).toEqual(['key(-is:)']);
});

test.each(['', ' ', 'a:"b', '"', '""', ':', ':x', 'x:y:z', 'a"b"c', 'é:ü 中文:x', 'is: :is', '"a b":c', 'a\tb  c'])(
  'nothing of “%s” is dropped or moved: it is painted exactly over what is typed',
  (filter) => {
    expect(
      tokens(filter)
        .map((token) => token.text)
        .join(''),
    ).toBe(filter);
  },
);
