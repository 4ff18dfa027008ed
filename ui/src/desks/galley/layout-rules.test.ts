import { describe, expect, it } from 'vitest';

import { inSight, type Measured, problemsOf, type ShownPicture } from './layout-rules';

const picture: ShownPicture = {
  file: { width: 1600, height: 1000 },
  box: { width: 360, height: 225 },
  broken: false,
  top: 40,
};
const sound: Measured = {
  paper: 'phone',
  headline: { lines: ['What the harbour', 'deal really buys'], top: 300 },
  dek: { lines: ['Three ports and a', 'loan nobody signed'], top: 400 },
  cards: { headline: 'What the harbour deal really buys', search: 320, social: 340 },
  lead: picture,
  figures: [],
  tables: [],
};
const span = { from: 10, to: 20 };
const sentences = (changes: Partial<Measured>, focal?: [number, number]) =>
  problemsOf({ ...sound, ...changes }, focal).map(({ sentence }) => sentence);

describe('problems of a page’s layout', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(sentences({}, [500, 500])).toEqual([]);
    expect(sentences({ headline: { lines: ['One', 'two', 'three'], top: 0 } })).toEqual([]);
  });

  it('counts the lines of the headline', () => {
    expect(sentences({ headline: { lines: ['One', 'two', 'three', 'four'], top: 0 } })).toEqual([
      'The headline takes 4 lines on the phone; more than three are hard to take in.',
    ]);
  });

  it('finds one short word alone in the dek’s last line, but no dek that is one word', () => {
    expect(sentences({ dek: { lines: ['Three ports and a loan', 'too'], top: 0 } })).toEqual([
      'The dek’s last line on the phone is one short word, “too”.',
    ]);
    expect(sentences({ dek: { lines: ['Three ports and a loan', 'unsigned'], top: 0 } })).toEqual([]);
    expect(sentences({ dek: { lines: ['Unsigned'], top: 0 } })).toEqual([]);
  });

  it('says after which word a headline is cut off', () => {
    const headline = 'What the harbour deal really buys the port and who is going to pay for it in the end';
    expect(sentences({ cards: { headline, search: 800, social: 900 } })).toEqual([
      'Search results cut the headline off after “What the harbour deal really buys the port and who is going to”.',
    ]);
    expect(sentences({ cards: { headline, search: 1000, social: 1000 } })).toHaveLength(2);
  });

  it('asks for pictures that are there and wide enough', () => {
    const narrow = { ...picture, file: { width: 1199, height: 800 } };
    expect(sentences({ lead: narrow })).toEqual([
      'The lead picture is 1199 pixels wide; below 1,200 it is not sharp on every screen.',
    ]);
    expect(sentences({ figures: [{ ...narrow, span }] })[0]).toMatch(/^This picture is 1199/);
    expect(sentences({ lead: { ...picture, broken: true } })[0]).toMatch(/does not appear/);
    const { lead: _, ...without } = sound;
    expect(problemsOf(without)[0]?.sentence).toMatch(/no lead picture/);
  });

  it('knows whether a crop keeps the focal point', () => {
    const file = { width: 1000, height: 2000 };
    const box = { width: 100, height: 100 };
    expect(inSight(file, box, { x: 0.5, y: 0.5 }, [500, 500])).toBe(true);
    expect(inSight(file, box, { x: 0.5, y: 0.5 }, [500, 260])).toBe(true);
    expect(inSight(file, box, { x: 0.5, y: 0.5 }, [500, 240])).toBe(false);
    expect(inSight(file, box, { x: 0.5, y: 0.2 }, [500, 200])).toBe(true);
    // Held at its focal point a picture never loses it.
    for (const at of [0, 100, 333, 900, 1000])
      expect(inSight(file, box, { x: at / 1000, y: at / 1000 }, [at, at])).toBe(true);
    const tall = { ...picture, file, box, cropped: { x: 0.5, y: 0.5 } };
    expect(sentences({ lead: { ...tall, file: { width: 1200, height: 2400 } } }, [500, 100])).toEqual([
      'On the phone the lead picture is cropped so that its focal point is out of sight.',
      'Social cards show the middle of the lead picture, and its focal point is outside of that.',
    ]);
  });

  it('finds a table that is wider than its room', () => {
    expect(sentences({ tables: [{ span, width: 320.4, room: 320, top: 0 }] })).toEqual([]);
    expect(problemsOf({ ...sound, tables: [{ span, width: 500, room: 320, top: 9 }] })).toEqual([
      { sentence: 'The table is 180 pixels wider than the phone: readers must push it aside.', jump: { span }, top: 9 },
    ]);
  });
});
