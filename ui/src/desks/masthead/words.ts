import { age, day } from '../../state/times';
import type { Member } from '../../wire/Member';
import type { Role } from '../../wire/Role';

/** Roles in the order of the masthead, as they are chosen. */
export const ROLES: { role: Role; label: string; does: string }[] = [
  { role: 'writer', label: 'Writer', does: 'writes their own articles' },
  { role: 'editor', label: 'Editor', does: 'works on everybody’s articles' },
  { role: 'copy-editor', label: 'Copy editor', does: 'works on them in editing and copy' },
  { role: 'managing-editor', label: 'Managing editor', does: 'approves, schedules and publishes' },
  { role: 'administrator', label: 'Administrator', does: 'keeps people and settings; reads no unpublished text' },
];

export function rolesOf({ roles }: Pick<Member, 'roles'>): string {
  const labels = ROLES.filter(({ role }) => roles.includes(role)).map(({ label }) => label);
  const [first, ...others] = labels;
  return first ? [first, ...others.map((label) => label.toLowerCase())].join(', ') : 'A byline without an account';
}

/** How somebody comes in, if they can. */
export function comesIn(member: Member, guarded: boolean, zone: string, now: number) {
  if (member.roles.length === 0) return undefined;
  if (member.code_until) return { text: `Code until ${day(member.code_until, zone, now)}`, tone: 'amber' as const };
  if (member.passphrase_since) return { text: 'Passphrase', tone: 'green' as const };
  return guarded ? { text: 'Needs a code', tone: 'red' as const } : { text: 'Free seat', tone: 'plain' as const };
}

/** "In the browser, 5 min ago; in the window, now". */
export function sessionsSay({ sessions }: Pick<Member, 'sessions'>, now: number): string {
  if (sessions.length === 0) return 'Nowhere';
  const said = sessions.slice(0, 2).map(({ way, used_at }) => {
    const used = age(used_at, now);
    return `${way === 'window' ? 'in a window' : 'in a browser'}, ${used === 'now' ? 'now' : `${used} ago`}`;
  });
  const more = sessions.length - said.length;
  const all = said.join('; ') + (more > 0 ? `; ${more} more` : '');
  return all.charAt(0).toUpperCase() + all.slice(1);
}
