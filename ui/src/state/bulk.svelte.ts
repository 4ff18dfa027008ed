import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { Choice } from '../wire/Choice';
import type { Command } from '../wire/Command';
import type { Offer } from '../wire/Offer';
import { asking } from './act.svelte';
import { type Input, inputsOf } from './act-form';
import { queue } from './queue.svelte';
import { toasts } from './toasts.svelte';

/** As many as the desk takes at once. */
const MOST = 500;

/** Inputs that are about one article and no other. */
const ONE_BY_ONE: Input[] = [
  'job', 'check', 'wish', 'notice', 'text', 'second', 'typed', 'slug', 'address', 'name', 'clearance', 'significance',
]; // prettier-ignore

/** Whether an act may be done to many at once: nothing that leaves the house, nothing that names a part of one article. */
export const forMany = (offer: Offer): boolean =>
  !offer.leaves_house && offer.act !== 'delete' && !inputsOf(offer).some((input) => ONE_BY_ONE.includes(input));

/** Takes back what was done to these, where the desk’s own undo does not. */
export type TakeBack = (done: ArticleId[]) => Promise<unknown>;

/** Why not, and of how many. */
export interface Why {
  reason: string;
  remedy: string;
  count: number;
}

/** What came of a command for many. */
export interface Told {
  label: string;
  done: ArticleId[];
  undoable: ArticleId[];
  refused: ArticleId[];
  whys: Why[];
}

class Bulk {
  /** What the last act came to, as long as somebody was refused and nothing else was done. */
  told = $state.raw<Told>();
}

export const bulk = new Bulk();

/** Does it to all of them, each decided by itself; says what came of it, with one Undo. True when it was done to one at least. */
export async function actOnAll(
  ids: ArticleId[],
  command: Command,
  label: string,
  takeBack?: TakeBack,
): Promise<boolean> {
  const told: Told = { label: label.replace(/…$/, ''), done: [], undoable: [], refused: [], whys: [] };
  bulk.told = undefined;
  try {
    await sendAll(ids, command, told);
  } catch (thrown) {
    toasts.say(failureOf(thrown).message, { tone: 'bad' });
  }
  // What is left selected is what is left to do.
  for (const id of told.done) queue.marked.delete(id);
  if (told.refused.length > 0) bulk.told = told;
  if (told.done.length + told.refused.length > 0) say(told, takeBack);
  return told.done.length > 0;
}

/** "12 done, 2 refused". */
export function summary({ done, refused }: Told): string {
  return [`${done.length} done`, refused.length > 0 && `${refused.length} refused`].filter(Boolean).join(', ');
}

/** Each reason once, with the number of articles when there are several reasons. */
export function reasons({ whys }: Told): string {
  return whys.map(({ reason, count }) => (whys.length > 1 ? `${count} × ${reason}` : reason)).join(' ');
}

function say(told: Told, takeBack?: TakeBack): void {
  const { label, refused } = told;
  const undoable = takeBack ? told.done : told.undoable;
  const back: TakeBack = takeBack ?? ((done) => actOnAll(done, { act: 'undo' }, 'Taken back'));
  toasts.say(`${label}: ${summary(told)}.`, {
    tone: refused.length > 0 ? 'bad' : 'good',
    detail: reasons(told) || undefined,
    action: undoable.length > 0 ? { label: `Undo ${undoable.length}`, run: () => void back(undoable) } : undefined,
  });
}

async function sendAll(ids: ArticleId[], command: Command, told: Told): Promise<void> {
  for (let from = 0; from < ids.length; from += MOST) {
    const { answers } = await bridge.ask('article.act-all', { articles: ids.slice(from, from + MOST), command });
    const asked = new Map<string, { question: string; choices: Choice[]; ids: ArticleId[] }>();
    for (const { article, acted } of answers) {
      switch (acted.outcome) {
        case 'done':
          told.done.push(article);
          if (acted.undoable) told.undoable.push(article);
          break;
        case 'refused':
          refuse(told, article, acted.refusal.reason, acted.refusal.remedy);
          break;
        case 'failed':
          refuse(told, article, acted.failure.message, '');
          break;
        case 'asks': {
          const key = JSON.stringify(acted.choices);
          const same = asked.get(key);
          if (same) same.ids.push(article);
          else asked.set(key, { question: acted.question, choices: acted.choices, ids: [article] });
        }
      }
    }
    for (const { question, choices, ids: those } of asked.values()) {
      const of = those.length > 1 ? `${question} (${those.length} articles)` : question;
      const choice = await asking.ask(of, choices);
      if (choice) await sendAll(those, choice.command, told);
    }
  }
}

function refuse(told: Told, article: ArticleId, reason: string, remedy: string): void {
  told.refused.push(article);
  const known = told.whys.find((why) => why.reason === reason);
  if (known) known.count += 1;
  else told.whys.push({ reason, remedy, count: 1 });
}
