/** The time as the interface shows it: moves on by itself, so that ages stay true. */
class Now {
  at = $state(Date.now());

  /** Called once, by main. */
  start(): void {
    const tick = () => {
      this.at = Date.now();
      // On the second that begins a quarter of a minute: a clock that changes its minute late is noticed.
      setTimeout(tick, 15_000 - (Date.now() % 15_000) + 5);
    };
    tick();
    // A laptop that slept wakes with the right time.
    document.addEventListener('visibilitychange', () => (this.at = Date.now()));
  }
}

export const now = new Now();
