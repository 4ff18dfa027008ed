import { Decoration, EditorView, WidgetType } from '@codemirror/view';

import { carets } from '../../state/manuscript-presence.svelte';
import { penOf } from './suggestion-look';

/** Where somebody else is: a caret in their colour, with their name. */
class OtherCaret extends WidgetType {
  constructor(
    private readonly name: string,
    private readonly pen: number,
  ) {
    super();
  }
  override eq(other: OtherCaret): boolean {
    return other.name === this.name && other.pen === this.pen;
  }
  toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.className = 'other-caret';
    caret.style.setProperty('--pen', `var(--pen-${this.pen})`);
    caret.setAttribute('aria-hidden', 'true');
    caret.dataset['name'] = this.name.split(' ')[0] ?? this.name;
    return caret;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

/** Others' carets in the text. */
export const otherCarets = [
  EditorView.decorations.compute([carets, penOf], (state) => {
    const pen = state.facet(penOf);
    const out = state
      .field(carets)
      .map(({ person, name, at }) =>
        Decoration.widget({ widget: new OtherCaret(name, pen(person)), side: 1 }).range(at),
      );
    return Decoration.set(out, true);
  }),
  EditorView.theme({
    '.other-caret': {
      position: 'relative',
      borderLeft: '2px solid var(--pen)',
      margin: '0 -1px',
      pointerEvents: 'none',
    },
    '.other-caret::after': {
      content: 'attr(data-name)',
      position: 'absolute',
      left: '-2px',
      bottom: '100%',
      padding: '1px 5px',
      borderRadius: '3px 3px 3px 0',
      background: 'var(--pen)',
      color: 'var(--sheet)',
      font: '500 10.5px/14px var(--ui)',
      whiteSpace: 'nowrap',
    },
  }),
];
