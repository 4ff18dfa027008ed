import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import type { PersonId } from '../wire/PersonId';
import type { Requests } from '../wire/requests';
import type { Topic } from '../wire/Topic';
import { type Bridge, EVERYTHING, failureOf, type Machine } from './bridge';

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
  const out = new Set<() => void>();
  const listeners = new Set<(topics: Topic[]) => void>();
  const links = new Set<(up: boolean) => void>();
  let following = true;
  // A request that is sent again by itself, because the page was left, is known by its number.
  const page = crypto.getRandomValues(new Uint32Array(4)).join('-');
  let asked = 0;
  const pressed = new Map<string, () => void>();
  let hears: Promise<unknown> | undefined;

  return {
    machine,
    base,
    async ask<N extends keyof Requests>(name: N, args: Requests[N]['args']) {
      try {
        // The answer is JSON on its way; it arrives read.
        const number = `${page}-${++asked}`;
        return await command<Requests[N]['answer']>('request', { number, name, args: JSON.stringify(args), person });
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.code === 'sign-in') out.forEach((listener) => listener());
        throw failure;
      }
    },
    // The window is told what changed by its own process, which knows who sits there; whoever comes in again asks anew.
    follow(on) {
      const again = on && !following;
      if (on !== following) links.forEach((listener) => listener(on));
      following = on;
      if (again) listeners.forEach((listener) => listener(EVERYTHING));
    },
    signedOut(listener) {
      out.add(listener);
      return () => void out.delete(listener);
    },
    topics(listener) {
      const listening = listen<Topic[]>('changed', (event) => listener(event.payload));
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        void listening.then((stop) => stop());
      };
    },
    // The back end is this very process: only whoever is signed out is out of its reach.
    link(listener) {
      links.add(listener);
      listener(following);
      return () => void links.delete(listener);
    },
    notices: {
      allow: () => Promise.resolve(true),
      show: ({ title, body, name }, chosen) => {
        pressed.set(name, chosen);
        hears ??= listen<string>('notice', (event) => pressed.get(event.payload)?.());
        return command('show_notice', { title, body, name });
      },
    },
    media: (hash, width) => `${base}media/${hash}/${width}`,
    sit(sitting) {
      person = sitting;
    },
    openPublished: (path) => command('open_published', { path }),
  };
}
