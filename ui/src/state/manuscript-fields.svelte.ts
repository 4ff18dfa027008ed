import { send, showRefusal } from './act.svelte';
import type { ArticleId } from '../wire/ArticleId';

/** How long after the last key a line is sent. */
const SETTLED = 250;

/** A line of text that is saved while it is typed; what others write comes in when nobody is typing. */
export class Draft {
  text = $state('');
  #known = '';
  #focused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();

  constructor(private readonly save: (text: string) => Promise<boolean>) {}

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
    this.#timer = setTimeout(() => void this.flush(), SETTLED);
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

/** Headline and dek of an article, as they are typed. */
export class Lines {
  readonly headline: Draft;
  readonly dek: Draft;

  constructor(article: ArticleId) {
    const set = async (changes: { headline: string } | { dek: string }) => {
      const outcome = await send(article, { act: 'set', changes: { ...changes, no_lead: false } });
      if (outcome.refusal) showRefusal(outcome.refusal);
      return outcome.article !== undefined;
    };
    this.headline = new Draft((headline) => set({ headline }));
    this.dek = new Draft((dek) => set({ dek }));
  }
}
