import { bridge } from '../bridge';
import type { InboxItem } from '../wire/InboxItem';
import { route } from './route.svelte';
import { session } from './session.svelte';
import { toasts } from './toasts.svelte';

const KEY = 'galley.notices';
/** More at once are told as a number. */
const SEVERAL = 2;

/** Notices of the system for what needs somebody: only when they asked for them, and never while they look at the inbox. */
class Notices {
  #chosen = $state<Record<string, boolean>>({});
  readonly wanted = $derived(this.#chosen[session.me?.id ?? ''] ?? remembered(session.me?.id));

  async turn(): Promise<void> {
    const me = session.me?.id;
    if (!me) return;
    const wanted = !this.wanted;
    if (wanted && !(await bridge.notices.allow())) {
      toasts.say('This browser shows no notices of the desk.', {
        tone: 'bad',
        detail: 'Allow them for this address in its settings.',
      });
      return;
    }
    this.#chosen[me] = wanted;
    localStorage.setItem(`${KEY}.${me}`, wanted ? 'yes' : 'no');
  }

  /** Tells of what came since. */
  tell(before: readonly InboxItem[], now: readonly InboxItem[]): void {
    const came = fresh(before, now);
    if (came.length === 0 || !this.wanted || looksOn()) return;
    const one = (item: InboxItem) => ({
      title: item.headline || item.slug,
      body: `${item.said}. ${item.why}`,
      name: item.cause,
    });
    const [first] = came;
    const shown =
      came.length > SEVERAL
        ? [
            {
              notice: { title: `${came.length} need you`, body: first?.headline ?? '', name: 'several' },
              item: undefined,
            },
          ]
        : came.map((item) => ({ notice: one(item), item }));
    for (const { notice, item } of shown) {
      const chosen = () => (item ? route.open(item.article) : route.go({ view: 'inbox' }));
      // Whoever cannot be told outside the window still finds it in the inbox.
      void bridge.notices.show(notice, chosen).catch(() => undefined);
    }
  }
}

/** What is unread and was not there before. */
export function fresh(before: readonly InboxItem[], now: readonly InboxItem[]): InboxItem[] {
  const known = new Set(before.map(({ cause }) => cause));
  return now.filter(({ cause, unread }) => unread && !known.has(cause));
}

/** Whether somebody has the inbox before them. */
const looksOn = () => route.now.view === 'inbox' && document.visibilityState === 'visible' && document.hasFocus();

const remembered = (person: string | undefined) => localStorage.getItem(`${KEY}.${person ?? ''}`) === 'yes';

export const notices = new Notices();
