import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { type Mark, marked, marks, type Remarked } from '../../state/manuscript-marks';
import { onPiece } from './piece-marks';
import { setPieces } from './set-pieces';
import { suggestionLook } from './suggestion-look';

const DOC = 'One.\n\n![a](x)\n\n| a | b |\n|---|---|\n| c | d |\n\nTwo.';
const PICTURE = { from: 6, to: 13 };
const ANA = { author: 'ana', name: 'Ana', own: false, suggestion: 's' };

function page(found: Mark[], remarked: Remarked[] = []): EditorState {
  const state = EditorState.create({ doc: DOC, extensions: [marks] });
  return state.update({ effects: marked.of({ marks: found, remarked }) }).state;
}

describe('what is suggested and said about a picture that is shown', () => {
  function check(found: Mark[], remarked: Remarked[], how: string | undefined, says?: string) {
    const on = onPiece(page(found, remarked), PICTURE, 'picture');
    expect([on?.how, on?.says]).toEqual([how, says]);
  }
  const comment = { from: 8, to: 9, comment: 'c', note: false };

  it('is nothing where nobody says anything', () => {
    check([], [], undefined);
    check([{ ...ANA, from: 0, to: 6, half: 'inserted' }], [], undefined);
  });
  it('is that it comes, or goes', () => {
    check([{ ...ANA, from: 4, to: 15, half: 'inserted' }], [], 'comes', 'Ana suggests this picture');
    check([{ ...ANA, own: true, from: 6, to: 13, half: 'struck' }], [], 'goes', 'You suggest that this picture goes');
  });
  it('is how many things in it are others, and how many remarks there are', () => {
    const inside: Mark = { ...ANA, from: 8, to: 9, half: 'struck' };
    check([inside, { ...inside, from: 9, to: 10, half: 'inserted' }], [], 'changes', '1 suggestion');
    check([inside, { ...inside, suggestion: 't' }], [comment], 'changes', '2 suggestions · 1 comment');
    check([], [comment], 'remarked', '1 comment');
  });
});

describe('the sign on a piece', () => {
  let view: EditorView | undefined;
  afterEach(() => view?.destroy());

  it('comes with the mark, and leads to the words', () => {
    const look = vi.fn();
    view = new EditorView({
      doc: DOC,
      extensions: [marks, suggestionLook(() => 1, look), setPieces(() => 'x.png')],
    });
    const signs = () => [...(view?.dom.querySelectorAll<HTMLButtonElement>('.sign') ?? [])];
    expect(signs()).toEqual([]);
    const inside: Mark = { ...ANA, from: 17, to: 18, half: 'struck' };
    view.dispatch({ effects: marked.of({ marks: [inside], remarked: [] }) });
    expect(signs().map(({ textContent }) => textContent)).toEqual(['1 suggestion']);
    signs()[0]?.click();
    expect(look).toHaveBeenCalledWith('s');
    expect(view.state.selection.main.head).toBe(17);
    expect(signs(), 'its words are seen now').toEqual([]);
  });

  it('moves with its piece when something is typed elsewhere', () => {
    view = new EditorView({
      doc: DOC,
      extensions: [marks, suggestionLook(() => 1, vi.fn()), setPieces(() => 'x.png')],
    });
    view.dispatch({ changes: { from: 0, insert: 'Zero. ' } });
    view.dispatch({ effects: marked.of({ marks: [{ ...ANA, from: 12, to: 19, half: 'struck' }], remarked: [] }) });
    expect(view.dom.querySelector('.figure.goes')).not.toBeNull();
    view.dispatch({ changes: { from: 11, insert: 'x' } });
    expect(view.dom.querySelector('.figure'), 'with words above it, it stands alone no more').toBeNull();
  });
});
