// The window asks for name and passphrase, each window for itself; and a served newsroom in a window is a browser like any other.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { galley, Room, until } from './room.mjs';
import { KEY, Window } from './webdriver.mjs';

const EDITOR = 'Penelope Whitlock';
const PASSPHRASE = 'four tall ships at noon';

let room;
before(() => {
  room = new Room();
  execFileSync(galley, ['-d', room.folder, 'people', 'passphrase', EDITOR], { input: `${PASSPHRASE}\n`, stdio: 'pipe' });
});
after(() => room?.close());

async function signIn(window) {
  await window.shows('Sign in', 60_000);
  await window.type(window.find('//input[@name="username"]'), EDITOR);
  await window.type(window.find('//input[@name="password"]'), PASSPHRASE);
  await window.keys(KEY.enter);
}

test('a window asks who it is, and its session goes with it', { timeout: 180_000 }, async () => {
  // A name on the command line is no passphrase.
  const window = await Window.open(room.folder, { person: EDITOR });
  try {
    await signIn(window);
    await window.shows('Queue');
    await until(() => room.json('', 'people', 'sessions')[0]?.sessions[0]?.way === 'window', 20_000, 'the session');
    const kept = await window.run('return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
    assert.ok(!/[A-Za-z0-9_-]{43}/.test(kept), `the interface holds no token: ${kept}`);
    room.galley('', 'people', 'end-sessions', EDITOR);
    await window.run('location.hash = "#/log"');
    await window.shows('Your session has ended');
    await window.type(window.find('//dialog//input[@name="password"]'), PASSPHRASE);
    await window.keys(KEY.enter);
    await window.shows('Every act on this desk');
  } finally {
    await window.close();
  }
});

test('a served newsroom in a window is in reach of no command and goes nowhere else', { timeout: 180_000 }, async () => {
  const address = await room.serve();
  const window = await Window.open(address);
  try {
    await signIn(window);
    await window.shows('Queue');
    const refused = await window.run(
      `return window.__TAURI_INTERNALS__?.invoke('request', { number: 'door', name: 'desk.status', args: '{}', person: null })
        .then(() => 'answered', (error) => String(error.message ?? error)) ?? 'nothing to ask'`,
    );
    assert.notEqual(refused, 'answered', 'a command of the program was in reach');
    await window.run('location.href = "https://example.org/"');
    await new Promise((done) => setTimeout(done, 1500));
    assert.ok((await window.ask('GET', '/url')).startsWith(address), 'it stays at its address');
  } finally {
    await window.close();
  }
});
