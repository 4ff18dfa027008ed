import { beforeEach, expect, test, vi } from 'vitest';

const show = vi.fn(() => Promise.resolve());
const allow = vi.fn(() => Promise.resolve(true));
const route = { now: { view: 'queue' }, go: vi.fn(), open: vi.fn() };
vi.mock('../bridge', () => ({ bridge: { notices: { allow, show } } }));
vi.mock('./session.svelte', () => ({ session: { me: { id: 'p1' } } }));
vi.mock('./route.svelte', () => ({ route }));
vi.mock('./toasts.svelte', () => ({ toasts: { say: vi.fn() } }));
const { fresh, notices } = await import('./notices.svelte');

const item = (cause: string, unread = true) =>
  ({ cause, unread, headline: cause, said: 'Somebody submitted it', why: 'Any editor may claim it.' }) as never;

beforeEach(() => {
  show.mockClear();
  route.now = { view: 'queue' };
});

test('nothing is shown that was not asked for', () => {
  notices.tell([], [item('a')]);
  expect(show).not.toHaveBeenCalled();
});

test('what came and is not read is told, each cause once', async () => {
  await notices.turn();
  notices.tell([item('a')], [item('a'), item('b'), item('c', false)]);
  expect(show).toHaveBeenCalledOnce();
  expect(show).toHaveBeenCalledWith(expect.objectContaining({ title: 'b', name: 'b' }), expect.any(Function));
  expect(fresh([item('a')], [item('a'), item('b')])).toHaveLength(1);
});

test('a heap is told as a number', () => {
  notices.tell(
    [],
    ['a', 'b', 'c'].map((cause) => item(cause)),
  );
  expect(show).toHaveBeenCalledOnce();
  expect(show).toHaveBeenCalledWith(expect.objectContaining({ title: '3 need you' }), expect.any(Function));
});

test('whoever looks at the inbox is not told again', () => {
  route.now = { view: 'inbox' };
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  notices.tell([], [item('a')]);
  expect(show).not.toHaveBeenCalled();
});
