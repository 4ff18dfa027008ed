import { type ChangeSet, type EditorState, type Range, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

import { marks } from '../../state/manuscript-marks';
import { hashOf, type PictureText, readPicture } from './picture-text';
import { FigureWidget } from './figure-widget';
import { onPiece } from './piece-marks';
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

/** What makes a piece of a line, or of the lines around it. */
const MAKES_PIECES = /[|]|!\[|```|~~~/;

/** The same pieces after a change that has nothing to do with any; `undefined` when it may have. */
function moved(pieces: Piece[], changes: ChangeSet, before: Text, after: Text): Piece[] | undefined {
  let apart = pieces.every(
    ({ from, to }) => !changes.touchesRange(Math.max(0, from - 1), Math.min(before.length, to + 1)),
  );
  changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    apart &&= isPlain(before, fromA, toA) && isPlain(after, fromB, toB);
  });
  if (!apart) return undefined;
  return pieces.map((piece) => ({ ...piece, from: changes.mapPos(piece.from, 1), to: changes.mapPos(piece.to, -1) }));
}

/** Whether neither these lines nor those beside them make a piece. */
function isPlain(doc: Text, from: number, to: number): boolean {
  const last = Math.min(doc.lines, doc.lineAt(to).number + 1);
  for (let number = Math.max(1, doc.lineAt(from).number - 1); number <= last; number++)
    if (MAKES_PIECES.test(doc.line(number).text)) return false;
  return true;
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
    const on = onPiece(state, piece, 'table' in piece ? 'table' : 'picture');
    const widget =
      'table' in piece
        ? new TableWidget(piece.table, on)
        : new FigureWidget(piece.picture, address(piece.picture, media), on);
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
      const { state, startState } = transaction;
      const turned =
        startState.readOnly !== state.readOnly || startState.field(marks, false) !== state.field(marks, false);
      if (!transaction.docChanged && !transaction.selection && !turned) return shown;
      const pieces = transaction.docChanged
        ? (moved(shown.pieces, transaction.changes, startState.doc, state.doc) ?? piecesOf(state))
        : shown.pieces;
      if (pieces.length === 0) return { pieces, decorations: Decoration.none };
      return { pieces, decorations: show(state, pieces, media) };
    },
    provide: (field) => EditorView.decorations.from(field, (shown) => shown.decorations),
  });
}
