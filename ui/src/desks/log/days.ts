import { parts } from '../../state/times';
import type { LogEntry } from '../../wire/LogEntry';

/** Entries under the day they happened on, by the house's calendar; both as they come: newest first. */
export function byDay(
  entries: readonly LogEntry[],
  zone: string,
  now: number,
): { name: string; entries: LogEntry[] }[] {
  const today = nameOf(now, zone);
  const days: { name: string; entries: LogEntry[] }[] = [];
  for (const entry of entries) {
    const date = nameOf(Date.parse(entry.at), zone);
    const name = date === today ? `Today, ${date}` : date;
    const last = days.at(-1);
    if (last?.name === name) last.entries.push(entry);
    else days.push({ name, entries: [entry] });
  }
  return days;
}

function nameOf(at: number, zone: string): string {
  const { weekday, day, month, year } = parts(at, zone);
  return `${weekday} ${Number(day)} ${month} ${year}`;
}
