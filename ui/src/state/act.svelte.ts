import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { ArticleView } from '../wire/ArticleView';
import type { Choice } from '../wire/Choice';
import type { Command } from '../wire/Command';
import type { Refusal } from '../wire/Refusal';
import { articles } from './article.svelte';
import { queue } from './queue.svelte';
import { toasts } from './toasts.svelte';

/** A question of the desk that waits for a person. */
export interface Question {
  question: string;
  choices: Choice[];
  answer: (choice: Choice | undefined) => void;
}

class Asking {
  /** Shown by the question dialog. */
  question = $state.raw<Question>();
  /** Shown by the refusal dialog: one with a list of what is missing is too much for a toast. */
  refusal = $state.raw<Refusal>();

  ask(question: string, choices: Choice[]): Promise<Choice | undefined> {
    return new Promise((resolve) => {
      this.question = {
        question,
        choices,
        answer: (choice) => {
          this.question = undefined;
          resolve(choice);
        },
      };
    });
  }
}

export const asking = new Asking();

/** What became of a command: the article as it is now, a refusal, or neither (a failure was shown, or the question was left). */
export interface Outcome {
  article?: ArticleView;
  said?: string;
  undoable?: boolean;
  refusal?: Refusal;
}

/** Sends a command, asking what the desk asks; shows failures, but neither success nor refusal. */
export async function send(article: ArticleId | undefined, command: Command): Promise<Outcome> {
  try {
    const acted = await bridge.ask('article.act', article ? { article, command } : { command });
    switch (acted.outcome) {
      case 'done':
        articles.take(acted.article);
        queue.take(acted.article.line);
        return acted;
      case 'refused':
        return { refusal: acted.refusal };
      case 'asks': {
        const choice = await asking.ask(acted.question, acted.choices);
        return choice ? send(article, choice.command) : {};
      }
    }
  } catch (thrown) {
    const failure = failureOf(thrown);
    toasts.say(failure.message, { tone: 'bad' });
    return {};
  }
}

/** Sends a command and says what became of it, with Undo where there is one. True when it was done. */
export async function act(article: ArticleId | undefined, command: Command): Promise<boolean> {
  const outcome = await send(article, command);
  if (outcome.refusal) showRefusal(outcome.refusal);
  return sayDone(outcome);
}

/** Says what was done, with Undo where there is one. True when it was done. */
export function sayDone({ article, said, undoable }: Outcome): boolean {
  if (!article) return false;
  const { id } = article.line;
  if (said) {
    toasts.say(said, {
      tone: 'good',
      action: undoable ? { label: 'Undo', run: () => void act(id, { act: 'undo' }) } : undefined,
    });
  }
  return true;
}

/** Why not, and what would make it pass: a toast, or a dialog when several things are missing. */
export function showRefusal(refusal: Refusal): void {
  if (refusal.missing.length > 1) asking.refusal = refusal;
  else toasts.say(refusal.reason, { detail: refusal.remedy, tone: 'bad' });
}
