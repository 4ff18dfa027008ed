import { type EditorState, type Extension, Facet, type Range, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate, WidgetType } from '@codemirror/view';

import { type Mark, marks, type Remarked } from '../../state/manuscript-marks';

/** In which colour somebody writes: 1 to 6. */
export const penOf = Facet.define<(author: string) => number, (author: string) => number>({
  combine: (values) => values[0] ?? (() => 1),
});

/** Told when somebody asks for a suggestion or a comment in the text. */
export const onLook = Facet.define<(id: string) => void, (id: string) => void>({
  combine: (values) => values[0] ?? (() => undefined),
});

/** The suggestion or comment that is looked at. */
export const lookAt = StateEffect.define<string | undefined>();
const looked = StateField.define<string | undefined>({
  create: () => undefined,
  update(now, transaction) {
    const look = transaction.effects.findLast((effect) => effect.is(lookAt));
    return look ? (look.value as string | undefined) : now;
  },
});

/** A line's end that is to come in or to go: there is no other way to see it. */
class LineEnd extends WidgetType {
  constructor(
    private readonly name: string,
    private readonly says: string,
  ) {
    super();
  }
  override eq(other: LineEnd): boolean {
    return other.name === this.name && other.says === this.says;
  }
  toDOM(): HTMLElement {
    const sign = document.createElement(this.name.startsWith('comes') ? 'ins' : 'del');
    sign.className = this.name;
    sign.title = this.says;
    sign.textContent = '¶';
    return sign;
  }
}

function dressMark(state: EditorState, mark: Mark, active: boolean, out: Range<Decoration>[]): void {
  const comes = mark.half === 'inserted';
  const name = `${comes ? 'comes' : 'goes'} pen-${state.facet(penOf)(mark.author)}${active ? ' looked-at' : ''}`;
  const says = `${mark.own ? 'You suggest' : `${mark.name || 'Somebody'} suggests`} ${comes ? 'that this comes in' : 'that this goes'}`;
  const attributes = { title: says, 'data-suggestion': mark.suggestion };
  out.push(Decoration.mark({ tagName: comes ? 'ins' : 'del', class: name, attributes }).range(mark.from, mark.to));
  for (const { index } of state.sliceDoc(mark.from, mark.to).matchAll(/\n+/g))
    out.push(Decoration.widget({ widget: new LineEnd(name, says), side: 1 }).range(mark.from + index));
}

function dressWords({ comment, note, from, to }: Remarked, active: boolean): Range<Decoration> {
  const name = `${note ? 'noted' : 'remarked'}${active ? ' looked-at' : ''}`;
  return Decoration.mark({ class: name, attributes: { 'data-comment': comment } }).range(from, to);
}

function dress(view: EditorView): DecorationSet {
  const { state, viewport } = view;
  const active = state.field(looked);
  const { marks: all, remarked } = state.field(marks);
  const seen = ({ from, to }: { from: number; to: number }) => from < to && from <= viewport.to && to >= viewport.from;
  const out: Range<Decoration>[] = [];
  for (const mark of all) if (seen(mark)) dressMark(state, mark, mark.suggestion === active, out);
  for (const words of remarked) if (seen(words)) out.push(dressWords(words, words.comment === active));
  return Decoration.set(out, true);
}

const dressed = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = dress(view);
    }
    update({ view, startState, state, docChanged, viewportChanged }: ViewUpdate) {
      const other = startState.field(marks) !== state.field(marks) || startState.field(looked) !== state.field(looked);
      if (docChanged || viewportChanged || other) this.decorations = dress(view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Whether somebody suggests something in this stretch: then its marks do not recede. */
export function isSuggested(state: EditorState, from: number, to: number): boolean {
  return state.field(marks, false)?.marks.some((mark) => mark.from < to && mark.to > from) ?? false;
}

/** Suggestions and comments in the text; `onlook` is called with what is clicked on. */
export function suggestionLook(pen: (author: string) => number, onlook: (id: string) => void): Extension {
  return [
    penOf.of(pen),
    onLook.of(onlook),
    looked,
    dressed,
    theme,
    EditorView.domEventHandlers({
      click(event) {
        const found = (event.target as HTMLElement).closest<HTMLElement>('[data-suggestion], [data-comment]');
        const id = found?.dataset['comment'] ?? found?.dataset['suggestion'];
        if (id) onlook(id);
        return false;
      },
    }),
  ];
}

const theme = EditorView.theme({
  'ins, del': { color: 'inherit', borderRadius: '1px' },
  ins: {
    textDecoration: 'underline',
    textDecorationThickness: '2px',
    textDecorationColor: 'var(--green)',
    textUnderlineOffset: '4px',
    textDecorationSkipInk: 'none',
    background: 'var(--green-wash)',
  },
  del: {
    // In full: the window's WebKit does not know the short form with a thickness.
    textDecoration: 'line-through',
    textDecorationThickness: '1.5px',
    textDecorationColor: 'var(--red)',
    background: 'var(--red-wash)',
  },
  'ins del, del ins': { textDecoration: 'underline line-through', textDecorationColor: 'var(--red)' },
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((pen) => [`.pen-${pen}, .pen-${pen} *`, { color: `var(--pen-${pen})` }]),
  ),
  '.remarked': { background: 'var(--amber-wash)', borderBottom: '2px solid var(--amber)' },
  '.noted': { borderBottom: '2px dotted var(--blue)' },
  '.looked-at': { boxShadow: '0 0 0 2px var(--sheet), 0 0 0 3.5px var(--blue)' },
});
