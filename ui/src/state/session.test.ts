import { expect, test, vi } from 'vitest';

import type { PersonCard } from '../wire/PersonCard';

vi.mock('../bridge', () => ({ bridge: { machine: undefined }, failureOf: (thrown: unknown) => thrown }));
const { named, wishedName } = await import('./session.svelte');

const people = ['Ines Okafor', 'Inga Holm', 'Dara Lind'].map((name, at): PersonCard => ({
  id: `p${at}`,
  name,
  roles: [],
  grants: [],
}));

test('a window may be opened for somebody', () => {
  expect(wishedName('#/sit/Ines%20Okafor')).toBe('Ines Okafor');
  expect(wishedName('#/queue')).toBeUndefined();
  expect(wishedName('#/sit/')).toBeUndefined();
});

test.each([
  ['Ines Okafor', 'Ines Okafor'],
  ['ines  okafor', 'Ines Okafor'],
  ['p2', 'Dara Lind'],
  ['dar', 'Dara Lind'],
  ['in', undefined],
  ['Zed', undefined],
])('“%s” seats %s', (wished, name) => expect(named(wished, people)?.name).toBe(name));
