import { type EditorView, WidgetType } from '@codemirror/view';

import { type OnPiece, sameOnPiece, sign } from './piece-marks';
import { type TableText } from './table-text';

/** A table as readers see it; a click goes to its text. */
export class TableWidget extends WidgetType {
  constructor(
    readonly table: TableText,
    readonly on: OnPiece | undefined,
  ) {
    super();
  }

  override eq(other: TableWidget): boolean {
    return JSON.stringify(this.table) === JSON.stringify(other.table) && sameOnPiece(this.on, other.on);
  }

  override get estimatedHeight(): number {
    return 32 * (this.table.rows.length + 1);
  }

  override toDOM(view: EditorView): HTMLElement {
    const frame = document.createElement('div');
    frame.className = 'piece table';
    const table = document.createElement('table');
    table.createTHead().append(row(this.table.head, 'th'));
    const body = table.createTBody();
    for (const cells of this.table.rows) body.append(row(cells, 'td'));
    frame.append(table);
    if (this.on) frame.append(sign(this.on, view, frame));
    frame.onmousedown = (event) => {
      event.preventDefault();
      if (view.state.readOnly) return;
      view.dispatch({ selection: { anchor: view.posAtDOM(frame) } });
      view.focus();
    };
    return frame;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

function row(cells: string[], kind: 'th' | 'td'): HTMLTableRowElement {
  const made = document.createElement('tr');
  for (const text of cells) {
    // A heading without words heads nothing.
    const cell = document.createElement(text ? kind : 'td');
    if (cell.localName === 'th') cell.setAttribute('scope', 'col');
    cell.textContent = text;
    made.append(cell);
  }
  return made;
}
