import { bridge, failureOf } from '../bridge';
import type { ArticleView } from '../wire/ArticleView';
import type { Failure } from '../wire/Failure';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

/** At most so many of one's own: the rest is found by the palette. */
const MOST = 60;

/** A writer's own articles, whole, what waits for them first. */
class Own {
  articles = $state.raw<ArticleView[]>([]);
  known = $state(false);
  failure = $state.raw<Failure>();
  #asked = new Numbered();
  #soon = debounced(200, () => void this.refresh());

  /** Keeps them fresh until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    const stops = (['queue', 'article', 'people'] as const).map((topic) => onTopic(topic, () => this.#soon()));
    return () => stops.forEach((stop) => stop());
  }

  async refresh(): Promise<void> {
    try {
      const articles = await this.#asked.run(ask);
      if (!articles) return;
      this.articles = articles;
      this.failure = undefined;
      this.known = true;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}

async function ask(): Promise<ArticleView[]> {
  const args = { filter: 'is:any writer:me', sort: 'due' as const, descending: false, offset: 0, limit: MOST };
  const { lines } = await bridge.ask('queue.list', args);
  return Promise.all(lines.map(({ id }) => bridge.ask('article.get', { article: id })));
}

export const own = new Own();
