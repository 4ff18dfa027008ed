import type { View } from '../../state/review-walk';

/** How a text with suggestions in it is read. */
export const SIDES: Record<View, string> = {
  original: 'As it was',
  working: 'As it stands',
  proposed: 'As proposed',
};

export type Side = Exclude<View, 'working'>;
