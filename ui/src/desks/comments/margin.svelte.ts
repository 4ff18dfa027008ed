import type { EditorView } from '@codemirror/view';

import type { Card } from './cards';
import { GAP, stack } from './stack';

/** What a card is taken to be high before it was seen. */
const GUESS = 96;
/** How far beyond the window cards are kept, in pixels. */
const BEYOND = 900;

/** Keeps the cards beside their words: where each stands, and which of them are near enough to be drawn. */
export class Margin {
  tops = $state.raw<ReadonlyMap<string, number>>(new Map());
  near = $state.raw<readonly Card[]>([]);
  /** Those that stand above what is seen, and those below. */
  above = $state.raw<readonly Card[]>([]);
  below = $state.raw<readonly Card[]>([]);
  /** How long the pane is, so that it scrolls as far as the text. */
  height = $state(0);
  #heights = new Map<string, number>();
  #frame = 0;

  constructor(
    private readonly pane: HTMLElement,
    private readonly scroller: HTMLElement,
    private readonly page: () => { view: EditorView | undefined; cards: readonly Card[]; active: string | undefined },
  ) {}

  /** Follows the text's scrolling, and the text this one's, until the returned function is called. */
  follow(): () => void {
    const { pane, scroller } = this;
    const from = (one: HTMLElement, other: HTMLElement) => () => {
      const top = Math.min(one.scrollTop, other.scrollHeight - other.clientHeight);
      if (Math.abs(other.scrollTop - top) > 1) other.scrollTop = top;
      this.lay();
    };
    const down = from(scroller, pane);
    const up = from(pane, scroller);
    const resized = new ResizeObserver(() => this.lay());
    scroller.addEventListener('scroll', down, { passive: true });
    pane.addEventListener('scroll', up, { passive: true });
    for (const element of [scroller, pane, ...scroller.children]) resized.observe(element);
    this.lay();
    requestAnimationFrame(down);
    return () => {
      scroller.removeEventListener('scroll', down);
      pane.removeEventListener('scroll', up);
      resized.disconnect();
      cancelAnimationFrame(this.#frame);
    };
  }

  /** A card says how high it is. */
  measured(id: string, height: number): void {
    if (this.#heights.get(id) === height) return;
    this.#heights.set(id, height);
    this.lay();
  }

  /** Places the cards anew, once before the next picture. */
  lay(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#lay());
  }

  #lay(): void {
    const { view, cards, active } = this.page();
    if (!view) return;
    const box = this.scroller.getBoundingClientRect();
    const shift = this.scroller.scrollTop - this.pane.getBoundingClientRect().top;
    let tray = GAP;
    const stacked = cards.map(({ id, place }) => {
      const height = this.#heights.get(id) ?? GUESS;
      const wish = place === 'top' ? GAP : place === 'tray' ? tray : Math.max(GAP, topOf(view, place, box) + shift);
      tray = wish + height + GAP;
      return { id, wish, height };
    });
    this.tops = stack(stacked, active);
    const last = stacked.at(-1);
    const end = last ? (this.tops.get(last.id) ?? 0) + last.height + 40 : 0;
    this.height = Math.max(end, this.scroller.scrollHeight - this.scroller.clientHeight + this.pane.clientHeight);
    const { scrollTop, clientHeight } = this.pane;
    const of = ({ id }: Card) => this.tops.get(id) ?? 0;
    this.above = cards.filter((card) => of(card) + (this.#heights.get(card.id) ?? GUESS) <= scrollTop);
    this.below = cards.filter((card) => of(card) >= scrollTop + clientHeight);
    const seen = (id: string) => Math.abs((this.tops.get(id) ?? 0) - scrollTop) < clientHeight + BEYOND;
    this.near = cards.filter(({ id }) => id === active || seen(id));
  }
}

/** Where a place of the text is in the window; far from what is seen, by its paragraph. */
function topOf(view: EditorView, place: number, box: DOMRect): number {
  const at = Math.min(place, view.state.doc.length);
  const block = view.lineBlockAt(at).top + view.documentTop;
  if (block < box.top - 2000 || block > box.bottom + 2000) return block;
  return view.coordsAtPos(at, 1)?.top ?? block;
}
