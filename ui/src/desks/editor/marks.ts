import { syntaxTree } from '@codemirror/language';
import { EditorSelection, type EditorState, type StateCommand, type TransactionSpec } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

/** Puts emphasis on the words that are marked or stand at the cursor, or takes it off. */
export function toggleMark(mark: '*' | '**'): StateCommand {
  const kind = mark === '**' ? 'StrongEmphasis' : 'Emphasis';
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const spec = state.changeByRange((range) => {
      const around = enclosing(state, range.from, range.to, kind);
      if (around) {
        const open = around.from + mark.length;
        const close = around.to - mark.length;
        return {
          changes: [
            { from: around.from, to: open },
            { from: close, to: around.to },
          ],
          range: EditorSelection.range(
            Math.max(range.anchor - mark.length, around.from),
            Math.max(Math.min(range.head, close) - mark.length, around.from),
          ),
        };
      }
      const words = range.empty ? (state.wordAt(range.head) ?? range) : range;
      const pieces = stretches(state, words.from, words.to);
      if (pieces.length === 0)
        return {
          changes: { from: range.head, insert: mark + mark },
          range: EditorSelection.cursor(range.head + mark.length),
        };
      const shift = pieces.length * 2 * mark.length;
      return {
        changes: pieces.flatMap(({ from, to }) => [
          { from, insert: mark },
          { from: to, insert: mark },
        ]),
        range: range.empty
          ? EditorSelection.cursor(range.head + mark.length)
          : EditorSelection.range(pieces[0]?.from ?? range.from, (pieces.at(-1)?.to ?? range.to) + shift),
      };
    });
    dispatch(state.update(spec, { userEvent: 'input.mark', scrollIntoView: true }));
    return true;
  };
}

/** The words of a selection, paragraph by paragraph, without the space at their ends: marks must touch words. */
function stretches(state: EditorState, from: number, to: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let at = from; at <= to;) {
    const line = state.doc.lineAt(at);
    const begin = Math.max(from, line.from);
    const text = state.sliceDoc(begin, Math.min(to, line.to));
    const lead =
      begin === line.from
        ? (/^\s*(?:#{1,6} |>+ ?|[-*+] |\d+[.)] )*\s*/.exec(text)?.[0].length ?? 0)
        : text.length - text.trimStart().length;
    const words = text.slice(lead).trimEnd();
    if (words.trim()) found.push({ from: begin + lead, to: begin + lead + words.length });
    at = line.to + 1;
  }
  return found;
}

/** The innermost construct of that kind around a stretch. */
export function enclosing(state: EditorState, from: number, to: number, kind: string): SyntaxNode | undefined {
  for (const side of [1, -1] as const) {
    for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(from, side); node; node = node.parent)
      if (node.name === kind && node.to >= to) return node;
  }
  return undefined;
}

/** Where a link would go: its words and its address, when there is one already. */
export interface LinkAt {
  from: number;
  to: number;
  text: string;
  address: string;
  known: boolean;
}

export function linkAt(state: EditorState): LinkAt {
  const { from, to, empty } = state.selection.main;
  const node = enclosing(state, from, to, 'Link');
  const address = node?.getChild('URL');
  const [open, close] = node?.getChildren('LinkMark') ?? [];
  if (node && address && open && close)
    return {
      from: node.from,
      to: node.to,
      text: state.sliceDoc(open.to, close.from),
      address: state.sliceDoc(address.from, address.to).replace(/^<|>$/g, ''),
      known: true,
    };
  const words = empty ? (state.wordAt(from) ?? { from, to }) : { from, to };
  return { from: words.from, to: words.to, text: state.sliceDoc(words.from, words.to), address: '', known: false };
}

/** Writes a link where `at` says; without an address only its words. */
export function setLink(at: LinkAt, text: string, address: string): TransactionSpec {
  const shown = text.trim() || address.trim();
  const to = /[\s()<>]/.test(address.trim()) ? `<${address.trim()}>` : address.trim();
  const insert = to ? `[${shown}](${to})` : shown;
  return {
    changes: { from: at.from, to: at.to, insert },
    selection: { anchor: at.from + insert.length },
    userEvent: 'input.link',
    scrollIntoView: true,
  };
}
