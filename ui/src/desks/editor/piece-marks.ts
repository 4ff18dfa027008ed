import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

import { type Mark, marks, type Remarked } from '../../state/manuscript-marks';
import { onLook } from './suggestion-look';

/** What is suggested and said about a piece whose words are not seen: a picture or a table. */
export interface OnPiece {
  /** All of it is to come in, or to go; or something in it is another; or somebody remarked on it. */
  how: 'comes' | 'goes' | 'changes' | 'remarked';
  says: string;
  /** The first of them, to be looked at, and where it stands in the piece. */
  first: string;
  at: number;
}

/** Nothing where nobody suggests or says anything. */
export function onPiece(state: EditorState, piece: { from: number; to: number }, what: string): OnPiece | undefined {
  const all = state.field(marks, false);
  const within = ({ from, to }: Mark | Remarked) => from < piece.to && to > piece.from;
  const found = all?.marks.filter(within) ?? [];
  const remarked = all?.remarked.filter(within) ?? [];
  const whole = found.find(({ from, to }) => from <= piece.from && to >= piece.to);
  const suggestions = new Set(found.map(({ suggestion }) => suggestion)).size;
  const comments = new Set(remarked.map(({ comment }) => comment)).size;
  const words = [
    ...(whole ? [wholeSays(whole, what)] : suggestions > 0 ? [count(suggestions, 'suggestion')] : []),
    ...(comments > 0 ? [count(comments, 'comment')] : []),
  ];
  const mark = whole ?? found[0];
  const first = mark ?? remarked[0];
  if (!first) return undefined;
  return {
    how: !mark ? 'remarked' : !whole ? 'changes' : whole.half === 'inserted' ? 'comes' : 'goes',
    says: words.join(' · '),
    first: 'suggestion' in first ? first.suggestion : first.comment,
    at: Math.max(0, first.from - piece.from),
  };
}

function wholeSays({ half, own, name }: Mark, what: string): string {
  const who = own ? 'You suggest' : `${name || 'Somebody'} suggests`;
  return half === 'inserted' ? `${who} this ${what}` : `${who} that this ${what} goes`;
}

const count = (number: number, what: string) => (number === 1 ? `1 ${what}` : `${number} ${what}s`);

/** The sign of it on the piece; pressed, it shows the words and what is suggested or said. */
export function sign(on: OnPiece, view: EditorView, piece: HTMLElement): HTMLElement {
  piece.classList.add('on-piece', on.how);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'sign';
  button.textContent = on.says;
  button.onmousedown = (event) => event.stopPropagation();
  button.onclick = () => {
    if (!view.state.readOnly) {
      view.dispatch({ selection: { anchor: view.posAtDOM(piece) + on.at }, scrollIntoView: true });
      view.focus();
    }
    view.state.facet(onLook)(on.first);
  };
  return button;
}

export function sameOnPiece(one: OnPiece | undefined, two: OnPiece | undefined): boolean {
  return one?.how === two?.how && one?.says === two?.says && one?.first === two?.first && one?.at === two?.at;
}
