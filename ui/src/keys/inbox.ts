import type { Binding } from './binding';

/** Keys of the inbox. */
export const INBOX: Binding[] = [
  { id: 'inbox.next', keys: ['j', 'ArrowDown'], label: 'Next', where: 'inbox' },
  { id: 'inbox.previous', keys: ['k', 'ArrowUp'], label: 'Previous', where: 'inbox' },
  { id: 'inbox.first', keys: ['Home'], label: 'First', where: 'inbox' },
  { id: 'inbox.last', keys: ['End'], label: 'Last', where: 'inbox' },
  { id: 'inbox.read', keys: ['u'], label: 'Read, or to be read again', where: 'inbox' },
  { id: 'inbox.all', keys: ['Shift+u'], label: 'Everything read', where: 'inbox' },
];
