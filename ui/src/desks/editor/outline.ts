/** A heading of the manuscript. */
export interface Heading {
  level: number;
  text: string;
  at: number;
}

/** The headings of a text, in order, with their positions. */
export function outlineOf(text: string): Heading[] {
  const found: Heading[] = [];
  let at = 0;
  let fenced = false;
  for (const line of text.split('\n')) {
    if (/^\s{0,3}(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^(#{1,6})\s+(.+?)\s*(?:\{#[^}]*\})?\s*#*$/.exec(line);
    if (heading) {
      const [, marks = '', words = ''] = heading;
      found.push({ level: marks.length, text: words.replace(/[*_`]/g, ''), at });
    }
    at += line.length + 1;
  }
  return found;
}
