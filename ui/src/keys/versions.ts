import type { Binding } from './binding';

/** Keys of the versions. */
export const VERSIONS: Binding[] = [
  { id: 'versions.next', keys: ['j', 'Alt+ArrowDown'], label: 'Next difference', where: 'versions' },
  { id: 'versions.previous', keys: ['k', 'Alt+ArrowUp'], label: 'Previous difference', where: 'versions' },
  { id: 'versions.older', keys: ['ArrowLeft'], label: 'The version before', where: 'versions' },
  { id: 'versions.newer', keys: ['ArrowRight'], label: 'The version after', where: 'versions' },
  { id: 'versions.look', keys: ['v'], label: 'In line, side by side, in the galley', where: 'versions' },
  { id: 'versions.bring-back', keys: ['r'], label: 'Bring this version back', where: 'versions' },
  { id: 'versions.back', keys: ['Escape'], label: 'Back to the manuscript', where: 'versions' },
];
