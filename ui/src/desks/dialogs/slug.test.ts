// @vitest-environment node
import { expect, test } from 'vitest';

import { slugOf } from './slug';

test.each([
  ['What the harbour deal really buys', 'what-the-harbour-deal-really-buys'],
  ['  Sára’s “river”, treaty!  ', 'saras-river-treaty'],
  ['Élan vital', 'elan-vital'],
  ['中文', ''],
  ['a'.repeat(80), 'a'.repeat(60)],
])('“%s” makes the slug “%s”', (text, slug) => expect(slugOf(text)).toBe(slug));
