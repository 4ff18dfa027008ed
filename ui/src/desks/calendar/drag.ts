import { followPointer } from '../../kit/follow-pointer';
import { calendar } from '../../state/calendar.svelte';
import { freeTime } from '../../state/calendar-grid';
import { carriedCard, carry, type Carried } from '../../state/carry.svelte';

/** Follows a press on a card, on the calendar or in the tray, until it is let go. */
export function drag(event: PointerEvent, what: Carried | undefined): void {
  if (!what) return;
  followPointer(event, {
    taken: () => carry.take(what, what.from),
    over: (element) => {
      const { date, time } = element?.closest<HTMLElement>('[data-date]')?.dataset ?? {};
      if (date && time) carry.aim(date, time === 'own' ? ownTime(what, date) : time);
      else carry.over = undefined;
    },
    let_go: () => void carry.putDown(),
    given_up: () => carry.putBack(),
  });
}

/** The card under the pointer, when it can be carried. */
export function cardUnder(event: Event): Carried | undefined {
  const key = (event.target as Element).closest<HTMLElement>('[data-card]')?.dataset.card;
  const card = calendar.cards.find((one) => one.job !== null && one.job === key);
  return card && carriedCard(card);
}

/** In the month a card keeps its time of day; what has none yet gets the first free slot of that day. */
export function ownTime(what: Carried, date: string): string {
  return what.from?.time ?? freeTime(calendar.known?.days ?? [], date);
}
