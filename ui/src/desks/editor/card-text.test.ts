import { describe, expect, it } from 'vitest';

import { readCard, writeCard } from './card-text';

describe('a link that is a card', () => {
  it('is read from a line of its own', () => {
    expect(readCard('[The tolls](https://maps.example/tolls "What ships pay | The Atlas")')).toEqual({
      address: 'https://maps.example/tolls',
      title: 'The tolls',
      says: 'What ships pay',
      where: 'The Atlas',
    });
    expect(readCard('<https://maps.example/>')).toEqual({
      address: 'https://maps.example/',
      title: '',
      says: '',
      where: '',
    });
    expect(readCard('[The tolls](https://maps.example/tolls) and more')).toBeUndefined();
    expect(readCard('![A picture](https://maps.example/tolls "No card")')).toBeUndefined();
  });

  it('is written as it is read, whatever it says', () => {
    for (const card of [
      { address: 'https://maps.example/a_(b)', title: 'A [map] \\ of', says: 'It says "yes"', where: 'Atlas' },
      { address: 'https://maps.example/', title: 'Tolls', says: '', where: 'Atlas' },
      { address: 'https://maps.example/', title: 'Tolls', says: 'Left | right', where: 'Atlas' },
    ])
      expect(readCard(writeCard(card))).toEqual(card);
  });

  it('is the address alone without a title, and names its host without a place', () => {
    const card = { address: 'https://www.maps.example/x', title: '', says: 'Lost', where: '' };
    expect(writeCard(card)).toBe('https://www.maps.example/x');
    expect(readCard(writeCard({ ...card, title: 'Tolls' }))?.where).toBe('maps.example');
  });
});
