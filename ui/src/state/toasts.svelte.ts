export type ToastTone = 'plain' | 'good' | 'bad';

export interface Toast {
  id: number;
  text: string;
  /** What would make it pass, or what to do. */
  detail?: string;
  tone: ToastTone;
  action?: { label: string; run: () => void };
}

/** How long a toast stays: long enough to read it and to press its button. */
const STAYS = { plain: 8000, good: 8000, bad: 14000 } as const;

class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  say(text: string, more: { detail?: string; tone?: ToastTone; action?: Toast['action'] } = {}): number {
    const toast: Toast = { id: this.#next++, text, tone: 'plain', ...more };
    // The same sentence twice is one toast.
    this.list = [...this.list.filter((other) => other.text !== text), toast].slice(-4);
    this.wait(toast.id);
    return toast.id;
  }

  dismiss(id: number): void {
    this.hold(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** While the pointer or the focus is on it, it stays. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  wait(id: number): void {
    const toast = this.list.find((other) => other.id === id);
    if (!toast) return;
    this.hold(id);
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), STAYS[toast.tone]),
    );
  }
}

export const toasts = new Toasts();
