import { SvelteMap } from 'svelte/reactivity';
import type { PersonId } from '../wire/PersonId';
import { session } from './session.svelte';

/** How many pencils there are: --pen-1 … in the tokens. */
export const PENS = 6;

/** Who writes in which colour: kept for as long as the article is open, and as often as can be a colour of their own. */
export class Pens {
  #given = new SvelteMap<PersonId, number>();

  give(authors: readonly { author: PersonId | null }[]): void {
    for (const { author } of authors)
      if (author && !this.#given.has(author)) this.#given.set(author, this.#next(author));
  }

  /** 1 to 6. */
  of(author: PersonId | null): number {
    return (author && this.#given.get(author)) || 1 + (place(author ?? '') % PENS);
  }

  #next(author: PersonId): number {
    const taken = new Set(this.#given.values());
    const wish = place(author);
    for (let turn = 0; turn < PENS; turn++) {
      const pen = 1 + ((wish + turn) % PENS);
      if (!taken.has(pen)) return pen;
    }
    return 1 + (wish % PENS);
  }
}

/** The same for everybody who looks: by the place on the masthead. */
function place(author: PersonId): number {
  return Math.max(
    0,
    session.people.findIndex(({ id }) => id === author),
  );
}
