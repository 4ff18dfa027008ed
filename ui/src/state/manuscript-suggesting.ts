import {
  type ChangeSpec,
  EditorSelection,
  EditorState,
  type Extension,
  Facet,
  Transaction,
  type TransactionSpec,
} from '@codemirror/state';

import { type By, type Gesture, type Mark, marks, struck, suggested } from './manuscript-marks';

/** Who suggests here; nobody while changes are direct. */
export const suggester = Facet.define<By | undefined, By | undefined>({ combine: (values) => values[0] });

/** Suggesting mode: what is deleted is struck and stays, what is typed stands behind it, one's own suggestions really go. */
export const suggesting: Extension = EditorState.transactionFilter.of((transaction) => {
  const by = transaction.startState.facet(suggester);
  if (!by || !transaction.docChanged || transaction.annotation(Transaction.remote)) return transaction;
  return asSuggestion(transaction, by);
});

/** One replacement of the transaction, and what becomes of it. */
interface Turned {
  /** Where it begins and ends in the text as it was. */
  from: number;
  to: number;
  /** What was to come in, and where that would have stood. */
  insert: string;
  wouldBe: number;
  /** One's own open insertions within: they go. The rest is struck, unless it is already. */
  withdraws: Stretch[];
  strikes: Stretch[];
}

interface Stretch {
  from: number;
  to: number;
}

function asSuggestion(transaction: Transaction, by: By): TransactionSpec | readonly TransactionSpec[] {
  const own = transaction.startState.field(marks).marks.filter((mark) => mark.own);
  const turned: Turned[] = [];
  transaction.changes.iterChanges((from, to, wouldBe, _to, inserted) => {
    const insert = inserted.sliceString(0, inserted.length, '\n');
    const withdraws = within(own, 'inserted', from, to);
    const strikes = without(from, to, [...withdraws, ...within(own, 'struck', from, to)]);
    turned.push({ from, to, insert, wouldBe, withdraws, strikes });
  }, true);
  const kind = kindOf(transaction, turned, own);
  const mode = suggested.of(kind ? { by, kind } : { by });
  if (turned.every(({ from, to }) => from === to)) return [transaction, { effects: mode }];

  const changes: ChangeSpec[] = turned.flatMap(({ to, insert, withdraws }) => [...withdraws, { from: to, insert }]);
  const set = transaction.startState.changes(changes);
  const strikes = turned.flatMap((one) =>
    one.strikes.map(({ from, to }) => struck.of({ from: set.mapPos(from, 1), to: set.mapPos(to, -1) })),
  );
  const forward = transaction.isUserEvent('delete.forward');
  const place = (at: number) => placed(at, turned, (old, side) => set.mapPos(old, side), forward);
  const { newSelection } = transaction;
  const userEvent = transaction.annotation(Transaction.userEvent);
  return {
    changes: set,
    selection: EditorSelection.create(
      newSelection.ranges.map((range) => EditorSelection.range(place(range.anchor), place(range.head))),
      newSelection.mainIndex,
    ),
    effects: set.empty && strikes.length === 0 ? [] : [mode, ...strikes],
    scrollIntoView: transaction.scrollIntoView,
    ...(userEvent ? { userEvent } : {}),
  };
}

/** Where a place of the text that would have been is now. */
function placed(at: number, turned: Turned[], now: (old: number, side: -1 | 1) => number, forward: boolean): number {
  let shift = 0;
  for (const { from, to, insert, wouldBe } of turned) {
    if (at < wouldBe) break;
    const behind = now(to, 1) - insert.length;
    if (at <= wouldBe + insert.length) {
      // Beside a deletion the caret stays on the side it came from, so that the key goes on when it is pressed again.
      if (insert === '') return forward ? now(to, 1) : now(from, -1);
      return behind + (at - wouldBe);
    }
    shift = to - (wouldBe + insert.length);
  }
  return now(at + shift, 1);
}

function within(own: readonly Mark[], half: Mark['half'], from: number, to: number): Stretch[] {
  return own
    .filter((mark) => mark.half === half && mark.from < to && mark.to > from)
    .map((mark) => ({ from: Math.max(mark.from, from), to: Math.min(mark.to, to) }));
}

/** What of a stretch is in none of the others. */
function without(from: number, to: number, others: Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  let at = from;
  for (const other of others.sort((a, b) => a.from - b.from)) {
    if (other.from > at) out.push({ from: at, to: other.from });
    at = Math.max(at, other.to);
  }
  if (at < to) out.push({ from: at, to });
  return out;
}

const FORMS = ['input.mark', 'input.heading', 'input.block', 'input.link'];
/** What Markdown is made of besides words. */
const FORM_ONLY = /^[\s>#*_~+.)\d-]*$/;

/** A drag is a move, a mark put on or taken off a matter of form; inside one's own suggestion neither is one of its own. */
function kindOf(transaction: Transaction, turned: Turned[], own: readonly Mark[]): Gesture['kind'] {
  const { doc } = transaction.startState;
  if (transaction.isUserEvent('move.drop')) return turned.length > 1 ? 'moved' : undefined;
  const inOwn = ({ from, to }: Turned) =>
    own.some((mark) => mark.half === 'inserted' && mark.from <= from && mark.to >= to);
  const isForm = ({ from, to, insert }: Turned) => FORM_ONLY.test(doc.sliceString(from, to)) && FORM_ONLY.test(insert);
  const formal = FORMS.some((event) => transaction.isUserEvent(event));
  return formal && turned.every(isForm) && !turned.every(inOwn) ? 'formatted' : undefined;
}
