import { send, showRefusal } from './act.svelte';
import type { ArticleId } from '../wire/ArticleId';
import type { FieldChanges } from '../wire/FieldChanges';

/** How long after the last key a line is sent; what is suggested is whole when it is sent, as far as one can know. */
const SETTLED = 250;
const SUGGESTED = 1500;

/** A line of text that is saved while it is typed; what others write comes in when nobody is typing. */
export class Draft {
  text = $state('');
  #known = '';
  #focused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly save: (text: string) => Promise<boolean>,
    private readonly pause: () => number = () => SETTLED,
  ) {}

  get dirty(): boolean {
    return this.text !== this.#known;
  }

  /** The text as the desk has it. */
  know(text: string): void {
    if (text === this.#known) return;
    const untouched = !this.dirty;
    this.#known = text;
    if (untouched || !this.#focused) this.text = text;
  }

  typed(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), this.pause());
  }

  focus(): void {
    this.#focused = true;
  }

  async blur(): Promise<void> {
    this.#focused = false;
    await this.flush();
  }

  /** Sends what is typed, in the order it was typed. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending = this.#sending.then(async () => {
      if (!this.dirty) return;
      const sent = this.text;
      const before = this.#known;
      this.#known = sent;
      // Not taken: it stays as typed, and is sent again with the next key or on leaving the field.
      if (!(await this.save(sent)) && this.#known === sent) this.#known = before;
    });
    return this.#sending;
  }
}

/** Lines of an article that are typed: headline and dek above the body, its other titles beside it. */
export type LineName = 'headline' | 'dek' | 'search_title' | 'social_headline';

/** Whoever takes what is suggested for a line; `undefined` while changes are direct. */
export type Propose = () => ((line: LineName, text: string) => Promise<boolean>) | undefined;

/** The lines of an article, as they are typed. */
export class Lines implements Record<LineName, Draft> {
  readonly headline: Draft;
  readonly dek: Draft;
  readonly search_title: Draft;
  readonly social_headline: Draft;

  constructor(article: ArticleId, propose: Propose) {
    const set = async (name: LineName, text: string) => {
      const changes: FieldChanges = { no_lead: false };
      changes[name] = text;
      const outcome = await send(article, { act: 'set', changes });
      if (outcome.refusal) showRefusal(outcome.refusal);
      return outcome.article !== undefined;
    };
    const pause = () => (propose() ? SUGGESTED : SETTLED);
    const line = (name: LineName) => new Draft((text) => propose()?.(name, text) ?? set(name, text), pause);
    this.headline = line('headline');
    this.dek = line('dek');
    this.search_title = line('search_title');
    this.social_headline = line('social_headline');
  }
}
