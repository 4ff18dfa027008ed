// @vitest-environment node
import { expect, test, vi } from 'vitest';

const invoke = vi.fn();
let emit: ((event: { payload: unknown }) => void) | undefined;
const stopped = vi.fn();
vi.mock('@tauri-apps/api/core', () => ({ invoke, convertFileSrc: () => 'galley://localhost/' }));
vi.mock('@tauri-apps/api/event', () => ({
  listen: (_: string, listener: typeof emit) => {
    emit = listener;
    return Promise.resolve(stopped);
  },
}));
const { tauriBridge } = await import('./tauri');

test('a request goes to the one command, with its arguments in JSON and whoever asks', async () => {
  invoke.mockResolvedValueOnce({ lines: [] });
  const bridge = tauriBridge();
  bridge.sit('p1');
  const args = { filter: 'is:live', sort: 'due' as const, descending: false, offset: 0, limit: 50 };
  expect(await bridge.ask('queue.list', args)).toEqual({ lines: [] });
  const number = expect.stringMatching(/^\d+-\d+-\d+-\d+-1$/);
  expect(invoke).toHaveBeenCalledWith('request', {
    number,
    name: 'queue.list',
    args: JSON.stringify(args),
    person: 'p1',
  });
});

test('a failure comes through as it was said, anything else as one that can be shown', async () => {
  const failure = { code: 'not-saved', message: 'The disk is full.', detail: '' };
  invoke.mockRejectedValueOnce(failure);
  await expect(tauriBridge().ask('desk.status', {})).rejects.toEqual(failure);
  invoke.mockRejectedValueOnce('request not allowed');
  await expect(tauriBridge().ask('desk.status', {})).rejects.toMatchObject({
    code: 'failed',
    detail: 'request not allowed',
  });
});

test('topics are the payload of one event, until nobody listens', async () => {
  const heard = vi.fn();
  const stop = tauriBridge().topics(heard);
  emit?.({ payload: [{ topic: 'queue' }] });
  expect(heard).toHaveBeenCalledWith([{ topic: 'queue' }]);
  stop();
  await Promise.resolve();
  await Promise.resolve();
  expect(stopped).toHaveBeenCalledOnce();
});

test('pictures come by the window’s own scheme', () => {
  expect(tauriBridge().media('abc', 480)).toBe('galley://localhost/media/abc/480');
});

test('a notice that is pressed is chosen, and no other', async () => {
  const { notices } = tauriBridge();
  const [one, other] = [vi.fn(), vi.fn()];
  invoke.mockResolvedValue(undefined);
  await notices.show({ title: 'The quay', body: '', name: 'a' }, one);
  await notices.show({ title: 'A ferry', body: '', name: 'b' }, other);
  expect(invoke).toHaveBeenLastCalledWith('show_notice', { title: 'A ferry', body: '', name: 'b' });
  emit?.({ payload: 'b' });
  expect([one.mock.calls.length, other.mock.calls.length]).toEqual([0, 1]);
});
