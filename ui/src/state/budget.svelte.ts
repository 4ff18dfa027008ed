import { bridge, failureOf } from '../bridge';
import type { Budget as Sheet } from '../wire/Budget';
import type { Failure } from '../wire/Failure';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { onTopic } from './topics';

/** The sheet for the morning meeting, of what the queue's filter lets through. */
export class Budget {
  sheet = $state.raw<Sheet>();
  failure = $state.raw<Failure>();
  #asked = new Numbered();
  #soon = debounced(400, () => void this.ask());

  constructor(private readonly filter: string) {}

  /** Keeps it fresh until the returned function is called. */
  follow(): () => void {
    void this.ask();
    const stop = onTopic('queue', () => this.#soon());
    return () => {
      this.#soon.cancel();
      stop();
    };
  }

  async ask(): Promise<void> {
    const { filter } = this;
    try {
      this.sheet = (await this.#asked.run(() => bridge.ask('queue.budget', { filter }))) ?? this.sheet;
      this.failure = undefined;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}
