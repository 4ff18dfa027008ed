import { bridge, failureOf } from '../bridge';
import type { Failure } from '../wire/Failure';
import type { LogEntry } from '../wire/LogEntry';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

const PAGE = 100;

/** The whole log, newest first, as far back as one went. */
class Log {
  entries = $state.raw<LogEntry[]>([]);
  more = $state(false);
  failure = $state.raw<Failure>();
  known = $state(false);
  #asked = new Numbered();
  #soon = debounced(300, () => void this.refresh());

  /** Keeps it fresh until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    const stops = [onTopic('queue', () => this.#soon()), onTopic('article', () => this.#soon())];
    return () => stops.forEach((stop) => stop());
  }

  async refresh(): Promise<void> {
    await this.#take(undefined);
  }

  async older(): Promise<void> {
    await this.#take(this.entries.at(-1)?.seq);
  }

  async #take(before: number | undefined): Promise<void> {
    try {
      const log = await this.#asked.run(() => bridge.ask('article.log', { before, limit: PAGE }));
      if (!log) return;
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
