// The real window: from its start until the queue can be used, and what it holds in memory, beside an empty window of the same
// size in the same run.

import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { galleyWindow, Room, until } from '../journeys/room.mjs';
import { Window } from '../journeys/webdriver.mjs';
import { print, row } from './table.mjs';

const PERSON = 'Ines Okafor';
const STARTS = 7;
const MEASURED = 5;
/** Milliseconds after which a window that was left alone has settled. */
const SETTLED = 6000;

const room = new Room();
const rows = [];
try {
  const newsrooms = [['the sample', room.folder]];
  const large = join(process.env.GALLEY_BENCH_FOLDER ?? '', 'room-10000');
  if (existsSync(join(large, 'desk.sqlite3'))) newsrooms.push(['10,000 articles', large]);
  for (const [name, folder] of newsrooms) await starts(name, folder);
  await memory(newsrooms);
} finally {
  room.close();
}
print('The window', rows);

/** From the process's first instruction until the first lines of the queue stand in a frame. */
async function starts(name, folder) {
  const times = [];
  for (let start = 0; start < STARTS; start += 1) {
    const noted = join(room.scratch, 'started');
    const binary = join(room.scratch, 'galley-desk');
    writeFileSync(binary, `#!/bin/sh\ndate +%s%3N > '${noted}'\nexec '${galleyWindow}' "$@"\n`);
    chmodSync(binary, 0o755);
    const window = await Window.open(folder, { person: PERSON, binary });
    const usable = await until(
      () =>
        window
          .run('const [mark] = performance.getEntriesByName("queue:usable"); return mark && performance.timeOrigin + mark.startTime')
          .catch(() => undefined),
      30_000,
      'a queue that can be used',
    );
    times.push(usable - Number(readFileSync(noted, 'utf8')));
    await window.close();
  }
  rows.push(row(`start → usable queue, ${name}`, times, 1500));
}

async function memory(newsrooms) {
  const empty = join(galleyWindow, '../examples/empty-window');
  const held = { 'an empty window': [] };
  for (let time = 0; time < MEASURED; time += 1) {
    held['an empty window'].push(await settledMemory(empty, []));
    for (const [name, folder] of newsrooms) {
      (held[`our window, ${name}`] ??= []).push(await settledMemory(galleyWindow, [folder, '--as', PERSON]));
    }
  }
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  const floor = median(held['an empty window']);
  for (const [name, values] of Object.entries(held)) {
    const over = name === 'an empty window' ? 'floor' : `${(median(values) - floor).toFixed(0)} MiB over it (aim: at most 100)`;
    console.log(`memory of ${name}: ${median(values).toFixed(0)} MiB, ${over}`);
  }
}

/** MiB that the program and all it started hold, shared pages divided among those who share them. */
async function settledMemory(program, args) {
  const display = ':' + Array.from({ length: 90 }, (_, at) => 200 + at).find((n) => !existsSync(`/tmp/.X11-unix/X${n}`));
  const screen = spawn('Xvfb', [display, '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'], { stdio: 'ignore' });
  await until(() => existsSync(`/tmp/.X11-unix/X${display.slice(1)}`), 10_000, 'Xvfb');
  const env = { ...process.env, DISPLAY: display, WAYLAND_DISPLAY: '', WEBKIT_DISABLE_DMABUF_RENDERER: '1' };
  const child = spawn(program, args, { env, stdio: 'ignore' });
  await new Promise((done) => setTimeout(done, SETTLED));
  const family = descendants(child.pid);
  if (family.length < 2) throw new Error(`${program} shows no window`);
  const kilobytes = family.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]));
  for (const pid of family.toReversed()) process.kill(pid, 'SIGKILL');
  screen.kill();
  return kilobytes.reduce((sum, held) => sum + held, 0) / 1024;
}

function descendants(pid) {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          return [[Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) \S /s, '').split(' ')[0])]];
        } catch {
          return []; // It ended meanwhile.
        }
      }),
  );
  const family = [pid];
  for (const member of family) family.push(...[...parents].filter(([, parent]) => parent === member).map(([child]) => child));
  return family;
}
