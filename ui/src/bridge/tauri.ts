import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import type { PersonId } from '../wire/PersonId';
import type { Requests } from '../wire/requests';
import type { Topic } from '../wire/Topic';
import { type Bridge, failureOf, type Machine } from './bridge';

const machine: Machine = {
  newsrooms: () => command('newsrooms'),
  chooseFolder: async () => (await command<string | null>('choose_folder')) ?? undefined,
  open: (folder) => command('open_newsroom', { folder }),
  make: (newsroom) => command('make_newsroom', { ...newsroom }),
  menu: (listener) => void listen<string>('menu', (event) => listener(event.payload)),
};

/** One of the window's own commands; rejects with a `Failure`. */
async function command<Answer = void>(name: string, args?: Record<string, unknown>): Promise<Answer> {
  try {
    return await invoke<Answer>(name, args);
  } catch (thrown) {
    throw failureOf(thrown);
  }
}

/** The bridge inside the window: one command carries every request, one event every topic. */
export function tauriBridge(): Bridge {
  let person: PersonId | null = null;
  // The platform decides how an address of our scheme is written.
  const base = convertFileSrc('', 'galley');

  return {
    machine,
    base,
    async ask<N extends keyof Requests>(name: N, args: Requests[N]['args']) {
      // The answer is JSON on its way; it arrives read.
      return command<Requests[N]['answer']>('request', { name, args: JSON.stringify(args), person });
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
    openPublished: (path) => command('open_published', { path }),
  };
}
