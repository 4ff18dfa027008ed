import { type Update as Change, getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab';
import type { ChangeSet, EditorState, Text, Transaction } from '@codemirror/state';

import type { Failure } from '../wire/Failure';
import type { Suggests } from '../wire/Suggests';
import type { TextPushed } from '../wire/TextPushed';
import type { Update } from '../wire/Update';
import { fromWire, ofOneKind, suggestingOf, toWire } from './manuscript-steps';

/** The desk, as far as an open manuscript talks to it. */
export interface Authority {
  /** `suggesting`: all of these updates are suggested; `null`: they are direct edits. */
  push(step: number, updates: Update[], suggesting: Suggests | null): Promise<TextPushed>;
  pull(step: number): Promise<TextPushed>;
}

/** Where the text is: CodeMirror's view, or a plain state in a test. */
export interface Page {
  readonly state: EditorState;
  dispatch(transaction: Transaction): void;
}

/** What the exchange has to say. */
export interface Listener {
  /** An answer came, and is in the page already. */
  answered(answer: TextPushed): void;
  /** Something is in the way; `undefined` when it no longer is. What was typed stays in the page. */
  stuck(failure: Failure | undefined): void;
  /** The desk's manuscript is another one than ours, or it cannot read ours: it must be opened again. */
  stale(failure: Failure): void;
  /** Whatever was thrown, in words. */
  explain(reason: unknown): Failure;
}

/** A request that needs everything typed here to have arrived before it: undo, a decision, a remark. */
interface Errand {
  run(step: number): Promise<TextPushed>;
  done(answer: TextPushed): void;
  failed(failure: Failure): void;
}

/** At most so many steps in one request; the rest goes with the next. */
const MOST_AT_ONCE = 500;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;
/** So many of the last steps are remembered, to place what the desk says of an earlier one. */
const MOST_REMEMBERED = 400;

/**
 * Brings what is typed to the desk and what others typed into the page: CodeMirror's collab protocol with one request under
 * way at a time. A request whose answer was lost is sent again; the desk recognises it.
 */
export class Exchange {
  #busy = false;
  #closed = false;
  #wanted = 0;
  #pause = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #agreed: Text;
  #errands: Errand[] = [];
  /** The last steps both sides agreed on, up to the one the page is at. */
  #trail: ChangeSet[] = [];

  constructor(
    private readonly authority: Authority,
    private readonly page: Page,
    private readonly listener: Listener,
  ) {
    this.#agreed = page.state.doc;
  }

  /** The last text that both sides agreed on. */
  get agreed(): Text {
    return this.#agreed;
  }

  /** The step the page is at, without what has not arrived. */
  get step(): number {
    return getSyncedVersion(this.page.state);
  }

  /** Whether anything typed here has not arrived yet. */
  get unsent(): boolean {
    return sendableUpdates(this.page.state).length > 0;
  }

  /** What happened since a step, as far as both sides agree; `undefined` when that is too long ago or still to come. */
  since(step: number): ChangeSet[] | undefined {
    const behind = this.step - step;
    if (behind < 0 || behind > this.#trail.length) return undefined;
    return this.#trail.slice(this.#trail.length - behind);
  }

  /** Something was typed. */
  touch(): void {
    if (!this.#busy && this.#timer === undefined && !this.#closed) void this.#talk();
  }

  /** The desk's manuscript reached this step. */
  heard(step: number): void {
    this.#wanted = Math.max(this.#wanted, step);
    this.touch();
  }

  /** Asks whether anything happened, now, whatever was in the way before. */
  ask(): void {
    this.#wanted = Math.max(this.#wanted, this.step + 1);
    this.retry();
  }

  /**
   * Asks something of the desk once all that is typed has arrived. Rejects with a `Failure`: also when the desk is out of
   * reach, for what is asked now would mean another thing when it is back.
   */
  errand<T extends TextPushed>(run: (step: number) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      // The answer is the one that this very errand was given.
      this.#errands.push({ run, done: (answer) => resolve(answer as T), failed: reject });
      this.retry();
    });
  }

  /** Does not wait for the end of the pause. */
  retry(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.touch();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const errand of this.#errands.splice(0)) errand.failed(CLOSED);
  }

  async #talk(): Promise<void> {
    this.#busy = true;
    try {
      while (!this.#closed) {
        const unsent = ofOneKind(sendableUpdates(this.page.state).slice(0, MOST_AT_ONCE));
        if (unsent.length > 0) await this.#push(unsent);
        else if (this.#errands.length > 0) await this.#runErrand();
        else if (this.#wanted > this.step) await this.#pull();
        else break;
      }
    } catch (reason) {
      if (!this.#closed) this.#stumble(this.listener.explain(reason));
    } finally {
      this.#busy = false;
    }
  }

  async #push(unsent: readonly Change[]): Promise<void> {
    const { step } = this;
    const answer = await this.authority.push(step, unsent.map(toWire), suggestingOf(unsent[0]));
    if (this.#closed) return;
    if (answer.step <= step) throw NOT_TAKEN;
    this.#receive(answer);
  }

  async #pull(): Promise<void> {
    const answer = await this.authority.pull(this.step);
    if (this.#closed) return;
    this.#wanted = 0;
    this.#receive(answer);
  }

  /** What is refused is said to whoever asked; what has to do with the connection stands in the way of all. */
  async #runErrand(): Promise<void> {
    const errand = this.#errands[0];
    if (!errand) return;
    try {
      const answer = await errand.run(this.step);
      if (this.#closed) return;
      this.#errands.shift();
      this.#receive(answer);
      errand.done(answer);
    } catch (reason) {
      if (this.#closed) return;
      this.#errands.shift();
      const failure = this.listener.explain(reason);
      errand.failed(failure);
      if (failure.code === 'stale') throw reason;
    }
  }

  #receive(answer: TextPushed): void {
    const updates = answer.updates.map(fromWire);
    for (const { changes } of updates) this.#agreed = changes.apply(this.#agreed);
    this.#trail = [...this.#trail, ...updates.map(({ changes }) => changes)].slice(-MOST_REMEMBERED);
    this.page.dispatch(receiveUpdates(this.page.state, updates));
    this.#pause = 0;
    this.listener.stuck(undefined);
    this.listener.answered(answer);
  }

  #stumble(failure: Failure): void {
    if (failure.code === 'stale' || failure.code === 'bad-request') {
      this.close();
      this.listener.stale(failure);
      return;
    }
    for (const errand of this.#errands.splice(0)) errand.failed(failure);
    this.#pause = Math.min(this.#pause === 0 ? FIRST_PAUSE : this.#pause * 2, LONGEST_PAUSE);
    this.listener.stuck(failure);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.touch();
    }, this.#pause);
  }
}

const NOT_TAKEN: Failure = {
  code: 'failed',
  message: 'The desk answered without taking the change; it is sent again.',
  detail: '',
};

const CLOSED: Failure = {
  code: 'failed',
  message: 'The manuscript was opened anew meanwhile; do it again.',
  detail: '',
};
