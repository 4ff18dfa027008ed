import { type Update as Change, getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab';
import { ChangeSet, type EditorState, type Text, type Transaction } from '@codemirror/state';
import type { Failure } from '../wire/Failure';
import type { TextPushed } from '../wire/TextPushed';
import type { Update } from '../wire/Update';

/** The desk, as far as an open manuscript talks to it. */
export interface Authority {
  push(step: number, updates: Update[]): Promise<TextPushed>;
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

/** At most so many steps in one request; the rest goes with the next. */
const MOST_AT_ONCE = 500;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;

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

  constructor(
    private readonly authority: Authority,
    private readonly page: Page,
    private readonly listener: Listener,
  ) {
    this.#agreed = page.state.doc;
  }

  /** The last text that both sides agreed on. */
  get agreed(): string {
    return this.#agreed.toString();
  }

  /** Whether anything typed here has not arrived yet. */
  get unsent(): boolean {
    return sendableUpdates(this.page.state).length > 0;
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
    this.#wanted = Math.max(this.#wanted, getSyncedVersion(this.page.state) + 1);
    this.retry();
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
  }

  async #talk(): Promise<void> {
    this.#busy = true;
    try {
      while (!this.#closed) {
        const step = getSyncedVersion(this.page.state);
        const unsent = sendableUpdates(this.page.state).slice(0, MOST_AT_ONCE);
        if (unsent.length === 0 && this.#wanted <= step) break;
        const answer =
          unsent.length > 0 ? await this.authority.push(step, unsent.map(toWire)) : await this.authority.pull(step);
        if (this.#closed) return;
        if (unsent.length === 0) this.#wanted = 0;
        else if (answer.step <= step) throw NOT_TAKEN;
        this.#receive(answer);
        this.#pause = 0;
        this.listener.stuck(undefined);
        this.listener.answered(answer);
      }
    } catch (reason) {
      if (!this.#closed) this.#stumble(this.listener.explain(reason));
    } finally {
      this.#busy = false;
    }
  }

  #receive(answer: TextPushed): void {
    const updates = answer.updates.map(fromWire);
    for (const update of updates) this.#agreed = update.changes.apply(this.#agreed);
    this.page.dispatch(receiveUpdates(this.page.state, updates));
  }

  #stumble(failure: Failure): void {
    if (failure.code === 'stale' || failure.code === 'bad-request') {
      this.close();
      this.listener.stale(failure);
      return;
    }
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

function toWire(update: Change): Update {
  return { client: update.clientID, changes: update.changes.toJSON() as unknown };
}

function fromWire(update: Update): Change {
  return { clientID: update.client, changes: ChangeSet.fromJSON(update.changes) };
}
