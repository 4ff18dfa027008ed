const number = new Intl.NumberFormat('en-GB');

/** "1,342 of 1,300 words", "1 word". */
export function countSays(words: number, commissioned: number | null): string {
  if (commissioned) return `${number.format(words)} of ${number.format(commissioned)} words`;
  return words === 1 ? '1 word' : `${number.format(words)} words`;
}

/** Whether what is typed is on disk. Nothing is said to be saved while that is not known. */
export function savedSays(
  known: { ready: boolean; trouble?: unknown; unsaved: boolean; savedAt?: string | undefined },
  clock: (at: string) => string,
): { text: string; tone: 'bad' | 'waits' | 'good' } | undefined {
  if (!known.ready) return undefined;
  if (known.trouble) return { text: 'Not saved', tone: 'bad' };
  if (known.unsaved) return { text: 'Saving…', tone: 'waits' };
  return known.savedAt ? { text: `Saved ${clock(known.savedAt)}`, tone: 'good' } : undefined;
}

/** "3 paragraphs changed while you were away." */
export function awaySays(paragraphs: number): string {
  return `${paragraphs === 1 ? 'One paragraph' : `${number.format(paragraphs)} paragraphs`} changed while you were away.`;
}
