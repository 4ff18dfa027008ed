import { bridge, failureOf } from '../bridge';
import type { DeskStatus } from '../wire/DeskStatus';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { session } from './session.svelte';
import { onTopic } from './topics';

/** How often the line is asked for even when nothing is said to have changed. */
const REFRESH = 30_000;

/** What the status line says; never more than is known. */
class Status {
  desk = $state.raw<DeskStatus>();
  /** When something last reached the disk, by the latest word of it. */
  savedAt = $state.raw<string>();
  /** The back end is within reach. */
  linked = $state(true);
  /** Why the line could not be asked for. */
  failure = $state.raw<string>();
  #asked = new Numbered();
  #soon = debounced(150, () => void this.refresh());

  /** Called once, by main. */
  start(): void {
    bridge.link((up) => (this.linked = up));
    onTopic('saved', ({ at }) => this.#saved(at));
    for (const topic of ['status', 'queue', 'house', 'site'] as const) onTopic(topic, () => this.#soon());
    setInterval(() => void this.refresh(), REFRESH);
    void this.refresh();
  }

  async refresh(): Promise<void> {
    // Nobody is told anything in front of the door.
    if (session.guarded && (!session.me || session.locked)) return;
    try {
      const desk = await this.#asked.run(() => bridge.ask('desk.status', {}));
      if (!desk) return;
      this.desk = desk;
      this.failure = undefined;
      if (desk.saved_at) this.#saved(desk.saved_at);
    } catch (thrown) {
      this.failure = failureOf(thrown).message;
    }
  }

  #saved(at: string): void {
    if (!this.savedAt || Date.parse(at) > Date.parse(this.savedAt)) this.savedAt = at;
  }
}

export const status = new Status();
