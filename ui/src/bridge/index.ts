import type { Bridge } from './bridge';
import { httpBridge } from './http';
import { tauriBridge } from './tauri';

export { failureOf, type Bridge } from './bridge';

interface Internals {
  metadata?: { currentWindow?: { label?: string } };
}

/** A window on a newsroom that is served somewhere is a browser like any other: no command of the program is in its reach. */
function inOwnWindow(): boolean {
  const internals = (window as { __TAURI_INTERNALS__?: Internals }).__TAURI_INTERNALS__;
  return internals !== undefined && !internals.metadata?.currentWindow?.label?.startsWith('served-');
}

/** The one way to the back end: the window's own process, or a `galley serve`. */
export const bridge: Bridge = inOwnWindow() ? tauriBridge() : httpBridge();
