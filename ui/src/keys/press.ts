import { BINDINGS } from './map';
import { strokeOf } from './stroke';

type Run = (event: KeyboardEvent) => void;

/** How long the second stroke of two may take. */
const SECOND = 1200;

/** Hears every key of the window and carries out what the key map says, if a component on the screen does it. */
class Press {
  #carriers = new Map<string, Run[]>();
  #first: { stroke: string; at: number } | undefined;

  /** Called once, by main. */
  start(): void {
    window.addEventListener('keydown', (event) => this.#heard(event));
  }

  /** Carries these out until the returned function is called: `$effect(() => press.carry({ 'queue.next': next }))`. */
  carry(acts: Record<string, Run>): () => void {
    for (const [id, run] of Object.entries(acts)) this.#carriers.set(id, [...(this.#carriers.get(id) ?? []), run]);
    return () => {
      for (const [id, run] of Object.entries(acts)) {
        this.#carriers.set(
          id,
          (this.#carriers.get(id) ?? []).filter((other) => other !== run),
        );
      }
    };
  }

  /** Carries out what the key map calls `id`, as its key would; for menus, which have no key. */
  carryOut(id: string): void {
    if (document.querySelector('dialog[open]')) return;
    this.#carriers.get(id)?.at(-1)?.(new KeyboardEvent('keydown'));
  }

  #heard(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
    const stroke = strokeOf(event);
    const first = this.#first && event.timeStamp - this.#first.at < SECOND ? this.#first.stroke : undefined;
    this.#first = undefined;
    if (!admitted(event, stroke)) return;

    const found = first ? this.#carrier(`${first} ${stroke}`) : undefined;
    const run = found ?? this.#carrier(stroke);
    if (run) {
      event.preventDefault();
      run(event);
    } else if (this.#begins(stroke)) {
      this.#first = { stroke, at: event.timeStamp };
    }
  }

  /** The component that came last counts: what lies on top. */
  #carrier(keys: string): Run | undefined {
    for (const binding of BINDINGS) {
      if (binding.own || !binding.keys.includes(keys)) continue;
      const run = this.#carriers.get(binding.id)?.at(-1);
      if (run) return run;
    }
    return undefined;
  }

  #begins(stroke: string): boolean {
    return BINDINGS.some((binding) => binding.keys.some((keys) => keys.startsWith(`${stroke} `)));
  }
}

/** A key belongs to whatever is being typed into, to a dialog or menu that is open, and to the button that has the focus. */
function admitted(event: KeyboardEvent, stroke: string): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (document.querySelector('dialog[open]') || target?.closest('[role="menu"]')) return false;
  const typing = target?.closest('input, textarea, select, [contenteditable="true"]');
  if (typing && !stroke.startsWith('Mod+') && !/^(Shift\+)?F\d+$/.test(stroke)) return false;
  const pressed = stroke === 'Enter' || stroke === 'Space';
  return !(pressed && target?.closest('button, a, summary, [role="tab"]'));
}

export const press = new Press();
