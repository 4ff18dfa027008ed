// @vitest-environment node
import { expect, it } from 'vitest';

import type { DecidedView } from '../../wire/DecidedView';
import { decidedSays } from './decided-words';

const OF: DecidedView = {
  verdict: 'accept',
  by: 'Ed',
  at: '',
  name: 'Ana',
  field: null,
  struck: 'September',
  inserted: 'October',
};

it('says who decided what, in a sentence behind their name', () => {
  expect(decidedSays(OF)).toBe('accepted “October” for “September”, suggested by Ana');
  expect(decidedSays({ ...OF, inserted: '', name: 'Ed' })).toBe(
    'accepted that “September” goes, suggested by themselves',
  );
  expect(decidedSays({ ...OF, verdict: 'stet', struck: '', field: 'headline' })).toBe(
    'let the text stand: not “October” in the headline, suggested by Ana',
  );
});
