import { parts } from '../../state/times';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const monthName = (month: number): string => MONTHS[month - 1] ?? String(month);

/** "12 Mar 2015": when it was first published. */
export function dateOf(at: string, zone: string): string {
  const { day, month, year } = parts(Date.parse(at), zone);
  return `${Number(day)} ${month} ${year}`;
}
