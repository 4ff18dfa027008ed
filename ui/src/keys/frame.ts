import type { Binding } from './binding';

/** Keys that count in every view. */
export const FRAME: Binding[] = [
  { id: 'palette', keys: ['Mod+k'], label: 'Palette: any act, article or person', where: 'everywhere' },
  { id: 'help', keys: ['?'], label: 'Keys and words', where: 'everywhere' },
  { id: 'new', keys: ['n'], label: 'New pitch or draft', where: 'everywhere' },
  { id: 'file', keys: ['Shift+s'], label: 'Submit a file', where: 'everywhere' },
  { id: 'undo', keys: ['z'], label: 'Take back the last act, while it is offered', where: 'everywhere' },
  { id: 'go.queue', keys: ['g q'], label: 'Go to the queue', where: 'everywhere' },
  { id: 'go.inbox', keys: ['g n'], label: 'Go to your inbox: what needs you', where: 'everywhere' },
  { id: 'go.calendar', keys: ['g c'], label: 'Go to the calendar', where: 'everywhere' },
  { id: 'go.archive', keys: ['g a'], label: 'Go to the archive', where: 'everywhere' },
  { id: 'go.log', keys: ['g l'], label: 'Go to the log', where: 'everywhere' },
  { id: 'go.masthead', keys: ['g m'], label: 'Go to the masthead, for administrators', where: 'everywhere' },
  { id: 'go.backups', keys: ['g b'], label: 'Go to the backups', where: 'everywhere' },
  { id: 'go.people', keys: ['g p'], label: 'Choose who sits here', where: 'everywhere' },
  { id: 'backups.make', keys: ['b'], label: 'Back up now', where: 'backups' },
];
