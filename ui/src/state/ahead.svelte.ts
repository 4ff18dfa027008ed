import { bridge, failureOf } from '../bridge';
import type { LookAhead } from '../wire/LookAhead';
import type { ViolationLine } from '../wire/ViolationLine';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { session } from './session.svelte';
import { toasts } from './toasts.svelte';
import { onTopic } from './topics';

/** What the schedule will run into, and what readers will see at a minute that one looks ahead to. */
class Ahead {
  violations = $state.raw<ViolationLine[]>([]);
  /** Days that were looked through; none while nothing is known. */
  days = $state(0);
  /** Shown by the dialog. */
  shown = $state.raw<LookAhead>();
  #asked = new Numbered();
  #soon = debounced(400, () => void this.refresh());

  /** Keeps it fresh until the returned function is called; it is for whoever reads the whole desk. */
  follow(): () => void {
    if (!this.allowed) return () => undefined;
    void this.refresh();
    const stops = (['queue', 'site', 'rules'] as const).map((topic) => onTopic(topic, () => this.#soon()));
    return () => stops.forEach((stop) => stop());
  }

  get allowed(): boolean {
    return session.is('editor') || session.is('copy-editor') || session.is('managing-editor');
  }

  async refresh(): Promise<void> {
    try {
      const found = await this.#asked.run(() => bridge.ask('schedule.check', {}));
      if (!found) return;
      this.violations = found.list;
      this.days = found.days;
    } catch {
      // The calendar says by itself when the desk does not answer.
    }
  }

  async look(at: string): Promise<void> {
    try {
      this.shown = await bridge.ask('schedule.look-ahead', { at });
    } catch (thrown) {
      toasts.say(failureOf(thrown).message, { tone: 'bad' });
    }
  }
}

export const ahead = new Ahead();
