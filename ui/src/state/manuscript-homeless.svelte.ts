import type { ArticleId } from '../wire/ArticleId';

/** Passages without a place, by article, while the window is open. */
const kept = new Map<ArticleId, string[]>();

/** Passages that were typed and have no place in the text as it is now: kept to be copied. */
export class Homeless {
  passages = $state.raw<string[]>([]);

  constructor(private readonly article: ArticleId) {
    this.passages = kept.get(article) ?? [];
  }

  keep(passages: string[]): void {
    const worth = passages.filter((passage) => passage.trim() !== '');
    if (worth.length > 0) this.#keepAll([...this.passages, ...worth]);
  }

  /** The passage was copied, or is not wanted. */
  drop(passage: string): void {
    this.#keepAll(this.passages.filter((other) => other !== passage));
  }

  #keepAll(passages: string[]): void {
    this.passages = passages;
    kept.set(this.article, passages);
  }
}
