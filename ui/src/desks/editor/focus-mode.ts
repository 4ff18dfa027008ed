import { type EditorState, type Extension, type Range, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap } from '@codemirror/view';

const KEPT = 'galley.editor.focus';
const turned = StateEffect.define<boolean>();

/** Whether all but the paragraph one is in recedes. */
const focused = StateField.define<boolean>({
  create: () => localStorage.getItem(KEPT) === 'yes',
  update: (on, { effects }) => effects.find((effect) => effect.is(turned))?.value ?? on,
});

const DIMMED = Decoration.line({ class: 'dimmed' });

/** The lines of the paragraph around the cursor: up and down to the next empty one. */
export function paragraphAt(state: EditorState): { from: number; to: number } {
  const { doc, selection } = state;
  const blank = (number: number) => doc.line(number).text.trim() === '';
  const here = doc.lineAt(selection.main.head).number;
  let [first, last] = [here, here];
  if (blank(here)) return { from: here, to: here };
  while (first > 1 && !blank(first - 1)) first--;
  while (last < doc.lines && !blank(last + 1)) last++;
  return { from: first, to: last };
}

const dimming = EditorView.decorations.of((view): DecorationSet => {
  const { state } = view;
  if (!state.field(focused)) return Decoration.none;
  const { from, to } = paragraphAt(state);
  const lines: Range<Decoration>[] = [];
  for (const range of view.visibleRanges) {
    for (let at = range.from; at <= range.to;) {
      const line = state.doc.lineAt(at);
      if (line.number < from || line.number > to) lines.push(DIMMED.range(line.from));
      at = line.to + 1;
    }
  }
  return Decoration.set(lines, true);
});

/** Puts the paragraph one writes in before the others, or all on a par again. */
export function toggleFocus(view: EditorView): boolean {
  const on = !view.state.field(focused);
  localStorage.setItem(KEPT, on ? 'yes' : 'no');
  view.dispatch({ effects: turned.of(on) });
  return true;
}

export const focusMode: Extension = [
  focused,
  dimming,
  keymap.of([{ key: 'Mod-Shift-f', run: toggleFocus, preventDefault: true }]),
  EditorView.theme({
    '.cm-line.dimmed, .cm-line.dimmed *': { color: 'var(--ink-3)' },
    '.cm-line': { transition: 'color var(--quick)' },
  }),
];
