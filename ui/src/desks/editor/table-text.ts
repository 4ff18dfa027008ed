/** A table as it stands in the manuscript, read for show. */
export interface TableText {
  head: string[];
  rows: string[][];
}

const DELIMITERS = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** Whether a line is the one that makes a table of the line before it. */
export function isDelimiter(line: string): boolean {
  return line.includes('-') && line.includes('|') && DELIMITERS.test(line);
}

/** Cells of a table's row, without the marks of emphasis and links. */
export function cells(line: string): string[] {
  const row = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return row.split(/(?<!\\)\|/).map((cell) => words(cell.trim()));
}

export function readTable(lines: string[]): TableText | undefined {
  const [head, delimiters, ...rows] = lines;
  if (head === undefined || delimiters === undefined || !head.includes('|') || !isDelimiter(delimiters))
    return undefined;
  return { head: cells(head), rows: rows.map(cells) };
}

function words(cell: string): string {
  return cell
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])([*_])(.+?)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/\\(\W)/g, '$1');
}
