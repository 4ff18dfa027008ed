import type { Binding } from './binding';

/** Keys of the calendar. */
export const CALENDAR: Binding[] = [
  { id: 'calendar.left', keys: ['ArrowLeft'], label: 'A day back', where: 'calendar' },
  { id: 'calendar.right', keys: ['ArrowRight'], label: 'A day on', where: 'calendar' },
  { id: 'calendar.up', keys: ['ArrowUp', 'k'], label: 'The card or slot above', where: 'calendar' },
  { id: 'calendar.down', keys: ['ArrowDown', 'j'], label: 'The card or slot below', where: 'calendar' },
  { id: 'calendar.take', keys: ['Space', 'm'], label: 'Take a card up; put it down', where: 'calendar' },
  { id: 'calendar.open', keys: ['Enter'], label: 'Put down what is carried; else open', where: 'calendar' },
  { id: 'calendar.leave', keys: ['Escape'], label: 'Put it back where it was', where: 'calendar' },
  { id: 'calendar.tray', keys: ['r'], label: 'To what is ready and has no time', where: 'calendar' },
  { id: 'calendar.schedule', keys: ['s'], label: 'Type a time', where: 'calendar' },
  { id: 'calendar.ahead', keys: ['l'], label: 'What readers will see then', where: 'calendar' },
  { id: 'calendar.stop', keys: ['Delete', 'Backspace'], label: 'Take off the schedule', where: 'calendar' },
  {
    id: 'calendar.menu',
    keys: ['.', 'Shift+F10', 'ContextMenu'],
    label: 'Everything that can be done',
    where: 'calendar',
  },
  { id: 'calendar.before', keys: ['[', 'PageUp'], label: 'The week or month before', where: 'calendar' },
  { id: 'calendar.after', keys: [']', 'PageDown'], label: 'The week or month after', where: 'calendar' },
  { id: 'calendar.today', keys: ['t', 'Home'], label: 'Today', where: 'calendar' },
  { id: 'calendar.span', keys: ['v'], label: 'Week or month', where: 'calendar' },
  { id: 'calendar.dues', keys: ['d'], label: 'Due dates on and off', where: 'calendar' },
];
