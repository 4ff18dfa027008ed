// @vitest-environment node
import { expect, test } from 'vitest';

import type { BackupList } from '../../wire/BackupList';
import { question, size, standing } from './words';

const list = (more: Partial<BackupList> = {}): BackupList => ({
  folder: '/newsroom/backups',
  backups: [],
  last_at: '2026-11-25T14:00:00Z',
  late: false,
  trouble: null,
  keeps: '',
  may_restore: true,
  in_place: true,
  ...more,
});
const at = () => 'today 14:00';

test('sizes are read at a glance', () => {
  expect([770_048, 5_100_000, 1_240_000_000].map(size)).toEqual(['771 kB', '5.1 MB', '1.2 GB']);
});

test('the sentence says what is wrong before it says what is well', () => {
  expect(standing(list(), at)).toEqual({ text: 'The last backup was made and checked today 14:00.', tone: 'good' });
  expect(standing(list({ late: true }), at).tone).toBe('waits');
  expect(standing(list({ last_at: null }), at).text).toContain('no backup');
  expect(standing(list({ trouble: 'The disk is full.' }), at)).toEqual({ text: 'The disk is full.', tone: 'bad' });
});

test('a backup goes beside the newsroom unless one says otherwise; what is damaged is put right in its place', () => {
  const line = {
    name: 'x',
    made_at: null,
    made: '',
    entries: 0,
    articles: 0,
    pictures: 0,
    bytes: 0,
    trouble: null,
    remarks: [],
  };
  expect(question(list(), line)).toEqual({ backup: 'x', since: false, in_place: false });
  expect(question(list())).toEqual({ backup: null, since: true, in_place: true });
});
