import type { Span } from '../../wire/Span';

/** Where the cause can be put right. */
export type Jump = { field: string } | { span: Span };

/** Something about the page that its readers should not meet. */
export interface LayoutProblem {
  sentence: string;
  jump: Jump;
  /** Where it stands in the frame, in its pixels; nothing when it shows elsewhere than on the page. */
  top?: number;
}

/** How the page came out at one width, in the frame's pixels. */
export interface Measured {
  /** The readers' device: "phone". */
  paper: string;
  headline?: { lines: string[]; top: number };
  dek?: { lines: string[]; top: number };
  /** What a search result and a social card say: the headline, as wide as each sets it. */
  cards?: { headline: string; search: number; social: number };
  lead?: ShownPicture;
  figures: (ShownPicture & { span: Span })[];
  tables: { span: Span; width: number; room: number; top: number }[];
}

/** A picture on the page: the file, the box it is shown in, and how it fills that. */
export interface ShownPicture {
  file: { width: number; height: number };
  box: { width: number; height: number };
  /** It fills its box and loses what does not fit; where it is held, in parts of what is lost. */
  cropped?: { x: number; y: number };
  /** It was asked for and did not come. */
  broken: boolean;
  top: number;
}

const MOST_LINES = 3;
/** What a page shows sharply on a desktop, and what search engines and networks ask for a large card. */
const SHARP = 1200;
/** One line of a search result's title, and two of a social card's, in pixels of how they set them. */
export const SEARCH_ROOM = 600;
export const SOCIAL_ROOM = 940;
/** Networks cut pictures to this shape about their middle. */
const CARD = { width: 1.91, height: 1 };

const HEADLINE: Jump = { field: 'headline' };
const LEAD: Jump = { field: 'lead' };

/** What is wrong with the page as it came out. `focal`: of the lead picture, in thousandths; without: none is known. */
export function problemsOf(page: Measured, focal?: [number, number]): LayoutProblem[] {
  return [
    ...headlineProblems(page),
    ...dekProblems(page),
    ...leadProblems(page, focal),
    ...page.figures.flatMap((figure) => pictureProblems(figure, 'This picture', { span: figure.span })),
    ...page.tables.flatMap((table) => tableProblems(table, page.paper)),
  ];
}

function headlineProblems({ headline, cards, paper }: Measured): LayoutProblem[] {
  const found: LayoutProblem[] = [];
  if (headline && headline.lines.length > MOST_LINES) {
    const sentence = `The headline takes ${headline.lines.length} lines on the ${paper}; more than three are hard to take in.`;
    found.push({ sentence, jump: HEADLINE, top: headline.top });
  }
  if (cards && cards.search > SEARCH_ROOM) {
    const rest = cut(cards.headline, SEARCH_ROOM / cards.search);
    found.push({ sentence: `Search results cut the headline off after “${rest}”.`, jump: HEADLINE });
  }
  if (cards && cards.social > SOCIAL_ROOM) {
    const rest = cut(cards.headline, SOCIAL_ROOM / cards.social);
    found.push({ sentence: `Social cards cut the headline off after “${rest}”.`, jump: HEADLINE });
  }
  return found;
}

function dekProblems({ dek, paper }: Measured): LayoutProblem[] {
  const last = dek?.lines.at(-1);
  if (!dek || !last || dek.lines.length < 2 || /\s/.test(last)) return [];
  // A long word alone fills its line well enough.
  if (last.length * 3 >= Math.max(...dek.lines.map(({ length }) => length))) return [];
  const sentence = `The dek’s last line on the ${paper} is one short word, “${last}”.`;
  return [{ sentence, jump: { field: 'dek' }, top: dek.top }];
}

function leadProblems({ lead, paper }: Measured, focal?: [number, number]): LayoutProblem[] {
  if (!lead) {
    const sentence = 'There is no lead picture: the page begins without one, and cards show the house’s own.';
    return [{ sentence, jump: LEAD, top: 0 }];
  }
  const found = pictureProblems(lead, 'The lead picture', LEAD);
  if (!focal) return found;
  if (lead.cropped && !inSight(lead.file, lead.box, lead.cropped, focal)) {
    const sentence = `On the ${paper} the lead picture is cropped so that its focal point is out of sight.`;
    found.push({ sentence, jump: LEAD, top: lead.top });
  }
  if (!inSight(lead.file, CARD, { x: 0.5, y: 0.5 }, focal)) {
    const sentence = 'Social cards show the middle of the lead picture, and its focal point is outside of that.';
    found.push({ sentence, jump: LEAD });
  }
  return found;
}

function pictureProblems(picture: ShownPicture, name: string, jump: Jump): LayoutProblem[] {
  const { file, top } = picture;
  if (picture.broken) return [{ sentence: `${name} does not appear: its file cannot be shown.`, jump, top }];
  if (file.width >= SHARP) return [];
  const sentence = `${name} is ${file.width} pixels wide; below ${SHARP.toLocaleString('en')} it is not sharp on every screen.`;
  return [{ sentence, jump, top }];
}

function tableProblems({ span, width, room, top }: Measured['tables'][number], paper: string): LayoutProblem[] {
  const over = Math.ceil(width - room);
  if (over <= 1) return [];
  return [
    {
      sentence: `The table is ${over} pixels wider than the ${paper}: readers must push it aside.`,
      jump: { span },
      top,
    },
  ];
}

/** Whether a point of a picture is seen in a box that the picture fills. */
export function inSight(
  file: { width: number; height: number },
  box: { width: number; height: number },
  held: { x: number; y: number },
  [x, y]: [number, number],
): boolean {
  const scale = Math.max(box.width / file.width, box.height / file.height);
  const seen = (length: number, room: number, at: number, point: number) => {
    const lost = length * scale - room;
    const place = (point / 1000) * length * scale - lost * at;
    return place >= -0.5 && place <= room + 0.5;
  };
  return seen(file.width, box.width, held.x, x) && seen(file.height, box.height, held.y, y);
}

/** The words that stand in a part of a line. */
function cut(text: string, part: number): string {
  const room = text.slice(0, Math.floor(text.length * part));
  return room.slice(0, Math.max(room.lastIndexOf(' '), 1)).trim();
}
