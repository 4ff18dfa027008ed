import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

import { toasts } from '../../state/toasts.svelte';
import type { TextPasted } from '../../wire/TextPasted';
import { linkAt, setLink } from './marks';
import { highestNote, placeOf, putIn, waiting, waitHere } from './pasted';

/** What to do with pictures that are pasted or dropped. */
export type TakePictures = (files: File[], view: EditorView) => void;

/** Reads formatted text as Markdown; its plain words where that cannot be done. */
export type ReadFormatted = (html: string, words: string, notesBefore: number) => Promise<TextPasted>;

/** The key that asks for plain words is followed by the paste within this, in milliseconds. */
const SOON = 1000;
/** More losses than this are not told one by one. */
const TOLD = 4;

/** Paste and drop: pictures become media, an address makes a link of the words it falls on, formatted text keeps its form. */
export function pasting(take: TakePictures, read: ReadFormatted): Extension {
  let plainAsked = 0;
  const askPlain = () => {
    plainAsked = Date.now();
    return false;
  };
  return [
    waiting,
    Prec.high(keymap.of([{ key: 'Mod-Shift-v', run: askPlain }])),
    EditorView.domEventHandlers({
      paste(event, view) {
        const { clipboardData: data } = event;
        const plain = Date.now() - plainAsked < SOON;
        plainAsked = 0;
        if (!data || view.state.readOnly || plain) return false;
        const html = data.getData('text/html');
        const text = data.getData('text/plain');
        const pictures = picturesOf(data);
        // Word puts a picture of the text beside the text.
        if (pictures.length > 0 && !text) take(pictures, view);
        else if (/^https?:\/\/\S+$/.test(text.trim()) && !view.state.selection.main.empty) {
          const at = linkAt(view.state);
          view.dispatch(setLink(at, at.text, text.trim()));
        } else if (html && isFormatted(html)) void pasteFormatted(view, html, text, read);
        else return false;
        event.preventDefault();
        return true;
      },
      drop(event, view) {
        const pictures = event.dataTransfer ? picturesOf(event.dataTransfer) : [];
        if (pictures.length === 0 || view.state.readOnly) return false;
        event.preventDefault();
        // The window's own drop would take it for a manuscript.
        event.stopPropagation();
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at !== null) view.dispatch({ selection: { anchor: at } });
        take(pictures, view);
        return true;
      },
    }),
  ];
}

/** The desk reads it; where it goes moves along with whatever is typed meanwhile. */
async function pasteFormatted(view: EditorView, html: string, words: string, read: ReadFormatted): Promise<void> {
  const id = waitHere(view);
  const pasted = await read(html, words, highestNote(view.state.doc.toString()));
  const place = placeOf(view.state, id);
  if (!place || view.state.readOnly || !view.dom.isConnected) {
    toasts.say('What was pasted did not come in: the text was closed meanwhile. Paste it again.', { tone: 'bad' });
    return;
  }
  view.dispatch(putIn(view.state, place, pasted));
  if (pasted.lost.length > 0) toasts.say('Not all of it was pasted.', { detail: told(pasted.lost) });
}

function told(lost: string[]): string {
  const more = lost.length - TOLD;
  return lost.slice(0, TOLD).join(' ') + (more > 0 ? ` And ${more} more.` : '');
}

function picturesOf(data: DataTransfer): File[] {
  return [...data.files].filter((file) => file.type.startsWith('image/'));
}

/** Whether there is a form worth keeping; a code editor's colours are none. */
function isFormatted(html: string): boolean {
  return /<(p|h[1-6]|ul|ol|blockquote|em|i|strong|b|a|table|br)[\s>]|class="TextRun/i.test(html);
}
