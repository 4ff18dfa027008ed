import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { forceLinting, nextDiagnostic } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, type KeyBinding, keymap, panels } from '@codemirror/view';

import { addNote, cycleHeading, joinParagraphs, lineBreak, newParagraph, toggleList, toggleQuote } from './blocks';
import { direction } from './direction';
import { focusMode } from './focus-mode';
import { gapMarks } from './gaps';
import { look } from './look';
import { manuscriptLanguage } from './markdown';
import { toggleMark } from './marks';
import { pasting, type TakePictures } from './paste';
import { receding } from './recede';
import { setPieces } from './set-pieces';
import { typography } from './typography';

/** What the page asks of the view around it. */
export interface Around {
  media: (hash: string, width: number) => string;
  takePictures: TakePictures;
  /** Of the article: its quotation marks are set as one types. */
  language: () => string;
  openLink: () => void;
  nameVersion: () => void;
  /** F8 when no check points into the text. */
  showChecks: () => void;
  /** Where find and replace stand. */
  panels: HTMLElement;
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
    { key: 'F8', run: (view) => nextCheck(view) || run(around.showChecks)() },
  ];
  return [
    typography(around.language),
    focusMode,
    direction,
    Prec.high(keymap.of(own)),
    keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
    history(),
    drawSelection(),
    manuscriptLanguage,
    receding,
    gapMarks,
    setPieces(around.media),
    pasting(around.takePictures),
    search({ top: true }),
    panels({ topContainer: around.panels }),
    EditorView.lineWrapping,
    EditorState.lineSeparator.of('\n'),
    EditorView.contentAttributes.of({ 'aria-label': 'Manuscript', spellcheck: 'true', lang: 'en' }),
    look,
  ];
}

/** Goes to the next thing a check points at. */
export function nextCheck(view: EditorView): boolean {
  forceLinting(view);
  return nextDiagnostic(view);
}
