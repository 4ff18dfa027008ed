/** Whether the one key of commands is ⌘. */
export const onMac = /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Record<string, string> = {
  Mod: onMac ? '⌘' : 'Ctrl',
  Alt: onMac ? '⌥' : 'Alt',
  Shift: onMac ? '⇧' : 'Shift',
  Enter: '⏎',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backspace: '⌫',
  Space: 'Space',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
  ContextMenu: 'Menu',
};

/** "Mod+Shift+e" as it stands on the keyboard: "Ctrl Shift E"; "g q" as "G then Q". */
export function showKeys(keys: string): string {
  const stroke = (one: string) =>
    one
      .split('+')
      .map((key) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key))
      .join(onMac ? '' : ' ');
  return keys.split(' ').map(stroke).join(' then ');
}
