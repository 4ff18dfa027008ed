/** So far a press is a click; from there on it carries. */
const FAR = 5;

/** What happens to something that is carried by the pointer. */
export interface Carrying {
  /** The press became a carrying. */
  taken: () => void;
  /** What lies under the pointer now. */
  over: (element: Element | null) => void;
  let_go: () => void;
  /** Escape, or the pointer was lost. */
  given_up: () => void;
}

/** Follows a press until it is let go; a press that does not move stays a click. */
export function followPointer(event: PointerEvent, carrying: Carrying): void {
  // A finger scrolls.
  if (event.button !== 0 || event.pointerType === 'touch') return;
  const start = { x: event.clientX, y: event.clientY };
  const stop = new AbortController();
  let taken = false;
  const listen = <K extends keyof WindowEventMap>(name: K, hear: (event: WindowEventMap[K]) => void) =>
    window.addEventListener(name, hear, { capture: true, signal: stop.signal });
  listen('pointermove', (now) => {
    if (!taken && Math.hypot(now.clientX - start.x, now.clientY - start.y) < FAR) return;
    if (!taken) carrying.taken();
    taken = true;
    now.preventDefault();
    carrying.over(document.elementFromPoint(now.clientX, now.clientY));
  });
  listen('pointerup', () => {
    stop.abort();
    if (taken) swallowClick(carrying.let_go);
  });
  const give = () => {
    stop.abort();
    if (taken) carrying.given_up();
  };
  listen('pointercancel', give);
  listen('keydown', (pressed) => {
    if (pressed.key !== 'Escape' || !taken) return;
    pressed.preventDefault();
    pressed.stopPropagation();
    give();
  });
}

/** The click that follows was a carrying. */
function swallowClick(then: () => void): void {
  const swallow = (click: Event) => {
    click.stopPropagation();
    click.preventDefault();
  };
  window.addEventListener('click', swallow, true);
  setTimeout(() => {
    window.removeEventListener('click', swallow, true);
    then();
  });
}
