/** A stretch of the old text and what stands in its place in the new one. */
export interface Difference {
  from: number;
  to: number;
  insert: string;
}

/** Beyond this many pairs of lines a stretch is taken as rewritten, rather than compared line by line. */
const MOST_PAIRS = 2_000_000;

/** The smallest differences between two texts that are worth naming: by paragraphs, and within each by its ends. */
export function difference(old: string, now: string): Difference[] {
  const before = lines(old);
  const after = lines(now);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const found: Difference[] = [];
  let at = length(before.slice(0, start));
  for (const hunk of hunks(before.slice(start, before.length - end), after.slice(start, after.length - end))) {
    if (hunk.same) at += length(hunk.old);
    else {
      if (hunk.old.length === hunk.now.length) {
        for (let index = 0; index < hunk.old.length; index++) {
          found.push(...trim(at, hunk.old[index] ?? '', hunk.now[index] ?? ''));
          at += (hunk.old[index] ?? '').length;
        }
      } else {
        found.push(...trim(at, hunk.old.join(''), hunk.now.join('')));
        at += length(hunk.old);
      }
    }
  }
  return found;
}

interface Hunk {
  same: boolean;
  old: string[];
  now: string[];
}

/** Pairs off equal lines by their longest common run; what lies between is a hunk that differs. */
function hunks(old: string[], now: string[]): Hunk[] {
  if (old.length * now.length === 0 || old.length * now.length > MOST_PAIRS)
    return old.length + now.length > 0 ? [{ same: false, old, now }] : [];
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row--)
    for (let column = now.length - 1; column >= 0; column--)
      longest[row * width + column] =
        old[row] === now[column]
          ? (longest[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(longest[(row + 1) * width + column] ?? 0, longest[row * width + column + 1] ?? 0);
  const out: Hunk[] = [];
  const push = (same: boolean, before: string[], after: string[]) => {
    const last = out.at(-1);
    if (last?.same === same) {
      last.old.push(...before);
      last.now.push(...after);
    } else out.push({ same, old: before, now: after });
  };
  let row = 0;
  let column = 0;
  while (row < old.length || column < now.length) {
    const before = old[row];
    const after = now[column];
    if (before !== undefined && before === after) {
      push(true, [before], [before]);
      row++;
      column++;
    } else if (
      after === undefined ||
      (before !== undefined && (longest[(row + 1) * width + column] ?? 0) >= (longest[row * width + column + 1] ?? 0))
    ) {
      push(false, [before ?? ''], []);
      row++;
    } else {
      push(false, [], [after]);
      column++;
    }
  }
  return out;
}

/** Takes off what is the same at both ends, never in the middle of a character. */
function trim(at: number, old: string, now: string): Difference[] {
  if (old === now) return [];
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  if (start > 0 && isHigh(old.charCodeAt(start - 1))) start--;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  if (end > 0 && isLow(old.charCodeAt(old.length - end))) end--;
  return [{ from: at + start, to: at + old.length - end, insert: now.slice(start, now.length - end) }];
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** Lines with their ends, so that they join to the text again. */
function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

function length(of: string[]): number {
  return of.reduce((sum, line) => sum + line.length, 0);
}
