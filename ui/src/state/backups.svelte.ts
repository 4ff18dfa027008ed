import { bridge, failureOf } from '../bridge';
import type { BackupList } from '../wire/BackupList';
import type { BackupPlan } from '../wire/BackupPlan';
import type { Failure } from '../wire/Failure';
import type { RestoreArgs } from '../wire/RestoreArgs';
import type { RestoredView } from '../wire/RestoredView';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { toasts } from './toasts.svelte';
import { onTopic } from './topics';

/** The newsroom's backups, as the desk lists them. */
class Backups {
  list = $state.raw<BackupList>();
  failure = $state.raw<Failure>();
  /** One is being made. */
  making = $state(false);
  /** What is to be put back: the question is open. */
  asked = $state.raw<RestoreArgs>();
  #asked = new Numbered();
  #soon = debounced(300, () => void this.refresh());

  /** Keeps the list fresh until the returned function is called. */
  follow(): () => void {
    void this.refresh();
    return onTopic('status', () => this.#soon());
  }

  async refresh(): Promise<void> {
    try {
      const list = await this.#asked.run(() => bridge.ask('backup.list', {}));
      if (!list) return;
      this.list = list;
      this.failure = undefined;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }

  async make(): Promise<void> {
    if (this.making) return;
    this.making = true;
    try {
      const made = await bridge.ask('backup.make', {});
      const detail = made.remarks.join(' ');
      toasts.say('The backup is written and checked', detail ? { detail } : { tone: 'good' });
    } catch (thrown) {
      toasts.say('No backup was made', { detail: failureOf(thrown).message, tone: 'bad' });
    } finally {
      this.making = false;
      await this.refresh();
    }
  }

  plan(args: RestoreArgs): Promise<BackupPlan> {
    return bridge.ask('backup.plan', args);
  }

  restore(args: RestoreArgs): Promise<RestoredView> {
    return bridge.ask('backup.restore', args);
  }
}

export const backups = new Backups();
