import { calendar } from '../../state/calendar.svelte';
import { freeTime } from '../../state/calendar-grid';
import { carriedCard, carry, type Carried } from '../../state/carry.svelte';

/** So far a press is a click; from there on it carries. */
const FAR = 5;

/** Follows a press on a card, on the calendar or in the tray, until it is let go. `time`: what the cell stands for. */
export function drag(event: PointerEvent, what: Carried | undefined): void {
  if (!what || event.button !== 0 || event.pointerType === 'touch') return;
  const start = { x: event.clientX, y: event.clientY };
  const moved = (now: PointerEvent) => {
    if (!carry.what && Math.hypot(now.clientX - start.x, now.clientY - start.y) < FAR) return;
    if (!carry.what) carry.take(what, what.from);
    now.preventDefault();
    const cell = document.elementFromPoint(now.clientX, now.clientY)?.closest<HTMLElement>('[data-date]');
    const { date, time } = cell?.dataset ?? {};
    if (date && time) carry.aim(date, time === 'own' ? ownTime(what, date) : time);
    else carry.over = undefined;
  };
  const done = () => {
    window.removeEventListener('pointermove', moved);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
    window.removeEventListener('keydown', key, true);
  };
  const up = () => {
    done();
    if (!carry.what) return;
    // The click that follows was a drag.
    const swallow = (click: Event) => click.stopPropagation();
    window.addEventListener('click', swallow, true);
    setTimeout(() => {
      window.removeEventListener('click', swallow, true);
      void carry.putDown();
    });
  };
  const cancel = () => {
    done();
    carry.putBack();
  };
  const key = (pressed: KeyboardEvent) => {
    if (pressed.key !== 'Escape') return;
    pressed.preventDefault();
    pressed.stopPropagation();
    cancel();
  };
  window.addEventListener('pointermove', moved);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', cancel);
  window.addEventListener('keydown', key, true);
}

/** The card under the pointer, when it can be carried. */
export function cardUnder(event: Event): Carried | undefined {
  const key = (event.target as Element).closest<HTMLElement>('[data-card]')?.dataset.card;
  const card = calendar.cards.find((one) => one.job !== null && one.job === key);
  return card && carriedCard(card);
}

/** In the month a card keeps its time of day; what has none yet gets the first free slot of that day. */
export function ownTime(what: Carried, date: string): string {
  if (what.from) return what.from.time;
  return freeTime(calendar.known?.days ?? [], date);
}
