import type { ArticleId } from '../wire/ArticleId';
import type { Command } from '../wire/Command';
import { send, showRefusal } from './act.svelte';
import { session } from './session.svelte';
import { toasts } from './toasts.svelte';

/** A pitch by its budget line, or a draft by its working headline. */
export interface Beginning {
  kind: 'pitch' | 'begin';
  line: string;
  slug: string;
  /** Empty: not yet. */
  section: string;
  format: string;
}

/** Puts it on the desk under the name of whoever sits here; its id, or nothing when it was refused, which is shown. */
export async function begin(beginning: Beginning): Promise<ArticleId | undefined> {
  const { article, said, refusal } = await send(undefined, commandFor(beginning));
  if (refusal) showRefusal(refusal);
  if (!article) return undefined;
  if (said) toasts.say(said, { tone: 'good' });
  return article.line.id;
}

function commandFor({ kind, line, slug, section, format }: Beginning): Command {
  const writer = session.is('writer') ? (session.me?.id ?? null) : null;
  return {
    act: kind,
    slug,
    fields: {
      headline: kind === 'begin' ? line : '',
      dek: '',
      format: format || null,
      section: section || null,
      region: null,
      topics: [],
      authors: writer ? [writer] : [],
      lead: null,
      language: session.opened?.language ?? 'en',
      search_title: '',
      social_headline: '',
    },
    commission: {
      budget_line: kind === 'pitch' ? line : '',
      brief: '',
      writer,
      due: null,
      length: null,
      no_length_reason: '',
    },
  };
}
