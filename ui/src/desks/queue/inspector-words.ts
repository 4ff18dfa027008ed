import type { ArticleView } from '../../wire/ArticleView';
import type { PersonCard } from '../../wire/PersonCard';
import type { Status } from '../../wire/Status';

/** Live is green, waiting amber, gone plain, on its way blue. */
export function toneOf({ line }: ArticleView): 'green' | 'amber' | 'blue' | 'plain' {
  switch (line.track.tone) {
    case 'live':
      return 'green';
    case 'waiting':
      return 'amber';
    case 'gone':
      return 'plain';
    case 'moving':
      return 'blue';
  }
}

const WAITS: Record<Status, string> = {
  pitch: 'waits for a decision',
  assigned: 'waits for its first line',
  drafting: 'being written',
  submitted: 'waits for an editor',
  editing: 'being edited',
  revising: 'back with the writer',
  copy: 'waits for approval',
  ready: 'waits for a time',
  spiked: 'spiked',
};

/** Who or what the article waits for, in a few words. */
export function waitsFor({ line, hold }: ArticleView, me: PersonCard | null): string {
  if (hold) return 'on hold';
  if (line.job) return `goes out ${line.job.shown}`;
  if (line.publication === 'live')
    return line.changed ? 'live, with changes that readers do not see yet' : 'as readers see it';
  if (line.status === 'editing' && line.editor) {
    return line.editor.id === me?.id ? 'claimed by you' : `with ${line.editor.name}`;
  }
  return WAITS[line.status];
}

/** Since when it is as it is. */
export const sinceOf = ({ line }: ArticleView): string => (line.publication === 'live' && line.live_at) || line.since;

/** "all pass", "2 required, 1 advised". */
export function checksSay({ problems }: ArticleView): { text: string; tone: 'good' | 'bad' | 'plain' } {
  const open = problems.filter((problem) => !problem.overridden);
  const required = open.filter((problem) => problem.level === 'required').length;
  const advised = open.filter((problem) => problem.level === 'advised').length;
  if (required + advised === 0) return { text: 'all pass', tone: 'good' };
  const said = [required && `${required} required`, advised && `${advised} advised`].filter(Boolean).join(', ');
  return { text: said, tone: required ? 'bad' : 'plain' };
}

/** Who approved it, or whether the person who asks may. */
export function approverSays(view: ArticleView): string {
  if (view.approval?.current) return `${view.approval.by} ✓`;
  const stale = view.approval ? `; ${view.approval.by} approved an earlier version` : '';
  const offer = view.offers.find((one) => one.act === 'approve');
  if (!offer) return `not yet${stale}`;
  if (offer.allowed) return `you may${stale}`;
  // Whose act it is not is told nothing but that; the others are told what is missing.
  return `${(offer.refusal?.code !== 'no-right' && offer.refusal?.reason) || 'not yet'}${stale}`;
}
