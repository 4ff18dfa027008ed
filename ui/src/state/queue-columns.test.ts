import { expect, test } from 'vitest';

import { chosenOf, fitting, moved, templateOf, turned, WIDEST, widened } from './queue-columns';

const names = (columns: { name: string }[]) => columns.map(({ name }) => name);

test('nobody who chose nothing is without columns, and status and article always stand', () => {
  expect(names(chosenOf([]))).toEqual(['status', 'article', 'words', 'due', 'checks', 'picture']);
  expect(names(chosenOf([{ name: 'due', width: 90 }]))).toEqual(['status', 'article', 'due']);
});

test('what another program kept is left out, and a width stays within reason', () => {
  expect(names(chosenOf([{ name: 'horoscope', width: 90 }]))).toEqual(['status', 'article']);
  expect(chosenOf([{ name: 'due', width: 1 }]).at(-1)?.width).toBe(84);
  expect(chosenOf([{ name: 'due', width: 99_999 }]).at(-1)?.width).toBe(WIDEST);
});

test('a column comes and goes, in the order of the table', () => {
  const with_writer = turned([], 'writer');
  expect(names(chosenOf(with_writer))).toEqual(['status', 'article', 'writer', 'words', 'due', 'checks', 'picture']);
  expect(names(chosenOf(turned(with_writer, 'writer')))).toEqual(names(chosenOf([])));
  expect(names(chosenOf(turned([], 'status')))).toContain('status');
});

test('a column takes the place of another, and keeps it while others come and go', () => {
  const first = moved([], 'due', 'status');
  expect(names(chosenOf(first))).toEqual(['due', 'status', 'article', 'words', 'checks', 'picture']);
  expect(names(moved(first, 'due', 'checks'))).toEqual(['status', 'article', 'words', 'checks', 'due', 'picture']);
  expect(names(turned(first, 'writer'))).toEqual(['due', 'status', 'article', 'writer', 'words', 'checks', 'picture']);
  expect(names(widened(first, 'due', 200))).toEqual(names(first));
  expect(names(moved(first, 'horoscope', 'due'))).toEqual(names(first));
  expect(names(moved(first, 'due', 'horoscope'))).toEqual(names(first));
});

test('one column is made wider and the others stay', () => {
  const wider = widened([], 'due', 200);
  expect(chosenOf(wider).find(({ name }) => name === 'due')?.width).toBe(200);
  expect(chosenOf(wider).find(({ name }) => name === 'words')?.width).toBe(78);
});

test('where there is little room the least important leave first, and status and article stay', () => {
  const all = chosenOf([]);
  expect(names(fitting(all, 1200))).toEqual(names(all));
  expect(names(fitting(all, 760))).toEqual(['status', 'article', 'words', 'due', 'checks']);
  expect(names(fitting(all, 100))).toEqual(['status', 'article']);
  expect(templateOf(fitting(all, 100))).toBe('182px minmax(0, 1fr)');
});
