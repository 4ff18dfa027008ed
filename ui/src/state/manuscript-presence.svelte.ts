import { sendableUpdates } from '@codemirror/collab';
import { type ChangeSet, StateEffect, StateField } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

import type { Here } from '../wire/Here';

/** Where somebody else is in the page. */
export interface Caret {
  person: string;
  name: string;
  at: number;
}

const seen = StateEffect.define<Caret[]>();

/** Others' carets, moved with every change. */
export const carets = StateField.define<readonly Caret[]>({
  create: () => [],
  update(now, { changes, docChanged, effects }) {
    const said = effects.find((effect) => effect.is(seen));
    if (said) return said.value as Caret[];
    return docChanged ? now.map((caret) => ({ ...caret, at: changes.mapPos(caret.at, 1) })) : now;
  },
});

/** Milliseconds between two words of where one is, while one moves and while one rests. */
const MOVING = 1_000;
const RESTING = 8_000;

/** Who else has the text before them, and where; and the desk is told where this one is. */
export class Presence {
  others = $state.raw<readonly Here[]>([]);
  #timer: ReturnType<typeof setInterval> | undefined;
  #told = '';
  #at = 0;

  constructor(
    private readonly tell: (anchor: number, head: number) => Promise<unknown> | undefined,
    private readonly since: (step: number) => ChangeSet[] | undefined,
  ) {}

  /** Tells where one is until the returned function is called. */
  follow(view: () => EditorView | undefined): () => void {
    this.#timer = setInterval(() => this.#say(view()), MOVING);
    return () => clearInterval(this.#timer);
  }

  /** An answer said who is here. */
  take(here: readonly Here[], view: EditorView | undefined): void {
    this.others = here;
    if (!view) return;
    const unsent = sendableUpdates(view.state).map(({ changes }) => changes);
    const found = here.flatMap(({ person, name, head, step }): Caret[] => {
      const since = this.since(step);
      if (!since) return [];
      let at = head;
      for (const changes of [...since, ...unsent]) {
        if (at > changes.length) return [];
        at = changes.mapPos(at, 1);
      }
      return at <= view.state.doc.length ? [{ person, name, at }] : [];
    });
    if (JSON.stringify(found) !== JSON.stringify(view.state.field(carets))) view.dispatch({ effects: seen.of(found) });
  }

  #say(view: EditorView | undefined): void {
    // What has not arrived has no place at the desk yet.
    if (!view || document.hidden || sendableUpdates(view.state).length > 0) return;
    const { anchor, head } = view.state.selection.main;
    const here = `${anchor}-${head}`;
    if (here === this.#told && performance.now() - this.#at < RESTING) return;
    this.#told = here;
    this.#at = performance.now();
    // Where one was a moment ago is worth no second try.
    this.tell(anchor, head)?.catch(() => undefined);
  }
}
