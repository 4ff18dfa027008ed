import { collab } from '@codemirror/collab';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { Failure } from '../wire/Failure';
import type { Galley } from '../wire/Galley';
import type { Measure } from '../wire/Measure';
import type { TextOpened } from '../wire/TextOpened';
import type { TextPushed } from '../wire/TextPushed';
import type { Update } from '../wire/Update';
import { type Authority, Exchange, type Listener } from './manuscript-exchange';
import { difference } from './manuscript-difference';
import { rescue } from './manuscript-rescue';
import { onTopic } from './topics';

/** Whoever shows the galley: it comes with the answer to what was typed. */
export interface Proof {
  /** Whether it is wanted now. */
  readonly wanted: boolean;
  take(galley: Galley): void;
}

const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 8_000;

/** The body of one article, open for editing: the page, what the desk says of it, and what stands between them. */
export class Manuscript implements Authority, Listener {
  measure = $state.raw<Measure>();
  /** What is in the way of saving; what is typed stays here meanwhile. */
  trouble = $state.raw<Failure>();
  /** Passages that were typed and have no place in the text as it is now. */
  homeless = $state.raw<string[]>([]);
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
  #session = '';
  #exchange: Exchange | undefined;
  #refused = 0;
  #reopenings = 0;
  #closed = false;
  #left = false;
  #editable = new Compartment();
  #mayEdit = false;
  #extensions: Extension = [];
  #stop: () => void = () => undefined;

  constructor(
    readonly article: ArticleId,
    private readonly proof: Proof,
  ) {
    this.homeless = kept.get(article) ?? [];
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
    this.view = new EditorView({ parent: host });
    const again = () => this.#exchange?.ask();
    const stops = [
      onTopic('text', ({ id, step }) => id === this.article && this.#exchange?.heard(step)),
      onTopic('saved', ({ id, step, at }) => id === this.article && this.#onDisk(step, at)),
      bridge.link((up) => up && again()),
    ];
    window.addEventListener('focus', again);
    window.addEventListener('beforeunload', this.#leaving);
    this.#stop = () => {
      stops.forEach((stop) => stop());
      window.removeEventListener('focus', again);
      window.removeEventListener('beforeunload', this.#leaving);
    };
    void this.#open();
    return () => this.#leave();
  }

  /** Whether this person may type into it now. */
  allow(mayEdit: boolean): void {
    this.#mayEdit = mayEdit;
    this.view?.dispatch({ effects: this.#editable.reconfigure(editability(mayEdit)) });
  }

  retry(): void {
    this.#exchange?.retry();
  }

  /** Gives up on what the desk does not take: it is kept to be copied, and the desk's text is shown. */
  setAside(): void {
    if (!this.unsent || !this.#exchange) return;
    this.#keep(difference(this.#exchange.agreed, this.text).map((change) => change.insert));
    this.#exchange.close();
    void this.#open(false);
  }

  push(step: number, updates: Update[]): Promise<TextPushed> {
    const { article } = this;
    const session = this.#session;
    const galley = this.proof.wanted ? { galley: bridge.base } : {};
    return bridge.ask('text.push', { article, session, step, updates, ...galley });
  }

  pull(step: number): Promise<TextPushed> {
    return bridge.ask('text.pull', { article: this.article, session: this.#session, step });
  }

  answered(answer: TextPushed): void {
    this.measure = answer.measure;
    this.step = answer.step;
    this.saved = Math.max(this.saved, answer.saved);
    this.unsent = this.#exchange?.unsent ?? false;
    this.#refused = 0;
    this.#reopenings = 0;
    if (answer.galley) this.proof.take(answer.galley);
    if (this.#left) this.#leave();
  }

  explain(reason: unknown): Failure {
    return failureOf(reason);
  }

  stuck(failure: Failure | undefined): void {
    this.trouble = failure;
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
    const opened = await this.#opened();
    if (!opened || this.#closed) return;
    const mine = view.state.doc.toString();
    const { head } = view.state.selection.main;
    this.#session = opened.session;
    this.step = opened.step;
    this.saved = opened.saved;
    this.measure = opened.measure;
    this.trouble = undefined;
    view.setState(this.#state(opened));
    this.#exchange = new Exchange(this, view, this);
    if (before && place) {
      const { changes, homeless } = rescue(before.agreed, mine, opened.text);
      view.dispatch({ changes, selection: { anchor: 0 } });
      view.dispatch({ selection: { anchor: Math.min(head, view.state.doc.length) }, scrollIntoView: true });
      this.#keep(homeless);
    }
    this.unsent = this.#exchange.unsent;
    this.ready = true;
    this.openings++;
    this.revision++;
  }

  async #opened(): Promise<TextOpened | undefined> {
    while (!this.#closed) {
      const pause = this.#reopenings === 0 ? 0 : Math.min(FIRST_PAUSE * 2 ** this.#reopenings, LONGEST_PAUSE);
      this.#reopenings++;
      await new Promise((resolve) => setTimeout(resolve, pause));
      try {
        return await bridge.ask('text.open', { article: this.article });
      } catch (thrown) {
        this.trouble = failureOf(thrown);
      }
    }
    return undefined;
  }

  #state(opened: TextOpened): EditorState {
    return EditorState.create({
      doc: opened.text,
      extensions: [
        this.#extensions,
        this.#editable.of(editability(this.#mayEdit)),
        // A fresh name at every opening: the desk tells a repeated step from a new one by it.
        collab({ startVersion: opened.step, clientID: crypto.randomUUID() }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          this.revision++;
          if (!this.#exchange?.unsent) return;
          this.unsent = true;
          this.#exchange.touch();
        }),
      ],
    });
  }

  #onDisk(step: number, at: string): void {
    this.saved = Math.max(this.saved, Math.min(step, this.step));
    this.savedAt = at;
  }

  #keep(passages: string[]): void {
    const worth = passages.filter((passage) => passage.trim() !== '');
    if (worth.length > 0) this.#keepAll([...this.homeless, ...worth]);
  }

  /** The passage was copied, or is not wanted. */
  drop(passage: string): void {
    this.#keepAll(this.homeless.filter((other) => other !== passage));
  }

  #keepAll(passages: string[]): void {
    this.homeless = passages;
    kept.set(this.article, passages);
  }

  #leaving = (event: BeforeUnloadEvent): void => {
    this.#exchange?.retry();
    if (this.unsent || this.homeless.length > 0) event.preventDefault();
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
    this.view?.destroy();
    this.view = undefined;
  }
}

/** Passages without a place, by article, while the window is open. */
const kept = new Map<ArticleId, string[]>();

function editability(mayEdit: boolean): Extension {
  return [
    EditorState.readOnly.of(!mayEdit),
    EditorView.editable.of(mayEdit),
    EditorView.contentAttributes.of(mayEdit ? {} : { tabindex: '0' }),
  ];
}
