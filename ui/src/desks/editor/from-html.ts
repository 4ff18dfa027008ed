/** Formatted text from a clipboard (a web page, Word, Google Docs) as a manuscript's Markdown. What has no place in one goes. */
export function markdownOf(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return blocks(page.body)
    .map((block) => block.trimEnd())
    .filter((block) => block.trim() !== '')
    .join('\n\n');
}

const GONE = new Set(['style', 'script', 'meta', 'link', 'title', 'head', 'template', 'o:p', 'svg', 'img']);
const BLOCKS = 'p,div,h1,h2,h3,h4,h5,h6,ul,ol,blockquote,table,section,article,main,header,footer,figure,hr,pre';

function blocks(parent: Element): string[] {
  const out: string[] = [];
  let run = '';
  const end = () => {
    out.push(...run.split(/\n{2,}/).map((part) => part.trim()));
    run = '';
  };
  for (const node of parent.childNodes) {
    if (!(node instanceof Element) || !holdsBlocks(node)) {
      run += inline(node);
      continue;
    }
    end();
    out.push(...block(node));
  }
  end();
  return out;
}

/** Google Docs wraps everything in a `<b>`: a block by what it holds. */
const holdsBlocks = (element: Element) => element.matches(BLOCKS) || element.querySelector(BLOCKS) !== null;

function block(element: Element): string[] {
  const name = element.localName;
  if (GONE.has(name)) return [];
  const heading = /^h([1-6])$/.exec(name);
  // The headline is not part of the body: what a document calls its first level is the body's second.
  if (heading) return [`${'#'.repeat(Math.max(2, Number(heading[1])))} ${words(element)}`];
  if (name === 'ul' || name === 'ol') return [list(element, '')];
  if (name === 'blockquote')
    return [blocks(element).filter(Boolean).join('\n\n').replace(/^/gm, '> ').replace(/^> $/gm, '>')];
  if (name === 'table') return [table(element as HTMLTableElement)];
  if (name === 'hr') return ['---'];
  return blocks(element);
}

function list(element: Element, indent: string): string {
  const ordered = element.localName === 'ol';
  let number = 1;
  const items: string[] = [];
  for (const child of element.children) {
    // Google Docs puts a list in a list beside the item it belongs to.
    if (child.matches('ul,ol')) items.push(list(child, `${indent}  `));
    else if (child.localName === 'li') {
      const inner = [...child.children].filter((part) => part.matches('ul,ol'));
      const own = child.cloneNode(true) as Element;
      own.querySelectorAll('ul,ol').forEach((part) => part.remove());
      const mark = ordered ? `${number++}. ` : '- ';
      items.push(indent + mark + words(own));
      for (const part of inner) items.push(list(part, indent + ' '.repeat(mark.length)));
    }
  }
  return items.join('\n');
}

function table(element: HTMLTableElement): string {
  const rows = [...element.rows].map((row) => [...row.cells].map((cell) => words(cell).replace(/\|/g, '\\|')));
  const [head, ...rest] = rows;
  if (!head) return '';
  const line = (cells: string[]) => `| ${head.map((_, index) => cells[index] ?? '').join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rest.map(line)].join('\n');
}

const words = (element: Element) =>
  [...element.childNodes]
    .map(inline)
    .join('')
    .replace(/\s*\n\s*/g, ' ')
    .trim();

function inline(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return escaped((node.nodeValue ?? '').replace(/[ \t\r\n]+/g, ' '));
  if (!(node instanceof Element) || GONE.has(node.localName)) return '';
  if (node.localName === 'br') return '\n';
  const inner = [...node.childNodes].map(inline).join('');
  const to = node.localName === 'a' ? (node.getAttribute('href') ?? '') : '';
  const linked = /^(https?:|mailto:)/.test(to) && inner.trim() ? around(inner, '[', `](${to})`) : inner;
  return around(linked, ...marks(node));
}

function marks(element: Element): [string, string] {
  const style = (element as HTMLElement).style;
  const weight = style.fontWeight;
  const plain = weight === 'normal' || weight === '400';
  const bold = !plain && (element.matches('b,strong') || weight === 'bold' || Number(weight) >= 600);
  const slanted = style.fontStyle === 'italic' || (element.matches('i,em,cite') && style.fontStyle !== 'normal');
  const mark = (bold ? '**' : '') + (slanted ? '*' : '');
  return [mark, [...mark].reverse().join('')];
}

/** Marks touch the words; the space at the ends stays outside. */
function around(text: string, open: string, close: string): string {
  const inner = text.trim();
  if (!inner || !open) return text;
  return text.replace(inner, () => open + inner + close);
}

const escaped = (text: string) => text.replace(/([*_[\]\\`])/g, '\\$1');
