import type { ArticleId } from '../wire/ArticleId';

/** Where one is. */
export type Place =
  | { view: 'queue' }
  | { view: 'inbox' }
  | { view: 'calendar' }
  | { view: 'archive' }
  | { view: 'budget' }
  /** The whole log, or one article’s as a story. */
  | { view: 'log'; article?: ArticleId }
  | { view: 'masthead' }
  | { view: 'backups' }
  | { view: 'article'; article: ArticleId }
  /** What `to` is beside `from`: "desk", "live", "before" or the hash of a version. */
  | { view: 'versions'; article: ArticleId; from: string; to: string };

/** The place behind an address's hash; the queue for anything unknown. */
export function placeOf(hash: string): Place {
  const [view, id, from = 'before', to = 'desk'] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  if (view === 'article' && id) return { view: 'article', article: id };
  if (view === 'versions' && id) return { view: 'versions', article: id, from, to };
  if (view === 'log') return id ? { view, article: id } : { view };
  if (
    view === 'inbox' ||
    view === 'calendar' ||
    view === 'archive' ||
    view === 'budget' ||
    view === 'masthead' ||
    view === 'backups'
  )
    return { view };
  return { view: 'queue' };
}

/** The address of a place, for links. */
export function hashOf(place: Place): string {
  if (place.view === 'article') return `#/article/${encodeURIComponent(place.article)}`;
  if (place.view === 'versions') return `#/versions/${encodeURIComponent(place.article)}/${place.from}/${place.to}`;
  if (place.view === 'log' && place.article) return `#/log/${encodeURIComponent(place.article)}`;
  return `#/${place.view}`;
}

/** An address that somebody typed may hold a percent sign that stands for nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
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
