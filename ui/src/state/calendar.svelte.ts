import { bridge, failureOf } from '../bridge';
import type { Calendar as Answer } from '../wire/Calendar';
import type { CalendarCard } from '../wire/CalendarCard';
import type { Failure } from '../wire/Failure';
import type { JobId } from '../wire/JobId';
import { type Cell, cardsIn, type Row, rowsOf } from './calendar-grid';
import { addDays, addMonths, monthOf, weekOf } from './dates';
import { debounced } from './debounced';
import { now } from './now.svelte';
import { Numbered } from './numbered';
import { session } from './session.svelte';
import { parts } from './times';
import { onTopic } from './topics';

export type Span = 'week' | 'month';
const SPAN = 'galley.calendar.span';
const DUES = 'galley.calendar.dues';
/** The month has one row a day. */
const WHOLE_DAY: Row[] = [{ time: '00:00', name: '' }];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Where a card is on its way to, until the desk has answered. */
export interface Settling {
  job: JobId;
  date: string;
  time: string;
}

/** What goes out when, in the week or month that is looked at; and the cell one is on. */
class Calendar {
  span = $state<Span>(localStorage.getItem(SPAN) === 'month' ? 'month' : 'week');
  /** Due dates are shown as a second layer. */
  dues = $state(localStorage.getItem(DUES) !== 'no');
  /** A day of what is looked at; today when nothing was chosen. */
  #day = $state<string>();
  known = $state.raw<Answer>();
  failure = $state.raw<Failure>();
  settling = $state.raw<Settling>();
  /** Where one is, and on which card of the cell. */
  at = $state.raw<Cell & { item: number }>({ date: '', row: 0, item: 0 });

  readonly today = $derived(houseDate(now.at, session.zone));
  readonly day = $derived(this.#day ?? this.today);
  readonly range = $derived(this.span === 'week' ? weekOf(this.day) : monthOf(this.day));
  readonly cards = $derived<CalendarCard[]>(moved(this.known?.cards ?? [], this.settling));
  readonly rows = $derived(this.span === 'week' ? rowsOf(this.known?.days ?? [], this.cards) : WHOLE_DAY);
  /** The card one is on. */
  readonly current = $derived<CalendarCard | undefined>(this.cardsIn(this.at)[this.at.item]);
  #asked = new Numbered();
  #soon = debounced(150, () => void this.refresh());

  /** Keeps it fresh until the returned function is called. */
  follow(): () => void {
    if (!this.at.date) this.at = { date: this.day, row: 0, item: 0 };
    void this.refresh();
    const topics = ['queue', 'site', 'rules', 'people'] as const;
    const stops = topics.map((topic) => onTopic(topic, () => this.#soon()));
    return () => stops.forEach((stop) => stop());
  }

  cardsIn(cell: Cell): CalendarCard[] {
    return cardsIn(this.cards, this.rows, cell);
  }

  async refresh(): Promise<void> {
    const { from, to } = this.range;
    try {
      const answer = await this.#asked.run(() => bridge.ask('calendar.list', { from, to }));
      if (!answer) return;
      this.known = answer;
      this.failure = undefined;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }

  setSpan(span: Span): void {
    if (this.span === span) return;
    localStorage.setItem(SPAN, span);
    this.span = span;
    this.at = { date: this.at.date, row: 0, item: 0 };
    this.show(this.at.date || this.day);
  }

  setDues(dues: boolean): void {
    localStorage.setItem(DUES, dues ? 'yes' : 'no');
    this.dues = dues;
  }

  /** The week or month so many away. */
  step(by: number): void {
    const day = this.span === 'week' ? addDays(this.day, 7 * by) : addMonths(this.day, by);
    this.at = { ...this.at, date: day, item: 0 };
    this.show(day);
  }

  goToday(): void {
    this.at = { ...this.at, date: this.today, item: 0 };
    this.#day = undefined;
    void this.refresh();
  }

  /** Looks at the week or month that has the day. */
  show(day: string): void {
    this.#day = day;
    const { from, to } = this.range;
    const days = this.known?.days;
    if (days?.[0]?.date !== from || days.at(-1)?.date !== to) void this.refresh();
  }

  /** Goes to a cell, and shows the week or month it is in. */
  go(cell: Cell, item = 0): void {
    const row = Math.max(0, Math.min(this.rows.length - 1, cell.row));
    this.at = { date: cell.date, row, item: Math.max(0, item) };
    this.show(cell.date);
  }

  /** To the next card or cell above or below; in the month beyond a day's cards to the week beside. */
  walk(by: 1 | -1): void {
    const { date, row, item } = this.at;
    if (by === 1 && item + 1 < this.cardsIn(this.at).length) return this.go({ date, row }, item + 1);
    if (by === -1 && item > 0) return this.go({ date, row }, item - 1);
    const cell =
      this.span === 'week'
        ? { date, row: Math.max(0, Math.min(this.rows.length - 1, row + by)) }
        : { date: addDays(date, 7 * by), row: 0 };
    if (cell.date === date && cell.row === row) return;
    this.go(cell, by === -1 ? this.cardsIn(cell).length - 1 : 0);
  }
}

function moved(cards: readonly CalendarCard[], settling: Settling | undefined): CalendarCard[] {
  if (!settling) return [...cards];
  const { job, date, time } = settling;
  const shown = cards.map((card) => (card.job === job ? { ...card, date, time } : card));
  return shown.sort((a, b) => `${a.date} ${a.time}`.localeCompare(`${b.date} ${b.time}`));
}

/** The date that the house's calendar shows then. */
export function houseDate(at: number, zone: string): string {
  const { year, month, day } = parts(at, zone);
  return `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day}`;
}

export const calendar = new Calendar();
