/** Papers a galley is pulled on, by the width readers have, in CSS pixels. */
export const PAPERS = {
  phone: { width: 360, label: 'Phone' },
  tablet: { width: 820, label: 'Tablet' },
  desktop: { width: 1280, label: 'Desktop' },
  print: { width: 760, label: 'Print' },
} as const;

export type Paper = keyof typeof PAPERS;

/** Papers that stand side by side. */
export const WIDTHS = ['phone', 'tablet', 'desktop'] as const satisfies readonly Paper[];
/** One paper, or all widths side by side. */
export type Showing = Paper | 'widths';

/** What a pane keeps free on both sides of its sheet. */
const MARGIN = 28;

/** How many pixels of the desk a pixel of the page takes, in a pane of that width. */
export function scaleOf(paper: Paper, room: number): number {
  return room > MARGIN ? Math.min(1, (room - MARGIN) / PAPERS[paper].width) : 1;
}

const KEPT = 'galley.looks';

/** How this person looks at galleys; remembered. */
class GalleyLook {
  #showing = $state<Showing>('phone');
  #dark = $state(false);

  constructor() {
    const [showing, dark] = (localStorage.getItem(KEPT) ?? '').split(' ');
    if (showing && (showing in PAPERS || showing === 'widths')) this.#showing = showing as Showing;
    this.#dark = dark === 'dark';
  }

  get showing(): Showing {
    return this.#showing;
  }
  set showing(showing: Showing) {
    this.#showing = showing;
    this.#keep();
  }
  get papers(): readonly Paper[] {
    return this.#showing === 'widths' ? WIDTHS : [this.#showing];
  }
  get dark(): boolean {
    return this.#dark;
  }
  set dark(dark: boolean) {
    this.#dark = dark;
    this.#keep();
  }

  #keep(): void {
    localStorage.setItem(KEPT, `${this.#showing} ${this.#dark ? 'dark' : 'light'}`);
  }
}

export const galleyLook = new GalleyLook();
