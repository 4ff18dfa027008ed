/** A picture as it stands in the manuscript: `![alt](source "Caption | Credit: Name")`. */
export interface PictureText {
  alt: string;
  source: string;
  caption: string;
  credit: string;
}

const ALONE = /^\s*!\[((?:\\.|[^\]\\])*)\]\(\s*(?:<([^>\n]+)>|([^\s)"]+))(?:\s+"((?:\\.|[^"\\])*)")?\s*\)\s*$/;

/** The picture that a line holds, when it holds nothing else. */
export function readPicture(line: string): PictureText | undefined {
  const found = ALONE.exec(line);
  if (!found) return undefined;
  const title = plain(found[4] ?? '');
  const bar = title.lastIndexOf('|');
  const last = title.slice(bar + 1).trim();
  const isCredit = /^credit:/i.test(last);
  return {
    alt: plain(found[1] ?? ''),
    source: found[2] ?? found[3] ?? '',
    caption: isCredit ? title.slice(0, Math.max(bar, 0)).trim() : title.trim(),
    credit: isCredit ? last.slice('credit:'.length).trim() : '',
  };
}

/** The same, written. */
export function writePicture({ alt, source, caption, credit }: PictureText): string {
  const title = [oneLine(caption), credit.trim() && `Credit: ${oneLine(credit)}`].filter(Boolean).join(' | ');
  const quoted = title ? ` "${title.replace(/(["\\])/g, '\\$1')}"` : '';
  return `![${oneLine(alt).replace(/([[\]\\])/g, '\\$1')}](${source}${quoted})`;
}

/** The picture's hash, when its source is on the desk. */
export function hashOf(source: string): string | undefined {
  return /^media:([0-9a-f]{64})$/.exec(source)?.[1];
}

const plain = (text: string) => text.replace(/\\([\\"[\]!`*_{}()#+\-.|<>~])/g, '$1');
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
