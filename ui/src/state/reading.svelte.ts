import { SvelteMap } from 'svelte/reactivity';

import { bridge } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { LastRead } from '../wire/LastRead';

/** Going from the queue's peek to the editor, or from there to the versions, is not leaving the article. */
const GONE = 600;
/** Whoever was there for less has not read it. */
const READ = 1500;

/** What this person last read of each article: asked when they come to it, noted when they leave it. */
class Reading {
  #marks = new SvelteMap<ArticleId, LastRead>();
  #holders = new Map<ArticleId, number>();
  #came = new Map<ArticleId, number>();
  #leaving = new Map<ArticleId, ReturnType<typeof setTimeout>>();

  /** When it was last read, if something else stands there now. */
  changedSince(article: ArticleId): string | undefined {
    const mark = this.#marks.get(article);
    return mark?.changed ? (mark.at ?? undefined) : undefined;
  }

  lastRead(article: ArticleId): string | undefined {
    return this.#marks.get(article)?.at ?? undefined;
  }

  /** Somebody reads it until the returned function is called: `$effect(() => reading.hold(id))`. */
  hold(article: ArticleId): () => void {
    clearTimeout(this.#leaving.get(article));
    const before = this.#holders.get(article) ?? 0;
    this.#holders.set(article, before + 1);
    if (before === 0 && !this.#leaving.delete(article)) void this.#come(article);
    return () => {
      const left = (this.#holders.get(article) ?? 1) - 1;
      this.#holders.set(article, left);
      if (left > 0) return;
      this.#leaving.set(
        article,
        setTimeout(() => void this.#leave(article), GONE),
      );
    };
  }

  async #come(article: ArticleId): Promise<void> {
    this.#came.set(article, Date.now());
    try {
      this.#marks.set(article, await bridge.ask('versions.last-read', { article }));
    } catch {
      // Nothing is offered; what is wrong with the article is said where it is shown.
      this.#marks.delete(article);
    }
  }

  async #leave(article: ArticleId): Promise<void> {
    this.#leaving.delete(article);
    this.#marks.delete(article);
    if (Date.now() - (this.#came.get(article) ?? 0) < READ + GONE) return;
    try {
      await bridge.ask('versions.read', { article });
    } catch {
      // It stays as it was noted before: more is shown as new than is, never less.
    }
  }
}

export const reading = new Reading();
