import type { ComparedPassage } from '../../wire/ComparedPassage';
import type { Tally } from '../../wire/Tally';

const many = (count: number, one: string, more = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

/** "3 passages, 41 words in, 12 out, 1 moved". */
export function tallied(tally: Tally): string {
  if (tally.passages === 0) return 'Nothing differs';
  const said = [many(tally.passages, 'passage')];
  if (tally.words_in > 0) said.push(`${many(tally.words_in, 'word')} in`);
  if (tally.words_out > 0)
    said.push(`${tally.words_in > 0 ? tally.words_out.toLocaleString('en') : many(tally.words_out, 'word')} out`);
  if (tally.moves > 0) said.push(`${tally.moves} moved`);
  if (tally.formats > 0) said.push(`${tally.formats} formatted`);
  return said.join(', ');
}

/** What is said above a passage that is more than words. */
export function captionOf({ fate, moved, was }: ComparedPassage): string | undefined {
  const said = [
    fate === 'arrived' && `Moved here (${moved})`,
    fate === 'left' && `Moved away (${moved})`,
    was && `${was.charAt(0).toUpperCase()}${was.slice(1)}`,
  ];
  return said.filter(Boolean).join(' · ') || undefined;
}

/** Whether one stops at it on the way from difference to difference; what moved is met where it arrived. */
export const differs = ({ fate }: ComparedPassage) => fate !== 'same' && fate !== 'left';
