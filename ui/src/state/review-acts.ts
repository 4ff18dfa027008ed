import { failureOf } from '../bridge';
import type { FieldSuggestionView } from '../wire/FieldSuggestionView';
import type { PersonId } from '../wire/PersonId';
import type { Remark } from '../wire/Remark';
import type { SuggestionView } from '../wire/SuggestionView';
import type { Verdict } from '../wire/Verdict';
import type { Which } from '../wire/Which';
import type { Manuscript } from './manuscript.svelte';
import { DRAFT, drafting, isNew, marks } from './manuscript-marks';
import { spotFrom, spotHere, spotSays, spotsOf, type Spot } from './review-walk';
import { toasts } from './toasts.svelte';

/** What a comment or an answer says, and whom it names. */
export interface Words {
  text: string;
  mentions: PersonId[];
}

/** What is done with suggestions and comments from keys, bars and cards; what stands in the way is said. */
export class ReviewActs {
  #undoToast: number | undefined;

  constructor(private readonly manuscript: Manuscript) {}

  /** Goes to the next suggestion, or the one before. */
  walk(way: 1 | -1): boolean {
    const { view, review } = this.manuscript;
    const spot = view && spotFrom(view.state, review.active, way);
    if (!view || !spot) {
      review.said = 'There are no suggestions.';
      return true;
    }
    this.look(spot);
    return true;
  }

  /** Shows the suggestion of that name. */
  lookAt(suggestion: string): void {
    const { view } = this.manuscript;
    const spot = view && spotsOf(view.state).find((one) => one.suggestion === suggestion);
    if (spot) this.look(spot);
  }

  /** Shows one suggestion: the caret goes to it, and its card is raised. */
  look(spot: Spot): void {
    const { view, review } = this.manuscript;
    view?.dispatch({ selection: { anchor: spot.from }, scrollIntoView: true, userEvent: 'select.suggestion' });
    review.active = spot.suggestion;
    review.said = spotSays(spot);
  }

  /** Accepts or stets what the caret or the selection is at; false when there is nothing, so that the key means another thing. */
  decideHere(verdict: Verdict): boolean {
    const { view, review, mode } = this.manuscript;
    if (!view) return false;
    const { from, to, empty } = view.state.selection.main;
    const spot = spotHere(view.state);
    if (!spot) return false;
    // While one suggests, one's own suggestion is text that is being written: the key is the editor's own.
    if (mode === 'suggest' && spot.own && review.active !== spot.suggestion) return false;
    if (!empty) {
      void this.#decide((step) => ({ between: { step, from, to } }), verdict);
      return true;
    }
    void this.decideOne(spot, verdict);
    return true;
  }

  async decideOne(spot: Pick<Spot, 'suggestion'>, verdict: Verdict): Promise<void> {
    const { review } = this.manuscript;
    const known = review.suggestion(spot.suggestion);
    const refusal = known && whyNot(known, verdict);
    if (refusal) {
      toasts.say(refusal, { tone: 'bad' });
      return;
    }
    const done = await this.#decide(this.#which(spot.suggestion), verdict);
    if (done) this.#goOn(verdict === 'accept' ? 'Accepted.' : known?.own ? 'Withdrawn.' : 'Left as it was.');
  }

  /** Many at once, with Undo. */
  async decideMany(which: Which, verdict: Verdict, count: number): Promise<void> {
    const done = await this.#decide(() => which, verdict);
    if (!done) return;
    const what = count === 1 ? 'One suggestion' : `${count} suggestions`;
    this.#undoToast = toasts.say(`${what} ${verdict === 'accept' ? 'accepted' : 'left as it was'}.`, {
      tone: 'good',
      action: { label: 'Undo', run: () => void this.takeBack('undo') },
    });
  }

  async takeBack(how: 'undo' | 'redo'): Promise<void> {
    this.typed();
    const done = await this.#try(async () => {
      if (!(await this.manuscript.takeBack(how)))
        this.manuscript.review.said = how === 'undo' ? 'Nothing to take back.' : 'Nothing to do again.';
    });
    if (done) await this.manuscript.review.fresh();
  }

  /** Something else was done since: Undo would take that back. */
  typed(): void {
    if (this.#undoToast !== undefined) toasts.dismiss(this.#undoToast);
    this.#undoToast = undefined;
  }

  async decideField({ id, own, field }: FieldSuggestionView, verdict: Verdict): Promise<void> {
    if (!(await this.#decide(() => ({ field: id }), verdict))) return;
    const { review } = this.manuscript;
    review.said =
      verdict === 'accept' ? `The ${field} is changed.` : own ? 'Withdrawn.' : `The ${field} stays as it was.`;
  }

  /** Suggests a line anew, in the place of one's own former suggestion for it; what says the same as the line is none. */
  async propose(field: string, stands: string, text: string): Promise<boolean> {
    const former = this.manuscript.review.fields.find((one) => one.own && one.field === field);
    if (former?.new === text) return true;
    if (former && !(await this.#decide(() => ({ field: former.id }), 'stet'))) return false;
    if (text === stands) return true;
    return this.remark(() => ({ suggest_field: { field, new: text, reason: null } }));
  }

  /** Begins a comment on the marked words, on the word at the caret, on a field, or on the whole text. */
  draft(field: string | null = null): void {
    const { view, review } = this.manuscript;
    if (!view) return;
    const { main } = view.state.selection;
    const words = field === null ? (main.empty ? view.state.wordAt(main.head) : main) : null;
    view.dispatch({ effects: drafting.of(words ? { from: words.from, to: words.to, note: false } : undefined) });
    review.draft = { on: words ? 'words' : 'whole', field };
    review.active = DRAFT;
  }

  dropDraft(): void {
    const { view, review } = this.manuscript;
    view?.dispatch({ effects: drafting.of(undefined) });
    review.draft = undefined;
    review.active = undefined;
    view?.focus();
  }

  /** Says what was written in the draft; on the words as they stand when all that is typed has arrived. */
  async comment(comment: Omit<Extract<Remark, { comment: unknown }>['comment'], 'on'>): Promise<boolean> {
    const on = () => {
      const words = this.manuscript.view?.state.field(marks).remarked.find(({ comment }) => comment === DRAFT);
      return words ? ([words.from, words.to] as [number, number]) : null;
    };
    const said = await this.remark(() => ({ comment: { ...comment, on: on() } }));
    if (said) this.dropDraft();
    return said;
  }

  /** Puts other words in the place of one's own, or deletes them (`undefined`); a toast takes it back. */
  async amend(of: string, now: Words | undefined, before: Words): Promise<boolean> {
    const send = (words: Words | undefined) =>
      this.remark(() => ({ amend: { of, text: words?.text ?? null, mentions: words?.mentions ?? [] } }));
    if (now?.text === before.text) return true;
    if (!(await send(now))) return false;
    toasts.say(now ? 'Changed.' : 'Deleted.', { action: { label: 'Undo', run: () => void send(before) } });
    return true;
  }

  /** True when it was said. */
  remark(remark: () => Remark): Promise<boolean> {
    return this.#try(() => this.manuscript.remark(remark));
  }

  /** A suggestion that the desk has not named yet goes by its place. */
  #which(suggestion: string): (step: number) => Which {
    if (!isNew(suggestion)) return () => ({ one: suggestion });
    return (step) => {
      const { view } = this.manuscript;
      const spot = view && spotHere(view.state);
      return { between: { step, from: spot?.from ?? 0, to: spot?.to ?? 0 } };
    };
  }

  async #decide(which: (step: number) => Which, verdict: Verdict): Promise<boolean> {
    this.typed();
    const done = await this.#try(() => this.manuscript.decide(which, verdict));
    if (done) await this.manuscript.review.fresh();
    return done;
  }

  /** The next suggestion, so that one key after another goes through them all. */
  #goOn(said: string): void {
    const { view, review } = this.manuscript;
    review.active = undefined;
    const next = view && spotFrom(view.state, undefined, 1);
    if (next) this.look(next);
    review.said = `${said} ${next ? `Next: ${spotSays(next)}` : 'That was the last suggestion.'}`;
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      toasts.say(failureOf(thrown).message, { tone: 'bad' });
      return false;
    }
  }
}

/** Why this person may not decide it so. */
function whyNot(suggestion: SuggestionView, verdict: Verdict): string | undefined {
  if (suggestion.may_decide || (verdict === 'stet' && suggestion.own)) return undefined;
  return suggestion.own
    ? 'Somebody else decides what you suggest; you can withdraw it.'
    : 'You can comment on this suggestion; whoever edits the text decides it.';
}
