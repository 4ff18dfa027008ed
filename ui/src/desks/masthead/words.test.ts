import { expect, test } from 'vitest';

import type { Member } from '../../wire/Member';
import { comesIn, rolesOf, sessionsSay } from './words';

const now = Date.parse('2026-11-24T12:00:00Z');
const member = (changes: Partial<Member>): Member => ({
  id: 'p1',
  name: 'Dara Lind',
  roles: ['writer'],
  grants: [],
  passphrase_since: null,
  code_until: null,
  sessions: [],
  ...changes,
});
const session = (way: string, used_at: string) => ({ way, used_at, made_at: used_at, expires: used_at, here: false });

test('roles are said in the order of the masthead', () => {
  expect(rolesOf(member({ roles: ['administrator', 'writer'] }))).toBe('Writer, administrator');
  expect(rolesOf(member({ roles: [] }))).toBe('A byline without an account');
});

test('whoever has neither passphrase nor code stands out once people must sign in', () => {
  const say = (changes: Partial<Member>, guarded = true) => comesIn(member(changes), guarded, 'UTC', now)?.text;
  expect(say({})).toBe('Needs a code');
  expect(say({}, false)).toBe('Free seat');
  expect(say({ passphrase_since: '2026-11-01T00:00:00Z' })).toBe('Passphrase');
  expect(say({ code_until: '2026-11-25T09:00:00Z' })).toBe('Code until tomorrow 09:00');
  expect(say({ roles: [] })).toBeUndefined();
});

test('where somebody is signed in is said with the last use', () => {
  expect(sessionsSay(member({}), now)).toBe('Nowhere');
  const some = [session('web', '2026-11-24T11:55:00Z'), session('window', '2026-11-24T12:00:00Z')];
  expect(sessionsSay(member({ sessions: some }), now)).toBe('In a browser, 5 min ago; in a window, now');
  expect(sessionsSay(member({ sessions: [...some, ...some] }), now)).toMatch(/; 2 more$/);
});
