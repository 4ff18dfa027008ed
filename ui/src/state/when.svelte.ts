import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { Moment } from '../wire/Moment';
import type { ShownTime } from '../wire/ShownTime';
import type { Slot } from '../wire/Slot';
import type { WhenRead } from '../wire/WhenRead';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { parts, readerZone } from './times';

/** A time as somebody types it, and what the desk reads in it. */
export class When {
  text = $state('');
  read = $state.raw<WhenRead>();
  failure = $state.raw<string>();
  /** Of the two times of a fold or beside a gap: the one that was chosen. */
  #chosen = $state.raw<ShownTime>();
  readonly time = $derived<ShownTime | undefined>(
    this.#chosen ?? (this.read?.reading === 'at' ? this.read.time : undefined),
  );
  readonly moment = $derived<Moment | undefined>(this.time?.moment);
  #asked = new Numbered();
  #soon = debounced(90, () => void this.#ask());

  constructor(readonly article?: ArticleId) {}

  /** As one types. */
  type(text: string): void {
    this.text = text;
    this.#chosen = undefined;
    if (!text.trim()) {
      this.#soon.cancel();
      this.#asked.forget();
      this.read = undefined;
    } else this.#soon();
  }

  choose(time: ShownTime): void {
    this.#chosen = time;
  }

  /** Reads what stands there now; for a form that is sent faster than one pauses. */
  async settle(): Promise<Moment | undefined> {
    this.#soon.cancel();
    if (this.text.trim() && !this.#chosen) await this.#ask();
    return this.moment;
  }

  async #ask(): Promise<void> {
    try {
      const read = await this.#asked.run(() => readTime(this.text, this.article));
      if (!read) return;
      this.read = read;
      this.failure = undefined;
    } catch (thrown) {
      this.failure = failureOf(thrown).message;
    }
  }
}

export function readTime(text: string, article?: ArticleId): Promise<WhenRead> {
  return bridge.ask('schedule.read', { text, reader_zone: readerZone(), article });
}

/** The next places of the house's rhythm that nothing stands in. */
export async function freeSlots(slots: readonly Slot[], zone: string, now: number, article: ArticleId, wanted = 5) {
  const coming = comingSlots(slots, zone, now, wanted * 3);
  const read = await Promise.all(coming.map(({ text }) => readTime(text, article).catch(() => undefined)));
  return coming
    .flatMap((slot, at) => {
      const found = read[at];
      return found?.reading === 'at' && !found.time.past && found.time.taken_by.length === 0
        ? [{ ...slot, time: found.time }]
        : [];
    })
    .slice(0, wanted);
}

const DAY = 86_400_000;

/** The next occurrences of the slots by the house's clock: what to type for each, and how to name it. */
export function comingSlots(slots: readonly Slot[], zone: string, now: number, count: number) {
  const { hour, minute } = parts(now, zone);
  const found: { text: string; label: string; name: string }[] = [];
  const daily = [...slots].sort((a, b) => a.at.localeCompare(b.at));
  if (daily.length === 0) return found;
  for (let ahead = 0; ahead < 15 && found.length < count; ahead++) {
    const date = parts(now + ahead * DAY, zone);
    for (const slot of daily) {
      if (slot.days.length > 0 && !slot.days.includes(date.weekday.toLowerCase())) continue;
      if (ahead === 0 && slot.at <= `${hour}:${minute}`) continue;
      const month = String(MONTHS.indexOf(date.month) + 1).padStart(2, '0');
      const day = ahead === 0 ? 'today' : ahead === 1 ? 'tomorrow' : date.weekday;
      found.push({ text: `${date.year}-${month}-${date.day} ${slot.at}`, label: `${day} ${slot.at}`, name: slot.name });
    }
  }
  return found.slice(0, count);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
