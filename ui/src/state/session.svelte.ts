import { bridge, failureOf } from '../bridge';
import type { Failure } from '../wire/Failure';
import type { Opened } from '../wire/Opened';
import type { PersonCard } from '../wire/PersonCard';
import type { PersonId } from '../wire/PersonId';
import type { Role } from '../wire/Role';
import type { SignedIn } from '../wire/SignedIn';
import type { Status } from '../wire/Status';
import { atRest } from '../keys/rest';
import { kept } from './manuscript-kept.svelte';
import { Numbered } from './numbered';
import { onTopic } from './topics';

const SEAT = 'galley.person';
const NAME = 'galley.name';
/** Milliseconds without a key after which nobody is in the middle of a word. */
const HANDS_REST = 900;

/** Why somebody is not let in, and for how many seconds nobody is listened to. */
export interface Refused {
  reason: string;
  wait: number;
}

/** What the desk told once, and who sits here. */
class Session {
  opened = $state.raw<Opened>();
  failure = $state.raw<Failure>();
  /** The session ended while somebody was at work: the desk stays as it is, and waits for them to sign in again. */
  locked = $state(false);
  /** Whether they are asked to: not in the middle of a word, which would go on in the field for the passphrase. */
  asked = $state(false);
  readonly me = $derived<PersonCard | null>(this.opened?.me ?? null);
  /** People must sign in. */
  readonly guarded = $derived(this.opened?.guarded ?? false);
  /** Somebody who does nothing here but write: they see their own articles, and what they may do. */
  readonly writesOnly = $derived(this.me !== null && this.me.roles.every((role) => role === 'writer'));
  /** The house's zone, an IANA name. */
  readonly zone = $derived(this.opened?.zone ?? 'UTC');
  readonly people = $derived<PersonCard[]>(this.opened?.people ?? []);
  readonly inWindow = bridge.machine !== undefined;
  /** Who is to sit here, by name, once the newsroom is open. */
  #wished: string | undefined;
  #asked = new Numbered();

  /** Called once, by main. */
  async start(): Promise<void> {
    this.#wished = wishedName(location.hash);
    bridge.sit(this.#wished === undefined ? remembered() : null);
    onTopic('people', () => void this.refresh());
    onTopic('rules', () => void this.refresh());
    bridge.signedOut(() => void this.refresh());
    await this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      const opened = await this.#asked.run(() => bridge.ask('desk.open', {}));
      if (!opened) return;
      this.#take(opened);
      await this.#sitAsWished();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.code === 'no-person' && remembered()) {
        // Someone sat here who is no longer on the masthead.
        await this.sit(null);
      } else {
        this.failure = failure;
      }
    }
  }

  #take(opened: Opened): void {
    this.failure = undefined;
    const before = this.me;
    if (before && opened.guarded && !opened.me) {
      if (this.locked) return;
      bridge.follow(false);
      this.locked = true;
      void atRest(HANDS_REST).then(() => (this.asked = this.locked));
      return;
    }
    // Nothing that the former person was shown stays behind.
    if (before && opened.me && before.id !== opened.me.id) location.reload();
    const enters = !before || this.locked;
    if (opened.me) kept.sit(opened.me.id);
    this.opened = opened;
    this.locked = false;
    this.asked = false;
    if (enters && (opened.me || !opened.guarded)) bridge.follow(true);
  }

  /** Remembered for this window, and as the first guess of the next one. */
  async sit(person: PersonId | null): Promise<void> {
    bridge.sit(person);
    if (person) {
      sessionStorage.setItem(SEAT, person);
      localStorage.setItem(SEAT, person);
    } else {
      sessionStorage.removeItem(SEAT);
      localStorage.removeItem(SEAT);
    }
    // Nothing that the former person was shown stays behind.
    if (this.me) location.reload();
    else {
      await this.refresh();
      bridge.follow(true);
    }
  }

  /** By name and passphrase; why not, when it is refused. */
  signIn(name: string, passphrase: string): Promise<Refused | undefined> {
    return this.#enter(name, () => bridge.ask('session.begin', { name, passphrase }));
  }

  /** By a one-time code, choosing the passphrase for the next time. */
  redeem(name: string, code: string, passphrase: string): Promise<Refused | undefined> {
    return this.#enter(name, () => bridge.ask('session.redeem', { name, code, passphrase }));
  }

  /** One's own passphrase, from now on. */
  choosePassphrase(old: string, chosen: string): Promise<Refused | undefined> {
    return this.#enter(this.me?.name ?? '', () => bridge.ask('session.passphrase', { old, new: chosen }));
  }

  async #enter(name: string, ask: () => Promise<SignedIn>): Promise<Refused | undefined> {
    try {
      const answer = await ask();
      if (answer.outcome === 'refused') return answer;
    } catch (thrown) {
      return { reason: failureOf(thrown).message, wait: 0 };
    }
    localStorage.setItem(NAME, name);
    await this.refresh();
    return undefined;
  }

  async signOut(): Promise<void> {
    try {
      await bridge.ask('session.end', {});
    } catch {
      // What cannot be ended from here ends by itself; the page is left in any case.
    }
    kept.close();
    // Whoever comes next does not stand where this one stood.
    history.replaceState(null, '', '#/queue');
    location.reload();
  }

  /** The name that signed in here last. */
  get lastName(): string {
    return localStorage.getItem(NAME) ?? '';
  }

  /** Whoever opened this window said who sits at it: by a name, or a beginning that fits one person only. */
  async #sitAsWished(): Promise<void> {
    const wished = this.#wished;
    if (wished === undefined) return;
    this.#wished = undefined;
    history.replaceState(null, '', '#/queue');
    const person = named(wished, this.people);
    if (person) await this.sit(person.id);
  }

  is(role: Role): boolean {
    return this.me?.roles.includes(role) ?? false;
  }

  personName(id: PersonId): string {
    return this.people.find((person) => person.id === id)?.name ?? 'someone unknown';
  }

  /** Whether backups are this person's to see and to make. */
  get looksAfter(): boolean {
    return this.is('administrator') || this.is('managing-editor');
  }

  /** The house's word for a status. */
  statusLabel(status: Status): string {
    return this.opened?.statuses.find((word) => word.status === status)?.label ?? status;
  }
}

/** The name in `#/sit/<name>`. */
export function wishedName(hash: string): string | undefined {
  const name = /^#\/sit\/(.+)$/.exec(hash)?.[1];
  return name && decodeURIComponent(name);
}

/** The one whose name it is, else the only one whose name begins so. */
export function named(wished: string, people: readonly PersonCard[]): PersonCard | undefined {
  const folded = (name: string) => name.trim().toLowerCase().split(/\s+/).join(' ');
  const whole = people.find((person) => person.id === wished || folded(person.name) === folded(wished));
  const begins = people.filter((person) => folded(person.name).startsWith(folded(wished)));
  return whole ?? (begins.length === 1 ? begins[0] : undefined);
}

function remembered(): PersonId | null {
  return sessionStorage.getItem(SEAT) ?? localStorage.getItem(SEAT);
}

export const session = new Session();
