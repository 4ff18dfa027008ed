/** What lies over the view, one at a time. */
export type Float = 'palette' | 'help' | 'about' | 'new' | 'seat' | 'passphrase';

class Floating {
  what = $state<Float>();

  open(what: Float): void {
    this.what = what;
  }

  close(): void {
    this.what = undefined;
  }
}

export const floating = new Floating();
