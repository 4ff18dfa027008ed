import { bridge, failureOf } from '../bridge';
import type { Failure } from '../wire/Failure';
import type { Grant } from '../wire/Grant';
import type { Invited } from '../wire/Invited';
import type { Masthead as Answer } from '../wire/Masthead';
import type { Member } from '../wire/Member';
import type { Role } from '../wire/Role';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { toasts } from './toasts.svelte';
import { onTopic } from './topics';

/** Who is there, what they may do, and who can come in: for administrators. */
class Masthead {
  answer = $state.raw<Answer>();
  failure = $state.raw<Failure>();
  /** A code that was just given: shown once. */
  invited = $state.raw<Invited>();
  #asked = new Numbered();
  #soon = debounced(150, () => void this.refresh());

  /** Keeps it fresh until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    return onTopic('people', () => this.#soon());
  }

  async refresh(): Promise<void> {
    try {
      const answer = await this.#asked.run(() => bridge.ask('people.list', {}));
      if (!answer) return;
      this.answer = answer;
      this.failure = undefined;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }

  /** True when it was done; what stands in the way is said. */
  async set(name: string, roles: Role[], grants: Grant[]): Promise<boolean> {
    return this.#try(async () => {
      this.answer = await bridge.ask('people.set', { name, roles, grants });
    });
  }

  async invite(person: Member): Promise<void> {
    await this.#try(async () => {
      this.invited = await bridge.ask('people.invite', { person: person.id });
      await this.refresh();
    });
  }

  async endSessions(person: Member): Promise<void> {
    await this.#try(async () => {
      const { count } = await bridge.ask('people.end-sessions', { person: person.id });
      toasts.say(count === 1 ? 'One session is ended.' : `${count} sessions are ended.`, { tone: 'good' });
      await this.refresh();
    });
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      toasts.say(failureOf(thrown).message, { tone: 'bad' });
      return false;
    }
  }
}

export const masthead = new Masthead();
