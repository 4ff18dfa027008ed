import { expect, test } from 'vitest';

import { hashOf, placeOf } from './route.svelte';
import { editionOf, placeOn, type Point } from './versions.svelte';

const line: Point[] = [
  { id: 'a', name: 'Submitted 1' },
  { id: 'b', name: 'Saved' },
  { id: 'a', name: 'Submitted 2' },
  { id: 'desk', name: 'On the desk' },
];

test('an address names a point of the time line, the last one of several alike, the desk for anything unknown', () => {
  expect(['a', 'b', 'desk', 'nonsense'].map((id) => placeOn(line, id))).toEqual([2, 1, 3, 3]);
});

test('“before” is the version before, and the first is beside itself', () => {
  expect(editionOf('before', line, 3)).toEqual({ edition: 'version', version: 'a' });
  expect(editionOf('before', line, 2)).toEqual({ edition: 'version', version: 'b' });
  expect(editionOf('before', line, 0)).toEqual({ edition: 'version', version: 'a' });
  expect(editionOf('live', line, 1)).toEqual({ edition: 'live' });
  expect(editionOf('desk', line, 1)).toEqual({ edition: 'desk' });
});

test('two versions have an address, and a broken one leads to the desk', () => {
  const place = { view: 'versions' as const, article: '7', from: 'live', to: 'desk' };
  expect(placeOf(hashOf(place))).toEqual(place);
  expect(placeOf('#/versions/7')).toEqual({ view: 'versions', article: '7', from: 'before', to: 'desk' });
  expect(placeOf('#/versions/%E0%A4%A')).toMatchObject({ view: 'versions' });
});
