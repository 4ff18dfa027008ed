import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { Failure } from '../wire/Failure';
import type { LogEntry } from '../wire/LogEntry';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

const PAGE = 60;

/** What was done with one article, newest first. */
export class Story {
  entries = $state.raw<LogEntry[]>([]);
  more = $state(false);
  known = $state(false);
  failure = $state.raw<Failure>();
  #asked = new Numbered();
  #soon = debounced(200, () => void this.#ask(undefined));

  constructor(private readonly article: ArticleId) {}

  follow(): () => void {
    void this.#ask(undefined);
    const stop = onTopic('article', ({ id }) => id === this.article && this.#soon());
    return () => {
      this.#soon.cancel();
      stop();
    };
  }

  older(): void {
    void this.#ask(this.entries.at(-1)?.seq);
  }

  async #ask(before: number | undefined): Promise<void> {
    const { article } = this;
    const from = before === undefined ? {} : { before };
    try {
      const log = await this.#asked.run(() => bridge.ask('article.log', { article, limit: PAGE, ...from }));
      if (!log) return;
      this.entries = before === undefined ? log.entries : [...this.entries, ...log.entries];
      this.more = log.more;
      this.known = true;
      this.failure = undefined;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}
