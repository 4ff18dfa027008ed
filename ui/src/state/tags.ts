import { failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { ArticleView } from '../wire/ArticleView';
import type { Command } from '../wire/Command';
import { articles } from './article.svelte';
import { actOnAll } from './bulk.svelte';
import { toasts } from './toasts.svelte';

/** Topics as somebody types them: a comma ends one. */
export function topicsOf(typed: string): string[] {
  const topics = typed.split(',').map((topic) => topic.trim().replace(/\s+/g, ' '));
  return topics.filter(
    (topic, at) => topic && topics.findIndex((other) => other.toLowerCase() === topic.toLowerCase()) === at,
  );
}

/** What takes tags back from, and gives them back to, each article exactly as it was: one command for those it is the same for. */
export function takenBack(
  before: readonly { id: ArticleId; topics: readonly string[] }[],
  add: readonly string[],
  remove: readonly string[],
): { ids: ArticleId[]; command: Command }[] {
  const groups = new Map<string, { ids: ArticleId[]; command: Command }>();
  for (const { id, topics } of before) {
    const has = (topic: string) => topics.some((known) => known.toLowerCase() === topic.toLowerCase());
    const gone = (topic: string) => remove.some((one) => one.toLowerCase() === topic.toLowerCase());
    const command: Command = {
      act: 'tag',
      add: topics.filter(gone),
      remove: add.filter((topic) => !has(topic)),
    };
    if (command.add.length + command.remove.length === 0) continue;
    const key = JSON.stringify(command);
    const same = groups.get(key);
    if (same) same.ids.push(id);
    else groups.set(key, { ids: [id], command });
  }
  return [...groups.values()];
}

/** Topics come to the articles and go from them. True when it was done to one at least. */
export async function tagAll(ids: ArticleId[], add: string[], remove: string[]): Promise<boolean> {
  let before: ArticleView[];
  try {
    before = await Promise.all(ids.map((id) => articles.fresh(id)));
  } catch (thrown) {
    toasts.say(failureOf(thrown).message, { tone: 'bad' });
    return false;
  }
  const had = before.map(({ line, fields }) => ({ id: line.id, topics: fields.topics }));
  return actOnAll(ids, { act: 'tag', add, remove }, 'Tagged', async (done) => {
    const of = had.filter(({ id }) => done.includes(id));
    for (const { ids: those, command } of takenBack(of, add, remove)) await actOnAll(those, command, 'Taken back');
  });
}
