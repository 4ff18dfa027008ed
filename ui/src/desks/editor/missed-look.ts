import { Decoration, EditorView } from '@codemirror/view';

import { missed, paragraphs } from '../../state/manuscript-missed.svelte';

const line = Decoration.line({ class: 'missed' });

/** A bar beside each paragraph that others changed while the desk was out of reach. */
export const missedLook = [
  EditorView.decorations.compute([missed], (state) =>
    Decoration.set(paragraphs(state.doc, state.field(missed)).map((at) => line.range(at))),
  ),
  EditorView.theme({ '.missed': { boxShadow: '-2px 0 0 var(--blue)' } }),
];
