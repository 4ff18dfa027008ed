import type { Bridge } from './bridge';
import { httpBridge } from './http';
import { tauriBridge } from './tauri';

export { failureOf, type Bridge } from './bridge';

/** The one way to the back end: the window's own process, or a `galley serve`. */
export const bridge: Bridge = '__TAURI_INTERNALS__' in window ? tauriBridge() : httpBridge();
