// A newsroom for one journey: made in a temporary folder, served, and taken away again.

import { spawn, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** Packages are those of the interface. */
export const require = createRequire(join(root, 'ui/package.json'));
export const galley = process.env.GALLEY ?? join(root, 'target/debug/galley');
export const galleyWindow = process.env.GALLEY_WINDOW ?? join(root, 'target/debug/galley-desk');

export class Room {
  constructor({ sample = true, empty = false } = {}) {
    this.scratch = mkdtempSync(join(tmpdir(), 'galley-journey-'));
    this.folder = join(this.scratch, 'newsroom');
    this.children = [];
    // A folder that the journey makes a newsroom of itself.
    if (empty) return;
    if (sample) cpSync(sampleNewsroom(), this.folder, { recursive: true });
    else execFileSync(galley, ['new', this.folder, '--as', 'Ines Okafor'], { stdio: 'pipe' });
  }

  /** Runs `galley` as that person; returns what it printed. */
  galley(person, ...words) {
    return execFileSync(galley, ['-d', this.folder, ...(person ? ['--as', person] : []), ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  json(person, ...words) {
    return JSON.parse(this.galley(person, ...words, '--json'));
  }

  /** The one sentence of a refusal, with its exit status. */
  refusal(person, ...words) {
    try {
      this.galley(person, ...words);
    } catch (error) {
      return { status: error.status, sentence: error.stderr.trim() };
    }
    throw new Error(`galley ${words.join(' ')} was not refused`);
  }

  /** Starts a program that lives as long as the room; resolves with its first line of output. */
  start(program, args, env = {}) {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    this.children.push(child);
    return new Promise((done, failed) => {
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (part) => {
        text += part;
        if (text.includes('\n')) done({ child, line: text });
      });
      child.on('exit', (code) => failed(new Error(`${program} ended with ${code} before it said anything`)));
    });
  }

  /** `galley serve` on a free port; resolves with its address. */
  async serve() {
    const { line } = await this.start(galley, ['-d', this.folder, 'serve', '--port', '0']);
    return /http:\/\/[^/]+\//.exec(line)[0];
  }

  close() {
    for (const child of this.children) child.kill('SIGTERM');
    rmSync(this.scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** How long a sample is fresh: its story is told up to the moment it was made. */
const FRESH = 20 * 60_000;

/** A sample newsroom of this very program, made once for the journeys that follow each other: each works on a copy. */
function sampleNewsroom() {
  const kept = join(root, 'target/journeys');
  const { mtimeMs, size } = statSync(galley);
  const folder = join(kept, `sample-${Math.round(mtimeMs)}-${size}`);
  if (existsSync(folder) && Date.now() - statSync(join(folder, 'desk.toml')).mtimeMs < FRESH) return folder;
  mkdirSync(kept, { recursive: true });
  for (const old of readdirSync(kept)) {
    if (Date.now() - statSync(join(kept, old)).mtimeMs > FRESH) rmSync(join(kept, old), { recursive: true, force: true });
  }
  const making = mkdtempSync(join(kept, 'making-'));
  execFileSync(galley, ['new', join(making, 'newsroom'), '--sample'], { stdio: 'pipe' });
  // Another run may have been quicker.
  if (!existsSync(folder)) renameSync(join(making, 'newsroom'), folder);
  rmSync(making, { recursive: true, force: true });
  return folder;
}

/** Waits until `holds` answers with something true, at most that many milliseconds. */
export async function until(holds, milliseconds, what) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await holds();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${milliseconds} ms`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
