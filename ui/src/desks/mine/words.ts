import type { ArticleView } from '../../wire/ArticleView';
import type { Offer } from '../../wire/Offer';
import type { Status } from '../../wire/Status';

/** Statuses in which the ball is with the writer. */
const WITH_WRITER: Status[] = ['pitch', 'assigned', 'drafting', 'revising'];

export type Heap = 'yours' | 'desk' | 'out';

/** With whom an article is. */
export function heapOf({ line }: ArticleView): Heap {
  if (line.publication === 'live' && !line.changed) return 'out';
  if (line.publication === 'withdrawn' || line.publication === 'retracted' || line.publication === 'taken-down')
    return 'out';
  if (line.status === 'spiked') return 'out';
  return WITH_WRITER.includes(line.status) ? 'yours' : 'desk';
}

/** The one thing to do next, when it may be done. */
export function nextOf({ offers }: ArticleView): Offer | undefined {
  return offers.find((offer) => offer.main && offer.allowed);
}

/** What keeps the next step from being done, in one sentence. */
export function missingOf({ offers }: ArticleView): string | undefined {
  const main = offers.find((offer) => offer.main);
  return main && !main.allowed && main.act !== 'claim' && heapIsOwn(main) ? main.refusal?.reason : undefined;
}

const heapIsOwn = ({ act }: Offer) => act === 'submit' || act === 'hand-back';

const byDue = (a: ArticleView, b: ArticleView) =>
  (a.line.due ?? '9').localeCompare(b.line.due ?? '9') || b.line.since.localeCompare(a.line.since);
const newest = (a: ArticleView, b: ArticleView) => b.line.since.localeCompare(a.line.since);

/** What waits for the writer, by when it is due; what is with the desk and what is out, the newest first. */
export function heaped(articles: readonly ArticleView[]): Record<Heap, ArticleView[]> {
  const of = (heap: Heap) => articles.filter((article) => heapOf(article) === heap);
  return { yours: of('yours').sort(byDue), desk: of('desk').sort(newest), out: of('out').sort(newest) };
}
