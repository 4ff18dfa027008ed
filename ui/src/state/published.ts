import { bridge, failureOf } from '../bridge';
import { toasts } from './toasts.svelte';

/** Opens a page as readers get it. */
export async function openPublished(path: string): Promise<void> {
  try {
    await bridge.openPublished(path);
  } catch (thrown) {
    toasts.say(failureOf(thrown).message, { tone: 'bad' });
  }
}
