/** A heading of the manuscript. */
export interface Heading {
  level: number;
  text: string;
  at: number;
}

/** The headings of a text by its lines, in order, with their positions. */
export function outlineOf(lines: Iterable<string>): Heading[] {
  const found: Heading[] = [];
  let at = 0;
  let fenced = false;
  for (const line of lines) {
    const begins = /^\s{0,3}[#`~]/.test(line);
    if (begins && /^\s{0,3}(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced || !begins ? null : /^(#{1,6})\s+(.+?)\s*(?:\{#[^}]*\})?\s*#*$/.exec(line);
    if (heading) {
      const [, marks = '', words = ''] = heading;
      found.push({ level: marks.length, text: words.replace(/[*_`]/g, ''), at });
    }
    at += line.length + 1;
  }
  return found;
}
