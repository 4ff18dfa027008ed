import { bridge, failureOf } from '../bridge';
import type { QueueColumn } from '../wire/QueueColumn';
import type { QueueLook } from '../wire/QueueLook';
import type { QueueView } from '../wire/QueueView';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { queue } from './queue.svelte';
import { chosenOf, moved, turned, widened } from './queue-columns';
import { session } from './session.svelte';
import { toasts } from './toasts.svelte';

const KEY = 'galley.queue.columns';

/** How somebody looks at the queue: the columns of their table, and the views they and the desk keep. */
class QueueViews {
  #kept = $state.raw<Record<string, QueueColumn[]>>({});
  views = $state.raw<QueueView[]>([]);
  mayShare = $state(false);
  readonly columns = $derived(this.#kept[session.me?.id ?? ''] ?? remembered(session.me?.id));
  readonly chosen = $derived(chosenOf(this.columns));
  /** The view whose filter and order stand now. */
  readonly now = $derived(
    this.views.find(
      ({ filter, sort, descending }) =>
        filter === queue.filter.trim() && sort === queue.sort && descending === queue.descending,
    ),
  );
  #asked = new Numbered();
  /** What was chosen and has not been sent: an answer from before does not undo it. */
  #unsent = false;
  #soon = debounced(600, () => void this.#keepColumns());

  /** What the desk has kept. */
  async refresh(): Promise<void> {
    await this.#send(() => bridge.ask('queue.look', {}));
  }

  turn(column: string): void {
    this.#set(turned(this.columns, column));
  }

  widen(column: string, width: number): void {
    this.#set(widened(this.columns, column, width));
  }

  /** Puts a column in the place of another. */
  move(column: string, place: string): void {
    this.#set(moved(this.columns, column, place));
  }

  /** As everybody begins. */
  reset(): void {
    this.#set([]);
  }

  show(view: QueueView): void {
    if (view.columns.length > 0) this.#set(view.columns);
    queue.show(view.filter, view.sort, view.descending);
  }

  /** Keeps what stands now under a name; why not, when it is refused. */
  async keep(name: string, shared: boolean): Promise<string | undefined> {
    const { filter, sort, descending } = queue;
    const { columns } = this;
    return this.#try(() => bridge.ask('queue.keep-view', { name, filter, sort, descending, columns, shared }));
  }

  async drop(view: QueueView): Promise<void> {
    const refused = await this.#try(() => bridge.ask('queue.drop-view', { id: view.id }));
    if (refused) toasts.say(refused, { tone: 'bad' });
    else
      toasts.say(`The view “${view.name}” is dropped.`, {
        action: { label: 'Undo', run: () => void this.#again(view) },
      });
  }

  async #again({ name, filter, sort, descending, columns, shared }: QueueView): Promise<void> {
    await this.#send(() => bridge.ask('queue.keep-view', { name, filter, sort, descending, columns, shared }));
  }

  #set(columns: QueueColumn[]): void {
    const me = session.me?.id;
    if (!me) return;
    this.#take(me, columns);
    this.#unsent = true;
    this.#soon();
  }

  async #keepColumns(): Promise<void> {
    this.#unsent = false;
    await this.#send(() => bridge.ask('queue.set-columns', { columns: this.columns }));
  }

  #take(me: string, columns: QueueColumn[]): void {
    this.#kept = { ...this.#kept, [me]: columns };
    localStorage.setItem(`${KEY}.${me}`, JSON.stringify(columns));
  }

  async #send(ask: () => Promise<QueueLook>): Promise<void> {
    const failed = await this.#try(ask);
    if (failed) toasts.say(failed, { tone: 'bad' });
  }

  async #try(ask: () => Promise<QueueLook>): Promise<string | undefined> {
    try {
      const look = await this.#asked.run(ask);
      const me = session.me?.id;
      if (!look || !me) return undefined;
      this.views = look.views;
      this.mayShare = look.may_share;
      if (!this.#unsent) this.#take(me, look.columns);
      return undefined;
    } catch (thrown) {
      return failureOf(thrown).message;
    }
  }
}

/** What stood last on this machine, until the desk has answered. */
function remembered(person: string | undefined): QueueColumn[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`${KEY}.${person ?? ''}`) ?? '[]');
    return Array.isArray(kept) ? (kept as QueueColumn[]) : [];
  } catch {
    return [];
  }
}

export const queueViews = new QueueViews();
