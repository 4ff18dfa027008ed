import { bridge, failureOf } from '../bridge';
import type { Failure } from '../wire/Failure';
import type { Opened } from '../wire/Opened';
import type { PersonCard } from '../wire/PersonCard';
import type { PersonId } from '../wire/PersonId';
import type { Role } from '../wire/Role';
import type { Status } from '../wire/Status';
import { Numbered } from './numbered';
import { onTopic } from './topics';

const SEAT = 'galley.person';

/** What the desk told once, and who sits here. */
class Session {
  opened = $state.raw<Opened>();
  failure = $state.raw<Failure>();
  readonly me = $derived<PersonCard | null>(this.opened?.me ?? null);
  /** The house's zone, an IANA name. */
  readonly zone = $derived(this.opened?.zone ?? 'UTC');
  readonly people = $derived<PersonCard[]>(this.opened?.people ?? []);
  #asked = new Numbered();

  /** Called once, by main. */
  async start(): Promise<void> {
    const wished = wishedName(location.hash);
    bridge.sit(wished === undefined ? remembered() : null);
    onTopic('people', () => void this.refresh());
    onTopic('rules', () => void this.refresh());
    await this.refresh();
    if (wished !== undefined) await this.#sitByName(wished);
  }

  async refresh(): Promise<void> {
    try {
      const opened = await this.#asked.run(() => bridge.ask('desk.open', {}));
      if (!opened) return;
      this.opened = opened;
      this.failure = undefined;
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
    else await this.refresh();
  }

  /** Whoever opened this window said who sits at it: by a name, or a beginning that fits one person only. */
  async #sitByName(wished: string): Promise<void> {
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
