import { expect, test } from 'vitest';

import css from './tokens.css?raw';

/** The tokens of a block of tokens.css, those of the blocks before it included. */
function tokens(...selectors: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const selector of selectors) {
    const from = css.indexOf(`${selector} {`);
    const block = css.slice(from, css.indexOf('}', from));
    for (const [, name, value] of block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6});/g))
      found[name as string] = value as string;
  }
  return found;
}

function light(colour: string): number {
  const hex = colour.length === 4 ? [...colour.slice(1)].map((one) => one + one).join('') : colour.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

const plain = ':root';
const dark = ":root[data-theme='dark']";
test.each([
  ['light', [plain]],
  ['dark', [plain, dark]],
  ['light, high contrast', [plain, ":root[data-contrast='high']"]],
  [
    'dark, high contrast',
    [plain, dark, ":root[data-contrast='high']", ":root[data-theme='dark'][data-contrast='high']"],
  ],
])('%s: every pencil can be read on what comes in, on what goes, and on paper', (_name, selectors) => {
  const all = tokens(...selectors);
  for (const pen of [1, 2, 3, 4, 5, 6]) {
    for (const ground of ['sheet', 'sheet-2', 'green-wash', 'red-wash', 'amber-wash']) {
      const found = contrast(all[`pen-${pen}`] ?? '', all[ground] ?? '');
      expect(found, `pen ${pen} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});
