import type { SuggestionKind } from '../../wire/SuggestionKind';
import type { SuggestionView } from '../../wire/SuggestionView';
import type { Which } from '../../wire/Which';

/** What a kind of suggestion is called when there are many. */
const KINDS: Record<SuggestionKind, string> = {
  inserted: 'Insertions',
  deleted: 'Deletions',
  replaced: 'Replacements',
  moved: 'Moves',
  formatted: 'Formatting',
  split: 'Paragraphs split',
  joined: 'Paragraphs joined',
};

/** Some of the suggestions, that can be decided together. */
export interface Sort {
  id: string;
  label: string;
  which: Which;
  suggestions: SuggestionView[];
}

/** All of them, those of each person, those of each kind; where everything is one person's or of one kind, that says nothing. */
export function sortsOf(suggestions: SuggestionView[]): Sort[] {
  const all: Sort = { id: 'all', label: 'All suggestions', which: 'all', suggestions };
  const sorts = [...byAuthor(suggestions), ...byKind(suggestions)];
  return [all, ...sorts.filter((sort) => sort.suggestions.length < suggestions.length)];
}

function byAuthor(suggestions: SuggestionView[]): Sort[] {
  const authors = [...new Set(suggestions.map(({ author }) => author))];
  return authors.flatMap((author) => {
    if (!author) return [];
    const theirs = suggestions.filter((suggestion) => suggestion.author === author);
    const [first] = theirs;
    return [
      { id: author, label: first?.own ? 'Yours' : `By ${first?.name}`, which: { by: author }, suggestions: theirs },
    ];
  });
}

function byKind(suggestions: SuggestionView[]): Sort[] {
  const kinds = Object.keys(KINDS) as SuggestionKind[];
  return kinds.flatMap((kind) => {
    const such = suggestions.filter((suggestion) => suggestion.kind === kind);
    return such.length > 0 ? [{ id: kind, label: KINDS[kind], which: { kind }, suggestions: such }] : [];
  });
}

export const countOf = (count: number) => (count === 1 ? '1 suggestion' : `${count} suggestions`);
