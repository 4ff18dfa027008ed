// @vitest-environment node
import { expect, test } from 'vitest';

import type { Offer } from '../wire/Offer';
import { inputsOf, labelOf, mayBeEmpty } from './act-form';
import { commandOf } from './command-of';

const offer = (act: string, needs: Offer['needs'] = []): Offer => ({
  act,
  label: act,
  allowed: true,
  refusal: null,
  needs,
  main: false,
  to: null,
  leaves_house: false,
});
const when = { local: '2026-11-27T07:00:00', zone: 'America/New_York', utc: '2026-11-27T12:00:00Z' };

test('an act that needs nothing has a command at once', () => {
  for (const act of ['claim', 'to-copy', 'approve', 'reopen', 'pull-back', 'take-over', 'unspike']) {
    expect(inputsOf(offer(act)), act).toEqual([]);
    expect(commandOf(act), act).toEqual({ act });
  }
});

test('an act asks for what its command carries, also when the offer does not say so', () => {
  expect(inputsOf(offer('return'))).toEqual(['due', 'note']);
  expect(inputsOf(offer('stop-job'))).toEqual(['job', 'reason']);
  expect(inputsOf(offer('take-down', ['reason', 'typed']))).toEqual(['reason', 'typed']);
});

test('an embargo has an end, and nothing that is due', () => {
  expect(inputsOf(offer('embargo', ['due', 'reason']))).toEqual(['until', 'reason']);
});

test('a commission says itself by when it is due', () => {
  expect(inputsOf(offer('assign', ['commission', 'due']))).toEqual(['commission']);
});

test('dots say that something is asked first', () => {
  expect(labelOf(offer('claim'))).toBe('claim');
  expect(labelOf(offer('return'))).toBe('return…');
  expect(labelOf({ ...offer('publish'), leaves_house: true })).toBe('publish…');
});

test('a note that is only offered may stay empty; one that is needed may not', () => {
  expect(mayBeEmpty(offer('submit', ['optional-note']), 'note')).toBe(true);
  expect(mayBeEmpty(offer('return', ['note', 'due']), 'note')).toBe(false);
});

test('no command is written while something it carries is missing', () => {
  expect(commandOf('schedule')).toBeUndefined();
  expect(commandOf('return', { note: 'shorter' })).toBeUndefined();
  expect(commandOf('retract', { reason: 'wrong' })).toBeUndefined();
});

test('a slot is never shared unasked', () => {
  expect(commandOf('schedule', { when })).toEqual({ act: 'schedule', kind: 'publish', when, share_slot: false });
  expect(commandOf('schedule-withdrawal', { when })).toMatchObject({ act: 'schedule', kind: 'withdraw' });
});

test('a missed job is settled one way or the other', () => {
  expect(commandOf('publish-missed', { job: 'j' })).toEqual({ act: 'settle-missed', job: 'j', publish: true });
  expect(commandOf('drop-missed', { job: 'j' })).toEqual({ act: 'settle-missed', job: 'j', publish: false });
});
