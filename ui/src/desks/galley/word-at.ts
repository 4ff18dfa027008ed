/** Letters around the place that are looked for in the manuscript. */
const ROOM = 12;

/** Where in the manuscript's stretch `source` the word at a place of its printed block is; its beginning when that cannot be told. */
export function wordAt(block: Element, x: number, y: number, source: string): number {
  const place = caret(block.ownerDocument, x, y);
  if (!place || !block.contains(place.node)) return 0;
  const before = block.ownerDocument.createRange();
  before.selectNodeContents(block);
  before.setEnd(place.node, place.offset);
  const passed = before.toString();
  return placeOf(block.textContent, passed.length, source);
}

/** The same, from the block's plain words and a place in them. */
export function placeOf(words: string, at: number, source: string): number {
  for (let room = ROOM; room >= 3; room -= 3) {
    // Marks of the manuscript stand between the words: either side alone may be found where both are not.
    for (const [start, end] of [
      [Math.max(0, at - room), at + room],
      [at, at + room],
      [Math.max(0, at - room), at],
    ] as const) {
      const near = words.slice(start, end);
      if (!near.trim()) continue;
      const which = count(words.slice(0, start), near);
      let found = -1;
      for (let n = 0; n <= which; n++) found = source.indexOf(near, found + 1);
      if (found >= 0) return found + (at - start);
    }
  }
  return 0;
}

function count(text: string, part: string): number {
  return part ? text.split(part).length - 1 : 0;
}

function caret(page: Document, x: number, y: number): { node: Node; offset: number } | undefined {
  // Two names of one thing; neither is everywhere.
  const older = page as Document & { caretRangeFromPoint?: (x: number, y: number) => Range | null };
  if (typeof page.caretPositionFromPoint === 'function') {
    const found = page.caretPositionFromPoint(x, y);
    return found ? { node: found.offsetNode, offset: found.offset } : undefined;
  }
  const range = older.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : undefined;
}
