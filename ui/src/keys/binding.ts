/** Where a binding counts, and under which heading the help lists it. */
export type Where =
  'everywhere' | 'queue' | 'inbox' | 'budget' | 'calendar' | 'archive' | 'log' | 'backups' | 'editor' | 'versions';

/** One line of the key map. */
export interface Binding {
  /** What is done: components carry it out by `press.carry({ [id]: … })`. */
  id: string;
  /** Each a stroke ("Mod+k", "Shift+F10", "?", "ArrowDown") or two in a row ("g q"). The first is the one shown. */
  keys: string[];
  label: string;
  where: Where;
  /** Carried out by the manuscript itself: listed here, not dispatched. */
  own?: true;
}
