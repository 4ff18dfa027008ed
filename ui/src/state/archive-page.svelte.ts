import { bridge, failureOf } from '../bridge';
import type { ArchiveLine } from '../wire/ArchiveLine';
import { debounced } from './debounced';
import { Numbered } from './numbered';

/** The page of the line one is on, as its live version stands in the house layout. */
class ArchivePage {
  html = $state.raw('');
  failure = $state.raw<string>();
  /** The line shown. */
  line = $state.raw<ArchiveLine>();
  #asked = new Numbered();
  #soon = debounced(90, (line: ArchiveLine | undefined) => void this.#load(line));

  /** The archive moved to this line; nothing: the page is not looked at. */
  follow(line: ArchiveLine | undefined): void {
    if (line?.article === this.line?.article && line?.live === this.line?.live) this.#soon.cancel();
    else if (this.line === undefined) void this.#load(line);
    else this.#soon(line);
  }

  async #load(line: ArchiveLine | undefined): Promise<void> {
    this.line = line;
    if (!line) {
      this.#asked.forget();
      return;
    }
    try {
      const version = line.live ?? undefined;
      const galley = await this.#asked.run(() =>
        bridge.ask('galley.page', { article: line.article, base: bridge.base, ...(version ? { version } : {}) }),
      );
      if (!galley) return;
      this.html = galley.html;
      const [first] = galley.house;
      this.failure = galley.html
        ? undefined
        : first && `The house folder has a mistake in ${first.file}: ${first.message} ${first.hint}`;
    } catch (thrown) {
      this.html = '';
      this.failure = failureOf(thrown).message;
    }
  }
}

export const archivePage = new ArchivePage();
