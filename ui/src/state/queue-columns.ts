import type { Line } from '../wire/Line';
import type { QueueColumn } from '../wire/QueueColumn';
import type { Sort } from '../wire/Sort';

/** A column that the queue's table can have. */
export interface Column {
  name: string;
  label: string;
  sort?: Sort;
  /** In CSS pixels; the article's own takes what is left. */
  width: number;
  min: number;
  /** Columns leave a narrow table in the order of this, the smallest first; without one they stay. */
  leaves?: number;
  /** What it shows, where that is a plain text. */
  text?: (line: Line) => string;
}

/** All of them, in the order in which the table begins. */
export const COLUMNS: readonly Column[] = [
  { name: 'status', label: 'Status', sort: 'status', width: 182, min: 120 },
  { name: 'article', label: 'Article', sort: 'headline', width: 320, min: 220 },
  { name: 'section', label: 'Section', sort: 'section', width: 112, min: 60, leaves: 7, text: ({ section }) => section?.label ?? '' },
  { name: 'format', label: 'Format', sort: 'format', width: 96, min: 60, leaves: 3, text: ({ format }) => format?.label ?? '' },
  { name: 'region', label: 'Region', sort: 'region', width: 96, min: 60, leaves: 2, text: ({ region }) => region?.label ?? '' },
  { name: 'writer', label: 'Writer', sort: 'writer', width: 132, min: 70, leaves: 9, text: ({ writer }) => writer?.name ?? '' },
  { name: 'editor', label: 'Editor', sort: 'editor', width: 132, min: 70, leaves: 8, text: ({ editor }) => editor?.name ?? '' },
  { name: 'words', label: 'Words', sort: 'words', width: 78, min: 56, leaves: 10 },
  { name: 'due', label: 'Due', sort: 'due', width: 116, min: 84, leaves: 11 },
  { name: 'age', label: 'Age', sort: 'age', width: 56, min: 44, leaves: 6 },
  { name: 'comments', label: 'Comments', sort: 'comments', width: 84, min: 56, leaves: 5 },
  { name: 'tks', label: 'TK', width: 44, min: 36, leaves: 4 },
  { name: 'checks', label: 'Checks', sort: 'checks', width: 52, min: 48, leaves: 12 },
  { name: 'picture', label: 'Picture', width: 48, min: 48, leaves: 1 },
]; // prettier-ignore

/** What everybody begins with. */
const FIRST = ['status', 'article', 'words', 'due', 'checks', 'picture'];
/** What a table cannot do without. */
export const ALWAYS = ['status', 'article'];

export const WIDEST = 900;
const GAP = 16;
/** Room beside the columns, left and right. */
const BESIDE = 32;

const asKept = (name: string): QueueColumn => ({
  name,
  width: COLUMNS.find((column) => column.name === name)?.width ?? 100,
});

/** Those that were chosen, in their order; what an older or newer program kept and this one does not know is left out. */
export function chosenOf(kept: readonly QueueColumn[]): (Column & { width: number })[] {
  const wanted = kept.length > 0 ? kept : FIRST.map(asKept);
  const missing = ALWAYS.filter((name) => !wanted.some((one) => one.name === name)).map(asKept);
  return [...missing, ...wanted].flatMap(({ name, width }) => {
    const column = COLUMNS.find((one) => one.name === name);
    return column ? [{ ...column, width: Math.max(column.min, Math.min(WIDEST, width)) }] : [];
  });
}

/** Those that have room: the least important leave first. */
export function fitting<C extends Column>(chosen: readonly C[], room: number): C[] {
  let shown = [...chosen];
  const needed = () =>
    shown.reduce((sum, { name, width, min }) => sum + (name === 'article' ? min : width) + GAP, BESIDE - GAP);
  while (needed() > room) {
    const leaving = shown
      .filter(({ leaves }) => leaves !== undefined)
      .sort((a, b) => (a.leaves ?? 0) - (b.leaves ?? 0))[0];
    if (!leaving) break;
    shown = shown.filter((column) => column !== leaving);
  }
  return shown;
}

/** The grid's columns: the article's own takes what is left. */
export const templateOf = (shown: readonly Column[]): string =>
  shown.map(({ name, width }) => (name === 'article' ? 'minmax(0, 1fr)' : `${width}px`)).join(' ');

const keptOf = (columns: readonly (Column & { width: number })[]): QueueColumn[] =>
  columns.map(({ name, width }) => ({ name, width }));
const rank = (name: string) => COLUMNS.findIndex((column) => column.name === name);

/** With the column, behind those that come before it at the beginning; or without it. */
export function turned(kept: readonly QueueColumn[], name: string): QueueColumn[] {
  const now = keptOf(chosenOf(kept));
  if (ALWAYS.includes(name)) return now;
  if (now.some((one) => one.name === name)) return now.filter((one) => one.name !== name);
  const at = now.findLastIndex((one) => rank(one.name) < rank(name)) + 1;
  return now.toSpliced(at, 0, asKept(name));
}

/** The same columns, one of them in the place of another. */
export function moved(kept: readonly QueueColumn[], name: string, place: string): QueueColumn[] {
  const now = keptOf(chosenOf(kept));
  const [from, to] = [name, place].map((wanted) => now.findIndex((one) => one.name === wanted));
  const column = now[from ?? -1];
  return column && to !== undefined && to >= 0 ? now.toSpliced(from ?? 0, 1).toSpliced(to, 0, column) : now;
}

/** The same columns, one of them that wide. */
export function widened(kept: readonly QueueColumn[], name: string, width: number): QueueColumn[] {
  return chosenOf(kept).map((column) => ({
    name: column.name,
    width: column.name === name ? Math.round(Math.max(column.min, Math.min(WIDEST, width))) : column.width,
  }));
}
