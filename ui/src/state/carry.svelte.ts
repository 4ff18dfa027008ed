import { failureOf } from '../bridge';
import type { CalendarCard } from '../wire/CalendarCard';
import type { Command } from '../wire/Command';
import type { JobId } from '../wire/JobId';
import type { Line } from '../wire/Line';
import type { Moment } from '../wire/Moment';
import type { Refusal } from '../wire/Refusal';
import { act, asking, showRefusal } from './act.svelte';
import { articles } from './article.svelte';
import { calendar } from './calendar.svelte';
import { toasts } from './toasts.svelte';
import { readTime } from './when.svelte';

/** What is on its way to another time: a job of the schedule, or an article that is ready for its first. */
export interface Carried {
  line: Line;
  job?: JobId;
  /** Where it stood. */
  from?: { date: string; time: string };
}

/** A card that is carried over the calendar, by pointer or by keys, and put down: the desk decides. */
class Carry {
  what = $state.raw<Carried>();
  over = $state.raw<{ date: string; time: string }>();
  /** Why the desk will not have it moved, as soon as that is known. */
  refusal = $state.raw<Refusal>();

  /** Takes it up; what the desk refuses anyway is said before it is put down. */
  take(what: Carried, over: { date: string; time: string } | undefined): void {
    this.what = what;
    this.over = over;
    this.refusal = undefined;
    void this.#look(what);
  }

  aim(date: string, time: string): void {
    if (this.over?.date !== date || this.over.time !== time) this.over = { date, time };
  }

  /** Back to where it was. */
  putBack(): void {
    this.what = undefined;
    this.over = undefined;
    this.refusal = undefined;
  }

  /** Where it is over now. What is refused goes back, with the reason. */
  async putDown(): Promise<void> {
    const { what, over, refusal } = this;
    this.putBack();
    if (!what || !over) return;
    if (what.from?.date === over.date && what.from.time === over.time) return;
    if (refusal) return showRefusal(refusal);
    if (what.job) calendar.settling = { job: what.job, ...over };
    try {
      const command = await commandFor(what, over);
      if (command) await act(what.line.id, command);
    } catch (thrown) {
      toasts.say(failureOf(thrown).message, { tone: 'bad' });
    }
    await calendar.refresh();
    calendar.settling = undefined;
  }

  async #look(what: Carried): Promise<void> {
    try {
      const view = await articles.fresh(what.line.id);
      const offer = view.offers.find((one) => one.act === (what.job ? 'move-job' : 'schedule'));
      if (this.what === what && offer && !offer.allowed) this.refusal = offer.refusal ?? undefined;
    } catch {
      // The desk says it again when it is put down.
    }
  }
}

export function carriedCard(card: CalendarCard): Carried | undefined {
  return card.job ? { line: card.line, job: card.job, from: { date: card.date, time: card.time } } : undefined;
}

/** The command that puts it there; nothing when a question was left open, or there is no such time. */
async function commandFor(what: Carried, over: { date: string; time: string }): Promise<Command | undefined> {
  const read = await readTime(`${over.date} ${over.time}`, what.line.id);
  const { job } = what;
  const kind = job ? undefined : await kindOf(what.line);
  const at = (when: Moment): Command =>
    job
      ? { act: 'move-job', job, when, share_slot: false }
      : { act: 'schedule', kind: kind ?? 'publish', when, share_slot: false };
  if (!job && !kind) return undefined;
  switch (read.reading) {
    case 'at':
      return at(read.time.moment);
    case 'twice': {
      const choices = [read.earlier, read.later].map((time) => ({ label: time.house, command: at(time.moment) }));
      return (await asking.ask(read.message, choices))?.command;
    }
    case 'skipped': {
      const choices = [read.before, read.after].map((time) => ({ label: time.house, command: at(time.moment) }));
      return (await asking.ask(read.message, choices))?.command;
    }
    case 'unclear':
      toasts.say(read.message, { tone: 'bad' });
      return undefined;
  }
}

/** What is out already is updated; how much that matters to readers is asked. */
async function kindOf(line: Line) {
  if (line.publication !== 'live') return 'publish' as const;
  const update = (significant: boolean): Command => ({
    act: 'schedule',
    kind: { update: { significant } },
    when: { local: '', zone: '', utc: '' },
    share_slot: false,
  });
  const chosen = await asking.ask(
    'It is live: this will be an update. Does it matter enough to go to the top of the feeds?',
    [
      { label: 'An update', command: update(false) },
      { label: 'A significant update', command: update(true) },
    ],
  );
  return chosen?.command.act === 'schedule' ? chosen.command.kind : undefined;
}

export const carry = new Carry();
