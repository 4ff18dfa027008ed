import { type Input, inputsOf, mayBeEmpty } from '../../state/act-form';
import type { Asked } from '../../state/acts.svelte';
import { commandOf, type Filled } from '../../state/command-of';
import { When } from '../../state/when.svelte';
import type { ArticleView } from '../../wire/ArticleView';
import type { ClearanceKind } from '../../wire/ClearanceKind';
import type { Command } from '../../wire/Command';
import type { MissedPolicy } from '../../wire/MissedPolicy';
import type { NoticeKind } from '../../wire/NoticeKind';
import type { WishFor } from '../../wire/WishFor';

/** Reasons that are shown for ever are more than a word. */
const LONG_REASON = 20;

/** What is filled in before an act. */
export class ActForm {
  readonly article: ArticleView;
  readonly inputs: Input[];
  values = $state<Record<string, string>>({});
  /** What is missing, by input; set when one tries to go on. */
  problems = $state<Partial<Record<Input, string>>>({});
  readonly times: Record<'due' | 'until' | 'review', When>;

  constructor(readonly asked: Asked) {
    const [article] = asked.articles;
    if (!article) throw new Error('An act is about an article.');
    this.article = article;
    this.inputs = inputsOf(asked.offer);
    this.times = {
      due: new When(article.line.id),
      until: new When(article.line.id),
      review: new When(article.line.id),
    };
    this.values = startingWith(article, this.inputs);
    if (this.many)
      for (const own of ['budget_line', 'brief', 'writer', 'length', 'no_length_reason']) this.values[own] = '';
  }

  /** About several articles. */
  get many(): boolean {
    return this.asked.articles.length > 1;
  }

  has(input: Input): boolean {
    return this.inputs.includes(input);
  }

  optional(input: Input): boolean {
    return mayBeEmpty(this.asked.offer, input);
  }

  /** The command, once nothing is missing; else says beside each input what is. */
  async command(): Promise<Command | undefined> {
    const filled = await this.#filled();
    const problems: Partial<Record<Input, string>> = {};
    for (const input of this.inputs) {
      const problem = this.#problem(input, filled);
      if (problem) problems[input] = problem;
    }
    const whole = Object.keys(problems).length === 0;
    const command = whole ? commandOf(this.asked.offer.act, filled) : undefined;
    const [first] = this.inputs;
    if (whole && !command && first) problems[first] = 'Something is still missing here.';
    this.problems = problems;
    return command;
  }

  async #filled(): Promise<Filled> {
    const { values } = this;
    const at = async (when: When) => (await when.settle())?.utc;
    const commission = this.has('commission') ? await this.#commission() : undefined;
    return {
      ...values,
      due: this.has('due') ? await at(this.times.due) : undefined,
      until: this.has('until') ? await at(this.times.until) : undefined,
      review: this.has('review') ? await at(this.times.review) : undefined,
      commission,
      job: values.job,
      missed: MISSED[values.missed ?? ''],
      notice: values.notice as NoticeKind,
      significant: values.significance === 'yes',
      what: values.clearance as ClearanceKind,
      required: values.required !== 'no',
      second: values.second,
      wish: wishOf(values),
    };
  }

  async #commission() {
    const { values, article } = this;
    const length = Number.parseInt(values.length ?? '', 10);
    const own = this.many ? null : article.commission.due;
    const due = this.times.due.text.trim() ? (await this.times.due.settle())?.utc : own;
    return {
      budget_line: values.budget_line ?? '',
      brief: values.brief ?? '',
      writer: values.writer || null,
      due: due ?? null,
      length: Number.isNaN(length) ? null : length,
      no_length_reason: Number.isNaN(length) ? (values.no_length_reason ?? '') : '',
    };
  }

  #problem(input: Input, filled: Filled): string | undefined {
    const value = (this.values[input] ?? '').trim();
    switch (input) {
      case 'commission':
        // What is left empty for many stays each one's own.
        return this.many ? undefined : commissionProblem(filled);
      case 'due':
      case 'until':
      case 'review':
        return filled[input] ? undefined : 'Say when: “fri 7:00”, “tomorrow 9am”.';
      case 'time':
        return undefined;
      case 'typed':
        return value === this.article.line.slug ? undefined : `Type the slug “${this.article.line.slug}” to go on.`;
      case 'reason':
        if (this.asked.offer.act === 'override' && value.length < LONG_REASON) {
          return `A reason of at least ${LONG_REASON} characters: it is shown on the article for ever.`;
        }
        return value || this.optional(input) ? undefined : 'Say why, in a sentence.';
      default:
        return value || this.optional(input) ? undefined : MISSING[input];
    }
  }
}

const MISSING: Partial<Record<Input, string>> = {
  note: 'Write a note: what is to be done.',
  second: 'Choose the second person.',
  check: 'Choose a check.',
  clearance: 'Choose which.',
  notice: 'Choose which.',
  job: 'Choose which.',
  text: 'Write the text.',
  slug: 'Give a slug.',
  name: 'Give a name.',
  significance: 'Say whether it is significant.',
  wish: 'Choose what is asked for.',
};

const MISSED: Record<string, MissedPolicy> = { late: { 'publish-late': { minutes: 60 } }, ask: 'ask', skip: 'skip' };

function commissionProblem({ commission }: Filled): string | undefined {
  if (!commission?.writer) return 'Choose a writer.';
  if (!commission.due) return 'Say by when.';
  if (commission.length === null && !commission.no_length_reason.trim())
    return 'Give a length, or say why there is none.';
  return undefined;
}

function wishOf({ wish, check, notice }: Record<string, string>): WishFor | undefined {
  if (wish === 'hold') return { wish };
  if (wish === 'override') return check ? { wish, check } : undefined;
  if (wish === 'notice') return { wish, notice: (notice || 'correction') as NoticeKind };
  return undefined;
}

/** What is known already. */
function startingWith(article: ArticleView, inputs: Input[]): Record<string, string> {
  const { commission, jobs, line, problems } = article;
  const values: Record<string, string> = {
    slug: line.slug,
    address: article.address.chosen ? article.address.path : '',
  };
  if (inputs.includes('commission')) {
    values.budget_line = commission.budget_line;
    values.brief = commission.brief;
    values.writer = commission.writer ?? '';
    values.length = commission.length === null ? '' : String(commission.length);
    values.no_length_reason = commission.no_length_reason;
  }
  const failing = problems.filter((problem) => problem.level === 'required' && !problem.overridden);
  if (failing[0]) values.check = failing[0].check;
  if (jobs[0]) values.job = jobs[0].id;
  values.notice = 'correction';
  return values;
}
