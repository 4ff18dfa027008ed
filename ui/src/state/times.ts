const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in the largest unit that says enough: "now", "25 min", "7 h", "3 d", "6 wk". */
export function age(since: string, now: number): string {
  const passed = Math.max(0, now - Date.parse(since));
  if (passed < MINUTE) return 'now';
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  if (passed < 2 * DAY) return `${Math.floor(passed / HOUR)} h`;
  if (passed < 60 * DAY) return `${Math.floor(passed / DAY)} d`;
  return `${Math.floor(passed / (7 * DAY))} wk`;
}

/** A day near today by name, one further away by date, with the time: "today 16:00", "Tue 07:00", "12 Dec 07:00", "12 Dec 2025". */
export function day(at: string, zone: string, now: number): string {
  const then = parts(Date.parse(at), zone);
  const today = parts(now, zone);
  const clock = `${then.hour}:${then.minute}`;
  const away = Math.round((dayNumber(then) - dayNumber(today)) / DAY);
  if (away === 0) return `today ${clock}`;
  if (away === 1) return `tomorrow ${clock}`;
  if (away === -1) return `yesterday ${clock}`;
  if (away > 1 && away < 7) return `${then.weekday} ${clock}`;
  const date = `${Number(then.day)} ${then.month}`;
  return then.year === today.year ? `${date} ${clock}` : `${date} ${then.year}`;
}

/** The same where there is little room: one further away than a week by its date alone. */
export function brief(at: string, zone: string, now: number): string {
  return day(at, zone, now).replace(/^(\d+ [A-Z][a-z]{2}) \d\d:\d\d$/, '$1');
}

/** "Mon 24 Nov · 14:02 EST": the house's date and time. */
export function houseTime(now: number, zone: string): string {
  const { weekday, day: date, month, hour, minute } = parts(now, zone);
  return `${weekday} ${Number(date)} ${month} · ${hour}:${minute} ${zoneName(now, zone)}`;
}

/** "14:02:07", in the reader's own zone unless one is named. */
export function clock(at: string | number, zone?: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { timeZone: zone, hour12: false });
}

/** The short name of the zone at that time, as people there write it: "EST", "CET". */
export function zoneName(at: number, zone: string): string {
  // Each English has names for its own zones only; the one without an offset in it is the one people use.
  for (const locale of ['en-US', 'en-GB', 'en-AU']) {
    const name = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' })
      .formatToParts(at)
      .find((part) => part.type === 'timeZoneName')?.value;
    if (name && !/\d/.test(name)) return name;
  }
  return zone.split('/').pop()?.replace('_', ' ') ?? zone;
}

/** The zone the reader's machine is set to. */
export const readerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

interface Parts {
  weekday: string;
  day: string;
  month: string;
  year: string;
  hour: string;
  minute: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The date and time a clock and a calendar in that zone show. */
export function parts(at: number, zone: string): Parts {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: '2-digit',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const found = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
  return { ...(found as unknown as Parts), month: (found.month ?? '').slice(0, 3) };
}

const dayNumber = ({ day: date, month, year }: Parts) => Date.parse(`${date} ${month} ${year} UTC`);
