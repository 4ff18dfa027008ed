import type { Group } from '../../wire/Group';

/** Heights in pixels; every row and every heading has the same. */
export const ROW = 44;
export const HEADING = 34;

/** A stretch of the table under one heading; with nothing to head it, `group` is absent. */
export interface Stretch {
  group?: Group;
  /** Index of its first line in the whole queue. */
  start: number;
  count: number;
  top: number;
  height: number;
}

/** Where everything stands, for any number of lines, without any of them. */
export function stretches(groups: readonly Group[], total: number): Stretch[] {
  if (groups.length === 0) return [{ start: 0, count: total, top: 0, height: total * ROW }];
  const all: Stretch[] = [];
  let start = 0;
  let top = 0;
  for (const group of groups) {
    const height = HEADING + group.count * ROW;
    all.push({ group, start, count: group.count, top, height });
    start += group.count;
    top += height;
  }
  return all;
}

/** Top of a line below the table's heading. */
export function topOf(all: readonly Stretch[], index: number): number {
  const stretch = all.findLast((one) => one.start <= index) ?? all[0];
  if (!stretch) return 0;
  return stretch.top + (stretch.group ? HEADING : 0) + (index - stretch.start) * ROW;
}

/** Lines that are seen in a window of `height` pixels from `scrolled` on, with a few to spare on either side. */
export function seen(
  all: readonly Stretch[],
  scrolled: number,
  height: number,
  spare = 6,
): { first: number; last: number } {
  const indexAt = (y: number) => {
    const stretch = all.findLast((one) => one.top <= y) ?? all[0];
    if (!stretch) return 0;
    const row = Math.floor((y - stretch.top - (stretch.group ? HEADING : 0)) / ROW);
    return stretch.start + Math.max(0, Math.min(stretch.count - 1, row));
  };
  const total = all.reduce((sum, stretch) => sum + stretch.count, 0);
  return {
    first: Math.max(0, indexAt(scrolled) - spare),
    last: Math.min(total - 1, indexAt(scrolled + height) + spare),
  };
}
