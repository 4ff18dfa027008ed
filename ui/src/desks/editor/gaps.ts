import {
  Decoration,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';

/** A gap the writer left: "TK" and its kin as whole words, or all of a bracket that begins with one. As the press counts them. */
export const GAP =
  /\[(?:TK)+\b[^\]\n]*\]|(?<![\p{L}\p{N}_])(?:T[Kk](?:[Tt][Kk])*|t[Kk](?:[Tt][Kk])+)s?(?![\p{L}\p{N}_])/gu;

/** Goes to the next gap after the cursor, round to the first; false when none is left. */
export function nextGap(view: EditorView): boolean {
  const found = [...view.state.doc.toString().matchAll(GAP)];
  const { to } = view.state.selection.main;
  const next = found.find(({ index }) => index >= to) ?? found[0];
  if (!next) return false;
  view.dispatch({
    selection: { anchor: next.index, head: next.index + next[0].length },
    scrollIntoView: true,
    userEvent: 'select',
  });
  view.focus();
  return true;
}

const gaps = new MatchDecorator({ regexp: GAP, decoration: Decoration.mark({ class: 'gap' }) });

/** Shows what is still to come. */
export const gapMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = gaps.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = gaps.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
