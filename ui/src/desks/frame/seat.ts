import type { PersonCard } from '../../wire/PersonCard';
import type { Role } from '../../wire/Role';

/** Roles as they head a list of people, in the order of the masthead. */
export const ROLES: [Role, string][] = [
  ['managing-editor', 'Managing editors'],
  ['editor', 'Editors'],
  ['copy-editor', 'Copy editors'],
  ['writer', 'Writers'],
  ['administrator', 'Administrators'],
];

/** People under their first role in the order of the masthead; who has none does not sit at the desk. */
export function byRole(people: readonly PersonCard[]): { label: string; people: PersonCard[] }[] {
  return ROLES.map(([role, label]) => ({
    label,
    people: people
      .filter((person) => ROLES.find(([first]) => person.roles.includes(first))?.[0] === role)
      .sort((a, b) => a.name.localeCompare(b.name)),
  })).filter((group) => group.people.length > 0);
}

/** "Editor, Copy editor": everything a person is. */
export function rolesOf(person: PersonCard): string {
  return ROLES.filter(([role]) => person.roles.includes(role))
    .map(([, label]) => label.slice(0, -1))
    .join(', ');
}
