import type { Hash } from '../../wire/Hash';
import type { Span } from '../../wire/Span';
import type { Measured, ShownPicture } from './layout-rules';

/** How many digits of its hash begin the name of a picture's file. */
const NAMED_BY = 24;
/** How search results and social cards set a title. */
const SEARCH_TYPE = '20px Arial, "Liberation Sans", sans-serif';
const SOCIAL_TYPE = '600 17px "Helvetica Neue", Arial, "Liberation Sans", sans-serif';

/** Reads how a page came out. `blocks` are the stretches of the manuscript that the children of its body stand for. */
export function measured(page: Document, paper: string, blocks: Span[], lead: Hash | undefined): Measured {
  const headline = page.querySelector('h1');
  const dek = page.querySelector('.dek');
  const head = lead && lead.slice(0, NAMED_BY);
  const picture = head ? page.querySelector<HTMLImageElement>(`main img[src*="${head}"]`) : undefined;
  const children = [...(page.querySelector('.body')?.children ?? [])];
  const inBody = <E extends Element>(kind: string) =>
    children.flatMap((child, at) => {
      const span = blocks[at];
      return span ? [...child.querySelectorAll<E & HTMLElement>(kind)].map((element) => ({ element, span })) : [];
    });
  return {
    paper,
    ...(headline && { headline: { lines: linesOf(headline), top: topOf(headline) }, cards: cardsOf(headline) }),
    ...(dek && { dek: { lines: linesOf(dek), top: topOf(dek) } }),
    ...(picture && { lead: shown(picture) }),
    figures: inBody<HTMLImageElement>('figure img').map(({ element, span }) => ({ ...shown(element), span })),
    tables: inBody<HTMLTableElement>('table').map(({ element, span }) => ({
      span,
      width: element.getBoundingClientRect().width,
      room: roomOf(element),
      top: topOf(element),
    })),
  };
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}

/** The lines that a text is broken into. */
function linesOf(element: Element): string[] {
  const page = element.ownerDocument;
  const walker = page.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const lines: { words: string[]; bottom: number }[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const word of (node.textContent ?? '').matchAll(/\S+/g)) {
      const range = page.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const place = range.getClientRects()[0];
      if (!place) continue;
      const line = lines.at(-1);
      if (line && (place.top + place.bottom) / 2 < line.bottom) line.words.push(word[0]);
      else lines.push({ words: [word[0]], bottom: place.bottom });
    }
  }
  return lines.map(({ words }) => words.join(' '));
}

function cardsOf(headline: Element): Measured['cards'] {
  const text = (headline.textContent ?? '').replace(/\s+/g, ' ').trim();
  const brush = document.createElement('canvas').getContext('2d');
  const wide = (font: string) => {
    if (!brush) return 0;
    brush.font = font;
    return brush.measureText(text).width;
  };
  return { headline: text, search: wide(SEARCH_TYPE), social: wide(SOCIAL_TYPE) };
}

function shown(picture: HTMLImageElement): ShownPicture {
  const place = picture.getBoundingClientRect();
  const style = getComputedStyle(picture);
  const [x = 50, y = 50] = style.objectPosition.split(' ').map((part) => (part.endsWith('%') ? parseFloat(part) : 50));
  return {
    file: { width: picture.width, height: picture.height, ...declared(picture) },
    box: { width: place.width, height: place.height },
    ...(style.objectFit === 'cover' && { cropped: { x: x / 100, y: y / 100 } }),
    broken: picture.complete && picture.naturalWidth === 0 && place.width > 0,
    top: place.top,
  };
}

/** The file's own measure, which pages say of every picture. */
function declared(picture: HTMLImageElement): { width: number; height: number } | undefined {
  const [width, height] = [picture.getAttribute('width'), picture.getAttribute('height')].map(Number);
  return width && height ? { width, height } : undefined;
}

/** The width that a table can take without being pushed aside: of what scrolls it, or of the text. */
function roomOf(table: Element): number {
  let around = table.parentElement;
  while (around && !around.classList.contains('body')) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowX)) return around.clientWidth;
    around = around.parentElement;
  }
  return around?.clientWidth ?? Infinity;
}
