import { defaultKeymap } from '@codemirror/commands';
import { forceLinting, nextDiagnostic } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, type KeyBinding, keymap, panels } from '@codemirror/view';

import { addNote, cycleHeading, joinParagraphs, lineBreak, newParagraph, toggleList, toggleQuote } from './blocks';
import { direction } from './direction';
import { focusMode } from './focus-mode';
import { otherCarets } from './carets';
import { gapMarks } from './gaps';
import { look } from './look';
import { misspelt, misspeltAt, type SpellingAround } from './misspelt';
import { manuscriptLanguage } from './markdown';
import { missedLook } from './missed-look';
import { toggleMark } from './marks';
import { pasting, type ReadFormatted, type TakePictures } from './paste';
import { receding } from './recede';
import { setPieces } from './set-pieces';
import { typography } from './typography';
import { suggestionLook } from './suggestion-look';

/** What the page asks of the view around it. */
export interface Around {
  media: (hash: string, width: number) => string;
  takePictures: TakePictures;
  readFormatted: ReadFormatted;
  /** Of the article: its quotation marks are set as one types. */
  language: () => string;
  openLink: () => void;
  nameVersion: () => void;
  /** F8 when no check points into the text. */
  showChecks: () => void;
  review: ReviewAround;
  spelling: SpellingAround;
  /** Where find and replace stand. */
  panels: HTMLElement;
}

/** What the page does with suggestions; false where there are none, so that the key means another thing. */
export interface ReviewAround {
  pen: (author: string) => number;
  /** A suggestion or a comment in the text was clicked on. */
  look: (id: string) => void;
  walk: (way: 1 | -1) => boolean;
  /** The same among all that waits, comments and lines too. */
  step: (way: 1 | -1) => boolean;
  decide: (verdict: 'accept' | 'stet') => boolean;
  takeBack: (how: 'undo' | 'redo') => void;
}

/** How a manuscript is set, for whoever only reads it. */
export function reading(media: Around['media']): Extension {
  return [manuscriptLanguage, receding, setPieces(media), EditorView.lineWrapping, look];
}

/** Everything a manuscript's page can do. */
export function setup(around: Around): Extension {
  const run = (act: () => void) => () => {
    act();
    return true;
  };
  const own: KeyBinding[] = [
    { key: 'Mod-b', run: toggleMark('**'), preventDefault: true },
    { key: 'Mod-i', run: toggleMark('*'), preventDefault: true },
    { key: 'Mod-k', run: run(around.openLink), preventDefault: true },
    { key: 'Mod-s', run: run(around.nameVersion), preventDefault: true },
    { key: 'Mod-Alt-1', run: cycleHeading },
    { key: 'Mod-Shift-9', run: toggleQuote },
    { key: 'Mod-Shift-8', run: toggleList },
    { key: 'Mod-Alt-f', run: addNote },
    { key: 'Enter', run: newParagraph, shift: lineBreak },
    { key: 'Backspace', run: joinParagraphs },
    { key: 'Alt-ArrowDown', run: () => around.review.walk(1) },
    { key: 'Alt-ArrowUp', run: () => around.review.walk(-1) },
    { key: 'Alt-Shift-ArrowDown', run: () => around.review.step(1) },
    { key: 'Alt-Shift-ArrowUp', run: () => around.review.step(-1) },
    { key: 'Mod-Enter', run: () => around.review.decide('accept') },
    { key: 'Mod-Backspace', run: () => around.review.decide('stet') },
    { key: 'Mod-.', run: propose(around.spelling) },
    { key: 'F8', run: (view) => nextCheck(view) || run(around.showChecks)() },
  ];
  return [
    typography(around.language),
    focusMode,
    direction,
    Prec.high(keymap.of(own)),
    keymap.of([...searchKeymap, ...defaultKeymap]),
    takingBack(around.review),
    suggestionLook(around.review.pen, around.review.look),
    otherCarets,
    missedLook,
    drawSelection(),
    manuscriptLanguage,
    receding,
    gapMarks,
    misspelt(around.spelling),
    setPieces(around.media),
    pasting(around.takePictures, around.readFormatted),
    search({ top: true }),
    panels({ topContainer: around.panels }),
    EditorView.lineWrapping,
    EditorState.lineSeparator.of('\n'),
    EditorView.contentAttributes.of({ 'aria-label': 'Manuscript', spellcheck: 'false', lang: 'en' }),
    look,
  ];
}

/** Shows what could be meant by the word at the caret. */
function propose(spelling: SpellingAround) {
  return (view: EditorView) => {
    const word = misspeltAt(view.state, view.state.selection.main.head);
    if (word) spelling.open(view, word);
    return word !== undefined;
  };
}

/** Undo is the desk's: it takes back one's own, whatever others did meanwhile. */
function takingBack({ takeBack }: ReviewAround): Extension {
  const back = (how: 'undo' | 'redo') => () => {
    takeBack(how);
    return true;
  };
  return [
    keymap.of([
      { key: 'Mod-z', run: back('undo'), preventDefault: true },
      { key: 'Mod-Shift-z', run: back('redo'), preventDefault: true },
      { key: 'Mod-y', run: back('redo'), preventDefault: true },
    ]),
    EditorView.domEventHandlers({
      // The window's own Edit menu.
      beforeinput(event) {
        const how = { historyUndo: 'undo', historyRedo: 'redo' }[event.inputType] as 'undo' | 'redo' | undefined;
        if (!how) return false;
        event.preventDefault();
        takeBack(how);
        return true;
      },
    }),
  ];
}

/** Goes to the next thing a check points at. */
export function nextCheck(view: EditorView): boolean {
  forceLinting(view);
  return nextDiagnostic(view);
}
