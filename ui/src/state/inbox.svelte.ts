import { bridge, failureOf } from '../bridge';
import type { Failure } from '../wire/Failure';
import type { Inbox as Told } from '../wire/Inbox';
import type { InboxItem } from '../wire/InboxItem';
import { debounced } from './debounced';
import { notices } from './notices.svelte';
import { Numbered } from './numbered';
import { session } from './session.svelte';
import { onTopic } from './topics';

const NOTHING: Told = { needs: [], waits: [], information: [], unread: 0 };

/** What whoever sits here is told. */
class Inbox {
  told = $state.raw<Told>(NOTHING);
  known = $state(false);
  failure = $state.raw<Failure>();
  #asked = new Numbered();
  #soon = debounced(400, () => void this.refresh());

  /** Called once, by main. */
  start(): void {
    for (const topic of ['queue', 'article', 'people', 'site'] as const) onTopic(topic, () => this.#soon());
  }

  async refresh(): Promise<void> {
    if (!session.me || session.locked) return;
    await this.#take(() => bridge.ask('mine.inbox', {}));
  }

  /** Notes what was read, or is to be read again. */
  async read(items: readonly InboxItem[], read = true): Promise<void> {
    const causes = items.filter(({ unread }) => unread === read).map(({ cause }) => cause);
    if (causes.length > 0) await this.#take(() => bridge.ask('mine.read', { causes, read }));
  }

  async readAll(): Promise<void> {
    await this.read([...this.told.needs, ...this.told.information]);
  }

  async #take(ask: () => Promise<Told>): Promise<void> {
    try {
      const told = await this.#asked.run(ask);
      if (!told) return;
      if (this.known) notices.tell(this.told.needs, told.needs);
      this.told = told;
      this.failure = undefined;
      this.known = true;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}

export const inbox = new Inbox();
