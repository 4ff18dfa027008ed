import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { DecidedView } from '../wire/DecidedView';
import type { Failure } from '../wire/Failure';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

/** What was decided about what was suggested in one text, the last first. */
export class Decided {
  list = $state.raw<DecidedView[]>([]);
  /** How many there are, those that are not listed too. */
  all = $state(0);
  failure = $state.raw<Failure>();
  #asked = new Numbered();
  #soon = debounced(400, () => void this.#ask());

  constructor(private readonly article: ArticleId) {}

  /** Keeps the list as the desk has it, until the returned function is called. */
  follow(): () => void {
    void this.#ask();
    const stop = onTopic('text', ({ id }) => id === this.article && this.#soon());
    return () => {
      this.#soon.cancel();
      stop();
    };
  }

  async #ask(): Promise<void> {
    try {
      const answer = await this.#asked.run(() => bridge.ask('text.decided', { article: this.article }));
      if (!answer) return;
      this.list = answer.decided;
      this.all = answer.all;
      this.failure = undefined;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}
