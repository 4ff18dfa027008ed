import { showKeys } from './shown-keys';

export interface Tip {
  text: string;
  keys?: string | undefined;
  /** The text is not the element's name but more than that: read aloud as its description. */
  describes?: boolean;
}

const WAIT = 350;
let bubble: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** An attachment that shows a small label on hover and on keyboard focus: `{@attach tooltip(() => ({ text: 'Bold' }))}`. */
export function tooltip(tip: () => Tip | undefined) {
  return (element: HTMLElement) => {
    const show = () => {
      const now = tip();
      if (now) place(element, now);
    };
    const hover = () => {
      clearTimeout(timer);
      timer = setTimeout(show, WAIT);
    };
    const focus = () => {
      if (element.matches(':focus-visible')) show();
    };
    const hide = () => {
      clearTimeout(timer);
      if (bubble) bubble.hidden = true;
      if (element.getAttribute('aria-describedby') === 'tooltip') element.removeAttribute('aria-describedby');
    };
    const events: [string, () => void][] = [
      ['pointerenter', hover],
      ['focus', focus],
      ['pointerleave', hide],
      ['blur', hide],
      ['pointerdown', hide],
      ['keydown', hide],
    ];
    for (const [name, listener] of events) element.addEventListener(name, listener);
    return () => {
      hide();
      for (const [name, listener] of events) element.removeEventListener(name, listener);
    };
  };
}

function place(element: HTMLElement, tip: Tip): void {
  // Inside a modal dialog nothing outside of it is seen; elsewhere it belongs to the landmark.
  const home = element.closest('dialog') ?? element.closest('main') ?? document.body;
  bubble ??= made();
  if (bubble.parentElement !== home) home.append(bubble);
  bubble.replaceChildren(tip.text);
  if (tip.keys) {
    const keys = document.createElement('kbd');
    keys.textContent = showKeys(tip.keys);
    bubble.append(keys);
  }
  bubble.hidden = false;
  // What is the element's name already is not read twice.
  bubble.ariaHidden = tip.describes ? null : 'true';
  if (tip.describes) element.setAttribute('aria-describedby', 'tooltip');
  const at = element.getBoundingClientRect();
  const own = bubble.getBoundingClientRect();
  const below = at.bottom + 6;
  const top = below + own.height > innerHeight ? at.top - own.height - 6 : below;
  const left = Math.max(6, Math.min(at.left + at.width / 2 - own.width / 2, innerWidth - own.width - 6));
  bubble.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
}

function made(): HTMLElement {
  const element = document.createElement('div');
  element.id = 'tooltip';
  element.className = 'tooltip';
  element.role = 'tooltip';
  return element;
}
