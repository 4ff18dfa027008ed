import { send, showRefusal } from './act.svelte';
import type { ArticleId } from '../wire/ArticleId';

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

/** The lines above the body. */
export type LineName = 'headline' | 'dek';

/** Whoever takes what is suggested for a line; `undefined` while changes are direct. */
export type Propose = () => ((line: LineName, text: string) => Promise<boolean>) | undefined;

/** Headline and dek of an article, as they are typed. */
export class Lines {
  readonly headline: Draft;
  readonly dek: Draft;

  constructor(article: ArticleId, propose: Propose) {
    const set = async (changes: { headline: string } | { dek: string }) => {
      const outcome = await send(article, { act: 'set', changes: { ...changes, no_lead: false } });
      if (outcome.refusal) showRefusal(outcome.refusal);
      return outcome.article !== undefined;
    };
    const pause = () => (propose() ? SUGGESTED : SETTLED);
    this.headline = new Draft((headline) => propose()?.('headline', headline) ?? set({ headline }), pause);
    this.dek = new Draft((dek) => propose()?.('dek', dek) ?? set({ dek }), pause);
  }
}
