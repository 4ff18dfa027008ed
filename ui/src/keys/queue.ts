import type { Binding } from './binding';

/** The single keys that stand for acts of the workflow, shown wherever the act is offered. */
export const ACT_KEYS: Record<string, string> = {
  assign: 'a',
  claim: 'c',
  approve: 'y',
  schedule: 's',
  return: 'r',
  publish: 'p',
  hold: 'h',
};

const ACT_LABELS: Record<string, string> = {
  assign: 'Assign',
  claim: 'Claim',
  approve: 'Approve',
  schedule: 'Schedule',
  return: 'Return with a note',
  publish: 'Publish',
  hold: 'Hold',
};

/** Keys of the queue. */
export const QUEUE: Binding[] = [
  { id: 'queue.next', keys: ['j', 'ArrowDown'], label: 'Next article', where: 'queue' },
  { id: 'queue.previous', keys: ['k', 'ArrowUp'], label: 'Previous article', where: 'queue' },
  { id: 'queue.page-down', keys: ['PageDown'], label: 'A page down', where: 'queue' },
  { id: 'queue.page-up', keys: ['PageUp'], label: 'A page up', where: 'queue' },
  { id: 'queue.first', keys: ['Home'], label: 'First article', where: 'queue' },
  { id: 'queue.last', keys: ['End'], label: 'Last article', where: 'queue' },
  { id: 'queue.open', keys: ['Enter'], label: 'Open', where: 'queue' },
  { id: 'queue.peek', keys: ['Space'], label: 'Peek', where: 'queue' },
  { id: 'queue.mark', keys: ['x'], label: 'Select', where: 'queue' },
  {
    id: 'queue.leave',
    keys: ['Escape'],
    label: 'Close the peek, drop the selection, clear the filter',
    where: 'queue',
  },
  { id: 'queue.menu', keys: ['.', 'Shift+F10', 'ContextMenu'], label: 'Everything that can be done', where: 'queue' },
  { id: 'queue.look', keys: ['v'], label: 'Table or board', where: 'queue' },
  { id: 'queue.workload', keys: ['w'], label: 'Who has how much; back to the table', where: 'queue' },
  { id: 'queue.columns', keys: ['Shift+c'], label: 'Columns', where: 'queue' },
  { id: 'queue.views', keys: ['Shift+v'], label: 'Saved views', where: 'queue' },
  { id: 'queue.tag', keys: ['t'], label: 'Tag with topics', where: 'queue' },
  { id: 'queue.budget', keys: ['Shift+p'], label: 'The budget, to print', where: 'queue' },
  { id: 'board.left', keys: ['ArrowLeft'], label: 'On the board: the column before', where: 'queue' },
  { id: 'board.right', keys: ['ArrowRight'], label: 'On the board: the column after', where: 'queue' },
  { id: 'board.take', keys: ['m'], label: 'On the board: take a card up; put it down', where: 'queue' },
  { id: 'queue.filter', keys: ['/'], label: 'Filter', where: 'queue' },
  ...Object.entries(ACT_KEYS).map(([act, key]): Binding => ({
    id: `queue.act.${act}`,
    keys: [key],
    label: ACT_LABELS[act] ?? act,
    where: 'queue',
  })),
];
