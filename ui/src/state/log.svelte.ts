import { bridge, failureOf } from '../bridge';
import type { Failure } from '../wire/Failure';
import type { LogEntry } from '../wire/LogEntry';
import type { LogKind } from '../wire/LogKind';
import type { PersonId } from '../wire/PersonId';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

const PAGE = 100;

/** Which acts are looked at; empty: all. */
export interface LogFilter {
  about: string;
  person: PersonId | '';
  kind: LogKind | '';
  /** Of the house's calendar, as 2026-11-28. */
  day: string;
}

const ALL: LogFilter = { about: '', person: '', kind: '', day: '' };

/** The log, newest first, as far back as one went. */
class Log {
  filter = $state.raw<LogFilter>(ALL);
  entries = $state.raw<LogEntry[]>([]);
  more = $state(false);
  failure = $state.raw<Failure>();
  known = $state(false);
  readonly filtered = $derived(Object.values(this.filter).some((part) => part !== ''));
  #asked = new Numbered();
  #soon = debounced(300, () => void this.refresh());
  #typed = debounced(150, () => void this.#anew());

  /** Keeps it fresh until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    const stops = [onTopic('queue', () => this.#soon()), onTopic('article', () => this.#soon())];
    return () => stops.forEach((stop) => stop());
  }

  /** As one types or chooses. */
  narrow(change: Partial<LogFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.#typed();
  }

  widen(): void {
    this.narrow(ALL);
  }

  async refresh(): Promise<void> {
    await this.#take(undefined);
  }

  async older(): Promise<void> {
    await this.#take(this.entries.at(-1)?.seq);
  }

  /** Nothing that is shown joins what comes. */
  async #anew(): Promise<void> {
    await this.#take(undefined, true);
  }

  async #take(before: number | undefined, anew = false): Promise<void> {
    const { about, person, kind, day } = this.filter;
    const filter = {
      ...(about.trim() && { about }),
      ...(person && { person }),
      ...(kind && { kind }),
      ...(day && { day }),
      ...(before !== undefined && { before }),
    };
    try {
      const log = await this.#asked.run(() => bridge.ask('article.log', { ...filter, limit: PAGE }));
      if (!log) return;
      if (anew) this.entries = [];
      if (before === undefined) this.#newest(log.entries, log.more);
      else {
        this.entries = [...this.entries, ...log.entries];
        this.more = log.more;
      }
      this.failure = undefined;
      this.known = true;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }

  /** New entries go on top of what was read already, when they join it. */
  #newest(entries: LogEntry[], more: boolean): void {
    const last = entries.at(-1)?.seq;
    const joins = last !== undefined && this.entries.some((entry) => entry.seq === last);
    const older = joins ? this.entries.filter((entry) => entry.seq < last) : [];
    if (older.length === 0) this.more = more;
    this.entries = [...entries, ...older];
  }
}

export const log = new Log();
