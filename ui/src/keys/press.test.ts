import { afterEach, beforeAll, expect, test, vi } from 'vitest';

import { press } from './press';

beforeAll(() => press.start());
const stops: (() => void)[] = [];
afterEach(() => {
  while (stops.length) stops.pop()?.();
  document.body.innerHTML = '';
});

function carry(id: string) {
  const run = vi.fn();
  stops.push(press.carry({ [id]: run }));
  return run;
}
function strike(key: string, more: KeyboardEventInit = {}, on: EventTarget = document.body) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  on.dispatchEvent(event);
  return event;
}
function within<T extends Element>(html: string, selector: string): T {
  document.body.innerHTML = html;
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(selector);
  return found;
}

test('a key does what the map says, and its own way of doing it is stopped', () => {
  const next = carry('queue.next');
  expect(strike('j').defaultPrevented).toBe(true);
  strike('ArrowDown');
  expect(next).toHaveBeenCalledTimes(2);
});

test('a key that nobody on the screen carries out is left alone', () =>
  expect(strike('j').defaultPrevented).toBe(false));

test('two keys in a row go to a view; the second one alone does not', () => {
  const [log, queue] = [carry('go.log'), carry('go.queue')];
  strike('l');
  expect(log).not.toHaveBeenCalled();
  strike('g');
  strike('l');
  expect(log).toHaveBeenCalledOnce();
  strike('g');
  strike('x');
  strike('q');
  expect(queue, 'something else came between').not.toHaveBeenCalled();
});

test('letters belong to whoever types; commands count even then', () => {
  const [claim, palette] = [carry('queue.act.claim'), carry('palette')];
  const input = within('<input>', 'input');
  strike('c', {}, input);
  expect(claim).not.toHaveBeenCalled();
  strike('k', { ctrlKey: true }, input);
  expect(palette).toHaveBeenCalledOnce();
});

test('Enter and Space belong to the button that has the focus', () => {
  const [open, peek] = [carry('queue.open'), carry('queue.peek')];
  const button = within('<button>x</button>', 'button');
  strike('Enter', {}, button);
  strike(' ', {}, button);
  expect(open).not.toHaveBeenCalled();
  expect(peek).not.toHaveBeenCalled();
  strike(' ');
  expect(peek).toHaveBeenCalledOnce();
});

test('while a dialog is open nothing behind it moves', () => {
  const next = carry('queue.next');
  within('<dialog open></dialog>', 'dialog');
  strike('j');
  expect(next).not.toHaveBeenCalled();
});

test('Shift makes another key of a letter, and none of a sign', () => {
  const [file, help, schedule] = [carry('file'), carry('help'), carry('queue.act.schedule')];
  strike('S', { shiftKey: true });
  expect(file).toHaveBeenCalledOnce();
  expect(schedule).not.toHaveBeenCalled();
  strike('?', { shiftKey: true });
  expect(help).toHaveBeenCalledOnce();
});

test('what came last lies on top, and gives the key back when it goes', () => {
  const below = carry('undo');
  const above = vi.fn();
  const stop = press.carry({ undo: above });
  strike('z');
  expect(above).toHaveBeenCalledOnce();
  stop();
  strike('z');
  expect(below).toHaveBeenCalledOnce();
});
