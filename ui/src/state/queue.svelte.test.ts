import { beforeEach, expect, test, vi } from 'vitest';

import type { Line } from '../wire/Line';
import type { Queue as Answer } from '../wire/Queue';
import type { QueueArgs } from '../wire/QueueArgs';

const asked: { args: QueueArgs; answer: (lines: Line[], total?: number) => void }[] = [];
vi.mock('../bridge', () => ({
  failureOf: (thrown: unknown) => thrown,
  bridge: {
    topics: () => () => undefined,
    ask: (_: string, args: QueueArgs) =>
      new Promise<Answer>((resolve) => {
        asked.push({
          args,
          answer: (lines, total = lines.length) => resolve({ lines, groups: [], total, problem: null }),
        });
      }),
  },
}));
const { queue, PAGE } = await import('./queue.svelte');

const line = (id: string) => ({ id, headline: id }) as Line;
const lines = (from: number, count: number) => Array.from({ length: count }, (_, at) => line(`a${from + at}`));
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(async () => {
  asked.length = 0;
  queue.marked.clear();
  queue.filter = '';
  void queue.refresh(true);
  asked[0]?.answer(lines(0, PAGE), 1000);
  await settled();
  asked.length = 0;
});

test('the answer to a filter that was typed over is dropped', async () => {
  queue.filter = 'har';
  void queue.refresh(true);
  queue.filter = 'harbour';
  void queue.refresh(true);
  const [slow, quick] = asked;
  quick?.answer([line('harbour-deal')]);
  await settled();
  slow?.answer([line('hare'), line('harbour-deal')]);
  await settled();
  expect(queue.total).toBe(1);
  expect(queue.line(0)?.id).toBe('harbour-deal');
});

test('pages are fetched when they are looked at, each once', async () => {
  expect(queue.line(350)).toBeUndefined();
  queue.want(340, 360);
  queue.want(345, 365);
  expect(asked.map(({ args }) => args.offset)).toEqual([300]);
  asked[0]?.answer(lines(300, PAGE), 1000);
  await settled();
  expect(queue.line(350)?.id).toBe('a350');
});

test('a page asked for before the filter changed does not land in the new list', async () => {
  queue.want(340, 360);
  const [old] = asked;
  queue.filter = 'x';
  void queue.refresh(true);
  asked[1]?.answer(lines(5000, PAGE), 1000);
  await settled();
  old?.answer(lines(300, PAGE), 1000);
  await settled();
  expect(queue.line(350)).toBeUndefined();
});

test('when the list changes one stays on the article one was on', async () => {
  queue.want(0, 20);
  queue.go(5);
  void queue.refresh();
  asked.at(-1)?.answer([line('new'), ...lines(0, PAGE - 1)], 1001);
  await settled();
  expect(queue.at).toBe(6);
  expect(queue.current?.id).toBe('a5');
});

test('when that article is gone one is on what took its place', async () => {
  queue.want(0, 20);
  queue.go(2);
  void queue.refresh();
  asked.at(-1)?.answer([line('a0'), line('a1'), line('a3')]);
  await settled();
  expect(queue.current?.id).toBe('a3');
});

test('one cannot walk out of the list', () => {
  queue.go(-1);
  expect(queue.at).toBe(0);
  queue.go(5000);
  expect(queue.at).toBe(999);
});

test('acts are about what is marked, else about the line one is on', () => {
  queue.go(3);
  expect(queue.chosen()).toEqual(['a3']);
  queue.mark('a7');
  queue.mark('a8');
  queue.mark('a7');
  expect(queue.chosen()).toEqual(['a8']);
});

test('a mark does not outlive the line it stands on', async () => {
  queue.mark('a7');
  void queue.refresh(true);
  asked[0]?.answer([line('a1')]);
  await settled();
  expect(queue.chosen()).toEqual(['a1']);
});

test('the same column twice turns the order round', () => {
  queue.sortBy('words');
  expect(asked.at(-1)?.args).toMatchObject({ sort: 'words', descending: false });
  queue.sortBy('words');
  expect(asked.at(-1)?.args).toMatchObject({ sort: 'words', descending: true });
  queue.sortBy('bucket');
  expect(asked.at(-1)?.args).toMatchObject({ sort: 'bucket', descending: false });
});
