import type { ArticleId } from '../wire/ArticleId';

/** Where one is. */
export type Place =
  | { view: 'queue' }
  | { view: 'calendar' }
  | { view: 'archive' }
  | { view: 'log' }
  | { view: 'masthead' }
  | { view: 'backups' }
  | { view: 'article'; article: ArticleId };

/** The place behind an address's hash; the queue for anything unknown. */
export function placeOf(hash: string): Place {
  const [view, id] = hash.replace(/^#\/?/, '').split('/');
  if (view === 'article' && id) return { view: 'article', article: decodeURIComponent(id) };
  if (view === 'calendar' || view === 'archive' || view === 'log' || view === 'masthead' || view === 'backups') {
    return { view };
  }
  return { view: 'queue' };
}

/** The address of a place, for links. */
export function hashOf(place: Place): string {
  return place.view === 'article' ? `#/article/${encodeURIComponent(place.article)}` : `#/${place.view}`;
}

class Route {
  now = $state.raw<Place>(placeOf(location.hash));

  /** Called once, by main. */
  start(): void {
    window.addEventListener('hashchange', () => (this.now = placeOf(location.hash)));
  }

  go(place: Place): void {
    location.hash = hashOf(place);
  }

  open(article: ArticleId): void {
    this.go({ view: 'article', article });
  }
}

export const route = new Route();
