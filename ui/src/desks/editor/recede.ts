import { syntaxTree } from '@codemirror/language';
import type { EditorState, Range } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';

import { marks } from '../../state/manuscript-marks';
import { isSuggested } from './suggestion-look';

const hidden = Decoration.replace({});
const mark = (name: string) => Decoration.mark({ class: name });
const line = (name: string) => Decoration.line({ class: name });

/** What a stretch of text looks like. */
const LOOKS: Record<string, Decoration> = {
  Emphasis: mark('em'),
  StrongEmphasis: mark('strong'),
  Strikethrough: mark('struck'),
  InlineCode: mark('code'),
  Link: mark('link'),
  URL: mark('address'),
  NoteReference: mark('note-reference'),
};

/** What a whole line looks like. */
const LINES: Record<string, Decoration> = {
  ATXHeading1: line('heading h2'),
  ATXHeading2: line('heading h2'),
  ATXHeading3: line('heading h3'),
  ATXHeading4: line('heading h4'),
  ATXHeading5: line('heading h4'),
  ATXHeading6: line('heading h4'),
  SetextHeading1: line('heading h2'),
  SetextHeading2: line('heading h2'),
  ListItem: line('item'),
  Note: line('note'),
  Table: line('table-source'),
  FencedCode: line('code-block'),
  HorizontalRule: line('rule'),
};
const QUOTE = line('quote');
const PULL = line('quote pull');
const BLANK = line('blank');

const SHOWN = mark('mark');

/** Marks that recede, and the construct within which the cursor brings them back; `line`: anywhere in their line. */
const MARKS: Record<string, 'parent' | 'line'> = {
  EmphasisMark: 'parent',
  StrikethroughMark: 'parent',
  CodeMark: 'parent',
  HeaderMark: 'line',
  QuoteMark: 'line',
};

/** Decorations of what is seen: constructs as they will look, their marks hidden unless the cursor is among them. */
export function dress(state: EditorState, ranges: readonly { from: number; to: number }[]): DecorationSet {
  const out: Range<Decoration>[] = [];
  const inside = (from: number, to: number) =>
    state.selection.ranges.some((range) => range.from <= to && range.to >= from);
  const recede = (from: number, to: number, near: { from: number; to: number }) => {
    if (from >= to) return;
    out.push((inside(near.from, near.to) || isSuggested(state, from, to) ? SHOWN : hidden).range(from, to));
  };
  for (const { from, to } of ranges) {
    for (let at = from; at <= to;) {
      const here = state.doc.lineAt(at);
      if (here.length === 0) out.push(BLANK.range(here.from));
      at = here.to + 1;
    }
    syntaxTree(state).iterate({
      from,
      to,
      enter: (ref) => {
        const { node, name } = ref;
        if (name === 'Blockquote') dressLines(state, node, node.parent?.name === 'Blockquote' ? PULL : QUOTE, out);
        const whole = LINES[name];
        if (whole) dressLines(state, node, whole, out);
        const look = LOOKS[name];
        if (look && node.from < node.to) out.push(look.range(node.from, node.to));
        const how = MARKS[name];
        const parent = node.parent ?? node;
        if (how) recedeMark(state, node, how === 'line' ? state.doc.lineAt(node.from) : parent, recede);
        if (name === 'Link' || name === 'Image') recedeLink(node, recede);
        if (name === 'Escape') recede(node.from, node.from + 1, node);
        if (name === 'NoteReference') {
          recede(node.from, node.from + 2, node);
          recede(node.to - 1, node.to, node);
        }
        if (name === 'ListMark' && /^[-*+]$/.test(state.sliceDoc(node.from, node.to)))
          out.push(mark('bullet').range(node.from, node.to));
      },
    });
  }
  return Decoration.set(out, true);
}

/** A mark goes with the space that parts it from its words. */
function recedeMark(
  state: EditorState,
  node: SyntaxNode,
  near: { from: number; to: number },
  recede: (from: number, to: number, near: { from: number; to: number }) => void,
): void {
  const space = node.name === 'HeaderMark' || node.name === 'QuoteMark';
  const end = space && state.sliceDoc(node.to, node.to + 1) === ' ' ? node.to + 1 : node.to;
  recede(node.from, end, near);
}

/** Of a link the words stay, of a picture in the middle of a line its description. */
function recedeLink(node: SyntaxNode, recede: (from: number, to: number, near: SyntaxNode) => void): void {
  const marks = node.getChildren('LinkMark');
  const [open, close] = marks;
  if (!open || !close || !node.getChild('URL')) return;
  recede(open.from, open.to, node);
  recede(close.from, node.to, node);
}

function dressLines(state: EditorState, node: SyntaxNode, how: Decoration, out: Range<Decoration>[]): void {
  for (let at = node.from; at <= node.to;) {
    const here = state.doc.lineAt(at);
    out.push(how.range(here.from));
    at = here.to + 1;
  }
}

/** Shows Markdown as what it means. */
export const receding = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = dress(view.state, view.visibleRanges);
    }

    update(update: ViewUpdate) {
      const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      const marked = update.startState.field(marks, false) !== update.state.field(marks, false);
      if (update.docChanged || update.viewportChanged || update.selectionSet || parsed || marked)
        this.decorations = dress(update.view.state, update.view.visibleRanges);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
