import { bridge } from '../bridge';
import type { Line } from '../wire/Line';
import { debounced } from './debounced';
import { Numbered } from './numbered';

/** Articles found for the palette, by whatever was typed. */
export class Found {
  lines = $state.raw<Line[]>([]);
  #asked = new Numbered();
  #soon = debounced(90, (text: string) => void this.#ask(text));

  look(text: string): void {
    if (text.trim()) this.#soon(text.trim());
    else {
      this.#soon.cancel();
      this.#asked.forget();
      this.lines = [];
    }
  }

  async #ask(text: string): Promise<void> {
    try {
      const args = { filter: text, sort: 'bucket' as const, descending: false, offset: 0, limit: 8 };
      const answer = await this.#asked.run(() => bridge.ask('queue.list', args));
      if (answer) this.lines = answer.lines;
    } catch {
      // The palette still has its acts and people; the status line says that the desk is out of reach.
      this.lines = [];
    }
  }
}
