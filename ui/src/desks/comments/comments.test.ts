import { describe, expect, it } from 'vitest';

import type { CommentView } from '../../wire/CommentView';
import type { PersonCard } from '../../wire/PersonCard';
import { cardsOf, type Pile } from './cards';
import { begunAt, meant, mentionsIn, parts } from './mentions';
import { GAP, stack } from './stack';

const card = (id: string, wish: number, height = 40) => ({ id, wish, height });

describe('cards beside the text', () => {
  function check(cards: ReturnType<typeof card>[], active: string | undefined, tops: number[]) {
    const found = stack(cards, active);
    expect(cards.map(({ id }) => found.get(id))).toEqual(tops);
  }
  it('stand beside their words, or below the one before', () => {
    check([card('a', 10), card('b', 200)], undefined, [10, 200]);
    check([card('a', 10), card('b', 20), card('c', 30)], undefined, [10, 58, 106]);
  });
  it('the one looked at stands beside its words, those before make room', () => {
    check([card('a', 100), card('b', 110), card('c', 120)], 'b', [62, 110, 158]);
  });
  it('nothing stands above the beginning', () => {
    check([card('a', 0), card('b', 10)], 'b', [0, 48]);
  });
  it('never overlap, whatever is looked at', () => {
    let seed = 3;
    const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
    for (let round = 0; round < 500; round++) {
      let wish = 0;
      const cards = Array.from({ length: 12 }, (_, index) => card(`${index}`, (wish += random(60)), 20 + random(80)));
      const tops = stack(cards, `${random(14)}`);
      let free = 0;
      for (const { id, height } of cards) {
        const top = tops.get(id) ?? -1;
        expect(top).toBeGreaterThanOrEqual(free);
        free = top + height + GAP;
      }
    }
  });
});

describe('the pile', () => {
  const comment = (id: string, more: Partial<CommentView>): CommentView => ({
    id,
    kind: 'comment',
    place: { at: [0, 4] },
    field: null,
    quote: '',
    author: 'ana',
    name: 'Ana',
    at: '2026-01-01T00:00:00Z',
    text: '',
    mentions: [],
    edited: false,
    may_amend: false,
    replies: [],
    resolved: false,
    must_fix: false,
    must_answer: false,
    settled_by: null,
    ...more,
  });
  const pile: Pile = {
    comments: [
      comment('late', { place: { at: [40, 44] } }),
      comment('gone', { place: 'tray', resolved: true }),
      comment('whole', { place: 'whole', author: 'ben', mentions: ['me'] }),
      comment('early', { place: { at: [9, 12] }, author: 'me' }),
    ],
    suggestions: [
      { id: 's', kind: 'deleted', author: 'ben', name: 'Ben', at: '', reason: null, may_decide: true, own: false },
    ],
    fields: [],
    draft: undefined,
    spots: [
      { suggestion: 's', from: 20, to: 24, inserted: '', struck: 'word', words: 'word', own: false, name: 'Ben' },
    ],
    remarked: new Map([['late', 50]]),
  };
  const ids = (filter: Parameters<typeof cardsOf>[1]) => cardsOf(pile, filter, 'me').map(({ id }) => id);

  it('stands in the order of the text, the whole first, the tray last', () =>
    expect(ids('all')).toEqual(['whole', 'early', 's', 'late', 'gone']));
  it('shows what is open, what is mine, or suggestions alone', () => {
    expect(ids('open')).toEqual(['whole', 'early', 's', 'late']);
    expect(ids('mine')).toEqual(['whole', 'early']);
    expect(ids('suggestions')).toEqual(['s']);
  });
});

describe('mentions', () => {
  const person = (id: string, name: string): PersonCard => ({ id, name, roles: ['writer'], grants: [] });
  const people = [person('1', 'Ana'), person('2', 'Ana Maria Sá'), person('3', 'Lucía Sandoval')];

  it('are completed at the caret, by any word of the name and without its accents', () => {
    expect(begunAt('ask @Lu', 7)).toEqual({ from: 4, typed: 'Lu' });
    expect(begunAt('mail a@b', 8)).toBeUndefined();
    expect(meant('lucia', people).map(({ id }) => id)).toEqual(['3']);
    expect(meant('sa', people).map(({ id }) => id)).toEqual(['2', '3']);
  });
  it('name whoever’s whole name stands there', () => {
    expect(mentionsIn('@Ana Maria Sá, look', people)).toEqual(['2']);
    expect(mentionsIn('@Anabel and @Lucía Sandoval.', people)).toEqual(['3']);
    expect(parts('so @Ana says', ['Ana'])).toEqual([
      { text: 'so ', mention: false },
      { text: '@Ana', mention: true },
      { text: ' says', mention: false },
    ]);
  });
});
