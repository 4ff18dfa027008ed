import type { EditorView } from '@codemirror/view';

import type { TextMode } from '../wire/TextMode';
import { turn } from './manuscript-page';
import { rescue, type Unsent } from './manuscript-rescue';

/**
 * Types into the page again what was typed before it was opened anew, as it was meant: edits as edits where one still may,
 * suggestions as suggestions. What has no place any more is given back.
 */
export function placeAgain({ base, became }: Unsent, view: EditorView, may: TextMode): string[] {
  let before = base;
  const homeless = became.flatMap(({ text, suggested }) => {
    const rescued = rescue(before, text, view.state.doc.toString());
    before = text;
    turn(view, suggested && may === 'edit' ? 'suggest' : may);
    view.dispatch({ changes: rescued.changes, selection: { anchor: 0 } });
    return rescued.homeless;
  });
  turn(view, may);
  return homeless;
}
