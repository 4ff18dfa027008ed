import { bridge, failureOf } from '../bridge';
import type { Arrived } from '../wire/Arrived';
import type { SentFile } from '../wire/SentFile';
import { toasts } from './toasts.svelte';

/** Files handed in through this window, and what became of them. */
class Intake {
  /** Names of the files under way. */
  sending = $state.raw<string[]>([]);
  /** Shown by the arrivals dialog. */
  arrived = $state.raw<Arrived[]>();
  #chooser: (() => void) | undefined;

  async submit(files: readonly File[]): Promise<void> {
    if (files.length === 0 || this.sending.length > 0) return;
    this.sending = files.map((file) => file.name);
    try {
      const sent = await Promise.all(files.map(read));
      this.arrived = (await bridge.ask('intake.submit', { files: sent })).files;
    } catch (thrown) {
      toasts.say(failureOf(thrown).message, { tone: 'bad' });
    } finally {
      this.sending = [];
    }
  }

  /** Asks for files by the system's own dialog. */
  choose(): void {
    this.#chooser?.();
  }

  /** The file input on the page says how it is opened. */
  offer(chooser: () => void): () => void {
    this.#chooser = chooser;
    return () => (this.#chooser = undefined);
  }
}

/** The file in base64; a file larger than memory is the back end's to refuse, by its size. */
export async function read(file: File): Promise<SentFile> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () =>
      reject({ code: 'unreadable', message: `“${file.name}” cannot be read from here.`, detail: '' });
    reader.readAsDataURL(file);
  });
  return { name: file.name, data: address.slice(address.indexOf(',') + 1) };
}

export const intake = new Intake();
