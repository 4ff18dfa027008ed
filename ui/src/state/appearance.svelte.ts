/** Light, dark or as the system has it; and more contrast for those who want it. */
export type Theme = 'system' | 'light' | 'dark';

const THEME = 'galley.theme';
const CONTRAST = 'galley.contrast';

class Appearance {
  theme = $state<Theme>(read());
  contrast = $state(localStorage.getItem(CONTRAST) === 'high');
  #systemDark = matchMedia('(prefers-color-scheme: dark)');
  #systemContrast = matchMedia('(prefers-contrast: more)');
  #dark = $state(this.#systemDark.matches);
  readonly dark = $derived(this.theme === 'dark' || (this.theme === 'system' && this.#dark));

  /** Called once, by main, before anything is shown. */
  start(): void {
    this.#systemDark.addEventListener('change', ({ matches }) => {
      this.#dark = matches;
      this.#paint();
    });
    this.#systemContrast.addEventListener('change', () => this.#paint());
    this.#paint();
  }

  set(theme: Theme): void {
    this.theme = theme;
    localStorage.setItem(THEME, theme);
    this.#paint();
  }

  setContrast(high: boolean): void {
    this.contrast = high;
    localStorage.setItem(CONTRAST, high ? 'high' : 'normal');
    this.#paint();
  }

  #paint(): void {
    const root = document.documentElement;
    root.dataset.theme = this.dark ? 'dark' : 'light';
    root.dataset.contrast = this.contrast || this.#systemContrast.matches ? 'high' : 'normal';
  }
}

function read(): Theme {
  const kept = localStorage.getItem(THEME);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export const appearance = new Appearance();
