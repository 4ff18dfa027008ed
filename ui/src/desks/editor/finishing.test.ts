import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, expect, test } from 'vitest';

import { focusMode, paragraphAt, toggleFocus } from './focus-mode';
import { nextGap } from './gaps';
import { manuscriptLanguage } from './markdown';
import { asTyped, typography } from './typography';

const views: EditorView[] = [];
afterEach(() => {
  views.splice(0).forEach((view) => view.destroy());
  localStorage.clear();
});

function page(doc: string, language = 'en-GB', at = doc.length): EditorView {
  const state = EditorState.create({
    doc,
    selection: { anchor: at },
    extensions: [manuscriptLanguage, typography(() => language), focusMode],
  });
  ensureSyntaxTree(state, doc.length, 5000);
  const view = new EditorView({ state: state.update({}).state });
  views.push(view);
  return view;
}

/** Types sign by sign, as a keyboard does: what nobody takes is put in as it is. */
function typed(doc: string, text: string, language = 'en-GB'): EditorView {
  const view = page(doc, language);
  for (const sign of text) {
    const at = view.state.selection.main.head;
    const plain = () => view.state.update({ changes: { from: at, insert: sign }, selection: { anchor: at + 1 } });
    const taken = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, at, at, sign, plain));
    if (!taken) view.dispatch(plain());
    ensureSyntaxTree(view.state, view.state.doc.length, 5000);
  }
  return view;
}

test.each([
  ['', '"It\'s done," he said.', 'en-GB', '“It’s done,” he said.'],
  ['', '(\'so\') *"x"*', 'en-US', '(‘so’) *“x”*'],
  ['', '"Na gut", sagte er.', 'de-DE', '„Na gut“, sagte er.'],
  ['', '"Oui"', 'fr', '«\u202fOui\u202f»'],
  ['', '"x"', 'xx', '“x”'],
  ['', '1990--1994, and then---nothing...', 'en-GB', '1990–1994, and then—nothing…'],
  ['', '---', 'en-GB', '---'],
  ['', '[a](/b "c")', 'en-GB', '[a](/b "c")'],
  ['See https://x.example/a', "--'", 'en-GB', "See https://x.example/a--'"],
  ['`a', '"--', 'en-GB', '`a"--'],
  ['`a`\n\n```\nx', '"--', 'en-GB', '`a`\n\n```\nx"--'],
])('after %j, %j typed in %s stands as %j', (doc, text, language, expected) => {
  expect(typed(doc, text, language).state.doc.toString()).toBe(expected);
});

test('one Backspace gives back what was typed, and only right after it', () => {
  const view = typed('', 'a--');
  expect(view.state.doc.toString()).toBe('a–');
  const spec = asTyped(view.state);
  if (spec) view.dispatch(spec);
  expect(view.state.doc.toString()).toBe('a--');
  expect(asTyped(view.state)).toBeUndefined();
  expect(asTyped(typed('', '"x').state)).toBeUndefined();
});

test('focus keeps the paragraph around the cursor and dims the others, also when it is opened again', () => {
  const view = page('one\ntwo\n\nthree\n\nfour', 'en', 10);
  expect(paragraphAt(view.state)).toEqual({ from: 4, to: 4 });
  expect(paragraphAt(page('one\ntwo\n\nthree', 'en', 5).state)).toEqual({ from: 1, to: 2 });
  expect(view.dom.querySelectorAll('.dimmed')).toHaveLength(0);
  toggleFocus(view);
  expect([...view.dom.querySelectorAll('.cm-line:not(.dimmed)')].map((line) => line.textContent)).toEqual(['three']);
  expect(page('one\n\ntwo', 'en', 0).dom.querySelectorAll('.dimmed').length).toBeGreaterThan(0);
});

test('the gaps are walked through, and round', () => {
  const view = page('TK one TKTK two', 'en', 0);
  const marked = () => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to);
  expect([nextGap(view) && marked(), nextGap(view) && marked(), nextGap(view) && marked()]).toEqual([
    'TK',
    'TKTK',
    'TK',
  ]);
  expect(nextGap(page('none', 'en'))).toBe(false);
});
