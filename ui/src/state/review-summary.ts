import type { EditorState } from '@codemirror/state';

import type { CommentView } from '../wire/CommentView';
import type { FieldSuggestionView } from '../wire/FieldSuggestionView';
import type { SuggestionView } from '../wire/SuggestionView';
import { marks } from './manuscript-marks';
import { spotsOf } from './review-walk';

/** Something that waits for whoever has the text: where it is, when it has a place in the text. */
export interface Step {
  id: string;
  is: 'suggestion' | 'comment' | 'field';
  at: number | undefined;
}

/** Some of what was changed, in words, with the way to each. */
export interface Part {
  id: string;
  text: string;
  steps: Step[];
}

/** What the desk says of the text that was returned. */
export interface Said {
  suggestions: readonly SuggestionView[];
  fields: readonly FieldSuggestionView[];
  comments: readonly CommentView[];
}

/** What others changed in a text, and what they must be answered, in the order it is told. */
export function summaryOf(state: EditorState, { suggestions, fields, comments }: Said): Part[] {
  const kinds = new Map(suggestions.map(({ id, kind }) => [id, kind]));
  const spots = spotsOf(state).filter(({ own }) => !own);
  const kindOf = (id: string) => kinds.get(id) ?? 'replaced';
  const step = ({ suggestion, from }: { suggestion: string; from: number }): Step => ({
    id: suggestion,
    is: 'suggestion',
    at: from,
  });
  const worded = spots.filter(({ suggestion }) => !['moved', 'formatted'].includes(kindOf(suggestion)));
  const words = (half: 'inserted' | 'struck') => worded.reduce((sum, spot) => sum + wordsIn(spot[half]), 0);
  const of = (half: 'inserted' | 'struck') => worded.filter((spot) => wordsIn(spot[half]) > 0).map(step);
  const ofKind = (...wanted: string[]) =>
    spots.filter(({ suggestion }) => wanted.includes(kindOf(suggestion))).map(step);
  const places = new Map(state.field(marks).remarked.map(({ comment, from }) => [comment, from]));
  const asked = comments.filter(wantsAnswer).map(({ id }): Step => ({ id, is: 'comment', at: places.get(id) }));
  const moved = ofKind('moved');
  const formatted = ofKind('formatted');
  const paragraphs = ofKind('split', 'joined');
  return [
    { id: 'struck', text: counted(words('struck'), 'word struck', 'words struck'), steps: of('struck') },
    { id: 'inserted', text: counted(words('inserted'), 'word inserted', 'words inserted'), steps: of('inserted') },
    ...fields
      .filter(({ own }) => !own)
      .map(({ id, field }): Part => ({ id, text: `${field} changed`, steps: [{ id, is: 'field', at: undefined }] })),
    { id: 'moved', text: counted(moved.length, 'passage moved', 'passages moved'), steps: moved },
    { id: 'formatted', text: counted(formatted.length, 'change of form', 'changes of form'), steps: formatted },
    {
      id: 'paragraphs',
      text: counted(paragraphs.length, 'paragraph broken anew', 'paragraphs broken anew'),
      steps: paragraphs,
    },
    {
      id: 'asked',
      text: counted(asked.length, 'comment that must be answered', 'comments that must be answered'),
      steps: asked,
    },
  ].filter(({ steps }) => steps.length > 0);
}

/** All of it once: lines first, then by the text, then what has no place in it. */
export function stepsOf(parts: readonly Part[]): Step[] {
  const all = new Map(parts.flatMap(({ steps }) => steps).map((step) => [step.id, step]));
  const rank = ({ is, at }: Step) => (is === 'field' ? -1 : (at ?? Number.POSITIVE_INFINITY));
  return [...all.values()].sort((a, b) => rank(a) - rank(b));
}

/** The one after the one that is looked at, or the first behind the caret, going round; −1: the one before. */
export function stepFrom(
  steps: readonly Step[],
  active: string | undefined,
  head: number,
  way: 1 | -1,
): Step | undefined {
  const at = steps.findIndex(({ id }) => id === active);
  if (at >= 0) return steps[(at + way + steps.length) % steps.length];
  const placed = (step: Step) => step.at ?? -1;
  return way > 0
    ? (steps.find((step) => placed(step) >= head) ?? steps[0])
    : (steps.findLast((step) => placed(step) >= 0 && placed(step) < head) ?? steps.at(-1));
}

/** Whoever else answers has answered. */
function wantsAnswer({ must_answer, resolved, replies, author }: CommentView): boolean {
  return must_answer && !resolved && !replies.some((reply) => reply.author !== author);
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu;
const wordsIn = (text: string) => (text.match(WORD) ?? []).length;
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
