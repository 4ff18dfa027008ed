import type { LogKind } from '../../wire/LogKind';

/** What acts are about, as the log's filter names it. */
export const KINDS: { value: LogKind; label: string }[] = [
  { value: 'steps', label: 'Steps: handed on, claimed, approved' },
  { value: 'details', label: 'Headline, byline and other details' },
  { value: 'versions', label: 'Versions' },
  { value: 'gates', label: 'Holds, embargoes, clearances' },
  { value: 'schedule', label: 'Times' },
  { value: 'readers', label: 'What readers see' },
  { value: 'desk', label: 'People, rules, house' },
];
