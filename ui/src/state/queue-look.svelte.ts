import { session } from './session.svelte';

export type Look = 'table' | 'board';
const KEY = 'galley.queue.look';

/** Whether the queue is a table or a board: remembered for each person on this machine. */
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
}

const remembered = (person: string | undefined): Look =>
  localStorage.getItem(`${KEY}.${person ?? ''}`) === 'board' ? 'board' : 'table';

export const queueLook = new QueueLook();
