import { beforeEach, expect, test, vi } from 'vitest';

import type { Archive as Answer } from '../wire/Archive';
import type { ArchiveArgs } from '../wire/ArchiveArgs';
import type { ArchiveLine } from '../wire/ArchiveLine';
import type { SearchArgs } from '../wire/SearchArgs';

const asked: {
  name: string;
  args: ArchiveArgs | SearchArgs;
  answer: (lines: ArchiveLine[], total?: number) => void;
}[] = [];
vi.mock('../bridge', () => ({
  failureOf: (thrown: unknown) => thrown,
  bridge: {
    topics: () => () => undefined,
    ask: (name: string, args: ArchiveArgs | SearchArgs) =>
      new Promise<Answer>((resolve) => {
        asked.push({
          name,
          args,
          answer: (lines, total = lines.length) =>
            resolve({ lines, total, facets: { years: [], sections: [], authors: [] } }),
        });
      }),
  },
}));
const { archive } = await import('./archive.svelte');

const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({ article: `a${from + at}` }) as ArchiveLine);
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(async () => {
  asked.length = 0;
  archive.clear();
  asked[0]?.answer(lines(0, 50), 120);
  await settled();
  asked.length = 0;
});

test('without words the archive is listed, with words it is searched', () => {
  archive.query = 'harb';
  void archive.refresh(true);
  archive.query = '  ';
  void archive.refresh(true);
  expect(asked.map(({ name }) => name)).toEqual(['search', 'archive.list']);
  expect(asked[0]?.args).toMatchObject({ query: 'harb', published: true, offset: 0 });
});

test('the answer to words that were typed over is dropped', async () => {
  archive.query = 'har';
  void archive.refresh(true);
  archive.query = 'harbour';
  void archive.refresh(true);
  asked[1]?.answer(lines(7, 1));
  await settled();
  asked[0]?.answer(lines(0, 9));
  await settled();
  expect(archive.lines.map(({ article }) => article)).toEqual(['a7']);
});

test('no further page of other words is put behind the lines that are there', async () => {
  archive.query = 'harb';
  await archive.more();
  expect(asked, 'the words were not answered yet').toEqual([]);
  void archive.refresh(true);
  asked[0]?.answer(lines(0, 50), 70);
  await settled();
  void archive.more();
  asked[1]?.answer(lines(50, 20), 70);
  await settled();
  expect(archive.lines).toHaveLength(70);
});

test('what is chosen twice is let go, and a month goes with its year', () => {
  archive.inTime(2014);
  archive.inSection('media');
  archive.inTime(2014, 3);
  expect(archive.filter).toEqual({ year: 2014, section: 'media', month: 3 });
  archive.inTime(2014, 3);
  expect(archive.filter).toEqual({ year: 2014, section: 'media' });
  archive.inTime(2014, 3);
  archive.inTime(2015);
  expect(archive.filter).toEqual({ year: 2015, section: 'media' });
  archive.inTime(2015);
  archive.inSection('media');
  expect(archive.narrowed).toBe(false);
});

test('near the end of what was fetched the next page is', async () => {
  archive.go(20);
  expect(asked).toEqual([]);
  archive.go(45);
  expect(asked.map(({ args }) => args.offset)).toEqual([50]);
  asked[0]?.answer(lines(50, 50), 120);
  await settled();
  expect(archive.lines.length).toBe(100);
  archive.go(500);
  expect(archive.at).toBe(99);
});

test('asked again, one stays on the same article', async () => {
  archive.go(3);
  void archive.refresh();
  asked[0]?.answer([...lines(900, 1), ...lines(0, 49)], 121);
  await settled();
  expect(archive.current?.article).toBe('a3');
});
