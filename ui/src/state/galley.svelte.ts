import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { Failure } from '../wire/Failure';
import type { Galley } from '../wire/Galley';
import type { HouseProblem } from '../wire/HouseProblem';
import type { VersionLine } from '../wire/VersionLine';
import { debounced } from './debounced';
import type { Proof } from './manuscript-proof';
import { Numbered } from './numbered';
import { onTopic } from './topics';

/** Acts and fields come in bursts; what is typed does not pass through here. */
const SETTLED = 60;

/** The article in the house layout, as it was last rendered without a fault. */
export class GalleyState implements Proof {
  /** The last good page; it stays while the house is broken. */
  page = $state.raw<Galley>();
  /** Mistakes in the house folder: shown in the page's place. */
  house = $state.raw<HouseProblem[]>([]);
  failure = $state.raw<Failure>();
  /** A frozen version that is looked at instead of what is on the desk. */
  version = $state.raw<VersionLine>();
  #visible = false;
  #asked = new Numbered();
  #soon = debounced(SETTLED, () => void this.refresh());

  constructor(readonly article: ArticleId) {}

  get wanted(): boolean {
    return this.#visible && !this.version;
  }

  /** Keeps it fresh until the returned function is called. */
  follow(): () => void {
    this.#visible = true;
    void this.refresh();
    const stops = [
      onTopic('house', () => void this.refresh()),
      onTopic('article', ({ id }) => id === this.article && this.#soon()),
      onTopic('people', () => this.#soon()),
      onTopic('site', () => this.#soon()),
    ];
    return () => {
      this.#visible = false;
      this.#soon.cancel();
      stops.forEach((stop) => stop());
    };
  }

  look(version: VersionLine | undefined): void {
    if (this.version?.hash === version?.hash) return;
    this.version = version;
    void this.refresh();
  }

  take(galley: Galley): void {
    this.#asked.forget();
    this.failure = undefined;
    this.house = galley.html === '' ? galley.house : [];
    if (galley.html !== '') this.page = galley;
  }

  async refresh(): Promise<void> {
    if (!this.#visible) return;
    const { article } = this;
    const version = this.version ? { version: this.version.hash } : {};
    try {
      const galley = await this.#asked.run(() => bridge.ask('galley.page', { article, base: bridge.base, ...version }));
      if (galley) this.take(galley);
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}
