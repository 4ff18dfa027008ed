import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { Failure } from '../wire/Failure';
import type { Measure } from '../wire/Measure';
import type { Remark } from '../wire/Remark';
import type { Review } from '../wire/Review';
import type { TextMode } from '../wire/TextMode';
import type { TextPushed } from '../wire/TextPushed';
import type { Verdict } from '../wire/Verdict';
import type { Which } from '../wire/Which';
import { debounced } from './debounced';
import { difference } from './manuscript-difference';
import { TextDesk } from './manuscript-desk';
import { Exchange, type Listener } from './manuscript-exchange';
import { Homeless } from './manuscript-homeless.svelte';
import { kept } from './manuscript-kept.svelte';
import { Missed } from './manuscript-missed.svelte';
import { pageOf, turn } from './manuscript-page';
import { placeAgain } from './manuscript-placing';
import type { Proof } from './manuscript-proof';
import { Presence } from './manuscript-presence.svelte';
import { othersChanged, unsentOf } from './manuscript-rescue';
import { ReviewState, type Reviewed } from './manuscript-review.svelte';
import { Spelling } from './manuscript-spelling.svelte';
import { onTopic } from './topics';

/** Milliseconds after a key until what cannot be sent is put where it outlives a reload. */
const KEEPS_AFTER = 400;

/** The body of one article, open for editing: the page, what the desk says of it, and what stands between them. */
export class Manuscript implements Listener, Reviewed {
  measure = $state.raw<Measure>();
  /** What is in the way of saving; what is typed stays here meanwhile. */
  trouble = $state.raw<Failure>();
  /** Open, and as the desk has it. */
  ready = $state(false);
  step = $state(0);
  saved = $state(0);
  savedAt = $state.raw<string>();
  unsent = $state(false);
  /** How often it was opened: what stands in the page beside the text must be put there again. */
  openings = $state(0);
  /** Moves on with every change of the page, for whatever is drawn from its text. */
  revision = $state(0);
  view = $state.raw<EditorView>();
  /** What this person may do with the text now. */
  may = $state<TextMode>('read');
  /** Whoever may edit has chosen to suggest. */
  suggests = $state(false);
  readonly mode = $derived<TextMode>(this.may === 'edit' && this.suggests ? 'suggest' : this.may);
  readonly homeless: Homeless;
  readonly review = new ReviewState(this);
  readonly missed = new Missed();
  readonly spelling: Spelling;
  readonly presence = new Presence(
    (anchor, head) => this.#exchange && this.#desk.here(this.#exchange.step, anchor, head),
    (step) => this.since(step),
  );
  readonly #desk: TextDesk;
  #exchange: Exchange | undefined;
  #refused = 0;
  #closed = false;
  #left = false;
  #extensions: Extension = [];
  #stop: () => void = () => undefined;
  #askSoon = debounced(150, () => this.#exchange?.ask());
  #keepSoon = debounced(KEEPS_AFTER, () => this.#keep());

  constructor(
    readonly article: ArticleId,
    private readonly proof: Proof,
  ) {
    this.homeless = new Homeless(article);
    this.#desk = new TextDesk(article, proof);
    this.spelling = new Spelling(this.#desk, () => (this.ready && !this.unsent ? this.#exchange?.step : undefined));
  }

  /** Typed, and not known to be on disk. */
  get unsaved(): boolean {
    return this.unsent || this.saved < this.step;
  }

  get text(): string {
    return this.view?.state.doc.toString() ?? '';
  }

  /** Puts the page into `host` and opens the manuscript, until the returned function is called. */
  attach(host: HTMLElement, extensions: Extension): () => void {
    this.#extensions = extensions;
    // Nothing can be typed until there is a text: it would be gone when the text comes.
    this.view = new EditorView({ parent: host, extensions: EditorView.editable.of(false) });
    const again = () => this.#exchange?.ask();
    const stops = [
      onTopic('text', ({ id, step }) => id === this.article && this.#heardOf(step)),
      onTopic('saved', ({ id, step, at }) => id === this.article && this.#onDisk(step, at)),
      onTopic('here', ({ id }) => id === this.article && this.#askSoon()),
      this.presence.follow(() => (this.ready ? this.view : undefined)),
      bridge.link((up) => (up ? again() : this.missed.lost())),
    ];
    window.addEventListener('focus', again);
    window.addEventListener('online', again);
    window.addEventListener('beforeunload', this.#leaving);
    window.addEventListener('pagehide', this.#keep);
    this.#stop = () => {
      stops.forEach((stop) => stop());
      window.removeEventListener('focus', again);
      window.removeEventListener('online', again);
      window.removeEventListener('beforeunload', this.#leaving);
      window.removeEventListener('pagehide', this.#keep);
    };
    void this.#open();
    return () => this.#leave();
  }

  /** Edits directly or suggests, from the next key on; who may only suggest has no choice. */
  suggest(on: boolean): void {
    this.suggests = on;
    this.#turn();
  }

  /** Asks what this person may do now: the ball went to somebody else, or came back. */
  askAgain(): void {
    this.#exchange?.ask();
  }

  retry(): void {
    this.#exchange?.retry();
  }

  /** Gives up on what the desk does not take: it is kept to be copied, and the desk's text is shown. */
  setAside(): void {
    if (!this.unsent || !this.#exchange) return;
    this.homeless.keep(difference(this.#exchange.agreed.toString(), this.text).map((change) => change.insert));
    this.#exchange.close();
    this.#forget();
    void this.#open(false);
  }

  /** Takes back one's own last stroke or decision, or does it again. Whether there was one; rejects with a failure. */
  async takeBack(how: 'undo' | 'redo'): Promise<boolean> {
    if (!this.#exchange) return false;
    const { did } = await this.#exchange.errand((step) => this.#desk.takeBack(step, how));
    return did;
  }

  /** Accepts or stets, once all that is typed has arrived. Rejects with a failure. */
  async decide(which: (step: number) => Which, verdict: Verdict): Promise<void> {
    await this.#exchange?.errand((step) => this.#desk.decide(step, which(step), verdict));
  }

  /** `remark` is made when everything typed has arrived, so that it speaks of the text as it is. Rejects with a failure. */
  async remark(remark: () => Remark): Promise<void> {
    await this.#exchange?.errand((step) => this.#desk.remark(step, remark()));
    await this.review.fresh();
  }

  askReview(): Promise<Review> {
    return this.#desk.review();
  }

  since(step: number) {
    return this.#exchange?.since(step);
  }

  heard(step: number): void {
    this.#exchange?.heard(step);
  }

  answered(answer: TextPushed): void {
    this.#askSoon.cancel();
    this.measure = answer.measure;
    this.step = answer.step;
    this.saved = Math.max(this.saved, answer.saved);
    this.unsent = this.#exchange?.unsent ?? false;
    if (!this.unsent) this.#forget();
    this.#refused = 0;
    this.#desk.answered();
    if (this.view) this.missed.answered(answer, this.#desk.client, this.view);
    if (answer.galley) this.proof.take(answer.galley);
    if (answer.may !== this.may) {
      this.may = answer.may;
      this.#turn();
    }
    this.review.noticed(answer.review);
    this.presence.take(answer.here, this.view);
    if (this.#left) this.#leave();
  }

  explain(reason: unknown): Failure {
    return failureOf(reason);
  }

  stuck(failure: Failure | undefined): void {
    this.trouble = failure;
    if (!failure) return;
    this.missed.lost();
    this.#keepSoon();
  }

  stale(failure: Failure): void {
    // What the desk cannot read is placed once more; after that it would be refused for ever.
    if (failure.code === 'bad-request' && ++this.#refused > 1) this.setAside();
    else void this.#open();
  }

  async #open(place = true): Promise<void> {
    const view = this.view;
    const before = this.#exchange;
    if (!view) return;
    const opened = await this.#desk.opened(
      () => this.#closed,
      (failure) => (this.trouble = failure),
    );
    if (!opened) return;
    const { head } = view.state.selection.main;
    const unsent = before ? unsentOf(before.agreed, view.state) : kept.of(this.article);
    this.#desk.begin(opened.session);
    this.step = opened.step;
    this.saved = opened.saved;
    this.measure = opened.measure;
    this.may = opened.may;
    this.trouble = undefined;
    view.setState(pageOf(opened, this.#desk.client, this.#extensions, () => this.#typed()));
    this.#turn();
    this.#exchange = new Exchange(this.#desk, view, this);
    this.review.begin(opened.review);
    if (unsent && place) {
      const changed = othersChanged(unsent, opened.text);
      if (before) this.missed.back(changed, view);
      else this.missed.tell(changed, view);
      this.homeless.keep(placeAgain(unsent, view, this.may));
      this.#turn();
    }
    if (before) view.dispatch({ selection: { anchor: Math.min(head, view.state.doc.length) }, scrollIntoView: true });
    this.unsent = this.#exchange.unsent;
    if (!this.unsent) this.#forget();
    this.ready = true;
    this.openings++;
    this.revision++;
  }

  #typed(): void {
    this.revision++;
    if (!this.#exchange?.unsent) return;
    this.unsent = true;
    this.#exchange.touch();
    if (this.trouble) this.#keepSoon();
  }

  #turn(): void {
    if (this.view) turn(this.view, this.mode);
  }

  #keep = (): void => {
    if (this.view && this.#exchange?.unsent) kept.keep(this.article, unsentOf(this.#exchange.agreed, this.view.state));
  };

  #forget(): void {
    this.#keepSoon.cancel();
    kept.forget(this.article);
  }

  /** A step we have already means that the review is another one, unless it was our own: then an answer tells of it. */
  #heardOf(step: number): void {
    if (step > this.step) this.#exchange?.heard(step);
    else this.#askSoon();
  }

  #onDisk(step: number, at: string): void {
    this.saved = Math.max(this.saved, Math.min(step, this.step));
    this.savedAt = at;
  }

  #leaving = (event: BeforeUnloadEvent): void => {
    this.#exchange?.retry();
    if (this.unsent || this.homeless.passages.length > 0) event.preventDefault();
  };

  /** Out of sight at once; forgotten when all that was typed has arrived, however long that takes. */
  #leave(): void {
    this.#left = true;
    this.view?.dom.remove();
    this.#exchange?.retry();
    if (this.unsent) return;
    this.#stop();
    this.#closed = true;
    this.#exchange?.close();
    this.review.end();
    this.view?.destroy();
    this.view = undefined;
  }
}
