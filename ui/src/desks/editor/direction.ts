import type { Range } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';

const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const AUTO = Decoration.line({ attributes: { dir: 'auto' } });

/** A paragraph in Hebrew or Arabic runs as it is read, whatever stands around it. */
export const direction = [
  EditorView.perLineTextDirection.of(true),
  EditorView.decorations.of((view) => {
    const lines: Range<Decoration>[] = [];
    for (const range of view.visibleRanges) {
      for (let at = range.from; at <= range.to;) {
        const line = view.state.doc.lineAt(at);
        if (FROM_RIGHT.test(line.text)) lines.push(AUTO.range(line.from));
        at = line.to + 1;
      }
    }
    return Decoration.set(lines);
  }),
];
