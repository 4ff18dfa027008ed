/** One place in both panes, in pixels from the top of what each scrolls. */
export interface Stop {
  here: number;
  there: number;
}

/**
 * Where a place of one pane is in the other: between two stops in proportion. Stops that would run backwards (a note printed
 * at the end, a picture that floats) are left out.
 */
export function across(stops: readonly Stop[], at: number): number {
  let before: Stop | undefined;
  for (const stop of stops) {
    if (before && (stop.here <= before.here || stop.there < before.there)) continue;
    if (at < stop.here) {
      if (!before) return stop.there;
      return before.there + ((at - before.here) / (stop.here - before.here)) * (stop.there - before.there);
    }
    before = stop;
  }
  return before?.there ?? at;
}

/** The same stops, seen from the other pane. */
export function turned(stops: readonly Stop[]): Stop[] {
  return stops.map(({ here, there }) => ({ here: there, there: here }));
}

/** The block that holds a position of the manuscript, or the last one before it. */
export function blockAt(blocks: readonly { from: number; to: number }[], position: number): number {
  let found = -1;
  for (const [index, block] of blocks.entries()) {
    if (position >= block.from && position <= block.to) return index;
    if (block.from <= position && (found < 0 || block.from > (blocks[found]?.from ?? -1))) found = index;
  }
  return found;
}
