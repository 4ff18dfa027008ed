import { bridge } from '../bridge';
import type { Hash } from '../wire/Hash';

/** Address of a picture by content, at a width in CSS pixels. */
export const mediaAddress = (hash: Hash, width: number): string => bridge.media(hash, width);
