import type { Update as Change } from '@codemirror/collab';
import { ChangeSet } from '@codemirror/state';

import type { Suggests } from '../wire/Suggests';
import type { Update } from '../wire/Update';
import { type Gesture, meaning } from './manuscript-marks';

/** How a step is meant; `undefined`: a direct edit. */
export function gestureOf(step: Change): Gesture | undefined {
  return meaning(step.effects).gesture;
}

/** The first steps, as many as mean the same: direct edits and suggestions never go together, nor do two gestures. */
export function ofOneKind(steps: readonly Change[]): readonly Change[] {
  const [first] = steps;
  if (!first) return steps;
  const one = gestureOf(first);
  if (one?.kind) return [first];
  const other = steps.findIndex((step) => {
    const its = gestureOf(step);
    return (its === undefined) !== (one === undefined) || its?.kind !== undefined;
  });
  return other < 0 ? steps : steps.slice(0, other);
}

/** How the desk is told that steps are meant; `null`: direct edits. */
export function suggestingOf(step: Change | undefined): Suggests | null {
  const gesture = step && gestureOf(step);
  if (!gesture) return null;
  return gesture.kind ? { kind: gesture.kind } : {};
}

export function toWire(step: Change): Update {
  const { strikes } = meaning(step.effects);
  return {
    client: step.clientID,
    changes: step.changes.toJSON() as unknown,
    ...(strikes.length > 0 ? { strikes: strikes.map(({ from, to }): [number, number] => [from, to]) } : {}),
  };
}

export function fromWire(update: Update): Change {
  return { clientID: update.client, changes: ChangeSet.fromJSON(update.changes) };
}
