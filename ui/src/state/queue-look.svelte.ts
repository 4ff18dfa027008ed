import { session } from './session.svelte';

export type Look = 'table' | 'board' | 'workload';
const KEY = 'galley.queue.look';

/** Whether the queue is a table, a board, or who has how much: remembered for each person on this machine. */
class QueueLook {
  #chosen = $state<Record<string, Look>>({});
  readonly look = $derived<Look>(this.#chosen[session.me?.id ?? ''] ?? remembered(session.me?.id));

  set(look: Look): void {
    const me = session.me?.id;
    if (!me) return;
    this.#chosen[me] = look;
    localStorage.setItem(`${KEY}.${me}`, look);
  }

  turn(): void {
    this.set(this.look === 'table' ? 'board' : 'table');
  }

  /** Who has how much; and back to the table. */
  count(): void {
    this.set(this.look === 'workload' ? 'table' : 'workload');
  }
}

function remembered(person: string | undefined): Look {
  const kept = localStorage.getItem(`${KEY}.${person ?? ''}`);
  return kept === 'board' || kept === 'workload' ? kept : 'table';
}

export const queueLook = new QueueLook();
