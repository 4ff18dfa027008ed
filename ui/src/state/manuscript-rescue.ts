import { sendableUpdates } from '@codemirror/collab';
import { ChangeSet, type EditorState, type Text } from '@codemirror/state';

import { type Difference, difference } from './manuscript-difference';
import { meaning } from './manuscript-marks';
import { gestureOf } from './manuscript-steps';

/** What was typed and has not arrived, as texts. */
export interface Unsent {
  /** The last text that both sides agreed on. */
  base: string;
  /** What it became, one after the other: by direct edits or by suggestions. What is struck and was not sent is in none of them. */
  became: { text: string; suggested: boolean }[];
}

/** What was typed and never arrived, placed onto a text that went on without it. */
export interface Rescued {
  /** Changes of the text as it stands now, in order. */
  changes: Difference[];
  /** What has no place left, because the passage around it is gone: kept for the writer to copy. */
  homeless: string[];
}

interface Stretch {
  from: number;
  to: number;
}

/** What the page has that the desk has not. */
export function unsentOf(agreed: Text, state: EditorState): Unsent {
  const became: Unsent['became'] = [];
  let text = agreed;
  let struck: Stretch[] = [];
  const steps = sendableUpdates(state);
  steps.forEach((step, index) => {
    text = step.changes.apply(text);
    struck = struck.flatMap(({ from, to }) => stretch(step.changes.mapPos(from, 1), step.changes.mapPos(to, -1)));
    struck.push(...meaning(step.effects).strikes);
    const next = steps[index + 1];
    const suggested = gestureOf(step) !== undefined;
    if (!next || (gestureOf(next) !== undefined) !== suggested) became.push({ text: without(text, struck), suggested });
  });
  return { base: agreed.toString(), became };
}

function without(text: Text, struck: Stretch[]): string {
  const sorted = struck.toSorted((a, b) => a.from - b.from);
  let end = 0;
  const apart = sorted.flatMap(({ from, to }) => {
    const out = stretch(Math.max(from, end), to);
    end = Math.max(end, to);
    return out;
  });
  return ChangeSet.of(apart, text.length).apply(text).toString();
}

const stretch = (from: number, to: number) => (from < to ? [{ from, to }] : []);

/**
 * Places one's own unsent work onto the text as the desk has it now. `base` is the last text both sides agreed on.
 *
 * What the desk took although its answer was lost is found in the text already, and is not placed twice.
 */
export function rescue(base: string, mine: string, now: string): Rescued {
  if (mine === now || mine === base) return { changes: [], homeless: [] };
  const theirs = difference(base, now);
  const changes: Difference[] = [];
  const homeless: string[] = [];
  for (const own of difference(base, mine)) {
    const twin = theirs.find((their) => their.from === own.from && their.to === own.to);
    if (twin?.insert.startsWith(own.insert)) continue;
    if (twin && own.insert.startsWith(twin.insert)) {
      const at = moved(theirs, own.from, -1) + twin.insert.length;
      changes.push({ from: at, to: at, insert: own.insert.slice(twin.insert.length) });
      continue;
    }
    const gone = theirs.some((their) => their.from < own.from && own.to < their.to);
    if (gone) {
      if (own.insert.trim() !== '') homeless.push(own.insert);
      continue;
    }
    const from = moved(theirs, own.from, 1);
    changes.push({ from, to: Math.max(from, moved(theirs, own.to, -1)), insert: own.insert });
  }
  return { changes, homeless };
}

/** Where others changed the text meanwhile, as stretches of the text as it stands now: without what is one's own in it. */
export function othersChanged({ base, became }: Unsent, now: string): Stretch[] {
  const mine = difference(base, became.at(-1)?.text ?? base);
  let shift = 0;
  return difference(base, now).flatMap(({ from, to, insert }) => {
    const at = from + shift;
    shift += insert.length - (to - from);
    const own = mine.some((one) => one.from === from && one.to === to && one.insert.startsWith(insert));
    return own ? [] : [{ from: at, to: at + insert.length }];
  });
}

/** Where a place of the old text is now; at the edge of a change, before (−1) or after (1) what was put there. */
function moved(by: Difference[], at: number, side: -1 | 1): number {
  let shift = 0;
  for (const change of by) {
    if (change.from > at || (change.from === at && side < 0)) break;
    if (change.to > at) return change.from + shift + (side > 0 ? change.insert.length : 0);
    shift += change.insert.length - (change.to - change.from);
  }
  return at + shift;
}
