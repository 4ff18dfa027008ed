import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { Failure } from '../wire/Failure';
import type { Remark } from '../wire/Remark';
import type { Review } from '../wire/Review';
import type { Spelling } from '../wire/Spelling';
import type { Suggests } from '../wire/Suggests';
import type { TextOpened } from '../wire/TextOpened';
import type { TextPushed } from '../wire/TextPushed';
import type { TextUndone } from '../wire/TextUndone';
import type { Update } from '../wire/Update';
import type { Verdict } from '../wire/Verdict';
import type { Which } from '../wire/Which';
import type { Authority } from './manuscript-exchange';
import type { Proof } from './manuscript-proof';

const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 8_000;

/** Everything that is asked of the desk about one text that is open: one opening has one session and one client. */
export class TextDesk implements Authority {
  /** A fresh name at every opening: the desk tells a repeated step from a new one by it. */
  client = crypto.randomUUID();
  #session = '';
  /** Openings since the desk last answered. */
  #openings = 0;

  constructor(
    private readonly article: ArticleId,
    private readonly proof: Proof,
  ) {}

  /** Opens it however long that takes, and longer each time; nothing once it is not wanted any more. */
  async opened(over: () => boolean, trouble: (failure: Failure) => void): Promise<TextOpened | undefined> {
    while (!over()) {
      const pause = this.#openings === 0 ? 0 : Math.min(FIRST_PAUSE * 2 ** this.#openings, LONGEST_PAUSE);
      this.#openings++;
      await new Promise((resolve) => setTimeout(resolve, pause));
      try {
        const opened = await bridge.ask('text.open', { article: this.article });
        return over() ? undefined : opened;
      } catch (thrown) {
        trouble(failureOf(thrown));
      }
    }
    return undefined;
  }

  /** It speaks with this opening: the next one need not wait. */
  answered(): void {
    this.#openings = 0;
  }

  /** From now on this opening is spoken of. */
  begin(session: string): void {
    this.#session = session;
    this.client = crypto.randomUUID();
  }

  push(step: number, updates: Update[], suggesting: Suggests | null): Promise<TextPushed> {
    const galley = this.proof.wanted ? { galley: bridge.base } : {};
    return bridge.ask('text.push', { ...this.#of, step, updates, suggesting, ...galley });
  }

  pull(step: number): Promise<TextPushed> {
    return bridge.ask('text.pull', { ...this.#of, step });
  }

  review(): Promise<Review> {
    return bridge.ask('text.review', this.#of);
  }

  decide(step: number, which: Which, verdict: Verdict): Promise<TextPushed> {
    return bridge.ask('text.decide', { ...this.#of, client: this.client, step, which, verdict });
  }

  remark(step: number, remark: Remark): Promise<TextPushed> {
    return bridge.ask('text.remark', { ...this.#of, step, remark });
  }

  takeBack(step: number, how: 'undo' | 'redo'): Promise<TextUndone> {
    return bridge.ask(`text.${how}`, { ...this.#of, client: this.client, step });
  }

  here(step: number, anchor: number, head: number): Promise<unknown> {
    return bridge.ask('text.here', { ...this.#of, step, anchor, head });
  }

  spelling(from: number, to: number): Promise<Spelling> {
    return bridge.ask('text.spelling', { ...this.#of, from, to });
  }

  async propose(word: string): Promise<string[]> {
    return (await bridge.ask('words.propose', { article: this.article, word })).words;
  }

  addWord(word: string): Promise<unknown> {
    return bridge.ask('words.add', { word });
  }

  get #of() {
    return { article: this.article, session: this.#session };
  }
}
