import type { Binding } from './binding';

/** Keys of the editor. Those of the manuscript itself are carried out by the page. */
export const EDITOR: Binding[] = [
  { id: 'editor.back', keys: ['Escape'], label: 'Back to the queue', where: 'editor' },
  { id: 'editor.version', keys: ['Mod+s'], label: 'Name a version (saving is automatic)', where: 'editor' },
  { id: 'editor.pane', keys: ['Mod+\\'], label: 'Galley and checks on and off', where: 'editor' },
  { id: 'editor.check', keys: ['F8'], label: 'Next check', where: 'editor' },
  { id: 'editor.suggest', keys: ['Mod+Shift+e'], label: 'Suggesting on and off', where: 'editor' },
  { id: 'editor.comment', keys: ['Mod+Shift+c', 'Mod+Alt+m'], label: 'Comment on the selection', where: 'editor' },
  { id: 'editor.comments', keys: ['Mod+Alt+c'], label: 'To the comments, and back to the text', where: 'editor' },
  { id: 'editor.next-suggestion', keys: ['Alt+ArrowDown'], label: 'Next suggestion', where: 'editor', own: true },
  { id: 'editor.previous-suggestion', keys: ['Alt+ArrowUp'], label: 'Previous suggestion', where: 'editor', own: true },
  { id: 'editor.accept', keys: ['Mod+Enter'], label: 'Accept the suggestion at the caret', where: 'editor', own: true },
  { id: 'editor.stet', keys: ['Mod+Backspace'], label: 'Stet: leave it as it was', where: 'editor', own: true },
  { id: 'editor.bold', keys: ['Mod+b'], label: 'Strong', where: 'editor', own: true },
  { id: 'editor.italic', keys: ['Mod+i'], label: 'Italics', where: 'editor', own: true },
  { id: 'editor.link', keys: ['Mod+k'], label: 'Link, while in the manuscript', where: 'editor', own: true },
  { id: 'editor.heading', keys: ['Mod+Alt+1'], label: 'Heading, subheading, plain', where: 'editor', own: true },
  { id: 'editor.quote', keys: ['Mod+Shift+9'], label: 'Quote', where: 'editor', own: true },
  { id: 'editor.list', keys: ['Mod+Shift+8'], label: 'List', where: 'editor', own: true },
  { id: 'editor.note', keys: ['Mod+Alt+f'], label: 'Footnote', where: 'editor', own: true },
  { id: 'editor.break', keys: ['Shift+Enter'], label: 'New line in the same paragraph', where: 'editor', own: true },
  { id: 'editor.find', keys: ['Mod+f'], label: 'Find and replace', where: 'editor', own: true },
  { id: 'editor.undo', keys: ['Mod+z'], label: 'Undo typing and decisions', where: 'editor', own: true },
  { id: 'editor.redo', keys: ['Mod+Shift+z', 'Mod+y'], label: 'Do it again', where: 'editor', own: true },
];
