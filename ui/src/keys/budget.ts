import type { Binding } from './binding';

/** Keys of the budget. */
export const BUDGET: Binding[] = [
  { id: 'budget.print', keys: ['p', 'Mod+p'], label: 'Print', where: 'budget' },
  { id: 'budget.leave', keys: ['Escape'], label: 'Back to the queue', where: 'budget' },
];
