import { type Diagnostic, forEachDiagnostic, setDiagnostics } from '@codemirror/lint';
import { type EditorState, type Extension, StateEffect } from '@codemirror/state';
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

import { told } from '../../state/manuscript-marks';
import type { Misspelt } from '../../wire/Misspelt';

/** What the page asks of the dictionary. */
export interface SpellingAround {
  /** Words nobody knows in a stretch; `undefined` while the text does not stand still. */
  look: (from: number, to: number) => Promise<Misspelt[] | undefined>;
  /** Calls `again` when other words are known. */
  follow: (again: () => void) => () => void;
  /** Shows what could be meant. */
  open: (view: EditorView, at: Word) => void;
}

/** A word that nobody knows, and the stretch of the page it stands in. */
export interface Word {
  word: string;
  from: number;
  to: number;
}

/** The dictionary is asked when typing has rested for so long. */
const RESTED = 400;
/** A text up to this length is looked at as a whole, a longer one as far as it is on the screen. */
const LONGEST = 60_000;
export const MISSPELT = 'misspelt';

/** Something other than the text changed what is known. */
export const lookAgain = StateEffect.define();

/** The word at the caret that nobody knows. */
export function misspeltAt(state: EditorState, at: number): Word | undefined {
  let found: Word | undefined;
  forEachDiagnostic(state, ({ markClass, source }, from, to) => {
    if (markClass === MISSPELT && from <= at && to >= at) found ??= { word: source ?? '', from, to };
  });
  return found;
}

/** Shows what `kept` picks of what is marked already, and beside it these. */
export function mark(view: EditorView, kept: (one: Diagnostic) => boolean, fresh: Diagnostic[]): void {
  const all = [...fresh];
  forEachDiagnostic(view.state, (one, from, to) => {
    if (from < to && kept({ ...one, from, to })) all.push({ ...one, from, to });
  });
  view.dispatch(
    setDiagnostics(
      view.state,
      all.sort((one, other) => one.from - other.from),
    ),
  );
}

/** Underlines words that nobody knows; no key ever waits for it. */
export function misspelt(around: SpellingAround): Extension {
  return ViewPlugin.fromClass(
    class {
      #timer: ReturnType<typeof setTimeout> | undefined;
      #stop: () => void;
      /** The word at the caret may be half written; it is looked at when the caret leaves it. */
      #spared = false;

      constructor(private readonly view: EditorView) {
        this.#stop = around.follow(() => this.#soon());
        this.#soon();
      }

      update({ docChanged, viewportChanged, selectionSet, focusChanged, transactions, state }: ViewUpdate) {
        const other = transactions.some(
          (one) => told(one).length > 0 || one.effects.some((effect) => effect.is(lookAgain)),
        );
        const scrolled = viewportChanged && state.doc.length > LONGEST;
        if (docChanged || scrolled || other || (this.#spared && (selectionSet || focusChanged))) this.#soon();
      }

      destroy() {
        clearTimeout(this.#timer);
        this.#stop();
      }

      #soon() {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#look(), RESTED);
      }

      async #look() {
        const { state, viewport } = this.view;
        if (state.readOnly) return;
        const { length } = state.doc;
        const stretch = length > LONGEST ? viewport : { from: 0, to: length };
        const timer = this.#timer;
        const found = await around.look(stretch.from, stretch.to);
        if (timer !== this.#timer) return;
        if (found) this.#show(stretch, found);
        else this.#soon();
      }

      #show({ from, to }: { from: number; to: number }, found: Misspelt[]) {
        const { view } = this;
        const { empty, head } = view.state.selection.main;
        const written = (one: Misspelt) => view.hasFocus && empty && one.to === head;
        this.#spared = found.some(written);
        const within = found.filter((one) => !written(one) && one.to <= view.state.doc.length);
        const others = (one: Diagnostic) => one.markClass !== MISSPELT || one.to < from || one.from > to;
        mark(
          view,
          others,
          within.map((one) => this.#diagnostic(one)),
        );
      }

      #diagnostic({ word, from, to }: Misspelt): Diagnostic {
        const open = (view: EditorView, from: number, to: number) => around.open(view, { word, from, to });
        return {
          from,
          to,
          severity: 'info',
          markClass: MISSPELT,
          source: word,
          message: `“${word}” is not in the dictionary.`,
          actions: [{ name: 'Suggestions…', apply: open }],
        };
      }
    },
    {
      eventHandlers: {
        contextmenu(event, view) {
          const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
          const word = at === null ? undefined : misspeltAt(view.state, at);
          if (!word) return false;
          event.preventDefault();
          around.open(view, word);
          return true;
        },
      },
    },
  );
}
