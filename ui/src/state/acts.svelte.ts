import { failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { ArticleView } from '../wire/ArticleView';
import type { Command } from '../wire/Command';
import type { Offer } from '../wire/Offer';
import { inputsOf } from './act-form';
import { act, send, showRefusal } from './act.svelte';
import { articles } from './article.svelte';
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

  /** Sends what the dialog made, to every article asked about. True when all was done. */
  async carryOut(command: Command): Promise<boolean> {
    const asked = this.asked;
    if (!asked) return false;
    const ids = asked.articles.map((article) => article.line.id);
    const done = await sendTo(ids, command, asked.offer.label);
    if (done) this.asked = undefined;
    return done;
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
  const allowed = offered.filter(({ offer }) => offer.allowed);
  const first = allowed[0];
  if (!first) {
    const refusal = offered[0]?.offer.refusal;
    if (refusal) showRefusal(refusal);
    else if (views[0]) toasts.say(`“${name}” is not a step from here: ${views[0].line.label.toLowerCase()}.`);
    return;
  }
  const { offer } = first;
  const simple = inputsOf(offer).length === 0 && !offer.leaves_house ? commandOf(offer.act) : undefined;
  if (simple) await sendTo(ids, simple, offer.label);
  else acts.asked = { articles: allowed.map(({ view }) => view), offer };
}

async function asked(ids: ArticleId[]): Promise<ArticleView[]> {
  try {
    return await Promise.all(ids.map((id) => articles.fresh(id)));
  } catch (thrown) {
    toasts.say(failureOf(thrown).message, { tone: 'bad' });
    return [];
  }
}

async function sendTo(ids: ArticleId[], command: Command, label: string): Promise<boolean> {
  const [only, ...others] = ids;
  if (only && others.length === 0) return act(only, command);
  const done: ArticleId[] = [];
  const refused: string[] = [];
  for (const id of ids) {
    const outcome = await send(id, command);
    if (outcome.article) done.push(id);
    if (outcome.refusal) refused.push(outcome.refusal.reason);
  }
  const undo = () =>
    void Promise.all(done.map((id) => send(id, { act: 'undo' }))).then(() => toasts.say('Taken back.'));
  toasts.say(`${label.replace(/…$/, '')}: ${done.length} of ${ids.length} articles.`, {
    tone: refused.length ? 'bad' : 'good',
    detail: refused[0],
    action: done.length ? { label: 'Undo', run: undo } : undefined,
  });
  return done.length > 0;
}
