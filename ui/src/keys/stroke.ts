import { onMac } from '../kit/shown-keys';

/** The stroke of a key event, written as in the key map: "Mod+Shift+e", "?", "Space". */
export function strokeOf(event: KeyboardEvent): string {
  const key =
    event.key === ' ' ? 'Space' : event.key.length === 1 && !isPrinted(event) ? event.key.toLowerCase() : event.key;
  const command = onMac ? event.metaKey : event.ctrlKey;
  return [
    command && 'Mod',
    event.altKey && 'Alt',
    // A printed sign says by itself whether Shift was held; a letter is written small, so it must be said.
    event.shiftKey && (key.length > 1 || isLetter(event.key)) && 'Shift',
    isLetter(key) ? key.toLowerCase() : key,
  ]
    .filter(Boolean)
    .join('+');
}

const isLetter = (key: string) => /^\p{L}$/u.test(key);
const isPrinted = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey;
