import { EditorView } from '@codemirror/view';

import { markdownOf } from './from-html';
import { linkAt, setLink } from './marks';

/** What to do with pictures that are pasted or dropped. */
export type TakePictures = (files: File[], view: EditorView) => void;

/** Paste and drop: pictures become media, an address makes a link of the words it falls on, formatted text keeps its form. */
export function pasting(take: TakePictures) {
  return EditorView.domEventHandlers({
    paste(event, view) {
      const { clipboardData: data } = event;
      if (!data || view.state.readOnly) return false;
      const html = data.getData('text/html');
      const text = data.getData('text/plain');
      const pictures = picturesOf(data);
      // Word puts a picture of the text beside the text.
      if (pictures.length > 0 && !text) take(pictures, view);
      else if (/^https?:\/\/\S+$/.test(text.trim()) && !view.state.selection.main.empty) {
        const at = linkAt(view.state);
        view.dispatch(setLink(at, at.text, text.trim()));
      } else if (html && isFormatted(html)) {
        const insert = markdownOf(html);
        if (!insert) return false;
        view.dispatch(view.state.replaceSelection(insert), { userEvent: 'input.paste', scrollIntoView: true });
      } else return false;
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
  });
}

function picturesOf(data: DataTransfer): File[] {
  return [...data.files].filter((file) => file.type.startsWith('image/'));
}

/** Whether there is a form worth keeping; a code editor's colours are none. */
function isFormatted(html: string): boolean {
  return /<(p|h[1-6]|ul|ol|blockquote|em|i|strong|b|a|table|br)[\s>]/i.test(html);
}
