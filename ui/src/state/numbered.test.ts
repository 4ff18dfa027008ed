// @vitest-environment node
import { expect, test } from 'vitest';

import { Numbered } from './numbered';

function later<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

test('a late answer is dropped, the newest is kept', async () => {
  const asked = new Numbered();
  const [slow, quick] = [later<string>(), later<string>()];
  const first = asked.run(() => slow.promise);
  const second = asked.run(() => quick.promise);
  quick.resolve('new');
  slow.resolve('old');
  expect(await second, 'the newest counts').toBe('new');
  expect(await first, 'the overtaken one does not').toBeUndefined();
});

test('the failure of an overtaken request is not shown to anybody', async () => {
  const asked = new Numbered();
  const slow = later<string>();
  const first = asked.run(() => slow.promise);
  const second = asked.run(() => Promise.resolve('new'));
  slow.reject(new Error('too late to matter'));
  expect(await first).toBeUndefined();
  expect(await second).toBe('new');
});

test('the failure of the newest request is', async () => {
  await expect(new Numbered().run(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
});

test('what was forgotten does not come back', async () => {
  const asked = new Numbered();
  const slow = later<string>();
  const first = asked.run(() => slow.promise);
  asked.forget();
  slow.resolve('old');
  expect(await first).toBeUndefined();
});
