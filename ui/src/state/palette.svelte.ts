import { bridge } from '../bridge';
import type { ArchiveLine } from '../wire/ArchiveLine';
import type { Line } from '../wire/Line';
import { debounced } from './debounced';
import { Numbered } from './numbered';

/** Articles found for the palette, by whatever was typed. */
export class Found {
  lines = $state.raw<Line[]>([]);
  /** Found by words anywhere in them, the best first. */
  texts = $state.raw<ArchiveLine[]>([]);
  #asked = new Numbered();
  #soon = debounced(90, (text: string) => void this.#ask(text));

  look(text: string): void {
    if (text.trim()) this.#soon(text.trim());
    else {
      this.#soon.cancel();
      this.#asked.forget();
      this.lines = [];
      this.texts = [];
    }
  }

  async #ask(text: string): Promise<void> {
    try {
      const args = { filter: text, sort: 'bucket' as const, descending: false, offset: 0, limit: 8 };
      const words = { query: text, published: false, filter: {}, offset: 0, limit: 6 };
      const answers = await this.#asked.run(() =>
        Promise.all([bridge.ask('queue.list', args), bridge.ask('search', words)]),
      );
      if (!answers) return;
      [this.lines, this.texts] = [answers[0].lines, answers[1].lines];
    } catch {
      // The palette still has its acts and people; the status line says that the desk is out of reach.
      this.lines = [];
      this.texts = [];
    }
  }
}
