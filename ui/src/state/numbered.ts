/**
 * Requests of one kind, numbered: a late answer never overwrites a newer one.
 *
 * `run` resolves to the answer, or to `undefined` when a newer request was made meanwhile; a failure of an overtaken request is
 * dropped for the same reason.
 */
export class Numbered {
  #latest = 0;

  async run<T>(request: () => Promise<T>): Promise<T | undefined> {
    const number = ++this.#latest;
    try {
      const answer = await request();
      return number === this.#latest ? answer : undefined;
    } catch (failure) {
      if (number === this.#latest) throw failure;
      return undefined;
    }
  }

  /** Whatever is under way is no longer wanted. */
  forget(): void {
    this.#latest += 1;
  }
}
