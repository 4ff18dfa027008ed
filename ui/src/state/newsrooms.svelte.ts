import { bridge, failureOf } from '../bridge';

/** The newsrooms of this machine, for a window that has none open. A browser knows its one. */
class Newsrooms {
  /** Whether one can be chosen or made here. */
  readonly here = bridge.machine !== undefined;
  /** Folders of those that were opened here, the last one first. */
  known = $state.raw<string[]>([]);
  /** What is being done, while it is. */
  busy = $state<string>();
  problem = $state<string>();

  async look(): Promise<void> {
    this.known = (await bridge.machine?.newsrooms().catch(() => [])) ?? [];
  }

  async choose(): Promise<string | undefined> {
    return bridge.machine?.chooseFolder();
  }

  open(folder: string): Promise<void> {
    return this.#turn('Opening the newsroom…', () => bridge.machine?.open(folder));
  }

  make(newsroom: { folder: string; name: string; person: string; sample: boolean }): Promise<void> {
    const doing = newsroom.sample ? 'Making the sample newsroom…' : 'Making the newsroom…';
    return this.#turn(doing, () => bridge.machine?.make(newsroom));
  }

  /** The window begins anew with what it was turned to. */
  async #turn(doing: string, work: () => Promise<void> | undefined): Promise<void> {
    if (this.busy) return;
    this.busy = doing;
    this.problem = undefined;
    try {
      await work();
      history.replaceState(null, '', '#/queue');
      location.reload();
    } catch (thrown) {
      this.problem = failureOf(thrown).message;
      this.busy = undefined;
    }
  }
}

export const newsrooms = new Newsrooms();
