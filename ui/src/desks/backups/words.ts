import type { BackupLine } from '../../wire/BackupLine';
import type { BackupList } from '../../wire/BackupList';
import type { RestoreArgs } from '../../wire/RestoreArgs';

/** "770 kB", "5.1 MB", "1.2 GB". */
export function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

export interface Standing {
  text: string;
  tone: 'good' | 'waits' | 'bad';
}

/** The one sentence above the list: when the last one was made, and whether that is enough. */
export function standing(list: BackupList, at: (time: string) => string): Standing {
  if (list.trouble) return { text: list.trouble, tone: 'bad' };
  if (!list.last_at) return { text: 'There is no backup of this newsroom yet.', tone: list.late ? 'waits' : 'bad' };
  const last = `The last backup was made and checked ${at(list.last_at)}.`;
  return list.late ? { text: `${last} Much was written since.`, tone: 'waits' } : { text: last, tone: 'good' };
}

/** What is asked first about a backup; without one, about the newest and everything readable since. */
export function question(list: BackupList, line?: BackupLine): RestoreArgs {
  return line
    ? { backup: line.name, since: false, in_place: false }
    : { backup: null, since: true, in_place: list.in_place };
}
