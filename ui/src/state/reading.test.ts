import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const ask = vi.hoisted(() => vi.fn());
vi.mock('../bridge', () => ({ bridge: { ask } }));

import { reading } from './reading.svelte';

beforeEach(() => {
  vi.useFakeTimers();
  ask.mockReset();
  ask.mockImplementation((name: string) =>
    Promise.resolve(name === 'versions.last-read' ? { at: '2026-11-24T14:02:00Z', changed: true } : {}),
  );
});
afterEach(() => void vi.useRealTimers());
const asked = () => ask.mock.calls.map(([name]) => name);

test('coming asks what was read last, leaving notes it', async () => {
  const leave = reading.hold('a');
  await vi.advanceTimersByTimeAsync(5000);
  expect(reading.changedSince('a')).toBe('2026-11-24T14:02:00Z');
  leave();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked()).toEqual(['versions.last-read', 'versions.read']);
  expect(reading.changedSince('a')).toBeUndefined();
});

test('going from one view of it to the next is not leaving it', async () => {
  const leave = reading.hold('b');
  await vi.advanceTimersByTimeAsync(5000);
  leave();
  const stay = reading.hold('b');
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked()).toEqual(['versions.last-read']);
  expect(reading.changedSince('b')).toBeDefined();
  stay();
});

test('whoever passed by has not read it', async () => {
  const leave = reading.hold('c');
  await vi.advanceTimersByTimeAsync(300);
  leave();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked()).toEqual(['versions.last-read']);
});
