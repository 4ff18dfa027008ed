import { sendableUpdates } from '@codemirror/collab';
import { ChangeSet, type EditorState } from '@codemirror/state';

import { type Difference, difference } from './manuscript-difference';
import { meaning } from './manuscript-marks';

/** What was typed and never arrived, placed onto a text that went on without it. */
export interface Rescued {
  /** Changes of the text as it stands now, in order. */
  changes: Difference[];
  /** What has no place left, because the passage around it is gone: kept for the writer to copy. */
  homeless: string[];
}

/** The text as it is wished here: without what is struck and was not sent, which is struck again once it has its place. */
export function wished(state: EditorState): string {
  let unsent: { from: number; to: number }[] = [];
  for (const update of sendableUpdates(state)) {
    unsent = unsent.flatMap(({ from, to }) => stretch(update.changes.mapPos(from, 1), update.changes.mapPos(to, -1)));
    unsent.push(...meaning(update.effects).strikes);
  }
  unsent.sort((a, b) => a.from - b.from);
  const apart = unsent.flatMap(({ from, to }, index) => stretch(Math.max(from, unsent[index - 1]?.to ?? 0), to));
  return ChangeSet.of(apart, state.doc.length).apply(state.doc).toString();
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
