import type { EditorState } from '@codemirror/state';
import { type Mark, marks } from './manuscript-marks';

/** One suggestion as it lies in the text: from its first to its last character. */
export interface Spot {
  readonly suggestion: string;
  readonly from: number;
  readonly to: number;
  /** What comes in, and what goes. */
  readonly inserted: string;
  readonly struck: string;
  /** All of it, with what stands between its pieces. */
  readonly words: string;
  readonly own: boolean;
  readonly name: string;
}

/** A spot of a page, whose words are read when they are asked for. */
class InPage implements Spot {
  readonly suggestion: string;
  readonly own: boolean;
  readonly name: string;
  readonly from: number;
  to = 0;
  #pieces: Mark[] = [];

  constructor(
    private readonly state: EditorState,
    first: Mark,
  ) {
    this.suggestion = first.suggestion;
    this.own = first.own;
    this.name = first.name;
    this.from = first.from;
  }

  add(piece: Mark): void {
    this.#pieces.push(piece);
    this.to = Math.max(this.to, piece.to);
  }

  get inserted(): string {
    return this.#half('inserted');
  }

  get struck(): string {
    return this.#half('struck');
  }

  get words(): string {
    return this.state.sliceDoc(this.from, this.to);
  }

  #half(wanted: Mark['half']): string {
    const pieces = this.#pieces.filter(({ half }) => half === wanted);
    return pieces.map(({ from, to }) => this.state.sliceDoc(from, to)).join('');
  }
}

/** The suggestions of a page in the order of the text. */
export function spotsOf(state: EditorState): Spot[] {
  const spots = new Map<string, InPage>();
  for (const mark of state.field(marks).marks) {
    let spot = spots.get(mark.suggestion);
    if (!spot) spots.set(mark.suggestion, (spot = new InPage(state, mark)));
    spot.add(mark);
  }
  return [...spots.values()];
}

/** The suggestion at the caret, or the first that the selection touches: the one that lies closest around it. */
export function spotHere(state: EditorState): Spot | undefined {
  const { from, to } = state.selection.main;
  const near = new Set(
    state
      .field(marks)
      .marks.filter((mark) => mark.from <= to && mark.to >= from)
      .map(({ suggestion }) => suggestion),
  );
  return spotsOf(state)
    .filter(({ suggestion }) => near.has(suggestion))
    .sort((a, b) => a.to - a.from - (b.to - b.from))[0];
}

/** The next suggestion after the one that is looked at or the caret, going round at the end; −1: the one before. */
export function spotFrom(state: EditorState, active: string | undefined, way: 1 | -1): Spot | undefined {
  const spots = spotsOf(state);
  const at = spots.findIndex(({ suggestion }) => suggestion === active);
  if (at >= 0) return spots[(at + way + spots.length) % spots.length];
  const { head } = state.selection.main;
  return way > 0
    ? (spots.find(({ from }) => from >= head) ?? spots[0])
    : (spots.findLast(({ to }) => to <= head) ?? spots.at(-1));
}

/** The three ways to read a text: without what is suggested, as it stands, and as if all were accepted. */
export type View = 'original' | 'working' | 'proposed';

/** The text without what is suggested, or with all of it. */
export function readAs(state: EditorState, side: Exclude<View, 'working'>): string {
  const { marks: all } = state.field(marks);
  const goes = (half: Mark['half']) => all.filter((mark) => mark.half === half);
  const away = side === 'original' ? goes('inserted') : goes('struck');
  let text = '';
  let at = 0;
  for (const { from, to } of away) {
    text += state.sliceDoc(at, Math.max(at, from));
    at = Math.max(at, to);
  }
  return text + state.sliceDoc(at);
}

/** A suggestion in words: what a screen reader says of it. */
export function spotSays({ name, own, inserted, struck }: Spot): string {
  const who = own ? 'You' : name || 'Somebody';
  const goes = quoted(struck);
  const comes = quoted(inserted);
  if (goes && comes) return `${who}: ${goes} becomes ${comes}`;
  if (goes) return `${who}: ${goes} is to go`;
  return `${who}: ${comes} is to come in`;
}

/** Words in quotation marks; what is nothing but line ends, by name. */
export function quoted(words: string): string {
  if (words === '') return '';
  if (words.trim() === '') return words.includes('\n') ? 'a paragraph’s end' : 'a space';
  const short = words.replace(/\s+/g, ' ').trim();
  return `“${short.length > 90 ? `${short.slice(0, 88)}…` : short}”`;
}
