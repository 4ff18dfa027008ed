import { SvelteMap } from 'svelte/reactivity';

import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { ArticleView } from '../wire/ArticleView';
import type { Failure } from '../wire/Failure';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

/** One article as the panels show it, kept fresh while somebody holds it. */
export class ArticleState {
  view = $state.raw<ArticleView>();
  failure = $state.raw<Failure>();
  #asked = new Numbered();
  /** Topics come in bursts while somebody types. */
  reloadSoon = debounced(120, () => void this.reload());

  constructor(readonly id: ArticleId) {}

  async reload(): Promise<ArticleView | undefined> {
    try {
      const view = await this.#asked.run(() => bridge.ask('article.get', { article: this.id }));
      if (view) this.take(view);
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
    return this.view;
  }

  /** A fresh view that came with another answer. */
  take(view: ArticleView): void {
    this.#asked.forget();
    this.view = view;
    this.failure = undefined;
  }
}

/** Kept after nobody holds them, so that going back shows them at once. */
const KEPT = 12;

class Articles {
  #states = new SvelteMap<ArticleId, ArticleState>();
  #holders = new Map<ArticleId, number>();
  #listening = false;

  /** The shared state, when somebody holds the article. */
  of(id: ArticleId): ArticleState | undefined {
    return this.#states.get(id);
  }

  /** Loads the article and keeps it fresh until the returned function is called: `$effect(() => articles.hold(id))`. */
  hold(id: ArticleId): () => void {
    this.#listen();
    this.#holders.set(id, (this.#holders.get(id) ?? 0) + 1);
    void this.#state(id).reload();
    return () => {
      const left = (this.#holders.get(id) ?? 1) - 1;
      if (left > 0) this.#holders.set(id, left);
      else this.#holders.delete(id);
      this.#forget();
    };
  }

  /** The article as it is now, asked afresh. Rejects with a failure. */
  async fresh(id: ArticleId): Promise<ArticleView> {
    const view = await bridge.ask('article.get', { article: id });
    this.take(view);
    return view;
  }

  /** A fresh view that came with another answer. */
  take(view: ArticleView): void {
    this.#states.get(view.line.id)?.take(view);
  }

  #state(id: ArticleId): ArticleState {
    const known = this.#states.get(id);
    if (known) return known;
    const state = new ArticleState(id);
    this.#states.set(id, state);
    return state;
  }

  #listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    onTopic('article', ({ id }) => {
      if (this.#holders.has(id)) this.#states.get(id)?.reloadSoon();
    });
    for (const everything of ['people', 'rules'] as const) {
      onTopic(everything, () => this.#holders.forEach((_, id) => this.#states.get(id)?.reloadSoon()));
    }
  }

  #forget(): void {
    for (const id of this.#states.keys()) {
      if (this.#states.size <= KEPT) return;
      if (!this.#holders.has(id)) this.#states.delete(id);
    }
  }
}

export const articles = new Articles();
