import { insertNewlineContinueMarkup } from '@codemirror/lang-markdown';
import { syntaxTree } from '@codemirror/language';
import { type ChangeSpec, EditorSelection, type EditorState, type Line, type StateCommand } from '@codemirror/state';

const HEADING = /^(#{1,6})\s+/;

/** Plain line → heading → subheading → plain line. */
export const cycleHeading: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const line = state.doc.lineAt(state.selection.main.head);
  const found = HEADING.exec(line.text);
  const next = !found ? '## ' : found[1] === '##' ? '### ' : '';
  const from = line.from;
  const before = found?.[0].length ?? 0;
  const change = { from, to: from + before, insert: next };
  dispatch(
    state.update({
      changes: change,
      selection: { anchor: Math.max(from + next.length, state.selection.main.head + next.length - before) },
      userEvent: 'input.heading',
    }),
  );
  return true;
};

/** Makes a quote of the paragraphs that are marked, or plain paragraphs of a quote. */
export const toggleQuote = toggleLines(/^\s{0,3}>\s?/, () => '> ', true);

/** Makes a list of the paragraphs that are marked, or plain paragraphs of a list. */
export const toggleList = toggleLines(/^\s*[-*+]\s+/, () => '- ', false);

function toggleLines(prefix: RegExp, made: (index: number) => string, blanksToo: boolean): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const lines = linesOf(state).filter((line, _, all) => line.text.trim() !== '' || (blanksToo && all.length > 1));
    const written = lines.filter((line) => line.text.trim() !== '');
    const off = written.length > 0 && written.every((line) => prefix.test(line.text));
    const changes: ChangeSpec[] = lines.map((line, index) => {
      const found = prefix.exec(line.text)?.[0].length ?? 0;
      if (off) return { from: line.from, to: line.from + found };
      const wanted = line.text.trim() === '' ? made(index).trimEnd() : made(index);
      return { from: line.from, to: line.from + found, insert: wanted };
    });
    const set = state.changes(changes);
    dispatch(state.update({ changes: set, selection: state.selection.map(set, 1), userEvent: 'input.block' }));
    return true;
  };
}

function linesOf(state: EditorState): Line[] {
  const { from, to } = state.selection.main;
  const lines: Line[] = [];
  for (let at = from; at <= to;) {
    const line = state.doc.lineAt(at);
    lines.push(line);
    at = line.to + 1;
  }
  return lines;
}

/** A note at the cursor, and its text at the end of the manuscript, where the cursor goes. */
export const addNote: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const { head } = state.selection.main;
  const name = nextNote(state.doc.toString());
  const { length } = state.doc;
  const tail = state.sliceDoc(Math.max(0, length - 2));
  const gap = length === 0 || tail === '\n\n' ? '' : tail.endsWith('\n') ? '\n' : '\n\n';
  const ref = `[^${name}]`;
  const text = `${gap}${ref}: `;
  dispatch(
    state.update({
      changes: [
        { from: head, insert: ref },
        { from: length, insert: text },
      ],
      selection: { anchor: length + ref.length + text.length },
      userEvent: 'input.note',
      scrollIntoView: true,
    }),
  );
  return true;
};

function nextNote(text: string): number {
  const used = new Set([...text.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1])));
  let name = 1;
  while (used.has(name)) name++;
  return name;
}

/** Puts a block of its own after the paragraph with the cursor. */
export function blockAfter(state: EditorState, text: string) {
  const line = state.doc.lineAt(state.selection.main.head);
  const empty = line.text.trim() === '';
  const insert = empty ? `${text}\n\n` : `\n\n${text}\n\n`;
  const rest = state.sliceDoc(line.to, line.to + 2);
  const trimmed = rest === '\n\n' ? insert.slice(0, -2) : insert;
  return {
    changes: { from: line.to, insert: trimmed },
    selection: EditorSelection.cursor(line.to + trimmed.length),
    userEvent: 'input.block',
    scrollIntoView: true,
  };
}

/** Enter begins a new paragraph: in Markdown that is an empty line. Lists and quotes go on as such. */
export const newParagraph: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  if (isContinued(state, main.head)) return insertNewlineContinueMarkup({ state, dispatch });
  if (state.selection.ranges.length > 1) return false;
  const blank = line.text.trim() === '';
  dispatch(state.update(state.replaceSelection(blank ? '\n' : '\n\n'), { scrollIntoView: true, userEvent: 'input' }));
  return true;
};

/** A line's end within a paragraph. */
export const lineBreak: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  dispatch(state.update(state.replaceSelection('\\\n'), { scrollIntoView: true, userEvent: 'input' }));
  return true;
};

/** Backspace at the beginning of a paragraph joins it to the one before: the empty line goes with it. */
export const joinParagraphs: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection;
  if (state.readOnly || !main.empty || state.selection.ranges.length > 1) return false;
  const line = state.doc.lineAt(main.head);
  if (main.head !== line.from || line.text === '' || state.sliceDoc(line.from - 2, line.from) !== '\n\n') return false;
  if (isContinued(state, main.head)) return false;
  dispatch(state.update({ changes: { from: line.from - 2, to: line.from }, userEvent: 'delete.backward' }));
  return true;
};

/** Whether a line's end here goes on with what is around: a list, a quote, a table, code. */
function isContinued(state: EditorState, at: number): boolean {
  for (let node = syntaxTree(state).resolveInner(at, -1); ;) {
    if (['ListItem', 'Blockquote', 'Table', 'FencedCode'].includes(node.name)) return true;
    if (!node.parent) return false;
    node = node.parent;
  }
}
