/** Dates without a time, as the desk writes them: "2026-11-24". Always in the house's zone; weeks begin on Monday. */

const DAY = 86_400_000;
const at = (date: string) => Date.parse(`${date}T00:00:00Z`);
const written = (time: number) => new Date(time).toISOString().slice(0, 10);

export function addDays(date: string, days: number): string {
  return written(at(date) + days * DAY);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((at(to) - at(from)) / DAY);
}

/** 0 for Monday. */
export function weekday(date: string): number {
  return (new Date(at(date)).getUTCDay() + 6) % 7;
}

export function monday(date: string): string {
  return addDays(date, -weekday(date));
}

/** The first of the month so many months away. */
export function addMonths(date: string, months: number): string {
  const first = new Date(at(`${date.slice(0, 7)}-01`));
  first.setUTCMonth(first.getUTCMonth() + months);
  return written(first.getTime());
}

/** The week that has the date. */
export function weekOf(date: string): { from: string; to: string } {
  const from = monday(date);
  return { from, to: addDays(from, 6) };
}

/** The month that has the date, in whole weeks. */
export function monthOf(date: string): { from: string; to: string } {
  const last = addDays(addMonths(date, 1), -1);
  return { from: monday(`${date.slice(0, 7)}-01`), to: addDays(monday(last), 6) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** "Mon 24", or by other parts: `say('2026-11-24', { month: 'long', year: 'numeric' })`. */
export function say(date: string, parts: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric' }): string {
  const key = JSON.stringify(parts);
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...parts });
  formats.set(key, format);
  return format.format(at(date));
}

/** "23 – 29 November 2026", "30 November – 6 December 2026". */
export function sayRange(from: string, to: string): string {
  const whole = say(to, { day: 'numeric', month: 'long', year: 'numeric' });
  if (from.slice(0, 7) === to.slice(0, 7)) return `${say(from, { day: 'numeric' })} – ${whole}`;
  const year = from.slice(0, 4) === to.slice(0, 4) ? {} : { year: 'numeric' as const };
  return `${say(from, { day: 'numeric', month: 'long', ...year })} – ${whole}`;
}
