import { type EditorState, type Range, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

import { hashOf, type PictureText, readPicture } from './picture-text';
import { FigureWidget } from './figure-widget';
import { isDelimiter, readTable, type TableText } from './table-text';
import { TableWidget } from './table-widget';

/** What is shown as a piece of its own instead of as text: pictures and tables. */
export type Piece = { from: number; to: number } & ({ picture: PictureText } | { table: TableText });

/** The pieces of a manuscript, in order. */
export function piecesOf(state: EditorState): Piece[] {
  const found: Piece[] = [];
  const { doc } = state;
  let fenced = false;
  for (let number = 1; number <= doc.lines; number++) {
    const { text, from, to } = doc.line(number);
    if (/^\s{0,3}(```|~~~)/.test(text)) fenced = !fenced;
    if (fenced || text === '') continue;
    if (text.includes('![')) {
      const picture = readPicture(text);
      if (picture && isBlank(state, number - 1) && isBlank(state, number + 1)) found.push({ from, to, picture });
    } else if (text.includes('|') && number < doc.lines && isDelimiter(doc.line(number + 1).text)) {
      const lines: string[] = [];
      let last = number;
      for (; last <= doc.lines && doc.line(last).text.trim() !== ''; last++) lines.push(doc.line(last).text);
      const table = readTable(lines);
      if (table) found.push({ from, to: doc.line(last - 1).to, table });
      number = last - 1;
    }
  }
  return found;
}

function isBlank(state: EditorState, number: number): boolean {
  return number < 1 || number > state.doc.lines || state.doc.line(number).text.trim() === '';
}

interface Shown {
  pieces: Piece[];
  decorations: DecorationSet;
}

function show(state: EditorState, pieces: Piece[], media: MediaAddress): DecorationSet {
  const touched = ({ from, to }: Piece) =>
    state.selection.ranges.some((range) => range.from <= to && range.to >= from) && !state.readOnly;
  const out: Range<Decoration>[] = [];
  for (const piece of pieces) {
    if (touched(piece)) continue;
    const widget =
      'table' in piece ? new TableWidget(piece.table) : new FigureWidget(piece.picture, address(piece.picture, media));
    out.push(Decoration.replace({ widget, block: true }).range(piece.from, piece.to));
  }
  return Decoration.set(out);
}

function address(picture: PictureText, media: MediaAddress): string | undefined {
  const hash = hashOf(picture.source);
  return hash ? media(hash, 800) : undefined;
}

type MediaAddress = (hash: string, width: number) => string;

/** Pictures and tables as readers see them, until the cursor goes there. */
export function setPieces(media: MediaAddress) {
  return StateField.define<Shown>({
    create(state) {
      const pieces = piecesOf(state);
      return { pieces, decorations: show(state, pieces, media) };
    },
    update(shown, transaction) {
      const { state } = transaction;
      const turned = transaction.startState.readOnly !== state.readOnly;
      if (!transaction.docChanged && !transaction.selection && !turned) return shown;
      const pieces = transaction.docChanged ? piecesOf(state) : shown.pieces;
      if (pieces.length === 0) return { pieces, decorations: Decoration.none };
      return { pieces, decorations: show(state, pieces, media) };
    },
    provide: (field) => EditorView.decorations.from(field, (shown) => shown.decorations),
  });
}
