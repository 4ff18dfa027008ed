import type { Failure } from '../wire/Failure';
import type { PersonId } from '../wire/PersonId';
import type { Requests } from '../wire/requests';
import type { Topic } from '../wire/Topic';
import { type Bridge, EVERYTHING, failureOf, type Notices } from './bridge';

/** The bridge in a browser: a request is a POST, topics are server-sent events. */
export function httpBridge(): Bridge {
  let person: PersonId | null = null;
  const out = new Set<() => void>();
  const signedOut = () => out.forEach((listener) => listener());
  // A browser sends no header of ours with a stream.
  const stream = changes(() => (person ? `/events?person=${person}` : '/events'), signedOut);

  return {
    machine: undefined,
    base: '/',
    async ask<N extends keyof Requests>(name: N, args: Requests[N]['args']) {
      const headers: Record<string, string> = { 'content-type': 'application/json', 'x-galley': '1' };
      if (person) headers['x-galley-person'] = person;
      let response: Response;
      try {
        response = await fetch(`/request/${name}`, { method: 'POST', headers, body: JSON.stringify(args) });
      } catch (thrown) {
        throw outOfReach(thrown);
      }
      try {
        return (await answerOf(response)) as Requests[N]['answer'];
      } catch (thrown) {
        if (failureOf(thrown).code === 'sign-in') signedOut();
        throw thrown;
      }
    },
    follow: stream.follow,
    signedOut(listener) {
      out.add(listener);
      return () => void out.delete(listener);
    },
    topics: stream.topics,
    link: stream.link,
    media: (hash, width) => `/media/${hash}/${width}`,
    sit(sitting) {
      person = sitting;
    },
    notices: browserNotices,
    async openPublished(path) {
      window.open(`/site${path}`, '_blank', 'noopener');
    },
  };
}

/** A browser’s own notices, where it has them. */
const browserNotices: Notices = {
  async allow() {
    return 'Notification' in window && (await Notification.requestPermission()) === 'granted';
  },
  show({ title, body, name }, chosen) {
    const shown = new Notification(title, { body, tag: name });
    shown.onclick = () => {
      window.focus();
      shown.close();
      chosen();
    };
    return Promise.resolve();
  },
};

async function answerOf(response: Response): Promise<unknown> {
  let body: unknown;
  try {
    body = await response.json();
  } catch (thrown) {
    throw response.ok ? failureOf(thrown) : outOfReach(`${response.status} ${response.statusText}`);
  }
  if (!response.ok) throw failureOf(body);
  return body;
}

function outOfReach(thrown: unknown): Failure {
  return {
    code: 'failed',
    message: 'The desk is out of reach. Nothing is lost here; it goes on when `galley serve` answers again.',
    detail: String(thrown),
  };
}

/** One stream for the whole page; after a break everything counts as changed. */
function changes(address: () => string, closed: () => void) {
  const listeners = new Set<(topics: Topic[]) => void>();
  const links = new Set<(up: boolean) => void>();
  let up = true;
  let wanted = false;
  let source: EventSource | undefined;

  const tell = (topics: Topic[]) => listeners.forEach((listener) => listener(topics));
  const turn = (now: boolean) => {
    if (now === up) return;
    up = now;
    links.forEach((listener) => listener(now));
    if (now) tell(EVERYTHING);
  };
  const open = () => {
    source?.close();
    source = undefined;
    if (!wanted) return;
    const opened = new EventSource(address());
    source = opened;
    opened.onopen = () => turn(true);
    opened.onmessage = (message: MessageEvent<string>) => tell(JSON.parse(message.data) as Topic[]);
    opened.onerror = () => {
      turn(false);
      // A browser gives up for good on some errors, of which a session that ended is one; then it is ours to try again.
      if (opened.readyState !== EventSource.CLOSED || source !== opened) return;
      closed();
      setTimeout(() => source === opened && open(), 2000);
    };
  };

  return {
    follow(on: boolean) {
      wanted = on;
      // Whoever comes in again asks for everything again.
      if (!on) turn(false);
      open();
    },
    topics(listener: (topics: Topic[]) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    link(listener: (up: boolean) => void) {
      links.add(listener);
      listener(up);
      return () => void links.delete(listener);
    },
  };
}
