import type { Spot } from '../../state/review-walk';
import type { Draft } from '../../state/manuscript-review.svelte';
import type { CommentView } from '../../wire/CommentView';
import type { FieldSuggestionView } from '../../wire/FieldSuggestionView';
import type { PersonId } from '../../wire/PersonId';
import type { SuggestionView } from '../../wire/SuggestionView';
import { DRAFT } from '../../state/manuscript-marks';

export type Filter = 'all' | 'open' | 'mine' | 'suggestions';

/** Where a card belongs: beside words, at the top for the whole text and its fields, or in the tray. */
export type Place = number | 'top' | 'tray';

export type Card = { id: string; place: Place } & (
  | { is: 'comment'; comment: CommentView }
  | { is: 'suggestion'; suggestion: SuggestionView; spot: Spot }
  | { is: 'field'; suggestion: FieldSuggestionView }
  | { is: 'draft'; draft: Draft }
);

/** What the cards are made of. */
export interface Pile {
  comments: readonly CommentView[];
  suggestions: readonly SuggestionView[];
  fields: readonly FieldSuggestionView[];
  draft: Draft | undefined;
  /** Where things stand in the page now. */
  spots: readonly Spot[];
  remarked: ReadonlyMap<string, number>;
}

/** The cards in the order they stand: what is about the whole, then by the words, then the tray. */
export function cardsOf(pile: Pile, filter: Filter, me: PersonId | undefined): Card[] {
  const cards: Card[] = [];
  if (pile.draft) cards.push({ is: 'draft', id: DRAFT, draft: pile.draft, place: pile.remarked.get(DRAFT) ?? 'top' });
  if (filter !== 'suggestions') {
    for (const comment of pile.comments.filter((one) => wanted(one, filter, me)))
      cards.push({ is: 'comment', id: comment.id, comment, place: placeOf(comment, pile.remarked) });
  }
  const mine = ({ author }: { author: PersonId | null }) => filter !== 'mine' || author === me;
  for (const suggestion of pile.fields.filter(mine))
    cards.push({ is: 'field', id: suggestion.id, suggestion, place: 'top' });
  const views = new Map(pile.suggestions.map((suggestion) => [suggestion.id, suggestion]));
  for (const spot of pile.spots) {
    const suggestion = views.get(spot.suggestion);
    if (suggestion && mine(suggestion))
      cards.push({ is: 'suggestion', id: suggestion.id, suggestion, spot, place: spot.from });
  }
  return cards.sort((a, b) => rank(a.place) - rank(b.place));
}

const rank = (place: Place) => (place === 'top' ? -1 : place === 'tray' ? Number.POSITIVE_INFINITY : place);

/** "Mine": what I said, what answers me, and what names me. */
function wanted(comment: CommentView, filter: Filter, me: PersonId | undefined): boolean {
  if (filter === 'open') return !comment.resolved;
  if (filter !== 'mine') return true;
  const said = [comment, ...comment.replies];
  return me !== undefined && said.some(({ author, mentions }) => author === me || mentions.includes(me));
}

/** A resolved comment is no longer marked in the text, but still stands where its words are. */
function placeOf({ id, place }: CommentView, remarked: ReadonlyMap<string, number>): Place {
  const now = remarked.get(id);
  if (now !== undefined) return now;
  if (place === 'whole') return 'top';
  return place === 'tray' ? 'tray' : place.at[0];
}
