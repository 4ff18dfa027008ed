/** A piece of a filter as it is coloured while one types. */
export interface Token {
  kind: 'key' | 'value' | 'word' | 'space';
  text: string;
}

/** Keys and values of a typed filter. The tokens' texts, joined, are the filter again: nothing is dropped or moved. */
export function tokens(filter: string): Token[] {
  const found: Token[] = [];
  for (const [piece] of filter.matchAll(/\s+|-?[a-z]+:(?:"[^"]*"?|[^\s"])*|"[^"]*"?|[^\s"]+/gi)) {
    const key = /^-?[a-z]+:/i.exec(piece)?.[0];
    if (/^\s/.test(piece)) found.push({ kind: 'space', text: piece });
    else if (key) {
      found.push({ kind: 'key', text: key });
      if (piece.length > key.length) found.push({ kind: 'value', text: piece.slice(key.length) });
    } else found.push({ kind: 'word', text: piece });
  }
  return found;
}
