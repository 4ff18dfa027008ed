import type { ClearanceKind } from '../wire/ClearanceKind';
import type { Command } from '../wire/Command';
import type { Commission } from '../wire/Commission';
import type { JobId } from '../wire/JobId';
import type { JobKind } from '../wire/JobKind';
import type { MissedPolicy } from '../wire/MissedPolicy';
import type { Moment } from '../wire/Moment';
import type { NoticeKind } from '../wire/NoticeKind';
import type { PersonId } from '../wire/PersonId';
import type { WishFor } from '../wire/WishFor';

/** What a form may have filled in. Times that are not a publication's are instants, RFC 3339 in UTC. */
export interface Filled {
  note?: string;
  reason?: string;
  text?: string;
  typed?: string;
  slug?: string;
  address?: string;
  name?: string;
  due?: string;
  until?: string;
  review?: string;
  when?: Moment;
  kind?: JobKind;
  missed?: MissedPolicy;
  job?: JobId;
  second?: PersonId;
  commission?: Commission;
  notice?: NoticeKind;
  significant?: boolean;
  check?: string;
  what?: ClearanceKind;
  required?: boolean;
  wish?: WishFor;
}

/** The command of that name with what was filled in; `undefined` while something is missing that it cannot be written without. */
export function commandOf(act: string, filled: Filled = {}): Command | undefined {
  const {
    note = '',
    reason = '',
    text = '',
    due,
    until,
    review,
    when,
    job,
    second,
    commission,
    what,
    check,
    wish,
  } = filled;
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
    case 'import':
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
    case 'schedule-withdrawal':
      return when && { act: 'schedule', kind: 'withdraw', when, share_slot: false };
    case 'move-job':
      return job && when ? { act, job, when, share_slot: false } : undefined;
    case 'set-missed':
      return job ? { act, job, missed: filled.missed } : undefined;
    case 'stop-job':
      return job ? { act, job, reason } : undefined;
    case 'publish-missed':
    case 'drop-missed':
      return job ? { act: 'settle-missed', job, publish: act === 'publish-missed' } : undefined;
    case 'update':
      return { act, significant: filled.significant ?? false };
    case 'notice':
      return second && filled.notice ? { act, notice: filled.notice, text, second } : undefined;
    case 'retract':
      return second ? { act, reason, second } : undefined;
    case 'take-down':
      return { act, reason, typed: filled.typed ?? '' };
    case 'hold':
      return review ? { act, reason, review } : undefined;
    case 'embargo':
      return until ? { act, until, reason } : undefined;
    case 'require-clearance':
      return what && { act, what, required: filled.required ?? true };
    case 'clear':
      return what && { act, what };
    case 'override':
      return check ? { act, check, reason } : undefined;
    case 'wish':
      return wish && { act, what: wish, text };
    case 'decline':
      return wish && { act, what: wish, reason };
    case 'set-slug':
      return filled.slug ? { act, slug: filled.slug } : undefined;
    case 'set-address':
      return { act, address: filled.address || null };
    case 'freeze':
      return filled.name ? { act, name: filled.name } : undefined;
    default:
      return undefined;
  }
}
