import type { Failure } from '../wire/Failure';
import type { PersonId } from '../wire/PersonId';
import type { Requests } from '../wire/requests';
import type { Topic } from '../wire/Topic';
import { type Bridge, EVERYTHING, failureOf } from './bridge';

/** The bridge in a browser: a request is a POST, topics are server-sent events. */
export function httpBridge(): Bridge {
  let person: PersonId | null = null;
  const stream = changes();

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
      return (await answerOf(response)) as Requests[N]['answer'];
    },
    topics: stream.topics,
    link: stream.link,
    media: (hash, width) => `/media/${hash}/${width}`,
    sit(sitting) {
      person = sitting;
    },
    async openPublished(path) {
      window.open(`/site${path}`, '_blank', 'noopener');
    },
  };
}

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
function changes() {
  const listeners = new Set<(topics: Topic[]) => void>();
  const links = new Set<(up: boolean) => void>();
  let up = true;
  let source: EventSource | undefined;

  const tell = (topics: Topic[]) => listeners.forEach((listener) => listener(topics));
  const turn = (now: boolean) => {
    if (now === up) return;
    up = now;
    links.forEach((listener) => listener(now));
    if (now) tell(EVERYTHING);
  };
  const open = () => {
    source = new EventSource('/events');
    source.onopen = () => turn(true);
    source.onmessage = (message: MessageEvent<string>) => tell(JSON.parse(message.data) as Topic[]);
    source.onerror = () => {
      turn(false);
      // A browser gives up for good on some errors; then it is ours to try again.
      if (source?.readyState === EventSource.CLOSED) setTimeout(open, 2000);
    };
  };

  return {
    topics(listener: (topics: Topic[]) => void) {
      listeners.add(listener);
      if (!source) open();
      return () => void listeners.delete(listener);
    },
    link(listener: (up: boolean) => void) {
      links.add(listener);
      listener(up);
      return () => void links.delete(listener);
    },
  };
}
