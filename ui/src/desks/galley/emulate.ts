/** How the page is looked at. */
export interface Look {
  dark: boolean;
  print: boolean;
}

const originals = new WeakMap<MediaList, string>();

/**
 * Shows a document as readers with that setting see it, whatever this machine's own setting is: the conditions of its style
 * sheets are rewritten in memory. Returns the sheets that cannot be read from here (those of another origin).
 */
export function emulate(page: Document, look: Look): HTMLLinkElement[] {
  const closed: HTMLLinkElement[] = [];
  for (const sheet of [...page.styleSheets]) {
    const link = sheet.ownerNode;
    try {
      rewrite(sheet.media, look);
      rewriteRules(sheet.cssRules, look);
    } catch {
      if (link && 'rel' in link) closed.push(link as HTMLLinkElement);
    }
  }
  return closed;
}

function rewriteRules(rules: CSSRuleList, look: Look): void {
  for (const rule of [...rules]) {
    if ('media' in rule && rule.media) rewrite(rule.media as MediaList, look);
    if ('cssRules' in rule && rule.cssRules) rewriteRules(rule.cssRules as CSSRuleList, look);
  }
}

function rewrite(media: MediaList, look: Look): void {
  const original = originals.get(media) ?? media.mediaText;
  originals.set(media, original);
  const wanted = condition(original, look);
  if (media.mediaText !== wanted) media.mediaText = wanted;
}

/** A media condition that holds when `written` would hold for such a reader. */
export function condition(written: string, look: Look): string {
  const yes = '(min-width: 0)';
  const no = '(max-width: 0)';
  const schemes = written.replace(/\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi, (_, scheme: string) =>
    (scheme.toLowerCase() === 'dark') === (look.dark && !look.print) ? yes : no,
  );
  if (!look.print) return schemes;
  // `speech` is true of no screen: it stands for what does not hold on paper.
  return schemes.replace(/\bscreen\b/gi, 'speech').replace(/\bprint\b/gi, 'all');
}

/** A style sheet's text with its addresses made whole, as it must be when it stands in the page itself. */
export function inlined(css: string, address: string): string {
  return css.replace(/url\(\s*(["']?)(?!data:|#)([^"')]+)\1\s*\)/g, (_, quote: string, path: string) => {
    const mark = quote || '"';
    return `url(${mark}${new URL(path, address).href}${mark})`;
  });
}
