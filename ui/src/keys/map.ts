import { ARCHIVE } from './archive';
import type { Binding } from './binding';
import { BUDGET } from './budget';
import { CALENDAR } from './calendar';
import { EDITOR } from './editor';
import { FRAME } from './frame';
import { INBOX } from './inbox';
import { LOG } from './log';
import { QUEUE } from './queue';
import { VERSIONS } from './versions';

/** Every key of the desk, in the order of the help. */
export const BINDINGS: readonly Binding[] = [
  ...FRAME,
  ...QUEUE,
  ...INBOX,
  ...BUDGET,
  ...CALENDAR,
  ...ARCHIVE,
  ...LOG,
  ...EDITOR,
  ...VERSIONS,
];

/** The keys to show for what `id` does: "Mod+k". */
export function keysOf(id: string): string | undefined {
  return BINDINGS.find((binding) => binding.id === id)?.keys[0];
}
