import { collab } from '@codemirror/collab';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

import type { TextMode } from '../wire/TextMode';
import type { TextOpened } from '../wire/TextOpened';
import { marks, told } from './manuscript-marks';
import { missed } from './manuscript-missed.svelte';
import { carets } from './manuscript-presence.svelte';
import { suggester, suggesting } from './manuscript-suggesting';
import { session } from './session.svelte';

const manner = new Compartment();

/** The page of a text that was just opened; `typed` is called when there is something to be sent. */
export function pageOf(opened: TextOpened, client: string, extensions: Extension, typed: () => void): EditorState {
  return EditorState.create({
    doc: opened.text,
    extensions: [
      extensions,
      manner.of(writing(opened.may)),
      marks,
      carets,
      missed,
      suggesting,
      collab({ startVersion: opened.step, clientID: client, sharedEffects: told }),
      EditorView.updateListener.of(({ docChanged, transactions }) => {
        if (docChanged || transactions.some((transaction) => told(transaction).length > 0)) typed();
      }),
    ],
  });
}

/** From now on what is typed into the page is meant so. */
export function turn(view: EditorView, mode: TextMode): void {
  view.dispatch({ effects: manner.reconfigure(writing(mode)) });
}

function writing(mode: TextMode): Extension {
  const { me } = session;
  const mayType = mode !== 'read';
  return [
    suggester.of(me && mode === 'suggest' ? { author: me.id, name: me.name, own: true } : undefined),
    EditorState.readOnly.of(!mayType),
    EditorView.editable.of(mayType),
    EditorView.contentAttributes.of(mayType ? {} : { tabindex: '0' }),
  ];
}
