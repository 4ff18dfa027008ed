import { SvelteSet } from 'svelte/reactivity';

import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { Failure } from '../wire/Failure';
import type { Group } from '../wire/Group';
import type { Line } from '../wire/Line';
import type { Queue as Answer } from '../wire/Queue';
import type { Sort } from '../wire/Sort';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

/** Lines asked for at once. */
export const PAGE = 100;

/** The queue: as many lines as are looked at, fetched by the page; where one is in it, and what is marked. */
class Queue {
  filter = $state('');
  sort = $state<Sort>('bucket');
  descending = $state(false);
  total = $state(0);
  groups = $state.raw<Group[]>([]);
  /** What is wrong with the filter. */
  problem = $state<string | null>(null);
  failure = $state.raw<Failure>();
  /** Something was answered already. */
  known = $state(false);
  /** The line one is on. */
  at = $state(0);
  readonly marked = new SvelteSet<ArticleId>();
  #pages = $state.raw(new Map<number, Line[]>());
  /** The line one is on when it is not the table's: the board's. */
  elsewhere = $state.raw<Line>();
  readonly current = $derived(this.elsewhere ?? this.line(this.at));

  #asked = new Numbered();
  #generation = 0;
  #under = new Set<number>();
  #shown = { first: 0, last: PAGE - 1 };
  #filterSoon = debounced(120, () => void this.refresh(true));
  #changedSoon = debounced(150, () => void this.refresh());
  #following = false;

  /** Called by whoever shows the queue first. */
  follow(): void {
    if (!this.#following) {
      this.#following = true;
      onTopic('queue', () => this.#changedSoon());
      onTopic('people', () => this.#changedSoon());
    }
    void this.refresh();
  }

  line(index: number): Line | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** A line as an act has left it: shown where it stands, before the list is asked for anew. */
  take(line: Line): void {
    for (const [page, lines] of this.#pages) {
      const at = lines.findIndex(({ id }) => id === line.id);
      const before = lines[at];
      if (!before) continue;
      this.#pages = new Map(this.#pages).set(page, lines.with(at, { ...line, present: before.present }));
      return;
    }
  }

  /** What acts are about: all that is marked, else the line one is on. */
  chosen(): ArticleId[] {
    if (this.marked.size > 0) return [...this.marked];
    return this.current ? [this.current.id] : [];
  }

  /** As one types. */
  setFilter(filter: string): void {
    this.filter = filter;
    this.#filterSoon();
  }

  /** A filter in an order, at once. */
  show(filter: string, sort: Sort, descending: boolean): void {
    this.filter = filter;
    this.sort = sort;
    this.descending = descending;
    void this.refresh(true);
  }

  /** The same column again turns it round. */
  sortBy(sort: Sort): void {
    this.descending = this.sort === sort && sort !== 'bucket' ? !this.descending : false;
    this.sort = sort;
    void this.refresh(true);
  }

  go(index: number): void {
    this.at = Math.max(0, Math.min(this.total - 1, index));
    this.want(this.at, this.at);
  }

  mark(id: ArticleId): void {
    if (!this.marked.delete(id)) this.marked.add(id);
  }

  /** Marks everything between the line one is on and that one, as far as it was fetched. */
  markTo(index: number): void {
    const [from, to] = [Math.min(this.at, index), Math.max(this.at, index)];
    for (let at = from; at <= to; at++) {
      const line = this.line(at);
      if (line) this.marked.add(line.id);
    }
  }

  /** These lines are looked at: pages that are missing are fetched. */
  want(first: number, last: number): void {
    this.#shown = { first, last };
    const generation = this.#generation;
    for (const page of pagesOf(first, Math.min(last, this.total - 1))) {
      if (this.#pages.has(page) || this.#under.has(page)) continue;
      this.#under.add(page);
      this.#ask(page)
        .then((answer) => {
          if (generation === this.#generation) this.#pages = new Map(this.#pages).set(page, answer.lines);
        })
        .catch((thrown: unknown) => (this.failure = failureOf(thrown)))
        .finally(() => this.#under.delete(page));
    }
  }

  /** Asks again for what is looked at; what is shown stays until the answer is there. `anew`: from the top. */
  async refresh(anew = false): Promise<void> {
    const here = anew ? undefined : this.current?.id;
    const wanted = anew ? [0] : pagesOf(this.#shown.first, this.#shown.last);
    const generation = ++this.#generation;
    this.#under.clear();
    try {
      const answers = await this.#asked.run(() => Promise.all(wanted.map((page) => this.#ask(page))));
      const [first] = answers ?? [];
      if (!answers || !first || generation !== this.#generation) return;
      this.#pages = new Map(wanted.map((page, at) => [page, answers[at]?.lines ?? []]));
      this.total = first.total;
      this.groups = first.groups;
      this.problem = first.problem;
      this.failure = undefined;
      this.known = true;
      this.at = anew ? 0 : this.#whereIs(here);
      this.#dropGone();
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }

  /** The same article again, wherever it went; else whatever took its place. */
  #whereIs(id: ArticleId | undefined): number {
    for (const [page, lines] of this.#pages) {
      const found = lines.findIndex((line) => line.id === id);
      if (found >= 0) return page * PAGE + found;
    }
    return Math.max(0, Math.min(this.at, this.total - 1));
  }

  /** A mark on what is no longer listed would be acted on unseen; it goes when the whole list is known. */
  #dropGone(): void {
    if (this.total > PAGE) return;
    const listed = new Set([...this.#pages.values()].flat().map((line) => line.id));
    for (const id of this.marked) if (!listed.has(id)) this.marked.delete(id);
  }

  #ask(page: number): Promise<Answer> {
    const { filter, sort, descending } = this;
    return bridge.ask('queue.list', { filter, sort, descending, offset: page * PAGE, limit: PAGE });
  }
}

function pagesOf(first: number, last: number): number[] {
  const from = Math.floor(Math.max(0, first) / PAGE);
  const to = Math.floor(Math.max(0, last) / PAGE);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

export const queue = new Queue();
