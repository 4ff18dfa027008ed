/** Papers a galley is pulled on, by the width readers have, in CSS pixels. */
export const PAPERS = {
  phone: { width: 360, label: 'Phone' },
  tablet: { width: 820, label: 'Tablet' },
  desktop: { width: 1280, label: 'Desktop' },
  print: { width: 760, label: 'Print' },
} as const;

export type Paper = keyof typeof PAPERS;

const KEPT = 'galley.looks';

/** How this person looks at galleys; remembered. */
class GalleyLook {
  #paper = $state<Paper>('phone');
  #dark = $state(false);

  constructor() {
    const [paper, dark] = (localStorage.getItem(KEPT) ?? '').split(' ');
    if (paper && paper in PAPERS) this.#paper = paper as Paper;
    this.#dark = dark === 'dark';
  }

  get paper(): Paper {
    return this.#paper;
  }
  set paper(paper: Paper) {
    this.#paper = paper;
    this.#keep();
  }
  get dark(): boolean {
    return this.#dark;
  }
  set dark(dark: boolean) {
    this.#dark = dark;
    this.#keep();
  }

  #keep(): void {
    localStorage.setItem(KEPT, `${this.#paper} ${this.#dark ? 'dark' : 'light'}`);
  }
}

export const galleyLook = new GalleyLook();
