import { bridge, failureOf } from '../bridge';
import type { Archive as Answer } from '../wire/Archive';
import type { ArchiveFilter } from '../wire/ArchiveFilter';
import type { ArchiveLine } from '../wire/ArchiveLine';
import type { Facets } from '../wire/Facets';
import type { Failure } from '../wire/Failure';
import type { PersonId } from '../wire/PersonId';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

/** Lines asked for at once. */
const PAGE = 50;

/** The archive: what is published, narrowed and searched as one types; as many lines as were looked at. */
class Archive {
  query = $state('');
  filter = $state.raw<ArchiveFilter>({});
  lines = $state.raw<ArchiveLine[]>([]);
  facets = $state.raw<Facets>({ years: [], sections: [], authors: [] });
  total = $state(0);
  failure = $state.raw<Failure>();
  /** Something was answered already. */
  known = $state(false);
  /** The line one is on. */
  at = $state(0);
  readonly current = $derived(this.lines[this.at]);
  readonly narrowed = $derived(Object.keys(this.filter).length > 0);

  #asked = new Numbered();
  #typedSoon = debounced(40, () => void this.refresh(true));
  #changedSoon = debounced(300, () => void this.refresh());

  /** Keeps it fresh until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    const stops = [onTopic('site', () => this.#changedSoon()), onTopic('house', () => this.#changedSoon())];
    return () => stops.forEach((stop) => stop());
  }

  /** What the lines are the answer to. */
  #answered: { query: string; filter: ArchiveFilter } = { query: '', filter: {} };

  /** As one types. */
  look(query: string): void {
    this.query = query;
    this.#typedSoon();
  }

  /** Of that year, or month of it; the same again lets the month go, and then the year. */
  inTime(year: number, month?: number): void {
    const { year: chosen, month: of, ...rest } = this.filter;
    const same = chosen === year && of === month;
    if (same) this.#narrow(month === undefined ? rest : { ...rest, year });
    else this.#narrow(month === undefined ? { ...rest, year } : { ...rest, year, month });
  }

  /** Of that section; the same again lets it go. */
  inSection(slug: string): void {
    const { section, ...rest } = this.filter;
    this.#narrow(section === slug ? rest : { ...rest, section: slug });
  }

  /** By that author; the same again lets them go. */
  byAuthor(person: PersonId): void {
    const { author, ...rest } = this.filter;
    this.#narrow(author === person ? rest : { ...rest, author: person });
  }

  clear(): void {
    this.query = '';
    this.filter = {};
    void this.refresh(true);
  }

  go(index: number): void {
    this.at = Math.max(0, Math.min(this.lines.length - 1, index));
    if (this.at > this.lines.length - 10) void this.more();
  }

  /** The next page, when there is one. */
  async more(): Promise<void> {
    // What is typed meanwhile has an answer of its own, from the top.
    const asked = this.#answered.query === this.query && this.#answered.filter === this.filter;
    if (!asked || this.lines.length >= this.total) return;
    await this.#take(this.lines.length, PAGE, (answer) => (this.lines = [...this.lines, ...answer.lines]));
  }

  /** Asks again; what is shown stays until the answer is there. `anew`: from the top. */
  async refresh(anew = false): Promise<void> {
    const here = anew ? undefined : this.current?.article;
    const limit = anew ? PAGE : Math.min(200, Math.max(PAGE, this.lines.length));
    await this.#take(0, limit, (answer) => {
      this.lines = answer.lines;
      const found = answer.lines.findIndex((line) => line.article === here);
      this.at = found >= 0 ? found : anew ? 0 : Math.max(0, Math.min(this.at, answer.lines.length - 1));
    });
  }

  #narrow(filter: ArchiveFilter): void {
    this.filter = filter;
    void this.refresh(true);
  }

  async #take(offset: number, limit: number, put: (answer: Answer) => void): Promise<void> {
    const { query, filter } = this;
    try {
      const answer = await this.#asked.run(() =>
        query.trim()
          ? bridge.ask('search', { query, published: true, filter, offset, limit })
          : bridge.ask('archive.list', { filter, offset, limit }),
      );
      if (!answer) return;
      this.#answered = { query, filter };
      put(answer);
      this.total = answer.total;
      this.facets = answer.facets;
      this.failure = undefined;
      this.known = true;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}

export const archive = new Archive();
