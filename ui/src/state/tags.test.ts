import { expect, test, vi } from 'vitest';

vi.mock('../bridge', () => ({ failureOf: (thrown: unknown) => thrown, bridge: {} }));
vi.mock('./article.svelte', () => ({ articles: {} }));
vi.mock('./bulk.svelte', () => ({ actOnAll: vi.fn() }));
vi.mock('./toasts.svelte', () => ({ toasts: {} }));
const { takenBack, topicsOf } = await import('./tags');

test('a comma ends a topic, and none stands twice', () => {
  expect(topicsOf(' ports,  deep  sea, Ports,, ')).toEqual(['ports', 'deep sea']);
  expect(topicsOf(' , ')).toEqual([]);
});

test('taking tags back leaves what an article had before', () => {
  const before = [
    { id: 'a', topics: ['Ports'] },
    { id: 'b', topics: [] },
    { id: 'c', topics: ['old'] },
    { id: 'd', topics: [] },
  ];
  expect(takenBack(before, ['ports'], ['old'])).toEqual([
    { ids: ['b', 'd'], command: { act: 'tag', add: [], remove: ['ports'] } },
    { ids: ['c'], command: { act: 'tag', add: ['old'], remove: ['ports'] } },
  ]);
});
