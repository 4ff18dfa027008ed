import { beforeEach, expect, test, vi } from 'vitest';

import type { ActArgs } from '../wire/ActArgs';
import type { Acted } from '../wire/Acted';
import type { ArticleView } from '../wire/ArticleView';

const sent: ActArgs[] = [];
let answers: (Acted | { code: string; message: string; detail: string })[] = [];
vi.mock('../bridge', () => ({
  failureOf: (thrown: unknown) => thrown,
  bridge: {
    topics: () => () => undefined,
    ask: (_: string, args: ActArgs) => {
      sent.push(args);
      const answer = answers.shift();
      return answer && 'outcome' in answer ? Promise.resolve(answer) : Promise.reject(answer);
    },
  },
}));
const { act, asking } = await import('./act.svelte');
const { toasts } = await import('./toasts.svelte');

const article = { line: { id: 'a1' } } as ArticleView;
const done: Acted = { outcome: 'done', article, said: 'Sent to copy.', undoable: true };

beforeEach(() => {
  sent.length = 0;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  asking.refusal = undefined;
});

test('what was done is said, and can be taken back from there', async () => {
  answers = [done, { ...done, said: 'Taken back.', undoable: false }];
  expect(await act('a1', { act: 'to-copy' })).toBe(true);
  const [toast] = toasts.list;
  expect(toast).toMatchObject({ text: 'Sent to copy.', tone: 'good', action: { label: 'Undo' } });
  toast?.action?.run();
  expect(sent.at(-1)).toEqual({ article: 'a1', command: { act: 'undo' } });
});

test('a refusal says why and what would make it pass', async () => {
  answers = [
    {
      outcome: 'refused',
      refusal: { code: 'claimed', reason: 'Paul has claimed it.', remedy: 'Take it over.', missing: [] },
    },
  ];
  expect(await act('a1', { act: 'claim' })).toBe(false);
  expect(toasts.list[0]).toMatchObject({ text: 'Paul has claimed it.', detail: 'Take it over.', tone: 'bad' });
});

test('a refusal with several things missing lists them in a dialog', async () => {
  const refusal = { code: 'checks', reason: 'Two checks fail.', remedy: 'Mend them.', missing: ['Alt text.', 'A TK.'] };
  answers = [{ outcome: 'refused', refusal }];
  await act('a1', { act: 'approve' });
  expect(asking.refusal).toEqual(refusal);
  expect(toasts.list).toEqual([]);
});

test('a question is asked, and the command sent again as it was answered', async () => {
  const choice = { label: 'Share the slot', command: { act: 'publish' as const } };
  answers = [{ outcome: 'asks', question: 'Share the slot?', choices: [choice] }, done];
  const acting = act('a1', { act: 'approve' });
  await vi.waitFor(() => expect(asking.question?.question).toBe('Share the slot?'));
  asking.question?.answer(choice);
  expect(await acting).toBe(true);
  expect(sent.map(({ command }) => command.act)).toEqual(['approve', 'publish']);
  expect(asking.question).toBeUndefined();
});

test('a question that is left changes nothing', async () => {
  answers = [{ outcome: 'asks', question: 'Share the slot?', choices: [] }];
  const acting = act('a1', { act: 'approve' });
  await vi.waitFor(() => expect(asking.question).toBeDefined());
  asking.question?.answer(undefined);
  expect(await acting).toBe(false);
  expect(sent).toHaveLength(1);
});

test('a failure is said in its own sentence', async () => {
  answers = [{ code: 'not-saved', message: 'The disk is full; nothing was changed.', detail: '' }];
  expect(await act('a1', { act: 'claim' })).toBe(false);
  expect(toasts.list[0]).toMatchObject({ text: 'The disk is full; nothing was changed.', tone: 'bad' });
});
