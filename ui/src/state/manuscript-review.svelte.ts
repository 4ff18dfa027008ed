import { sendableUpdates } from '@codemirror/collab';
import type { ChangeSet, EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

import { failureOf } from '../bridge';
import type { CommentView } from '../wire/CommentView';
import type { Failure } from '../wire/Failure';
import type { FieldSuggestionView } from '../wire/FieldSuggestionView';
import type { Review } from '../wire/Review';
import type { SuggestionView } from '../wire/SuggestionView';
import { carry, DRAFT, type Marked, marked, marks, meaning } from './manuscript-marks';
import { Pens } from './pens.svelte';

/** What the review needs of the open text. */
export interface Reviewed {
  readonly view: EditorView | undefined;
  askReview(): Promise<Review>;
  /** What happened since a step; `undefined` when the page is not there yet, or it is too long ago. */
  since(step: number): ChangeSet[] | undefined;
  /** The desk is at this step. */
  heard(step: number): void;
}

/** A comment that is being written: on words, on a field, or on the whole text. */
export interface Draft {
  on: 'words' | 'whole';
  field: string | null;
}

/** Milliseconds between two questions while somebody types; and so many times as long as the last one took here. */
const PAUSE = 250;
const REST = 20;

/** What is suggested and said about a text, as the desk has it; asked again when its revision is another one. */
export class ReviewState {
  suggestions = $state.raw<SuggestionView[]>([]);
  comments = $state.raw<CommentView[]>([]);
  fields = $state.raw<FieldSuggestionView[]>([]);
  failure = $state.raw<Failure>();
  /** The suggestion or comment that is looked at, in the text and beside it. */
  active = $state<string>();
  /** A comment that is being written. */
  draft = $state.raw<Draft>();
  /** What happened, for those who do not see it. */
  said = $state('');
  readonly pens = new Pens();
  #revision = -1;
  #wanted = -1;
  #asking = false;
  #asked = 0;
  #pause = PAUSE;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Speaks of a step the page has not reached. */
  #early: Review | undefined;

  constructor(private readonly text: Reviewed) {}

  /** The desk told its revision with an answer that is in the page already. */
  noticed(revision: number): void {
    this.#wanted = revision;
    if (this.#early && this.#place(this.#early)) this.#early = undefined;
    if (revision === this.#revision || this.#asking) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.fresh(), Math.max(0, this.#asked + this.#pause - performance.now()));
  }

  /** Asks now: resolves once the page shows it. */
  async fresh(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#asking) return;
    this.#asking = true;
    this.#asked = performance.now();
    try {
      const review = await this.text.askReview();
      const begun = performance.now();
      this.failure = undefined;
      if (!this.#place(review)) {
        this.#early = review;
        this.text.heard(review.step);
      }
      this.#pause = Math.max(PAUSE, REST * (performance.now() - begun));
    } catch (thrown) {
      this.failure = failureOf(thrown);
    } finally {
      this.#asking = false;
    }
    if (this.#wanted > this.#revision && !this.failure && !this.#early) this.noticed(this.#wanted);
  }

  /** What came with the opening of the text. */
  begin(review: Review): void {
    clearTimeout(this.#timer);
    this.#early = undefined;
    this.#wanted = review.revision;
    this.#place(review);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  suggestion(id: string | undefined): SuggestionView | undefined {
    return this.suggestions.find((suggestion) => suggestion.id === id);
  }

  comment(id: string | undefined): CommentView | undefined {
    return this.comments.find((comment) => comment.id === id);
  }

  /** Whether it is in the page now, or older than what is. */
  #place(review: Review): boolean {
    const { view } = this.text;
    if (!view || review.revision < this.#revision) return true;
    const since = this.text.since(review.step);
    if (!since) return false;
    this.#revision = review.revision;
    this.pens.give([...review.suggestions, ...review.comments, ...review.fields]);
    this.suggestions = review.suggestions;
    this.comments = review.comments;
    this.fields = review.fields;
    const now = placed(markedOf(review), since, view.state);
    const draft = view.state.field(marks).remarked.filter(({ comment }) => comment === DRAFT);
    view.dispatch({ effects: marked.of({ ...now, remarked: [...now.remarked, ...draft] }) });
    return true;
  }
}

/** What the desk says stands over the text of that step. */
export function markedOf(review: Review): Marked {
  const by = new Map(review.suggestions.map((suggestion) => [suggestion.id, suggestion]));
  return {
    marks: review.stretches.map(({ from, to, half, suggestion }) => {
      const { author, name, own } = by.get(suggestion) ?? { author: null, name: '', own: false };
      return { from, to, half, suggestion, author: author ?? '', name, own };
    }),
    remarked: review.comments.flatMap(({ id, kind, place, resolved }) => {
      if (typeof place === 'string' || resolved) return [];
      const [from, to] = place.at;
      return [{ from, to, comment: id, note: kind === 'note' }];
    }),
  };
}

/** The same over the page as it is: moved over what came since, and over what has not been sent. */
export function placed(said: Marked, since: readonly ChangeSet[], state: EditorState): Marked {
  let now = said;
  for (const changes of since) now = carry(now, changes);
  for (const update of sendableUpdates(state)) {
    const { gesture, strikes } = meaning(update.effects);
    now = carry(now, update.changes, gesture, strikes);
  }
  return now;
}
