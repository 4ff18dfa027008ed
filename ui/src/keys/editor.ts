import type { Binding } from './binding';

/** Keys of the editor. Those of the manuscript itself are carried out by the page. */
export const EDITOR: Binding[] = [
  { id: 'editor.back', keys: ['Escape'], label: 'Back to the queue', where: 'editor' },
  { id: 'editor.version', keys: ['Mod+s'], label: 'Name a version (saving is automatic)', where: 'editor' },
  { id: 'editor.compare', keys: ['Mod+Alt+h'], label: 'Versions, compared', where: 'editor' },
  { id: 'editor.pane', keys: ['Mod+\\'], label: 'Galley and checks on and off', where: 'editor' },
  { id: 'editor.check', keys: ['F8'], label: 'Next check', where: 'editor' },
  { id: 'editor.gap', keys: ['Shift+F8'], label: 'Next gap (TK)', where: 'editor' },
  {
    id: 'editor.focus',
    keys: ['Mod+Shift+f'],
    label: 'Focus on the paragraph, on and off',
    where: 'editor',
    own: true,
  },
  { id: 'editor.bold', keys: ['Mod+b'], label: 'Strong', where: 'editor', own: true },
  { id: 'editor.italic', keys: ['Mod+i'], label: 'Italics', where: 'editor', own: true },
  { id: 'editor.link', keys: ['Mod+k'], label: 'Link, while in the manuscript', where: 'editor', own: true },
  { id: 'editor.heading', keys: ['Mod+Alt+1'], label: 'Heading, subheading, plain', where: 'editor', own: true },
  { id: 'editor.quote', keys: ['Mod+Shift+9'], label: 'Quote', where: 'editor', own: true },
  { id: 'editor.list', keys: ['Mod+Shift+8'], label: 'List', where: 'editor', own: true },
  { id: 'editor.note', keys: ['Mod+Alt+f'], label: 'Footnote', where: 'editor', own: true },
  { id: 'editor.break', keys: ['Shift+Enter'], label: 'New line in the same paragraph', where: 'editor', own: true },
  { id: 'editor.find', keys: ['Mod+f'], label: 'Find and replace', where: 'editor', own: true },
  { id: 'editor.undo', keys: ['Mod+z'], label: 'Undo typing', where: 'editor', own: true },
  { id: 'editor.redo', keys: ['Mod+Shift+z'], label: 'Redo typing', where: 'editor', own: true },
];
