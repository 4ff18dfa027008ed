import type { Galley } from '../wire/Galley';

/** Whoever shows the galley: it comes with the answer to what was typed. */
export interface Proof {
  /** Whether it is wanted now. */
  readonly wanted: boolean;
  take(galley: Galley): void;
}
