import { beforeEach, expect, test, vi } from 'vitest';

import type { ActAllArgs } from '../wire/ActAllArgs';
import type { ActedAll } from '../wire/ActedAll';
import type { Refusal } from '../wire/Refusal';

const sent: ActAllArgs[] = [];
let answers: ActedAll[] = [];
vi.mock('../bridge', () => ({
  failureOf: (thrown: unknown) => thrown,
  bridge: {
    topics: () => () => undefined,
    ask: (_: string, args: ActAllArgs) => {
      sent.push(args);
      return Promise.resolve(answers.shift());
    },
  },
}));
const { asking } = await import('./act.svelte');
const { actOnAll, bulk, reasons, summary } = await import('./bulk.svelte');
const { queue } = await import('./queue.svelte');
const { toasts } = await import('./toasts.svelte');

const claimed: Refusal = { code: 'claimed', reason: 'Paul has claimed it.', remedy: 'Take it over.', missing: [] };
const done = (article: string) => ({ article, acted: { outcome: 'done' as const, undoable: true } });
const refused = (article: string) => ({ article, acted: { outcome: 'refused' as const, refusal: claimed } });

beforeEach(() => {
  sent.length = 0;
  queue.marked.clear();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
});

test('who was done and who was refused is said, and one undo takes all of it back', async () => {
  for (const id of ['a', 'b', 'c']) queue.marked.add(id);
  answers = [{ answers: [done('a'), refused('b'), done('c')] }, { answers: [done('a'), done('c')] }];
  expect(await actOnAll(['a', 'b', 'c'], { act: 'claim' }, 'Claim')).toBe(true);
  const { told } = bulk;
  expect(told && summary(told)).toBe('2 done, 1 refused');
  expect(told && reasons(told)).toBe('Paul has claimed it.');
  expect([...queue.marked]).toEqual(['b']);
  const [toast] = toasts.list;
  expect(toast).toMatchObject({ text: 'Claim: 2 done, 1 refused.', action: { label: 'Undo 2' } });
  toast?.action?.run();
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toEqual({ articles: ['a', 'c'], command: { act: 'undo' } });
});

test('a question that is the same for several is asked once', async () => {
  const choices = [{ label: 'Share the slot', command: { act: 'claim' as const } }];
  const asks = (article: string) => ({ article, acted: { outcome: 'asks' as const, question: 'Share it?', choices } });
  answers = [{ answers: [done('a'), asks('b'), asks('c')] }, { answers: [done('b'), done('c')] }];
  const acting = actOnAll(['a', 'b', 'c'], { act: 'claim' }, 'Schedule');
  await vi.waitFor(() => expect(asking.question?.question).toBe('Share it? (2 articles)'));
  asking.question?.answer(choices[0]);
  expect(await acting).toBe(true);
  expect(toasts.list[0]).toMatchObject({ text: 'Schedule: 3 done.', action: { label: 'Undo 3' } });
  expect(bulk.told).toBeUndefined();
});
