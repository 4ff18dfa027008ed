import { failureOf } from '../bridge';
import type { Failure } from '../wire/Failure';
import type { Misspelt } from '../wire/Misspelt';
import type { Spelling as Answer } from '../wire/Spelling';
import { Numbered } from './numbered';
import { onTopic } from './topics';

/** The desk, as far as words are looked up there. */
export interface Lexicon {
  spelling(from: number, to: number): Promise<Answer>;
  propose(word: string): Promise<string[]>;
  addWord(word: string): Promise<unknown>;
}

/** Which words of an open text nobody knows, and what one does about them. */
export class Spelling {
  /** Whether there is a dictionary of the article's language; unknown before the first answer. */
  dictionary = $state<boolean>();
  mayAdd = $state(false);
  #ignored = new Set<string>();
  #asked = new Numbered();

  /** `settled` is the step the page is at, when everything typed in it has arrived. */
  constructor(
    private readonly desk: Lexicon,
    private readonly settled: () => number | undefined,
  ) {}

  /** What nobody knows in a stretch of the text as it stands; `undefined` while it does not stand still. */
  async look(from: number, to: number): Promise<Misspelt[] | undefined> {
    if (this.settled() === undefined) return undefined;
    try {
      const answer = await this.#asked.run(() => this.desk.spelling(from, to));
      if (!answer || answer.step !== this.settled()) return undefined;
      this.dictionary = answer.dictionary;
      this.mayAdd = answer.may_add;
      return answer.misspelt.filter(({ word }) => !this.#ignored.has(word));
    } catch {
      // Spelling waits for nobody, and nobody for it: it is asked again when there is something to ask.
      return undefined;
    }
  }

  propose(word: string): Promise<string[]> {
    return this.desk.propose(word);
  }

  /** From now on the house knows it; or why not. */
  async add(word: string): Promise<Failure | undefined> {
    try {
      await this.desk.addWord(word);
      return undefined;
    } catch (thrown) {
      return failureOf(thrown);
    }
  }

  /** In this article, as long as the window is open. */
  ignore(word: string): void {
    this.#ignored.add(word);
  }

  /** Calls `again` when the house knows other words. */
  follow(again: () => void): () => void {
    return onTopic('rules', again);
  }
}
