import { sendableUpdates } from '@codemirror/collab';
import { ChangeSet, StateEffect, StateField, type Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

import type { TextPushed } from '../wire/TextPushed';

interface Stretch {
  from: number;
  to: number;
}

/** Milliseconds of silence after which somebody was away; what is shorter is one of the pauses of any line. */
const AWAY = 5_000;

const cameIn = StateEffect.define<readonly Stretch[]>();

/** What others changed while the desk was out of reach, moved with every change. */
export const missed = StateField.define<readonly Stretch[]>({
  create: () => [],
  update(now, { changes, docChanged, effects }) {
    const said = effects.find((effect) => effect.is(cameIn));
    if (said) return said.value as readonly Stretch[];
    return docChanged ? now.map((stretch) => moved(stretch, changes)) : now;
  },
});

/** What came in while the desk was out of reach, to be gone through. */
export class Missed {
  /** How many paragraphs are others than before. */
  count = $state(0);
  #away = false;
  #heard = Date.now();

  /** The desk is out of reach. */
  lost(): void {
    this.#away = true;
  }

  /** The desk answered, and the page has the answer already. */
  answered({ updates }: TextPushed, client: string, view: EditorView): void {
    if (!this.#away) return void (this.#heard = Date.now());
    let theirs: Stretch[] = [];
    for (const update of updates) {
      const changes = ChangeSet.fromJSON(update.changes);
      theirs = theirs.map((stretch) => moved(stretch, changes));
      if (update.client !== client) changes.iterChanges((_fromA, _toA, from, to) => theirs.push({ from, to }));
    }
    for (const { changes } of sendableUpdates(view.state)) theirs = theirs.map((stretch) => moved(stretch, changes));
    this.back(theirs, view);
  }

  /** The desk is back: others changed these stretches of the page. */
  back(theirs: readonly Stretch[], view: EditorView): void {
    const long = this.#away && Date.now() - this.#heard > AWAY;
    this.#away = false;
    this.#heard = Date.now();
    if (long) this.tell(theirs, view);
  }

  /** Others changed these stretches of the page, and nobody here has seen it. */
  tell(theirs: readonly Stretch[], view: EditorView): void {
    const all = [...view.state.field(missed), ...theirs].toSorted((a, b) => a.from - b.from);
    this.count = paragraphs(view.state.doc, all).length;
    view.dispatch({ effects: cameIn.of(all) });
  }

  /** Goes to the next of them after the caret, round to the first. */
  next(view: EditorView): void {
    const starts = paragraphs(view.state.doc, view.state.field(missed));
    const next = starts.find((at) => at > view.state.selection.main.head) ?? starts[0];
    if (next === undefined) return;
    view.dispatch({ selection: { anchor: next }, scrollIntoView: true, userEvent: 'select' });
    view.focus();
  }

  /** They were seen. */
  forget(view: EditorView): void {
    this.count = 0;
    view.dispatch({ effects: cameIn.of([]) });
  }
}

/** Where the paragraphs begin that a stretch touches; what went without a trace leaves the place where it was. */
export function paragraphs(doc: Text, stretches: readonly Stretch[]): number[] {
  const starts = new Set<number>();
  for (const { from, to } of stretches) {
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      if (line.text.trim() !== '' || from === to) starts.add(startOf(doc, line.number));
      if (line.to >= to || line.number === doc.lines) break;
    }
  }
  return [...starts].sort((a, b) => a - b);
}

function startOf(doc: Text, number: number): number {
  let start = number;
  while (start > 1 && doc.line(start).text.trim() !== '' && doc.line(start - 1).text.trim() !== '') start--;
  return doc.line(start).from;
}

function moved({ from, to }: Stretch, changes: ChangeSet): Stretch {
  const start = changes.mapPos(from, 1);
  return { from: start, to: Math.max(start, changes.mapPos(to, -1)) };
}
