import { EditorView } from '@codemirror/view';

import { send, showRefusal } from './act.svelte';
import { articles } from './article.svelte';
import { GalleyState } from './galley.svelte';
import { Lines } from './manuscript-fields.svelte';
import { Manuscript } from './manuscript.svelte';
import { type Part, type Step, stepFrom, stepsOf, summaryOf } from './review-summary';
import type { View } from './review-walk';
import { ReviewActs } from './review-acts';
import type { ArticleId } from '../wire/ArticleId';
import type { ArticleView } from '../wire/ArticleView';
import type { CommentView } from '../wire/CommentView';
import type { FieldChanges } from '../wire/FieldChanges';
import type { FieldSuggestionView } from '../wire/FieldSuggestionView';
import type { Fix } from '../wire/Fix';
import type { Span } from '../wire/Span';

export type PaneTab = 'galley' | 'comments' | 'checks' | 'details' | 'history';

const WIDTH = 'galley.editor.pane';

/** One article on the desk of one person: its text, its lines, its galley, and what stands beside them. */
export class OpenArticle {
  readonly galley: GalleyState;
  readonly manuscript: Manuscript;
  readonly lines: Lines;
  readonly acts: ReviewActs;
  tab = $state<PaneTab>('galley');
  /** Field that is to get the focus in the details; `at` tells one wish from the next. */
  wanted = $state.raw<{ field: string; at: number }>();
  /** How the text is read: with what is suggested in it, or without, or as if it were accepted. */
  read = $state<View>('working');
  /** The focus is to go to the comments, as soon as they are there. */
  toCards = $state(false);
  /** What scrolls the manuscript. */
  scroller = $state.raw<HTMLElement>();
  #width = $state(Number(localStorage.getItem(WIDTH)) || 356);

  constructor(readonly id: ArticleId) {
    this.galley = new GalleyState(id);
    this.manuscript = new Manuscript(id, this.galley);
    this.acts = new ReviewActs(this.manuscript);
    this.lines = new Lines(id, () => {
      if (this.manuscript.mode !== 'suggest') return undefined;
      return (line, text) => this.acts.propose(line, this.view?.fields[line] ?? '', text);
    });
  }

  /** What others changed and ask. */
  get waiting(): Part[] {
    const { view, revision, ready, review } = this.manuscript;
    return view && ready && revision >= 0 ? summaryOf(view.state, review) : [];
  }

  /** Goes to the next of what waits, or the one before; of all of it, or of these. */
  step(way: 1 | -1, among: Step[] = stepsOf(this.waiting)): boolean {
    const { view, review } = this.manuscript;
    const step = view && stepFrom(among, review.active, view.state.selection.main.head, way);
    if (!view || !step) {
      review.said = 'Nothing waits here.';
      return true;
    }
    if (step.is === 'suggestion') this.acts.lookAt(step.id);
    else {
      this.tab = 'comments';
      review.active = step.id;
      if (step.at !== undefined) this.goTo({ from: step.at, to: step.at });
      review.said = saysOf(
        review.comment(step.id),
        review.fields.find(({ id }) => id === step.id),
      );
    }
    return true;
  }

  get view(): ArticleView | undefined {
    return articles.of(this.id)?.view;
  }

  get width(): number {
    return this.#width;
  }

  set width(width: number) {
    this.#width = width;
    localStorage.setItem(WIDTH, String(width));
  }

  /** Goes to a stretch of the manuscript. */
  goTo({ from, to }: Span): void {
    const { view } = this.manuscript;
    if (!view) return;
    const { length } = view.state.doc;
    view.dispatch({
      selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
      scrollIntoView: true,
      userEvent: 'select.pointer',
    });
    view.focus();
  }

  /** Shows a place of the manuscript without going there. */
  show(at: number, y: 'nearest' | 'center' = 'nearest'): void {
    const { view } = this.manuscript;
    view?.dispatch({
      effects: EditorView.scrollIntoView(Math.min(at, view.state.doc.length), { y, yMargin: 60 }),
    });
  }

  /** Begins a comment on what is marked in the text, or on the field one is in. */
  comment(field: string | null = null): void {
    if (this.manuscript.mode === 'read') return;
    this.tab = 'comments';
    this.acts.draft(field);
  }

  /** Goes to a field: headline and dek stand above the text, all others in the details. */
  goToField(field: string): void {
    if (field !== 'headline' && field !== 'dek') this.tab = 'details';
    this.wanted = { field, at: Date.now() };
  }

  /** Changes fields: one act. */
  async set(changes: Partial<FieldChanges>): Promise<boolean> {
    const outcome = await send(this.id, { act: 'set', changes: { no_lead: false, ...changes } });
    if (outcome.refusal) showRefusal(outcome.refusal);
    return outcome.article !== undefined;
  }

  /** Does what a check proposes. */
  async mend(fix: Fix): Promise<void> {
    const { view } = this.manuscript;
    if (fix.span && view) {
      view.dispatch({ changes: { ...fix.span, insert: fix.text }, userEvent: 'input.fix', scrollIntoView: true });
    } else if (fix.field === 'headline' || fix.field === 'dek') {
      this.lines[fix.field].typed(fix.text);
      await this.lines[fix.field].flush();
    } else if (fix.field) await this.set({ [fix.field]: fix.text });
  }
}

/** What a screen reader says of a comment or of a suggestion for a line. */
function saysOf(comment: CommentView | undefined, field: FieldSuggestionView | undefined): string {
  if (comment) return `${comment.name} asks: ${comment.text}`;
  return field ? `${field.name}: the ${field.field} becomes “${field.new}”` : '';
}
