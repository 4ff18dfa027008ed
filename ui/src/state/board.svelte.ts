import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { Failure } from '../wire/Failure';
import type { Line } from '../wire/Line';
import type { Offer } from '../wire/Offer';
import type { Status } from '../wire/Status';
import { showRefusal } from './act.svelte';
import { openActs } from './acts.svelte';
import { articles } from './article.svelte';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { queue } from './queue.svelte';
import { session } from './session.svelte';
import { toasts } from './toasts.svelte';
import { onTopic } from './topics';

/** Cards of one column that are shown. */
const MOST = 60;

export interface Column {
  status: Status;
  label: string;
  lines: Line[];
  total: number;
}

/** The card that is carried, and what the desk says of every step from where it is. */
interface Carried {
  line: Line;
  /** Known as soon as the desk has answered. */
  offers?: Offer[];
}

/** Whether a column takes what is carried: by which act, or why not. */
export type Verdict = { offer: Offer } | { reason: string } | undefined;

/** The open articles of the queue by status, under the same filter; one card may be carried to another column. */
class Board {
  columns = $state.raw<Column[]>([]);
  failure = $state.raw<Failure>();
  at = $state.raw({ column: 0, item: 0 });
  carried = $state.raw<Carried>();
  /** The column it is over. */
  over = $state<number>();
  readonly current = $derived(this.columns[this.at.column]?.lines[this.at.item]);
  #asked = new Numbered();
  #soon = debounced(150, () => void this.refresh());

  /** Keeps it fresh until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    const stops = [onTopic('queue', () => this.#soon()), onTopic('people', () => this.#soon())];
    return () => stops.forEach((stop) => stop());
  }

  async refresh(): Promise<void> {
    const here = this.current?.id;
    const opened = session.opened;
    const statuses = (opened?.statuses ?? []).filter(
      ({ status }) => status !== 'spiked' && (status !== 'copy' || opened?.copy_desk),
    );
    const ask = async ({ status, label }: { status: Status; label: string }): Promise<Column> => {
      const filter = `${queue.filter} is:open is:${status}`.trim();
      const answer = await bridge.ask('queue.list', {
        filter,
        sort: 'bucket',
        descending: false,
        offset: 0,
        limit: MOST,
      });
      return { status, label, lines: answer.lines, total: answer.total };
    };
    try {
      const columns = await this.#asked.run(() => Promise.all(statuses.map(ask)));
      if (!columns) return;
      this.columns = columns;
      this.failure = undefined;
      this.#stayOn(here);
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }

  go(column: number, item: number): void {
    const to = Math.max(0, Math.min(this.columns.length - 1, column));
    const most = (this.columns[to]?.lines.length ?? 0) - 1;
    this.at = { column: to, item: Math.max(0, Math.min(most, item)) };
  }

  /** Takes a card up; every column then says whether it would take it. */
  take(line: Line): void {
    this.carried = { line };
    this.over = this.at.column;
    void this.#look(line);
  }

  putBack(): void {
    this.carried = undefined;
    this.over = undefined;
  }

  /** What the desk says of that column for what is carried; nothing while that is not known. */
  verdict(column: Column): Verdict {
    const { carried } = this;
    if (!carried?.offers || column.status === carried.line.status) return undefined;
    // A step of another status is no way there from here.
    const ways = carried.offers.filter(({ to, refusal }) => to === column.status && refusal?.code !== 'wrong-status');
    const open = ways.find((offer) => offer.allowed);
    if (open) return { offer: open };
    const from = session.statusLabel(carried.line.status).toLowerCase();
    return { reason: ways[0]?.refusal?.reason ?? `There is no step from ${from} to ${column.label.toLowerCase()}.` };
  }

  /** Into the column it is over: by the act that leads there, which asks what it must know. */
  async putDown(): Promise<void> {
    const { carried } = this;
    const column = this.over === undefined ? undefined : this.columns[this.over];
    if (!carried) return;
    // A quick hand is faster than the answer.
    if (!carried.offers) await this.#look(carried.line);
    const verdict = column && this.verdict(column);
    const refusal = this.carried?.offers?.find(
      (offer) => offer.to === column?.status && offer.refusal?.code !== 'wrong-status',
    )?.refusal;
    this.putBack();
    if (!verdict) return;
    if ('offer' in verdict) await openActs([carried.line.id], verdict.offer.act);
    else if (refusal) showRefusal(refusal);
    else toasts.say(verdict.reason, { tone: 'bad' });
  }

  async #look(line: Line): Promise<void> {
    try {
      const { offers } = await articles.fresh(line.id);
      if (this.carried?.line.id === line.id) this.carried = { line, offers };
    } catch (thrown) {
      toasts.say(failureOf(thrown).message, { tone: 'bad' });
    }
  }

  #stayOn(id: ArticleId | undefined): void {
    const column = this.columns.findIndex(({ lines }) => lines.some((line) => line.id === id));
    if (column >= 0) this.at = { column, item: this.columns[column]?.lines.findIndex((line) => line.id === id) ?? 0 };
    else if (this.columns[this.at.column]?.lines.length) this.go(this.at.column, this.at.item);
    else
      this.go(
        Math.max(
          0,
          this.columns.findIndex(({ lines }) => lines.length > 0),
        ),
        0,
      );
  }
}

export const board = new Board();
