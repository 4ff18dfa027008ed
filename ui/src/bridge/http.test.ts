import { beforeEach, expect, test, vi } from 'vitest';

import type { Topic } from '../wire/Topic';
import { httpBridge } from './http';

class Stream {
  close = vi.fn();
  static all: Stream[] = [];
  static CLOSED = 2;
  readyState = 1;
  onopen?: () => void;
  onerror?: () => void;
  onmessage?: (message: { data: string }) => void;
  constructor(readonly address: string) {
    Stream.all.push(this);
  }
}
const fetched = vi.fn();
beforeEach(() => {
  Stream.all = [];
  fetched.mockReset();
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('fetch', fetched);
});
const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

test('a request names itself and who asks', async () => {
  fetched.mockResolvedValue(answer(200, { open: 3 }));
  const bridge = httpBridge();
  bridge.sit('p1');
  expect(await bridge.ask('desk.status', {})).toEqual({ open: 3 });
  const [address, request] = fetched.mock.calls[0] as [string, RequestInit];
  expect(address).toBe('/request/desk.status');
  expect(request.headers).toEqual({ 'content-type': 'application/json', 'x-galley': '1', 'x-galley-person': 'p1' });
});

test('a failure comes through as it was said', async () => {
  const failure = { code: 'not-found', message: 'There is no such article.', detail: '' };
  fetched.mockResolvedValue(answer(404, failure));
  await expect(httpBridge().ask('desk.status', {})).rejects.toEqual(failure);
});

test('no answer at all is a failure with a sentence of its own', async () => {
  fetched.mockRejectedValue(new TypeError('fetch failed'));
  await expect(httpBridge().ask('desk.status', {})).rejects.toMatchObject({
    code: 'failed',
    detail: 'TypeError: fetch failed',
  });
  fetched.mockResolvedValue(new Response('<h1>Bad gateway</h1>', { status: 502 }));
  await expect(httpBridge().ask('desk.status', {})).rejects.toMatchObject({ code: 'failed' });
});

test('topics come by one stream, to everybody who listens', () => {
  const bridge = httpBridge();
  const [one, other] = [vi.fn(), vi.fn()];
  const stop = bridge.topics(one);
  bridge.topics(other);
  expect(Stream.all, 'nobody listens before they are let in').toHaveLength(0);
  bridge.follow(true);
  expect(Stream.all).toHaveLength(1);
  const topics: Topic[] = [{ topic: 'queue' }];
  Stream.all[0]?.onmessage?.({ data: JSON.stringify(topics) });
  stop();
  Stream.all[0]?.onmessage?.({ data: JSON.stringify(topics) });
  expect(one).toHaveBeenCalledTimes(1);
  expect(other).toHaveBeenCalledTimes(2);
});

test('a lost connection is said, and after it everything is asked again', () => {
  const bridge = httpBridge();
  const [heard, link] = [vi.fn(), vi.fn()];
  bridge.topics(heard);
  bridge.link(link);
  bridge.follow(true);
  Stream.all[0]?.onerror?.();
  Stream.all[0]?.onopen?.();
  expect(link.mock.calls).toEqual([[true], [false], [true]]);
  expect((heard.mock.calls[0]?.[0] as Topic[]).map(({ topic }) => topic)).toContain('queue');
});

test('an answer that nobody is signed in is told, and so is a stream that was closed for good', async () => {
  const failure = { code: 'sign-in', message: 'Nobody is signed in here.', detail: '' };
  fetched.mockResolvedValue(answer(401, failure));
  const bridge = httpBridge();
  const out = vi.fn();
  bridge.signedOut(out);
  await expect(bridge.ask('desk.status', {})).rejects.toEqual(failure);
  expect(out).toHaveBeenCalledTimes(1);
  bridge.follow(true);
  const [stream] = Stream.all;
  if (stream) stream.readyState = Stream.CLOSED;
  stream?.onerror?.();
  expect(out).toHaveBeenCalledTimes(2);
  bridge.follow(false);
  expect(stream?.close).toHaveBeenCalled();
});

test('while seats are free the stream says who sits here', () => {
  const bridge = httpBridge();
  bridge.sit('p1');
  bridge.follow(true);
  expect(Stream.all.at(-1)?.address).toBe('/events?person=p1');
});
