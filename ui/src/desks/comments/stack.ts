/** A card beside the text: where its words stand, and how high it is. */
export interface Stacked {
  id: string;
  wish: number;
  height: number;
}

/** Between two cards. */
export const GAP = 8;

/**
 * Where each card goes: beside its words where there is room, below the one before where there is none. The one that is
 * looked at stands exactly beside its words, and those before it make room.
 */
export function stack(cards: readonly Stacked[], active?: string): Map<string, number> {
  const tops = down(cards);
  const chosen = cards.findIndex(({ id }) => id === active);
  const card = cards[chosen];
  if (!card) return tops;
  tops.set(card.id, card.wish);
  let limit = card.wish;
  for (const above of cards.slice(0, chosen).reverse()) {
    const top = Math.min(tops.get(above.id) ?? above.wish, limit - GAP - above.height);
    tops.set(above.id, top);
    limit = top;
  }
  // Nothing stands above the beginning: then the one looked at gives way.
  if (limit < 0) return down(cards);
  for (const [id, top] of down(cards.slice(chosen + 1), card.wish + card.height + GAP)) tops.set(id, top);
  return tops;
}

function down(cards: readonly Stacked[], from = 0): Map<string, number> {
  const tops = new Map<string, number>();
  let free = from;
  for (const { id, wish, height } of cards) {
    const top = Math.max(wish, free);
    tops.set(id, top);
    free = top + height + GAP;
  }
  return tops;
}
