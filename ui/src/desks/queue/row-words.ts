import { day } from '../../state/times';
import type { Badge } from '../../wire/Badge';
import type { Line } from '../../wire/Line';

/** "L. Sandoval → P. Whitlock · Europe": whose it is, who edits it, where it goes. */
export function peopleOf(line: Line): string {
  const people = [line.writer, line.editor].filter((person) => person !== null).map((person) => short(person.name));
  return [people.join(' → '), line.section?.label].filter(Boolean).join(' · ');
}

/** "2 suggestions · 1 comment": what waits in the text. */
export function waitingIn(line: Line): string {
  const some = (count: number, one: string) => (count === 0 ? '' : `${count} ${one}${count === 1 ? '' : 's'}`);
  return [some(line.suggestions, 'suggestion'), some(line.comments, 'comment')].filter(Boolean).join(' · ');
}

/** "L. Sandoval": who has the text before them now. */
export function presentIn(line: Line): string {
  return line.present.map(short).join(', ');
}

/** The desk's badges, and what stops an article from going out. */
export function badgesOf(line: Line, zone: string, now: number): Badge[] {
  const badges = [...line.badges];
  const said = (word: string) => badges.some((badge) => badge.text.toLowerCase().includes(word));
  if (line.on_hold && !said('hold')) badges.push({ text: 'on hold', tone: 'red' });
  if (line.embargoed_until && Date.parse(line.embargoed_until) > now && !said('embargo')) {
    badges.push({ text: `embargo to ${day(line.embargoed_until, zone, now)}`, tone: 'amber' });
  }
  if (line.job?.changed_since && !said('changed since'))
    badges.push({ text: 'changed since scheduled', tone: 'amber' });
  return badges;
}

/** "Lucía Sandoval" as "L. Sandoval". */
export function short(name: string): string {
  const [first, ...rest] = name.trim().split(/\s+/);
  return first && rest.length > 0 ? `${[...first][0]}. ${rest.join(' ')}` : name;
}
