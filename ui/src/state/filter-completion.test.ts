import { expect, test } from 'vitest';
import { completions } from './filter-completion';

const known = {
  people: ['Lucía Sandoval', 'Penelope Whitlock'],
  sections: [{ slug: 'global-crises', label: 'Global Crises' }],
  formats: [],
  regions: [{ slug: 'europe', label: 'Europe' }],
};
const offered = (filter: string) => completions(filter, filter.length, known).list.map((one) => one.text);

test.each([
  ['', []],
  ['i', ['is:']],
  ['-ed', ['-editor:']],
  ['is:su', ['is:submitted']],
  ['is:submitted,edi', ['is:submitted,editing']],
  ['section:glo', ['section:global-crises']],
  ['region:eu', ['region:europe']],
  ['by:pen', ['by:"Penelope Whitlock"']],
  ['due:to', ['due:today', 'due:tomorrow']],
  ['harbour', []],
  ['harbour is:pit', ['is:pitch']],
  ['is:pitch', []],
  ['nonsense:x', []],
])('after “%s” there can stand %j', (filter, expected) => expect(offered(filter)).toEqual(expected));

test('what is begun at the caret is replaced, and nothing beside it', () => {
  const { from, to } = completions('is:li harbour', 5, known);
  expect([from, to]).toEqual([0, 5]);
});

test('what is offered can be chosen by what it means', () => {
  expect(offered('is:approved')).toEqual(['is:ready']);
  expect(offered('has:')).toContain('has:picture');
});
