/** A link that is printed as a card: `[Title](https://… "What it says | Where")`, or an address alone, on a line of its own. */
export interface CardText {
  address: string;
  title: string;
  says: string;
  where: string;
}

const BARE = /^\s*<?(https?:\/\/[^\s<>]+)>?\s*$/;
const ALONE =
  /^\s*\[((?:\\.|[^\]\\])*)\]\(\s*(?:<(https?:[^>\n]+)>|(https?:[^\s)"]+))(?:\s+"((?:\\.|[^"\\])*)")?\s*\)\s*$/;

/** The card that a line holds, when it holds nothing else. */
export function readCard(line: string): CardText | undefined {
  const bare = BARE.exec(line)?.[1];
  if (bare) return { address: bare, title: '', says: '', where: '' };
  const found = ALONE.exec(line);
  if (!found) return undefined;
  const title = plain(found[4] ?? '');
  const bar = title.lastIndexOf('|');
  return {
    address: found[2] ?? found[3] ?? '',
    title: plain(found[1] ?? ''),
    says: (bar < 0 ? title : title.slice(0, bar)).trim(),
    where: bar < 0 ? '' : title.slice(bar + 1).trim(),
  };
}

/** The same, written: without a title it is the address alone. */
export function writeCard({ address, title, says, where }: CardText): string {
  const to = oneLine(address);
  if (!oneLine(title)) return to;
  // The title is what makes a card of a link: without anything to say it is the place, and that the host's.
  const place = oneLine(where) || hostOf(to);
  const quoted = `${oneLine(says)} | ${place}`.trim().replace(/(["\\])/g, '\\$1');
  return `[${oneLine(title).replace(/([[\]\\])/g, '\\$1')}](${/[()]/.test(to) ? `<${to}>` : to} "${quoted}")`;
}

/** The name of the site that an address leads to. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : '';
}

const plain = (text: string) => text.replace(/\\([\\"[\]!`*_{}()#+\-.|<>~])/g, '$1');
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
