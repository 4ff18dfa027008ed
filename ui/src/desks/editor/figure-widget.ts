import { type EditorView, WidgetType } from '@codemirror/view';

import { type PictureText } from './picture-text';
import { type OnPiece, sameOnPiece, sign } from './piece-marks';

/** The event by which a figure asks to be edited; its detail is the picture's position in the manuscript. */
export const EDIT_PICTURE = 'edit-picture';

/** A picture in the manuscript as readers see it, with a way to its words. */
export class FigureWidget extends WidgetType {
  constructor(
    readonly picture: PictureText,
    readonly address: string | undefined,
    readonly on: OnPiece | undefined,
  ) {
    super();
  }

  override eq(other: FigureWidget): boolean {
    const [one, two] = [this.picture, other.picture];
    return (
      one.alt === two.alt &&
      one.source === two.source &&
      one.caption === two.caption &&
      one.credit === two.credit &&
      this.address === other.address &&
      sameOnPiece(this.on, other.on)
    );
  }

  override get estimatedHeight(): number {
    return 400;
  }

  override toDOM(view: EditorView): HTMLElement {
    const { alt, caption, credit } = this.picture;
    const figure = document.createElement('figure');
    figure.className = 'piece figure';
    figure.append(this.#image(view));
    if (this.on) figure.append(sign(this.on, view, figure));
    const words = document.createElement('figcaption');
    if (caption) words.append(caption, ' ');
    if (credit) words.append(element('span', 'credit', `Credit: ${credit}`));
    if (!alt) words.append(element('span', 'missing', 'No alternative text yet.'));
    const edit = element('button', 'edit', 'Edit…');
    edit.setAttribute('type', 'button');
    edit.setAttribute('aria-label', 'Edit the picture’s text');
    edit.onclick = () => {
      const detail = view.posAtDOM(figure);
      view.dom.dispatchEvent(new CustomEvent(EDIT_PICTURE, { detail, bubbles: true }));
    };
    if (!view.state.readOnly) words.append(edit);
    figure.append(words);
    return figure;
  }

  #image(view: EditorView): HTMLElement {
    if (!this.address)
      return element('p', 'missing', `The picture “${this.picture.source}” is not among the desk’s media.`);
    const image = document.createElement('img');
    image.src = this.address;
    image.alt = this.picture.alt;
    image.onload = () => view.requestMeasure();
    image.onerror = () => image.replaceWith(element('p', 'missing', 'The picture cannot be shown.'));
    return image;
  }

  override ignoreEvent(event: Event): boolean {
    return (event.target as Element).localName === 'button';
  }
}

function element(name: string, look: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = look;
  made.textContent = text;
  return made;
}
