// @vitest-environment node
import { expect, test } from 'vitest';

import type { DeskStatus } from '../../wire/DeskStatus';
import { backupSays, clockSays, houseSays, savedSays } from './status-words';

const now = Date.parse('2026-11-24T19:00:00Z');
const next = { article: 'a', headline: 'Harbour deal', at: '2026-11-24T21:00:00Z', shown: 'Tue 24 Nov 16:00 EST' };
const desk = (more: Partial<DeskStatus> = {}): DeskStatus => ({
  now: '2026-11-24T19:00:00Z',
  saved_at: null,
  not_saved: null,
  next: null,
  clock: { who: 'this-desk' },
  open: 0,
  broken: 0,
  house: [],
  unreadable: 0,
  backup: null,
  ...more,
});
const at = () => '14:02:07';

test('“saved” is said only of what is on disk', () => {
  expect(savedSays({ linked: true, savedAt: 'x', desk: desk() }, 0, at)).toEqual({
    text: 'Saved 14:02:07',
    tone: 'good',
  });
  expect(savedSays({ linked: true, desk: desk() }, 0, at).text).toBe('Nothing to save yet');
  expect(savedSays({ linked: true }, 0, at).text).toBe('Asking the desk…');
});

test('what was saved once does not hide that the last write failed, or that the desk is gone', () => {
  const failed = savedSays({ linked: true, savedAt: 'x', desk: desk({ not_saved: 'The disk is full.' }) }, 0, at);
  expect(failed).toEqual({ text: 'Not saved: The disk is full.', tone: 'bad' });
  const waits = savedSays({ linked: true, savedAt: 'x', desk: desk() }, 2, at);
  expect(waits, 'nothing is saved that waits here').toEqual({ text: 'Not sent yet, kept here: 2 texts', tone: 'bad' });
  expect(savedSays({ linked: false, savedAt: 'x', desk: desk() }, 0, at).tone).toBe('bad');
});

test('the line names who presses the button, for what and when', () => {
  expect(clockSays(desk({ next, clock: { who: 'another', name: 'agent on newsdesk-2' } }), now)).toMatchObject({
    who: 'Agent on newsdesk-2 publishes next:',
    when: 'Tue 24 Nov 16:00 EST',
    headline: 'Harbour deal',
    tone: 'plain',
  });
});

test('nobody at the clock with something due, or something late, is an alarm', () => {
  expect(clockSays(desk({ next, clock: { who: 'nobody' } }), now).tone).toBe('bad');
  expect(clockSays(desk({ clock: { who: 'nobody' } }), now).tone).toBe('plain');
  expect(clockSays(desk({ next }), Date.parse(next.at) + 120_000).tone).toBe('bad');
});

test('a mistake in the house folder is named with its file and line', () => {
  const problem = { file: 'article.html', line: 12, message: 'Unknown block.', hint: 'Close it.' };
  expect(houseSays([problem])).toEqual({
    text: 'House: article.html has a mistake',
    detail: 'article.html:12: Unknown block. Close it.',
  });
  expect(houseSays([])).toBeUndefined();
});

test('a backup is spoken of only when it is late or was not made', () => {
  const last_at = '2026-11-22T19:00:00Z';
  const day = () => '22 Nov 14:00';
  expect(backupSays(null, day)).toBeUndefined();
  expect(backupSays({ last_at, late: false, trouble: null }, day)).toBeUndefined();
  expect(backupSays({ last_at, late: true, trouble: null }, day)?.text).toBe('Last backup 22 Nov 14:00');
  expect(backupSays({ last_at: null, late: true, trouble: null }, day)?.text).toBe('No backup yet');
  expect(backupSays({ last_at, late: true, trouble: 'The disk is full.' }, day)).toEqual({
    text: 'No backup could be made',
    detail: 'The disk is full.',
    tone: 'bad',
  });
});
