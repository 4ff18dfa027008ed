import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { atRest } from './rest';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('waits for the end of what is being typed', async () => {
  let rests = false;
  void atRest(900).then(() => (rests = true));
  for (let key = 0; key < 5; key++) {
    await vi.advanceTimersByTimeAsync(600);
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  }
  await vi.advanceTimersByTimeAsync(899);
  expect(rests).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(rests).toBe(true);
});
