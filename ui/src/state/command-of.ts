import type { ClearanceKind } from '../wire/ClearanceKind';
import type { Command } from '../wire/Command';
import type { Commission } from '../wire/Commission';
import type { JobId } from '../wire/JobId';
import type { JobKind } from '../wire/JobKind';
import type { Moment } from '../wire/Moment';
import type { NoticeKind } from '../wire/NoticeKind';
import type { PersonId } from '../wire/PersonId';

/** What a form may have filled in. */
export interface Filled {
  note?: string;
  reason?: string;
  /** Instants, RFC 3339 in UTC. */
  due?: string;
  review?: string;
  when?: Moment;
  kind?: JobKind;
  job?: JobId;
  publish?: boolean;
  second?: PersonId;
  typed?: string;
  commission?: Commission;
  notice?: NoticeKind;
  text?: string;
  significant?: boolean;
  check?: string;
  what?: ClearanceKind;
  required?: boolean;
}

/** The command of that name with what was filled in; `undefined` while something it needs is missing, or for one that no form makes. */
export function commandOf(act: string, filled: Filled = {}): Command | undefined {
  const { note = '', reason = '', due, review, when, job, second, commission, what, check } = filled;
  switch (act) {
    case 'unspike':
    case 'draft':
    case 'pull-back':
    case 'claim':
    case 'take-over':
    case 'to-copy':
    case 'approve':
    case 'reopen':
    case 'publish':
    case 'silent-fix':
    case 'undo':
      return { act };
    case 'submit':
    case 'hand-back':
    case 'back-to-editing':
    case 'release':
      return { act, note };
    case 'spike':
    case 'withdraw':
    case 'lift-embargo':
    case 'delete':
      return { act, reason };
    case 'assign':
      return commission && { act, commission };
    case 'return':
      return due ? { act, note, due } : undefined;
    case 'schedule':
      return when && { act, kind: filled.kind ?? 'publish', when, share_slot: false };
    case 'move-job':
      return job && when ? { act, job, when, share_slot: false } : undefined;
    case 'stop-job':
      return job ? { act, job, reason } : undefined;
    case 'settle-missed':
      return job ? { act, job, publish: filled.publish ?? false } : undefined;
    case 'update':
      return { act, significant: filled.significant ?? false };
    case 'notice':
      return second && filled.notice ? { act, notice: filled.notice, text: filled.text ?? '', second } : undefined;
    case 'retract':
      return second ? { act, reason, second } : undefined;
    case 'take-down':
      return { act, reason, typed: filled.typed ?? '' };
    case 'hold':
      return review ? { act, reason, review } : undefined;
    case 'embargo':
      return due ? { act, until: due, reason } : undefined;
    case 'require-clearance':
      return what && { act, what, required: filled.required ?? true };
    case 'clear':
      return what && { act, what };
    case 'override':
      return check ? { act, check, reason } : undefined;
    default:
      return undefined;
  }
}
