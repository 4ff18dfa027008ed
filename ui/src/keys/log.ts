import type { Binding } from './binding';

/** Keys of the log. */
export const LOG: Binding[] = [
  { id: 'log.filter', keys: ['/'], label: 'Look for an article', where: 'log' },
  { id: 'log.older', keys: ['o'], label: 'Older entries', where: 'log' },
  { id: 'log.leave', keys: ['Escape'], label: 'Back to the whole log', where: 'log' },
];
