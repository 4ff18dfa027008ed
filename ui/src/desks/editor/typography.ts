import { isolateHistory } from '@codemirror/commands';
import { syntaxTree } from '@codemirror/language';
import {
  type EditorState,
  type Extension,
  Prec,
  StateEffect,
  StateField,
  type TransactionSpec,
} from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';

/** Double and single marks, opening and closing, of a language; as its newspapers set them. */
const MARKS: Record<string, [string, string, string, string]> = {
  en: ['“', '”', '‘', '’'],
  de: ['„', '“', '‚', '‘'],
  cs: ['„', '“', '‚', '‘'],
  pl: ['„', '”', '‚', '’'],
  hu: ['„', '”', '»', '«'],
  fr: ['«\u202f', '\u202f»', '‹\u202f', '\u202f›'],
  it: ['«', '»', '“', '”'],
  es: ['«', '»', '“', '”'],
  ru: ['«', '»', '„', '“'],
  uk: ['«', '»', '„', '“'],
  sv: ['”', '”', '’', '’'],
  fi: ['”', '”', '’', '’'],
};

/** Nothing of it is prose: it must stay to the letter. */
const LITERAL =
  /^(InlineCode|FencedCode|CodeBlock|CodeText|URL|Autolink|LinkReference|LinkTitle|HTML.*|Comment.*|HorizontalRule)$/;
/** An address or a title that is being written, before the parser knows it for one. */
const IN_ADDRESS = /\]\([^)\s]*(?:\s[^)]*)?$|\S*(?:https?:\/\/|www\.)\S*$/;
const OPENS_AFTER = /[\s([{«„“‘‚–—/]$|^$/;
const WORD = /[\p{L}\p{N}]$/u;

export interface Replacement {
  from: number;
  to: number;
  insert: string;
}

function literal(state: EditorState, at: number): boolean {
  let node: SyntaxNode | null = syntaxTree(state).resolveInner(at, -1);
  for (; node; node = node.parent) {
    if (LITERAL.test(node.name)) return true;
  }
  const line = state.doc.lineAt(at);
  const before = state.sliceDoc(line.from, at);
  // Code that is being written has no end yet.
  return IN_ADDRESS.test(before) || before.split('`').length % 2 === 0;
}

/** What stands for a sign that was typed at `at`; `undefined` for what stands for itself. */
export function setFor(state: EditorState, at: number, sign: string, language: string): Replacement | undefined {
  if (!'"\'-.'.includes(sign) || literal(state, at)) return undefined;
  const line = state.doc.lineAt(at);
  const before = state.sliceDoc(line.from, at);
  const [open, close, openSingle, closeSingle] = MARKS[language.slice(0, 2).toLowerCase()] ?? MARKS.en ?? [];
  // Emphasis that has just begun is not what the mark follows.
  const bare = before.replace(/[*_~]+$/, '');
  const opens = OPENS_AFTER.test(before) || (bare !== before && OPENS_AFTER.test(bare));
  const put = (insert: string | undefined, back = 0) =>
    insert === undefined ? undefined : { from: at - back, to: at, insert };
  if (sign === '"') return put(opens ? open : close);
  if (sign === "'") return put(opens ? openSingle : WORD.test(bare) ? '’' : closeSingle);
  if (sign === '.') return before.endsWith('..') && !before.endsWith('...') ? put('…', 2) : undefined;
  // A line of dashes is a rule, or a table's.
  if (/^[\s|:-]*$/.test(before)) return undefined;
  if (before.endsWith('–')) return put('—', 1);
  return before.endsWith('-') ? put('–', 1) : undefined;
}

/** What was replaced last, as long as nothing else happened. */
interface Last {
  from: number;
  to: number;
  raw: string;
}
const replaced = StateEffect.define<Last>();
const last = StateField.define<Last | undefined>({
  create: () => undefined,
  update(value, transaction) {
    const set = transaction.effects.find((effect) => effect.is(replaced));
    if (set) return set.value;
    return transaction.docChanged || transaction.selection ? undefined : value;
  },
});

/** Takes the replacement back, and leaves what was typed. */
export function asTyped(state: EditorState): TransactionSpec | undefined {
  const done = state.field(last, false);
  const { main } = state.selection;
  if (!done || !main.empty || main.head !== done.to) return undefined;
  return {
    changes: { from: done.from, to: done.to, insert: done.raw },
    selection: { anchor: done.from + done.raw.length },
    userEvent: 'input.type',
  };
}

/** Quotation marks, apostrophes, dashes and dots as one types, in the language of the article. */
export function typography(language: () => string): Extension {
  return [
    last,
    EditorView.inputHandler.of((view, from, to, text) => {
      if (view.state.readOnly || view.composing || from !== to || text.length !== 1) return false;
      const set = setFor(view.state, from, text, language());
      if (!set) return false;
      const raw = view.state.sliceDoc(set.from, set.to) + text;
      const end = set.from + set.insert.length;
      view.dispatch({
        changes: set,
        selection: { anchor: end },
        effects: replaced.of({ from: set.from, to: end, raw }),
        annotations: isolateHistory.of('full'),
        userEvent: 'input.type',
        scrollIntoView: true,
      });
      return true;
    }),
    Prec.highest(
      keymap.of([
        {
          key: 'Backspace',
          run: (view) => {
            const spec = asTyped(view.state);
            if (spec) view.dispatch(spec);
            return spec !== undefined;
          },
        },
      ]),
    ),
  ];
}
