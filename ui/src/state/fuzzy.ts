/** How well `query` is found in `text`, letter by letter in order; `undefined` when it is not. Higher is better. */
export function fuzzy(query: string, text: string): number | undefined {
  const wanted = folded(query).replace(/\s+/g, ' ').trim();
  const within = folded(text);
  if (!wanted) return 0;
  const whole = within.indexOf(wanted);
  if (whole >= 0) return 1000 - whole - within.length / 100 + (begins(within, whole) ? 200 : 0);

  let score = 0;
  let at = -1;
  for (const letter of wanted) {
    if (letter === ' ') continue;
    const next = best(within, letter, at + 1);
    if (next < 0) return undefined;
    // Beginnings of words and neighbours count; gaps cost.
    score += begins(within, next) ? 12 : next === at + 1 ? 8 : 1;
    score -= Math.min(6, next - at - 1) / 4;
    at = next;
  }
  return score - within.length / 100;
}

/** What one letter must bring for a match not to be chance: half a beginning of a word. */
const ENOUGH = 6;

/** Those that match well enough, best first; equal ones in the order they came. */
export function ranked<T>(query: string, all: readonly T[], textOf: (one: T) => string): T[] {
  const least = [...query.replace(/\s/g, '')].length * ENOUGH - 2;
  return all
    .map((one, at) => ({ one, at, score: fuzzy(query, textOf(one)) }))
    .filter(
      (found): found is { one: T; at: number; score: number } => found.score !== undefined && found.score >= least,
    )
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map(({ one }) => one);
}

/** The next place of the letter: a beginning of a word when one is near, else the very next. */
function best(within: string, letter: string, from: number): number {
  const next = within.indexOf(letter, from);
  if (next < 0 || begins(within, next)) return next;
  for (let at = next; at >= 0 && at - next < 24; at = within.indexOf(letter, at + 1)) {
    if (begins(within, at)) return at;
  }
  return next;
}

const begins = (text: string, at: number) => at === 0 || /[\s\-–—·:/“(]/.test(text[at - 1] ?? '');
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
