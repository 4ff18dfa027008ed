import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { Failure } from '../wire/Failure';
import type { Story } from '../wire/Story';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

/** One article's history, told from its beginning. */
export class Tale {
  story = $state.raw<Story>();
  failure = $state.raw<Failure>();
  #asked = new Numbered();
  #soon = debounced(300, () => void this.ask());

  constructor(private readonly article: ArticleId) {}

  /** Keeps it fresh until the returned function is called. */
  follow(): () => void {
    void this.ask();
    const stop = onTopic('article', ({ id }) => id === this.article && this.#soon());
    return () => {
      this.#soon.cancel();
      stop();
    };
  }

  async ask(): Promise<void> {
    const { article } = this;
    try {
      this.story = (await this.#asked.run(() => bridge.ask('article.story', { article }))) ?? this.story;
      this.failure = undefined;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}
