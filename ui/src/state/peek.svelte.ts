import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

const OPEN = 'galley.peek';
const WIDTH = 'galley.peek-width';

/** The inspector beside the queue: the article one is on, in the house layout. */
class Peek {
  open = $state(localStorage.getItem(OPEN) !== 'no' && innerWidth >= 1180);
  width = $state(Number(localStorage.getItem(WIDTH)) || 304);
  /** The article shown; follows the queue after a breath, so that holding a key stays smooth. */
  article = $state.raw<ArticleId>();
  html = $state.raw('');
  failure = $state.raw<string>();
  #asked = new Numbered();
  #soon = debounced(90, (id: ArticleId | undefined) => this.#show(id));
  #again = debounced(200, () => void this.#load());

  toggle(open = !this.open): void {
    this.open = open;
    localStorage.setItem(OPEN, open ? 'yes' : 'no');
  }

  keepWidth(): void {
    localStorage.setItem(WIDTH, String(this.width));
  }

  /** The queue moved to this article. */
  follow(id: ArticleId | undefined): void {
    if (id === this.article) this.#soon.cancel();
    else if (this.article === undefined) this.#show(id);
    else this.#soon(id);
  }

  /** Keeps the page fresh until the returned function is called. */
  watch(): () => void {
    void this.#load();
    const stops = [
      onTopic('article', ({ id }) => id === this.article && this.#again()),
      onTopic('text', ({ id }) => id === this.article && this.#again()),
      onTopic('house', () => this.#again()),
    ];
    return () => stops.forEach((stop) => stop());
  }

  #show(id: ArticleId | undefined): void {
    this.article = id;
    void this.#load();
  }

  async #load(): Promise<void> {
    const article = this.article;
    if (!article || !this.open) return;
    try {
      const galley = await this.#asked.run(() => bridge.ask('galley.page', { article, base: bridge.base }));
      if (!galley) return;
      this.html = galley.html;
      const [first] = galley.house;
      this.failure = galley.html
        ? undefined
        : first && `The house folder has a mistake in ${first.file}: ${first.message} ${first.hint}`;
    } catch (thrown) {
      this.html = '';
      this.failure = failureOf(thrown).message;
    }
  }
}

export const peek = new Peek();
