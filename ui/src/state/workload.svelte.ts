import { bridge, failureOf } from '../bridge';
import type { Failure } from '../wire/Failure';
import type { Workload as Counted } from '../wire/Workload';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

/** Who has how much, and what waits how long. */
class Workload {
  counted = $state.raw<Counted>();
  failure = $state.raw<Failure>();
  #asked = new Numbered();
  #soon = debounced(300, () => void this.refresh());

  /** Keeps it fresh until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    const stops = (['queue', 'people'] as const).map((topic) => onTopic(topic, () => this.#soon()));
    return () => stops.forEach((stop) => stop());
  }

  async refresh(): Promise<void> {
    try {
      this.counted = (await this.#asked.run(() => bridge.ask('queue.workload', {}))) ?? this.counted;
      this.failure = undefined;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}

export const workload = new Workload();
