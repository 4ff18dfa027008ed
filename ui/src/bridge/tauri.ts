import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import type { PersonId } from '../wire/PersonId';
import type { Requests } from '../wire/requests';
import type { Topic } from '../wire/Topic';
import { type Bridge, failureOf } from './bridge';

/** The bridge inside the window: one command carries every request, one event every topic. */
export function tauriBridge(): Bridge {
  let person: PersonId | null = null;
  // The platform decides how an address of our scheme is written.
  const base = convertFileSrc('', 'galley');

  return {
    isWindow: true,
    base,
    async ask<N extends keyof Requests>(name: N, args: Requests[N]['args']) {
      try {
        // The answer is JSON on its way; it arrives read.
        return await invoke<Requests[N]['answer']>('request', { name, args: JSON.stringify(args), person });
      } catch (thrown) {
        throw failureOf(thrown);
      }
    },
    topics(listener) {
      const listening = listen<Topic[]>('changed', (event) => listener(event.payload));
      return () => void listening.then((stop) => stop());
    },
    // The back end is this very process.
    link(listener) {
      listener(true);
      return () => undefined;
    },
    media: (hash, width) => `${base}media/${hash}/${width}`,
    sit(sitting) {
      person = sitting;
    },
    async openPublished(path) {
      try {
        await invoke('open_published', { path });
      } catch (thrown) {
        throw failureOf(thrown);
      }
    },
  };
}
