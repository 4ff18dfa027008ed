import { emulate, inlined, type Look } from './emulate';
import { morph } from './morph';

/** After a change the page may grow once more: fonts and pictures arrive. */
const SETTLES = [120, 500, 1500];

/** Room that the page's own `100vh` would otherwise make of the frame's whole length. */
const OWN_STYLE = 'html{height:auto!important;overflow:hidden!important}';

/**
 * The page in its frame. It is written once and then changed in place. The frame is as long as its content and does not scroll;
 * nothing inside of it runs or listens (WebKit would not let it).
 */
export class PageProof {
  #loaded = false;
  #waiting: string | undefined;
  #last = '';
  #timers: ReturnType<typeof setTimeout>[] = [];
  #sheets = new Map<string, string>();

  constructor(
    private readonly frame: HTMLIFrameElement,
    private look: Look,
    private readonly measured: (height: number) => void,
  ) {
    frame.addEventListener('load', this.#onLoad);
  }

  close(): void {
    this.#timers.forEach(clearTimeout);
    this.frame.removeEventListener('load', this.#onLoad);
  }

  get page(): Document | undefined {
    return this.#loaded ? (this.frame.contentDocument ?? undefined) : undefined;
  }

  /** The elements of the page that stand for stretches of the manuscript, in order. */
  get blocks(): Element[] {
    return [...(this.page?.querySelector('.body')?.children ?? [])];
  }

  /** Shows a page; returns how many nodes had to be changed. */
  show(html: string): number {
    if (html === this.#last) return 0;
    this.#last = html;
    const { page } = this;
    if (!page) {
      if (this.#waiting === undefined && !this.frame.srcdoc) this.frame.srcdoc = html;
      this.#waiting = html;
      return 0;
    }
    const next = new DOMParser().parseFromString(html, 'text/html');
    const head = morph(page.head, next.head);
    const changed = head + morph(page.body, next.body) + sameAttributes(page, next);
    if (changed > 0) this.#settle(head > 0);
    return changed;
  }

  lookAt(look: Look): void {
    this.look = look;
    if (this.page) this.#settle(true);
  }

  /** What stands at a place of the frame. */
  at(x: number, y: number): Element | null {
    return this.page?.elementFromPoint(x, y) ?? null;
  }

  measure = (): void => {
    const { page } = this;
    if (page) this.measured(Math.ceil(page.documentElement.getBoundingClientRect().height));
  };

  #onLoad = (): void => {
    if (!this.frame.srcdoc) return;
    this.#loaded = true;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined && waiting !== this.frame.srcdoc) {
      this.#last = '';
      this.show(waiting);
    }
    void this.page?.fonts.ready.then(this.measure);
    this.#settle(true);
  };

  #settle(restyle: boolean): void {
    if (restyle) this.#restyle();
    this.measure();
    this.#timers.forEach(clearTimeout);
    this.#timers = SETTLES.map((pause) =>
      setTimeout(() => {
        if (restyle) this.#restyle();
        this.measure();
      }, pause),
    );
  }

  #restyle(): void {
    const { page } = this;
    if (!page) return;
    const scheme = this.look.dark && !this.look.print ? 'dark' : 'light';
    ours(page, 'own').textContent = `${OWN_STYLE}:root{color-scheme:${scheme}!important}`;
    for (const link of emulate(page, this.look)) void this.#opened(page, link);
  }

  /** In the window the house's style sheet is of another origin: its text is put into the page, where its rules can be reached. */
  async #opened(page: Document, link: HTMLLinkElement): Promise<void> {
    const address = link.href;
    if (!this.#sheets.has(address)) {
      this.#sheets.set(address, '');
      try {
        this.#sheets.set(address, inlined(await (await fetch(address)).text(), address));
      } catch {
        // Without its text the sheet follows this machine's own setting: the page is right, its look is not switched.
        return;
      }
    }
    const text = this.#sheets.get(address);
    if (!text || page !== this.page) return;
    const style = ours(page, 'house');
    if (style.textContent !== text) style.textContent = text;
    emulate(page, this.look);
    this.measure();
  }
}

function sameAttributes(page: Document, next: Document): number {
  const [live, now] = [page.documentElement, next.documentElement];
  let changed = 0;
  for (const name of ['lang', 'dir', 'class']) {
    const value = now.getAttribute(name);
    if (live.getAttribute(name) === value) continue;
    if (value === null) live.removeAttribute(name);
    else live.setAttribute(name, value);
    changed++;
  }
  return changed;
}

/** A style element of the desk's own in the page's head. */
function ours(page: Document, name: string): HTMLStyleElement {
  const known = page.head.querySelector<HTMLStyleElement>(`style[data-desk="${name}"]`);
  if (known) return known;
  const made = page.createElement('style');
  made.dataset.desk = name;
  page.head.append(made);
  return made;
}
