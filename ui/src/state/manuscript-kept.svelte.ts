import type { ArticleId } from '../wire/ArticleId';
import type { PersonId } from '../wire/PersonId';
import type { Unsent } from './manuscript-rescue';

const PREFIX = 'galley.unsent.';

/**
 * What was typed and has not arrived outlives a reload of the page: in the tab’s own storage, under the name of whoever typed
 * it, until it has arrived. Nobody else who signs in here is shown it.
 */
export class Kept {
  /** Articles in which something of whoever sits here waits to be sent. */
  articles = $state.raw<readonly ArticleId[]>([]);
  /** Those of them that an earlier load of the page left: they are sent when they are opened. */
  left = $state.raw<readonly ArticleId[]>([]);
  #person: PersonId = '';
  #own = new Set<ArticleId>();
  #closed = false;

  /** Who sits here: one load of the page is one person’s, and whoever comes next loads it anew. */
  sit(person: PersonId): void {
    this.#person ||= person;
    this.#look();
  }

  keep(article: ArticleId, unsent: Unsent): void {
    if (this.#closed) return;
    this.#own.add(article);
    try {
      sessionStorage.setItem(this.#key(article), JSON.stringify(unsent));
    } catch {
      // There is no room for it: leaving the page asks first.
    }
    this.#look();
  }

  /** What an earlier load of this page could not send. */
  of(article: ArticleId): Unsent | undefined {
    return this.#own.has(article) ? undefined : read(sessionStorage.getItem(this.#key(article)));
  }

  /** All of it has arrived, or is wanted no more. */
  forget(article: ArticleId): void {
    if (!this.articles.includes(article)) return;
    sessionStorage.removeItem(this.#key(article));
    this.#look();
  }

  /** Whoever sits here leaves, and nothing of theirs stays. */
  close(): void {
    for (const article of this.articles) this.forget(article);
    this.#closed = true;
  }

  #key(article: ArticleId): string {
    return `${PREFIX}${this.#person}.${article}`;
  }

  #look(): void {
    const own = this.#key('');
    this.articles = Object.keys(sessionStorage).flatMap((key) => (key.startsWith(own) ? [key.slice(own.length)] : []));
    this.left = this.articles.filter((article) => !this.#own.has(article));
  }
}

/** Nothing but what was written here is taken for it. */
function read(written: string | null): Unsent | undefined {
  try {
    const unsent = JSON.parse(written ?? '') as Unsent;
    const whole = typeof unsent.base === 'string' && unsent.became.every(({ text }) => typeof text === 'string');
    return whole ? unsent : undefined;
  } catch {
    return undefined;
  }
}

export const kept = new Kept();
