import type { Binding } from './binding';

/** Keys of the archive. */
export const ARCHIVE: Binding[] = [
  { id: 'archive.search', keys: ['/'], label: 'Search', where: 'archive' },
  { id: 'archive.next', keys: ['j', 'ArrowDown'], label: 'Next article', where: 'archive' },
  { id: 'archive.previous', keys: ['k', 'ArrowUp'], label: 'Previous article', where: 'archive' },
  { id: 'archive.page-down', keys: ['PageDown'], label: 'A page down', where: 'archive' },
  { id: 'archive.page-up', keys: ['PageUp'], label: 'A page up', where: 'archive' },
  { id: 'archive.first', keys: ['Home'], label: 'First article', where: 'archive' },
  { id: 'archive.last', keys: ['End'], label: 'Last article', where: 'archive' },
  { id: 'archive.open', keys: ['Enter'], label: 'Open', where: 'archive' },
  { id: 'archive.peek', keys: ['Space'], label: 'Peek', where: 'archive' },
  { id: 'archive.leave', keys: ['Escape'], label: 'Close the peek, show everything', where: 'archive' },
];
