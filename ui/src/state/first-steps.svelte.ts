import { bridge } from '../bridge';

/** Whether the newsroom has no article at all, not even one that is out or spiked: then the queue shows the way in. */
class FirstSteps {
  wanted = $state(false);

  /** Asked when the queue turns out to be empty. */
  async look(): Promise<void> {
    const all = { filter: 'is:any', sort: 'bucket', descending: false, offset: 0, limit: 1 } as const;
    this.wanted = await bridge.ask('queue.list', all).then(
      ({ total }) => total === 0,
      () => false,
    );
  }
}

export const firstSteps = new FirstSteps();
