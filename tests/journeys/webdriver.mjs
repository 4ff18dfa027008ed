// The real window: galley-desk under an Xvfb of its own, driven through WebKitWebDriver.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { galleyWindow, until } from './room.mjs';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** Keys that are not characters, as WebDriver names them. */
export const KEY = {
  enter: '\uE007',
  escape: '\uE00C',
  control: '\uE009',
  shift: '\uE008',
  alt: '\uE00A',
  tab: '\uE004',
  backspace: '\uE003',
  space: ' ',
  home: '\uE011',
  end: '\uE010',
  down: '\uE015',
};

function free(from, taken) {
  let number = from;
  while (taken(number)) number += 1;
  return number;
}

/** A port that nobody listens on now. */
function port() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

export class Window {
  /** Opens the window on a newsroom, or on none, for that person if one is named. */
  static async open(folder, { person, width = 1280, height = 800, dark = false, binary = galleyWindow, env: more = {} } = {}) {
    const window = new Window();
    const number = free(100, (n) => existsSync(`/tmp/.X11-unix/X${n}`) || existsSync(`/tmp/.X${n}-lock`));
    const display = `:${number}`;
    window.display = display;
    window.children = [spawn('Xvfb', [display, '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'], { stdio: 'ignore' })];
    await until(() => existsSync(`/tmp/.X11-unix/X${number}`), 10_000, 'Xvfb');
    const driver = await port();
    // Nothing is remembered from other windows, unless a journey is about that.
    window.home = mkdtempSync(join(tmpdir(), 'galley-window-'));
    const env = {
      ...process.env,
      XDG_CONFIG_HOME: join(window.home, 'config'),
      XDG_DATA_HOME: join(window.home, 'data'),
      XDG_CACHE_HOME: join(window.home, 'cache'),
      DISPLAY: display,
      WAYLAND_DISPLAY: '',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      TAURI_WEBVIEW_AUTOMATION: 'true',
      ...more,
      ...(dark ? { GTK_THEME: 'Adwaita:dark' } : {}),
    };
    window.children.push(spawn('WebKitWebDriver', [`--port=${driver}`, '--host=127.0.0.1'], { env, stdio: 'ignore', detached: true }));
    window.driver = `http://127.0.0.1:${driver}`;
    const args = [...(folder ? [folder] : []), ...(person ? ['--as', person] : [])];
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } };
    const session = await until(
      () => window.call('POST', '/session', { capabilities }).catch(() => undefined),
      30_000,
      'a session with the window',
    );
    window.session = `/session/${session.sessionId}`;
    await window.call('POST', `${window.session}/timeouts`, { implicit: 0, script: 20_000, pageLoad: 30_000 });
    return window;
  }

  async call(method, path, body) {
    const answer = await fetch(this.driver + path, {
      method,
      body: body && JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  }

  ask(method, path, body) {
    return this.call(method, this.session + path, body);
  }

  run(script, ...args) {
    return this.ask('POST', '/execute/sync', { script, args });
  }

  /** The first visible element that fits an XPath, waited for. */
  find(xpath, milliseconds = 20_000) {
    return until(
      async () => {
        for (const found of await this.ask('POST', '/elements', { using: 'xpath', value: xpath })) {
          const id = found[ELEMENT];
          if (await this.ask('GET', `/element/${id}/displayed`).catch(() => false)) return id;
        }
        return undefined;
      },
      milliseconds,
      `“${xpath}” in the window`,
    );
  }

  /** A button, link or menu entry by the beginning of its name. */
  button(name) {
    return this.find(
      `//*[self::button or self::a or @role="menuitem" or @role="option" or @role="tab"][starts-with(normalize-space(.), "${name}") or starts-with(@aria-label, "${name}")]`,
    );
  }

  async click(element) {
    await this.ask('POST', `/element/${await element}/click`, {});
  }

  async clear(element) {
    await this.ask('POST', `/element/${await element}/clear`, {});
  }

  async type(element, text) {
    await this.ask('POST', `/element/${await element}/value`, { text });
  }

  /** Keys for whatever has the focus. */
  async keys(...keys) {
    const down = keys.map((value) => ({ type: 'keyDown', value }));
    const up = keys.toReversed().map((value) => ({ type: 'keyUp', value }));
    await this.ask('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }] });
  }

  /** Waits until the page shows that text somewhere. */
  shows(text, milliseconds = 20_000) {
    return until(
      () => this.run('return document.body.innerText.includes(arguments[0])', text),
      milliseconds,
      `“${text}” in the window`,
    );
  }

  /** The whole screen, as whoever sits before it sees it. */
  picture(file) {
    execFileSync('import', ['-silent', '-window', 'root', file], { env: { ...process.env, DISPLAY: this.display } });
  }

  async close() {
    // The session may have gone with the window; its processes go either way.
    await this.ask('DELETE', '').catch(() => undefined);
    // The driver leads a group of its own, to which the window and its web processes belong.
    for (const child of this.children.toReversed()) {
      try {
        process.kill(child.spawnargs[0] === 'WebKitWebDriver' ? -child.pid : child.pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
