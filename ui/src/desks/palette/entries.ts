import { keysOf } from '../../keys/map';
import { ACT_KEYS } from '../../keys/queue';
import { labelOf } from '../../state/act-form';
import { openAct } from '../../state/acts.svelte';
import { appearance, type Theme } from '../../state/appearance.svelte';
import { floating } from '../../state/floating.svelte';
import { fuzzy } from '../../state/fuzzy';
import { intake } from '../../state/intake.svelte';
import { queue } from '../../state/queue.svelte';
import { queueViews } from '../../state/queue-views.svelte';
import { reading } from '../../state/reading.svelte';
import { route } from '../../state/route.svelte';
import { session } from '../../state/session.svelte';
import type { ArchiveLine } from '../../wire/ArchiveLine';
import type { ArticleView } from '../../wire/ArticleView';
import type { Line } from '../../wire/Line';
import type { Offer } from '../../wire/Offer';

/** One line of the palette. */
export interface Entry {
  id: string;
  group: 'This article' | 'Desk' | 'Articles' | 'In the text' | 'People';
  label: string;
  /** Said smaller beside it. */
  aside?: string | undefined;
  keys?: string | undefined;
  /** Why it cannot be done now. */
  refused?: string | undefined;
  run: () => void;
}

/** Every act on the article one is at: the natural step, what else can be done, what cannot. */
export function actEntries(view: ArticleView | undefined): Entry[] {
  const weight = (offer: Offer) => (offer.allowed ? (offer.main ? 0 : 1) : 2);
  const offers = [...(view?.offers ?? [])]
    .filter(({ allowed }) => allowed || !session.writesOnly)
    .sort((a, b) => weight(a) - weight(b));
  return offers.map((offer) => ({
    id: `act-${offer.act}`,
    group: 'This article',
    label: labelOf(offer),
    aside: view?.line.slug,
    keys: ACT_KEYS[offer.act],
    refused: offer.allowed ? undefined : (offer.refusal?.reason ?? 'Not from here.'),
    run: () => void (view && openAct(view.line.id, offer)),
  }));
}

/** What can be looked at of the article one is at. */
export function versionEntries(view: ArticleView | undefined): Entry[] {
  if (!view || view.versions.length === 0) return [];
  const article = view.line.id;
  const entry = (id: string, label: string, from: string, to: string, keys?: string): Entry => ({
    id: `versions-${id}`,
    group: 'This article',
    label,
    aside: view.line.slug,
    keys,
    run: () => route.go({ view: 'versions', article, from, to }),
  });
  return [
    entry('compare', 'Compare versions', 'before', 'desk', keysOf('editor.compare')),
    ...(reading.changedSince(article) ? [entry('read', 'What changed since you last read it', 'read', 'desk')] : []),
    ...(view.live ? [entry('live', 'What changed since it went live', 'live', 'desk')] : []),
  ];
}

const THEMES: [Theme, string][] = [
  ['light', 'Light appearance'],
  ['dark', 'Dark appearance'],
  ['system', 'Appearance as the system has it'],
];

/** What can be done anywhere. */
export function deskEntries(): Entry[] {
  const entry = (id: string, label: string, keys: string | undefined, run: () => void): Entry => ({
    id,
    group: 'Desk',
    label,
    keys,
    run,
  });
  return [
    entry('new', 'New pitch or draft', keysOf('new'), () => floating.open('new')),
    entry('file', 'Submit a file…', keysOf('file'), () => intake.choose()),
    entry('queue', session.writesOnly ? 'Go to my articles' : 'Go to the queue', keysOf('go.queue'), () =>
      route.go({ view: 'queue' }),
    ),
    entry('inbox', 'Go to your inbox', keysOf('go.inbox'), () => route.go({ view: 'inbox' })),
    ...(session.writesOnly
      ? []
      : [
          entry('budget', 'The budget, to print', keysOf('queue.budget'), () => route.go({ view: 'budget' })),
          ...queueViews.views.map((view) =>
            entry(`view-${view.id}`, `View: ${view.name}`, undefined, () => {
              route.go({ view: 'queue' });
              queueViews.show(view);
            }),
          ),
        ]),
    entry('calendar', 'Go to the calendar', keysOf('go.calendar'), () => route.go({ view: 'calendar' })),
    entry('archive', 'Go to the archive', keysOf('go.archive'), () => route.go({ view: 'archive' })),
    entry('log', 'Go to the log', keysOf('go.log'), () => route.go({ view: 'log' })),
    ...(session.is('administrator')
      ? [entry('masthead', 'Go to the masthead', keysOf('go.masthead'), () => route.go({ view: 'masthead' }))]
      : []),
    ...(session.looksAfter
      ? [entry('backups', 'Go to the backups', keysOf('go.backups'), () => route.go({ view: 'backups' }))]
      : []),
    ...(session.guarded
      ? [
          entry('passphrase', 'Your passphrase…', keysOf('go.people'), () => floating.open('passphrase')),
          entry('out', 'Sign out', undefined, () => void session.signOut()),
        ]
      : [entry('seat', 'Someone else sits here…', keysOf('go.people'), () => floating.open('seat'))]),
    ...THEMES.filter(([theme]) => theme !== appearance.theme).map(([theme, label]) =>
      entry(`theme-${theme}`, label, undefined, () => appearance.set(theme)),
    ),
    entry('contrast', appearance.contrast ? 'Ordinary contrast' : 'High contrast', undefined, () =>
      appearance.setContrast(!appearance.contrast),
    ),
    entry('help', 'Keys and words', keysOf('help'), () => floating.open('help')),
    entry('about', 'About Galley', undefined, () => floating.open('about')),
  ];
}

/** What was found for a text: first those that have it in their headline or slug, best first. */
export function articleEntries(lines: readonly Line[], text: string): Entry[] {
  const score = (line: Line) => fuzzy(text, `${line.headline} ${line.slug}`) ?? Number.NEGATIVE_INFINITY;
  return lines
    .toSorted((a, b) => score(b) - score(a) || 0)
    .map((line) => ({
      id: `article-${line.id}`,
      group: 'Articles',
      label: line.headline,
      aside: `${line.label} · ${line.slug}`,
      run: () => route.open(line.id),
    }));
}

/** What has the words in its text, and was not found by its headline already. */
export function textEntries(found: readonly ArchiveLine[], lines: readonly Line[]): Entry[] {
  const known = new Set(lines.map((line) => line.id));
  return found
    .filter((line) => !known.has(line.article))
    .map((line) => ({
      id: `text-${line.article}`,
      group: 'In the text',
      label: line.headline.text,
      aside: line.sentence.text,
      run: () => route.open(line.article),
    }));
}

/** A person: what they have on the desk. */
export function peopleEntries(): Entry[] {
  // A writer’s view has no queue to show what others have on the desk.
  if (session.writesOnly) return [];
  return session.people.map((person) => ({
    id: `person-${person.id}`,
    group: 'People',
    label: person.name,
    aside: 'what they have on the desk',
    run: () => {
      route.go({ view: 'queue' });
      queue.setFilter(`writer:"${person.name}"`);
    },
  }));
}
