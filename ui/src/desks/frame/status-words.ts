import type { BackupState } from '../../wire/BackupState';
import type { DeskStatus } from '../../wire/DeskStatus';
import type { HouseProblem } from '../../wire/HouseProblem';

export interface Said {
  text: string;
  tone: 'good' | 'bad' | 'waits' | 'plain';
}

/** Saved means on disk. Nothing is said to be saved while that is not known, nor while a text waits here to be sent. */
export function savedSays(
  known: { linked: boolean; failure?: string | undefined; savedAt?: string | undefined; desk?: DeskStatus | undefined },
  unsent: number,
  clock: (at: string) => string,
): Said {
  if (unsent > 0)
    return { text: `Not sent yet, kept here: ${unsent === 1 ? 'one text' : `${unsent} texts`}`, tone: 'bad' };
  if (!known.linked) return { text: 'The desk is out of reach; trying again', tone: 'bad' };
  if (known.desk?.not_saved) return { text: `Not saved: ${known.desk.not_saved}`, tone: 'bad' };
  if (known.failure) return { text: known.failure, tone: 'bad' };
  if (known.savedAt) return { text: `Saved ${clock(known.savedAt)}`, tone: 'good' };
  return known.desk ? { text: 'Nothing to save yet', tone: 'plain' } : { text: 'Asking the desk…', tone: 'plain' };
}

/** Who will press the button for the next publication, for what, and when. */
export function clockSays(desk: DeskStatus, now: number) {
  const { next, clock } = desk;
  const late = next !== null && Date.parse(next.at) < now - 60_000;
  const out = next ? { article: next.article, headline: next.headline, when: next.shown } : undefined;
  switch (clock.who) {
    case 'this-desk':
      return {
        who: out ? 'This desk publishes next:' : 'This desk publishes; nothing is scheduled',
        tone: late ? 'bad' : 'plain',
        ...out,
      };
    case 'another':
      return {
        who: out ? `${upper(clock.name)} publishes next:` : `${upper(clock.name)} publishes; nothing is scheduled`,
        tone: late ? 'bad' : 'plain',
        ...out,
      };
    case 'nobody':
      return out
        ? { who: 'Nobody is running the clock! Due next:', tone: 'bad', ...out }
        : { who: 'Nobody is running the clock; nothing is scheduled', tone: 'plain' };
  }
}

export function houseSays(problems: readonly HouseProblem[]) {
  const [first] = problems;
  if (!first) return undefined;
  const text = problems.length === 1 ? `House: ${first.file} has a mistake` : `House: ${problems.length} mistakes`;
  const detail = problems
    .map(({ file, line, message, hint }) => `${file}${line ? `:${line}` : ''}: ${message} ${hint}`)
    .join('\n');
  return { text, detail };
}

/** Said only when something is wrong: a backup that is there is nothing to speak of. */
export function backupSays(backup: BackupState | null, day: (at: string) => string) {
  if (backup?.trouble) return { text: 'No backup could be made', detail: backup.trouble, tone: 'bad' } as const;
  if (!backup?.late) return undefined;
  return {
    text: backup.last_at ? `Last backup ${day(backup.last_at)}` : 'No backup yet',
    detail: 'What was written since is nowhere but in the newsroom itself.',
    tone: 'waits',
  } as const;
}

export function unreadableSays(count: number) {
  if (count === 0) return undefined;
  return {
    text: count === 1 ? '1 file could not be read' : `${count} files could not be read`,
    detail: 'In the folder submissions/. The reason stands in a file beside each.',
  };
}

const upper = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
