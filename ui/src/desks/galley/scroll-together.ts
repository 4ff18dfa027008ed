import type { OpenArticle } from '../../state/manuscript-open.svelte';
import type { PageProof } from './proof';
import { across, blockAt, type Stop, turned } from './together';
import { wordAt } from './word-at';

/** How far below the top of a pane the reader's eye is taken to be. */
const EYE = 0.3;

/** Keeps manuscript and galley at the same passage, whichever is scrolled, and goes from one to the other by a click. */
export class Together {
  /** Which pane the reader's hand is in. */
  #leader: 'manuscript' | 'galley' = 'manuscript';
  #asked = 0;

  constructor(
    private readonly open: OpenArticle,
    private readonly proof: PageProof,
    private readonly pane: HTMLElement,
    private readonly scale: () => number,
  ) {}

  start(): () => void {
    const scroller = this.open.scroller;
    const lead = (who: 'manuscript' | 'galley') => () => (this.#leader = who);
    const page = lead('manuscript');
    const galley = lead('galley');
    const hands = ['pointerdown', 'wheel', 'keydown', 'touchstart'];
    for (const hand of hands) {
      // Another sheet of the same page moves the manuscript, and this one by that.
      addEventListener(hand, page, { passive: true, capture: true });
      this.pane.addEventListener(hand, galley, { passive: true });
    }
    scroller?.addEventListener('scroll', this.#manuscriptMoved, { passive: true });
    scroller?.addEventListener('click', this.#manuscriptClicked);
    this.pane.addEventListener('scroll', this.#galleyMoved, { passive: true });
    this.pane.addEventListener('click', this.#galleyClicked);
    return () => {
      for (const hand of hands) {
        removeEventListener(hand, page, { capture: true });
        this.pane.removeEventListener(hand, galley);
      }
      scroller?.removeEventListener('scroll', this.#manuscriptMoved);
      scroller?.removeEventListener('click', this.#manuscriptClicked);
      this.pane.removeEventListener('scroll', this.#galleyMoved);
      this.pane.removeEventListener('click', this.#galleyClicked);
      cancelAnimationFrame(this.#asked);
    };
  }

  #manuscriptMoved = (): void => {
    if (this.#leader === 'manuscript') this.#soon(() => this.#follow(this.open.scroller, this.pane, this.#stops()));
  };

  #galleyMoved = (): void => {
    if (this.#leader === 'galley') this.#soon(() => this.#follow(this.pane, this.open.scroller, turned(this.#stops())));
  };

  #soon(act: () => void): void {
    cancelAnimationFrame(this.#asked);
    this.#asked = requestAnimationFrame(act);
  }

  #follow(leader: HTMLElement | undefined, follower: HTMLElement | undefined, stops: Stop[]): void {
    if (!leader || !follower) return;
    if (leader.scrollTop <= 0) follower.scrollTop = 0;
    else {
      const eye = leader.clientHeight * EYE;
      follower.scrollTop = across(stops, leader.scrollTop + eye) - follower.clientHeight * EYE;
    }
  }

  /** Tops of headline and blocks in both panes, in pixels of their scrolled content. */
  #stops(): Stop[] {
    const { scroller, galley, manuscript } = this.open;
    const { view } = manuscript;
    if (!scroller || !view) return [];
    const stops: Stop[] = [{ here: 0, there: 0 }];
    const manuscriptTop = view.documentTop - scroller.getBoundingClientRect().top + scroller.scrollTop;
    const { length } = view.state.doc;
    const blocks = this.proof.blocks;
    for (const [index, { from, to }] of (galley.page?.blocks ?? []).entries()) {
      const block = blocks[index];
      if (!block || to > length) continue;
      const place = block.getBoundingClientRect();
      stops.push({ here: manuscriptTop + view.lineBlockAt(from).top, there: this.#inPane(place.top) });
      stops.push({ here: manuscriptTop + view.lineBlockAt(to).bottom, there: this.#inPane(place.bottom) });
    }
    stops.push({ here: scroller.scrollHeight, there: this.pane.scrollHeight });
    return stops;
  }

  /** A height inside the frame as a height of the pane's content. */
  #inPane(y: number): number {
    return y * this.scale();
  }

  /** Brings the block with the cursor to where the cursor is. */
  #manuscriptClicked = (event: MouseEvent): void => {
    const { view } = this.open.manuscript;
    const { scroller, galley } = this.open;
    if (!view || !scroller || !(event.target instanceof Node) || !view.dom.contains(event.target)) return;
    const position = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (position === null) return;
    const block = this.proof.blocks[blockAt(galley.page?.blocks ?? [], position)];
    const cursor = view.coordsAtPos(view.state.doc.lineAt(position).from);
    if (!block || !cursor) return;
    const wanted = cursor.top - scroller.getBoundingClientRect().top;
    const rest = Math.max(24, Math.min(wanted, this.pane.clientHeight * 0.7));
    this.pane.scrollTop = this.#inPane(block.getBoundingClientRect().top) - rest;
  };

  /** Goes to the passage of the manuscript, as near to the word as can be told. */
  #galleyClicked = (event: MouseEvent): void => {
    const frame = this.pane.querySelector('iframe')?.getBoundingClientRect();
    if (!frame) return;
    const x = (event.clientX - frame.left) / this.scale();
    const y = (event.clientY - frame.top) / this.scale();
    const hit = this.proof.at(x, y);
    if (!hit) return;
    const summary = hit.closest('summary');
    if (summary?.parentElement?.localName === 'details') {
      summary.parentElement.toggleAttribute('open');
      this.proof.measure();
      return;
    }
    if (this.open.galley.version) return;
    if (hit.closest('h1')) this.open.goToField('headline');
    else if (hit.closest('.dek')) this.open.goToField('dek');
    else this.#goToBlock(hit, x, y);
  };

  #goToBlock(hit: Element, x: number, y: number): void {
    const block = this.proof.blocks.findIndex((element) => element.contains(hit));
    const span = this.open.galley.page?.blocks[block];
    const element = this.proof.blocks[block];
    if (!span || !element) return;
    const text = this.open.manuscript.text.slice(span.from, span.to);
    const at = span.from + wordAt(element, x, y, text);
    this.#leader = 'manuscript';
    this.open.goTo({ from: at, to: at });
  }
}
