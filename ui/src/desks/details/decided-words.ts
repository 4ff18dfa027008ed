import { quoted } from '../../state/review-walk';
import type { DecidedView } from '../../wire/DecidedView';

/** “accepted “October” for “September” in the headline, suggested by Ana”: what stands behind the name of whoever decided. */
export function decidedSays({ verdict, by, name, field, struck, inserted }: DecidedView): string {
  const what = changeSays(quoted(struck), quoted(inserted));
  const where = field ? ` in the ${field}` : '';
  const whose = name === by ? 'suggested by themselves' : `suggested by ${name}`;
  return verdict === 'accept'
    ? `accepted ${what}${where}, ${whose}`
    : `let the text stand: not ${what}${where}, ${whose}`;
}

function changeSays(goes: string, comes: string): string {
  if (goes && comes) return `${comes} for ${goes}`;
  return goes ? `that ${goes} goes` : comes;
}
