import { failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { ArticleView } from '../wire/ArticleView';
import type { Command } from '../wire/Command';
import type { Offer } from '../wire/Offer';
import type { Refusal } from '../wire/Refusal';
import { inputsOf } from './act-form';
import { act, sayDone, send, showRefusal } from './act.svelte';
import { articles } from './article.svelte';
import { actOnAll, forMany } from './bulk.svelte';
import { commandOf } from './command-of';
import { toasts } from './toasts.svelte';

/** An act that waits for what it needs to know. */
export interface Asked {
  /** The first of these is the one the dialog shows. */
  articles: ArticleView[];
  offer: Offer;
}

class Acts {
  /** Shown by the act dialog. */
  asked = $state.raw<Asked>();

  /** Why the desk refused what the dialog made: shown in it, and what was filled in stays. */
  refusal = $state.raw<Refusal>();

  open(asked: Asked): void {
    this.refusal = undefined;
    this.asked = asked;
  }

  close(): void {
    this.asked = undefined;
  }

  /** Sends what the dialog made, to every article asked about, and closes it when it was done. */
  async carryOut(command: Command): Promise<void> {
    const asked = this.asked;
    if (!asked) return;
    const [only, ...others] = asked.articles.map((article) => article.line.id);
    if (only && others.length === 0) {
      const outcome = await send(only, command);
      this.refusal = outcome.refusal;
      if (sayDone(outcome)) this.close();
    } else if (only && (await actOnAll([only, ...others], command, asked.offer.label))) this.close();
  }
}

export const acts = new Acts();

/** Does what is offered: at once when nothing is needed, by a dialog otherwise; shows the refusal of what is refused. */
export async function openAct(article: ArticleId, offer: Offer): Promise<void> {
  await openActs([article], offer.act);
}

/** The act of that name, on one article or on all that are selected. */
export async function openActs(ids: ArticleId[], name: string): Promise<void> {
  const views = await asked(ids);
  const offered = views.flatMap((view) =>
    view.offers.filter((offer) => offer.act === name).map((offer) => ({ view, offer })),
  );
  const [any] = offered;
  if (ids.length > 1 && any && !forMany(any.offer)) {
    const label = any.offer.label.replace(/…$/, '');
    toasts.say(`“${label}” is done to one article at a time.`, { detail: 'Let the selection go, and choose one.' });
    return;
  }
  const allowed = offered.filter(({ offer }) => offer.allowed);
  const first = allowed[0];
  if (!first) {
    const refusal = any?.offer.refusal;
    if (refusal) showRefusal(refusal);
    else if (views[0]) toasts.say(`“${name}” is not a step from here: ${views[0].line.label.toLowerCase()}.`);
    return;
  }
  const { offer } = first;
  const simple = inputsOf(offer).length === 0 && !offer.leaves_house ? commandOf(offer.act) : undefined;
  const [only, ...others] = ids;
  if (!simple) {
    // Those that will be refused come last, so that the dialog speaks of one that will not; each is told why.
    const able = new Set(allowed.map(({ view }) => view));
    acts.open({ articles: [...able, ...views.filter((view) => !able.has(view))], offer });
  } else if (only && others.length === 0) await act(only, simple);
  else await actOnAll(ids, simple, offer.label);
}

async function asked(ids: ArticleId[]): Promise<ArticleView[]> {
  try {
    return await Promise.all(ids.map((id) => articles.fresh(id)));
  } catch (thrown) {
    toasts.say(failureOf(thrown).message, { tone: 'bad' });
    return [];
  }
}
