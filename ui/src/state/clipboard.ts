import { bridge, failureOf } from '../bridge';
import type { TextPasted } from '../wire/TextPasted';
import { toasts } from './toasts.svelte';

/** Pictures written out in letters, which a manuscript does not take. */
const LETTERS = /(["'(]data:[\w/+.-]+(?:;[\w=-]+)*,)[\w+/=%\s]+/g;

/** Formatted text from a clipboard as Markdown, its notes numbered behind `notesBefore`; the plain words, and a sentence why, when it cannot be read. */
export async function readClipboard(html: string, words: string, notesBefore: number): Promise<TextPasted> {
  const plain = { text: words, notes: '', lost: [] };
  try {
    const args = { html: html.replace(LETTERS, '$1'), notes_before: notesBefore };
    const pasted = await bridge.ask('text.paste', args);
    return pasted.text ? pasted : plain;
  } catch (thrown) {
    toasts.say('Pasted without its form.', { detail: failureOf(thrown).message, tone: 'bad' });
    return plain;
  }
}
