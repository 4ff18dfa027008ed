import { bridge, failureOf } from '../bridge';
import type { ArticleId } from '../wire/ArticleId';
import type { ArticleView } from '../wire/ArticleView';
import type { BringBackArgs } from '../wire/BringBackArgs';
import type { Comparison } from '../wire/Comparison';
import type { Edition } from '../wire/Edition';
import type { Failure } from '../wire/Failure';
import { showRefusal } from './act.svelte';
import { articles } from './article.svelte';
import { debounced } from './debounced';
import { Numbered } from './numbered';
import { route, type Place } from './route.svelte';
import { toasts } from './toasts.svelte';
import { onTopic } from './topics';

export type Look = 'line' | 'sides' | 'galley';
export type VersionsPlace = Extract<Place, { view: 'versions' }>;

/** A place on the time line: a version, or the desk at its end. */
export interface Point {
  /** As in the address: "desk" or a hash. */
  id: string;
  name: string;
  at?: string;
  by?: string;
}

const LOOK = 'galley.versions.look';
const LOOKS: Look[] = ['line', 'sides', 'galley'];

/** The time line of an article: what it is and was, the oldest first. */
export function points(article: ArticleView): Point[] {
  const kept = article.versions.toReversed();
  return [
    ...kept.map(({ hash, name, at, by }) => ({ id: hash, name: name || 'Saved', at, by })),
    { id: 'desk', name: 'On the desk' },
  ];
}

/** Where a name of the address stands on the time line; the desk for anything unknown. */
export function placeOn(line: Point[], id: string): number {
  const at = line.findLastIndex((point) => point.id === id);
  return at < 0 ? line.length - 1 : at;
}

/** What the address names beside the point: "before" is the one before it, the first beside itself. */
export function editionOf(name: string, line: Point[], at: number): Edition {
  if (name === 'live') return { edition: 'live' };
  if (name === 'read') return { edition: 'last-read' };
  const id = name === 'before' ? line[Math.max(0, at - 1)]?.id : name;
  return !id || id === 'desk' ? { edition: 'desk' } : { edition: 'version', version: id };
}

/** Two versions of an article beside each other. */
export class Versions {
  comparison = $state.raw<Comparison>();
  failure = $state.raw<Failure>();
  /** Pages in the house layout, when they are looked at. */
  pages = $state.raw<[string, string]>();
  #look = $state<Look>(LOOKS.find((look) => look === localStorage.getItem(LOOK)) ?? 'line');
  #asked = new Numbered();
  #pagesAsked = new Numbered();
  #soon = debounced(250, () => void this.refresh());

  constructor(
    readonly article: ArticleId,
    private readonly place: () => VersionsPlace,
  ) {}

  get view(): ArticleView | undefined {
    return articles.of(this.article)?.view;
  }

  get line(): Point[] {
    return this.view ? points(this.view) : [];
  }

  /** Where on the time line one stands. */
  get at(): number {
    return placeOn(this.line, this.place().to);
  }

  get from(): Edition {
    return editionOf(this.place().from, this.line, this.at);
  }

  get to(): Edition {
    return editionOf(this.line[this.at]?.id ?? 'desk', this.line, this.at);
  }

  get look(): Look {
    return this.#look;
  }

  set look(look: Look) {
    this.#look = look;
    localStorage.setItem(LOOK, look);
  }

  turn(): void {
    this.look = LOOKS[(LOOKS.indexOf(this.look) + 1) % LOOKS.length] ?? 'line';
  }

  /** Goes to a point of the time line; beside the same one as before. */
  go(at: number): void {
    const point = this.line[Math.max(0, Math.min(at, this.line.length - 1))];
    if (point) route.go({ ...this.place(), to: point.id });
  }

  beside(from: string): void {
    route.go({ ...this.place(), from });
  }

  /** Follows what is typed on the desk until the returned function is called. */
  follow(): () => void {
    const stops = [
      onTopic('article', ({ id }) => id === this.article && this.#soon()),
      onTopic('text', ({ id }) => id === this.article && this.#soon()),
    ];
    return () => {
      this.#soon.cancel();
      stops.forEach((stop) => stop());
    };
  }

  async refresh(): Promise<void> {
    const { article, from, to } = this;
    try {
      const comparison = await this.#asked.run(() => bridge.ask('versions.compare', { article, from, to }));
      if (!comparison) return;
      this.comparison = comparison;
      this.failure = undefined;
      if (this.look === 'galley' && from.edition !== 'last-read') await this.loadPages();
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }

  async loadPages(): Promise<void> {
    const { article } = this;
    const page = (edition: Edition) => {
      const hash = edition.edition === 'version' ? edition.version : this.view?.live?.version;
      const version = edition.edition === 'desk' || !hash ? {} : { version: hash };
      return bridge.ask('galley.page', { article, base: bridge.base, ...version });
    };

    try {
      const both = await this.#pagesAsked.run(() => Promise.all([page(this.from), page(this.to)]));
      if (both) this.pages = [both[0].html, both[1].html];
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }
}

/** Puts a version on the desk again, with a toast that takes it back; `sure` is asked before open suggestions go. */
export async function bringBack(args: BringBackArgs, sure: (question: string) => Promise<boolean>): Promise<boolean> {
  try {
    const answer = await bridge.ask('versions.bring-back', args);
    if (answer.outcome === 'asks') {
      return (await sure(answer.question)) ? bringBack({ ...args, despite_suggestions: true }, sure) : false;
    }
    if (answer.outcome === 'refused') {
      showRefusal(answer.refusal);
      return false;
    }
    const { article, said, undo } = answer;
    articles.take(article);
    const again = undo && { ...args, version: undo.before, undoes: undo, despite_suggestions: true };
    toasts.say(said, {
      tone: 'good',
      action: again && !args.undoes ? { label: 'Undo', run: () => void bringBack(again, sure) } : undefined,
    });
    return undo !== null;
  } catch (thrown) {
    toasts.say(failureOf(thrown).message, { tone: 'bad' });
    return false;
  }
}
