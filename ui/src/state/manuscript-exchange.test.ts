import { collab, rebaseUpdates, type Update as Change } from '@codemirror/collab';
import { ChangeSet, EditorState, Text, type Transaction } from '@codemirror/state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Failure } from '../wire/Failure';
import type { TextPushed } from '../wire/TextPushed';
import type { Suggests } from '../wire/Suggests';
import type { Update } from '../wire/Update';
import { type Authority, Exchange, type Listener } from './manuscript-exchange';
import { type Gesture, marks, struck, suggested, told } from './manuscript-marks';

const MEASURE = { words: 0, tks: 0, required: 0, advised: 0 };
const failure = (code: Failure['code'], message = 'No.'): Failure => ({ code, message, detail: '' });

/** The desk in small: the collab protocol's authority, which can fall silent in every way. */
class Desk implements Authority {
  log: Change[] = [];
  requests = 0;
  under = 0;
  most = 0;
  fails: Failure[] = [];
  losesAnswer = false;
  /** What was pushed: how it was meant, how many steps, and what they strike. */
  pushed: [Suggests | null, number, [number, number][]][] = [];

  constructor(public doc: Text) {}

  async push(step: number, updates: Update[], suggesting: Suggests | null): Promise<TextPushed> {
    await this.#reached();
    this.pushed.push([suggesting, updates.length, updates.flatMap(({ strikes }) => strikes ?? [])]);
    const sent = updates.map(({ client, changes }) => ({ clientID: client, changes: ChangeSet.fromJSON(changes) }));
    for (const update of rebaseUpdates(sent, this.log.slice(step))) this.#take(update);
    if (this.losesAnswer) {
      this.losesAnswer = false;
      throw new TypeError('connection lost');
    }
    return this.#answer(step);
  }

  async pull(step: number): Promise<TextPushed> {
    await this.#reached();
    return this.#answer(step);
  }

  /** Somebody else types. */
  types(at: number, insert: string): void {
    this.#take({ clientID: 'other', changes: ChangeSet.of({ from: at, insert }, this.doc.length) });
  }

  #take(update: Change): void {
    this.doc = update.changes.apply(this.doc);
    this.log.push(update);
  }

  async #reached(): Promise<void> {
    this.requests++;
    this.under++;
    this.most = Math.max(this.most, this.under);
    await Promise.resolve();
    this.under--;
    const fails = this.fails.shift();
    if (fails) throw fails;
  }

  #answer(step: number): TextPushed {
    const updates = this.log
      .slice(step)
      .map(({ clientID, changes }) => ({ client: clientID, changes: changes.toJSON() as unknown }));
    return {
      step: this.log.length,
      saved: 0,
      updates,
      measure: MEASURE,
      review: 0,
      may: 'edit',
      here: [],
      galley: null,
    };
  }
}

/** A page with a writer at it. */
class Writer implements Listener {
  state: EditorState;
  troubles: (Failure | undefined)[] = [];
  staled: Failure[] = [];
  exchange: Exchange;

  constructor(desk: Desk, name: string) {
    this.state = EditorState.create({
      doc: desk.doc,
      extensions: [marks, collab({ startVersion: desk.log.length, clientID: name, sharedEffects: told })],
    });
    this.exchange = new Exchange(desk, this, this);
  }

  get text(): string {
    return this.state.doc.toString();
  }
  dispatch(transaction: Transaction): void {
    this.state = transaction.state;
  }
  type(at: number, insert: string): void {
    this.state = this.state.update({ changes: { from: at, insert } }).state;
    this.exchange.touch();
  }
  suggest(at: number, insert: string, kind?: Gesture['kind'], strike?: { from: number; to: number }): void {
    const by = { author: 'me', name: 'Me', own: true };
    const effects = [suggested.of(kind ? { by, kind } : { by }), ...(strike ? [struck.of(strike)] : [])];
    this.state = this.state.update({ changes: { from: at, insert }, effects }).state;
    this.exchange.touch();
  }
  answered(): void {
    expect(this.exchange.agreed.length).toBeGreaterThan(0);
  }
  stuck(trouble: Failure | undefined): void {
    this.troubles.push(trouble);
  }
  stale(reason: Failure): void {
    this.staled.push(reason);
  }
  explain(reason: unknown): Failure {
    return reason instanceof TypeError ? failure('failed', 'Out of reach.') : (reason as Failure);
  }
}

describe('the exchange of an open manuscript', () => {
  let desk: Desk;
  let writer: Writer;

  beforeEach(() => {
    vi.useFakeTimers();
    desk = new Desk(Text.of(['The harbour deal']));
    writer = new Writer(desk, 'me');
  });
  afterEach(() => vi.useRealTimers());
  const settle = (time = 0) => vi.advanceTimersByTimeAsync(time);

  it('brings what is typed to the desk, with one request under way at a time', async () => {
    for (const letter of 'Now: ') writer.type(writer.text.indexOf('The'), letter);
    await settle();
    expect(desk.doc.toString()).toBe('Now: The harbour deal');
    expect(desk.most).toBe(1);
    expect(desk.requests, 'what came meanwhile goes in one').toBe(2);
    expect(writer.exchange.unsent).toBe(false);
  });

  it('pulls what others typed when it hears of it', async () => {
    desk.types(0, 'Read: ');
    writer.exchange.heard(1);
    await settle();
    expect(writer.text).toBe('Read: The harbour deal');
  });

  it('does not ask for steps it has already', async () => {
    writer.type(0, 'x');
    await settle();
    writer.exchange.heard(1);
    await settle();
    expect(desk.requests).toBe(1);
  });

  it('ends at the same text when two type at once', async () => {
    const other = new Writer(desk, 'you');
    writer.type(4, 'old ');
    other.type(16, '!');
    writer.type(0, '>');
    await settle();
    other.exchange.heard(desk.log.length);
    writer.exchange.heard(desk.log.length);
    await settle();
    expect(writer.text).toBe('>The old harbour deal!');
    expect(other.text).toBe(writer.text);
    expect(desk.doc.toString()).toBe(writer.text);
  });

  it('sends again what was taken although its answer was lost, and it is there once', async () => {
    desk.losesAnswer = true;
    writer.type(0, 'Once. ');
    await settle();
    expect(writer.troubles.at(-1)?.message).toBe('Out of reach.');
    writer.type(6, 'Then more. ');
    await settle(600);
    expect(desk.doc.toString()).toBe('Once. Then more. The harbour deal');
    expect(writer.text).toBe(desk.doc.toString());
    expect(writer.troubles.at(-1)).toBeUndefined();
  });

  it('keeps what is typed while the disk is full, and waits longer each time', async () => {
    desk.fails = [failure('not-saved'), failure('not-saved'), failure('not-saved')];
    writer.type(0, 'Kept. ');
    await settle(499);
    expect(desk.requests).toBe(1);
    await settle(1);
    expect(desk.requests).toBe(2);
    await settle(999);
    expect(desk.requests).toBe(2);
    await settle(1);
    expect(desk.requests).toBe(3);
    expect(writer.exchange.unsent).toBe(true);
    await settle(2000);
    expect(desk.doc.toString()).toBe('Kept. The harbour deal');
  });

  it('stops talking to a manuscript that is another one now', async () => {
    desk.fails = [failure('stale')];
    writer.type(0, 'Mine. ');
    await settle(20_000);
    expect(writer.staled).toHaveLength(1);
    expect(desk.requests).toBe(1);
    expect(writer.exchange.agreed.toString()).toBe('The harbour deal');
  });

  it('knows the text both sides agreed on, whatever is still under way', async () => {
    desk.types(0, 'Read: ');
    writer.type(16, '.');
    await settle();
    desk.fails = [failure('failed')];
    writer.type(0, 'unsent ');
    await settle();
    expect(writer.exchange.agreed.toString()).toBe('Read: The harbour deal.');
    expect(writer.text).toBe('unsent Read: The harbour deal.');
  });

  it('does not wait out its pause when the desk is back', async () => {
    desk.fails = [failure('failed')];
    writer.type(0, 'x');
    await settle();
    writer.exchange.ask();
    await settle();
    expect(desk.doc.toString()).toBe('xThe harbour deal');
  });

  it('never mixes direct edits and suggestions in one request, nor two gestures', async () => {
    writer.type(0, 'a');
    writer.type(1, 'b');
    writer.type(2, 'c');
    writer.suggest(3, 'd');
    writer.suggest(4, 'e');
    writer.suggest(5, 'f', 'moved');
    writer.suggest(6, 'g', 'moved');
    writer.type(7, 'h');
    await settle();
    expect(desk.doc.toString()).toBe('abcdefghThe harbour deal');
    expect(desk.pushed.map(([suggesting, steps]) => [suggesting, steps])).toEqual([
      [null, 1],
      [null, 2],
      [{}, 2],
      [{ kind: 'moved' }, 1],
      [{ kind: 'moved' }, 1],
      [null, 1],
    ]);
  });

  it('says what is struck where it stands when others typed before it', async () => {
    desk.fails = [failure('failed')];
    writer.suggest(4, '', undefined, { from: 4, to: 11 });
    await settle();
    desk.types(0, 'Now: ');
    writer.exchange.heard(desk.log.length);
    writer.exchange.errand((step) => desk.pull(step)).catch(() => undefined);
    await settle(600);
    expect(writer.text).toBe('Now: The harbour deal');
    expect(desk.pushed.at(-1)?.[2], 'in the text it was made against').toEqual([[4, 11]]);
    expect(writer.state.field(marks).marks.map(({ from, to }) => [from, to])).toEqual([[9, 16]]);
  });

  it('runs an errand when everything typed has arrived, and tells whoever asked when it is refused', async () => {
    writer.type(0, 'Now: ');
    const asked: string[] = [];
    const errand = writer.exchange.errand((step) => {
      asked.push(desk.doc.toString());
      return desk.pull(step);
    });
    await settle();
    expect(asked).toEqual(['Now: The harbour deal']);
    expect((await errand).step).toBe(1);
    const refused = writer.exchange.errand(() => Promise.reject(failure('refused', 'Not yours.')));
    refused.catch(() => undefined);
    writer.type(0, 'x');
    await settle();
    await expect(refused).rejects.toMatchObject({ message: 'Not yours.' });
    expect(desk.doc.toString(), 'and goes on').toBe('xNow: The harbour deal');
  });

  it('asks nothing later that was asked while the desk is out of reach', async () => {
    desk.fails = [failure('failed'), failure('failed')];
    writer.type(0, 'a');
    await settle();
    const asked = vi.fn((step: number) => desk.pull(step));
    const errand = writer.exchange.errand(asked);
    await Promise.all([expect(errand).rejects.toMatchObject({ code: 'failed' }), settle()]);
    await settle(5_000);
    expect(desk.doc.toString()).toBe('aThe harbour deal');
    expect(asked).not.toHaveBeenCalled();
  });

  it('remembers what happened since a step', async () => {
    writer.type(0, 'a');
    await settle();
    desk.types(0, 'b');
    writer.exchange.heard(2);
    await settle();
    expect(writer.exchange.since(0)?.length).toBe(2);
    expect(writer.exchange.since(2)).toEqual([]);
    expect(writer.exchange.since(3), 'still to come').toBeUndefined();
  });
});
