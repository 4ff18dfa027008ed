import { expect, test } from 'vitest';

import type { ArticleView } from '../../wire/ArticleView';
import type { Line } from '../../wire/Line';
import type { Offer } from '../../wire/Offer';
import { heaped, heapOf, missingOf, nextOf } from './words';

const article = (line: Partial<Line>, offers: Partial<Offer>[] = []) =>
  ({
    line: { publication: 'never', status: 'drafting', due: null, since: '2026-11-01', ...line },
    offers,
  }) as ArticleView;

test('an article is with the writer, with the desk, or out', () => {
  expect(heapOf(article({ status: 'assigned' }))).toBe('yours');
  expect(heapOf(article({ status: 'revising', publication: 'live', changed: true }))).toBe('yours');
  expect(heapOf(article({ status: 'copy' }))).toBe('desk');
  expect(heapOf(article({ status: 'ready', publication: 'live', changed: false }))).toBe('out');
  expect(heapOf(article({ status: 'spiked' }))).toBe('out');
});

test('what is due first stands first, and what has no date last', () => {
  const [a, b, c] = [
    article({ slug: 'a' }),
    article({ slug: 'b', due: '2026-12-01T00:00:00Z' }),
    article({ slug: 'c', due: '2026-11-20T00:00:00Z' }),
  ];
  expect(heaped([a, b, c]).yours.map(({ line }) => line.slug)).toEqual(['c', 'b', 'a']);
});

test('one button, and only what may be done', () => {
  const submit = { act: 'submit', main: true, allowed: true } as Offer;
  expect(nextOf(article({}, [submit]))).toBe(submit);
  const refusal = { code: 'empty', reason: 'There is no text yet.', remedy: '', missing: [] };
  const refused = article({}, [{ act: 'submit', main: true, allowed: false, refusal }]);
  expect(nextOf(refused)).toBeUndefined();
  expect(missingOf(refused)).toBe('There is no text yet.');
  expect(missingOf(article({}, [{ act: 'claim', main: true, allowed: false, refusal }]))).toBeUndefined();
});
