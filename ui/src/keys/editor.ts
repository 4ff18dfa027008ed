import type { Binding } from './binding';

/** Keys of the editor. */
export const EDITOR: Binding[] = [];
