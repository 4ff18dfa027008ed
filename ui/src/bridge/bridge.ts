import type { Failure } from '../wire/Failure';
import type { PersonId } from '../wire/PersonId';
import type { Requests } from '../wire/requests';
import type { Topic } from '../wire/Topic';

/** What the interface knows of the machine it runs on: requests, topics, and where pictures and pages are. */
export interface Bridge {
  /** Answers with what the table of requests says; rejects with a `Failure`, never with anything else. */
  ask<N extends keyof Requests>(name: N, args: Requests[N]['args']): Promise<Requests[N]['answer']>;
  /** Names what changed, until the returned function is called. After a lost connection: everything. */
  topics(listener: (topics: Topic[]) => void): () => void;
  /** Starts and ends listening for topics: nobody listens who is not let in. */
  follow(on: boolean): void;
  /** Called whenever an answer says that nobody is signed in, or that the stream of topics was closed for good. */
  signedOut(listener: () => void): () => void;
  /** Whether the back end is within reach, now and whenever that changes. */
  link(listener: (up: boolean) => void): () => void;
  /** What stands before the addresses of pictures, styles and fonts: "/" or "galley://localhost/". */
  readonly base: string;
  /** Address of a picture by content, at a width in CSS pixels. */
  media(hash: string, width: number): string;
  /** Who sits here, while seats are free: sent with every request from now on. */
  sit(person: PersonId | null): void;
  /** Opens a page as readers get it; `path` is below the site's root, with slashes. */
  openPublished(path: string): Promise<void>;
  /** Notices of the system, outside the desk. */
  readonly notices: Notices;
  /** What only a window has; nothing in a browser. */
  readonly machine: Machine | undefined;
}

/** How the machine tells somebody something while they look elsewhere. */
export interface Notices {
  /** Asks the machine whether it may; false when it does not let us, or cannot. */
  allow(): Promise<boolean>;
  /** Shows one; `chosen` is called when somebody presses it, where the machine tells. */
  show(notice: Notice, chosen: () => void): Promise<void>;
}

export interface Notice {
  title: string;
  body: string;
  /** A later one of the same name takes its place. */
  name: string;
}

/** The machine that a window runs on: its newsrooms, and the window's menus. */
export interface Machine {
  /** Folders of newsrooms that were opened here, the last one first. */
  newsrooms(): Promise<string[]>;
  /** A folder by the system's own dialog; nothing when it is closed without one. */
  chooseFolder(): Promise<string | undefined>;
  /** This window shows that newsroom from now on. */
  open(folder: string): Promise<void>;
  /** Makes a newsroom in a new or empty folder and shows it in this window. */
  make(newsroom: NewNewsroom): Promise<void>;
  /** Tells which entry of the menus was chosen, by the id of the key map. */
  menu(listener: (id: string) => void): void;
}

export interface NewNewsroom {
  folder: string;
  /** Of the newsroom. */
  name?: string;
  /** Who is its first person. */
  person?: string;
  /** The sample newsroom, with people and articles to try things on. */
  sample: boolean;
}

/** Everything that is not about one article: asked again after a lost connection. */
export const EVERYTHING: Topic[] = [
  { topic: 'people' },
  { topic: 'rules' },
  { topic: 'house' },
  { topic: 'queue' },
  { topic: 'status' },
  { topic: 'site' },
];

/** Whatever was thrown, as a failure that can be shown. */
export function failureOf(thrown: unknown): Failure {
  if (isFailure(thrown)) return thrown;
  return {
    code: 'failed',
    message: 'The desk did not answer. What you see may be out of date; try again in a moment.',
    detail: thrown instanceof Error ? thrown.message : String(thrown),
  };
}

function isFailure(thrown: unknown): thrown is Failure {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown && 'detail' in thrown;
}
