// Debian's Firefox ESR with the extension loaded and a native host of the test's choice, driven over
// Marionette. It sees a home folder of its own, so that no native manifest of this computer counts.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Marionette } from './marionette.mjs';
import { extensionIds, Stage, until } from './stage.mjs';

export const program = process.env.PATCHBAY_FIREFOX ?? '/usr/bin/firefox-esr';
const addonId = extensionIds.firefox[0];
const uuid = '1f0c8a52-7b5e-4c57-9d0e-2f6f4b7f3a11';

/** Why Firefox cannot be used, or false. Where a build was named, its absence is a failure. */
export const whyNoFirefox = () =>
  existsSync(program) || process.env.PATCHBAY_BIN ? false : `${program} is not installed`;

/** The port 0 is a free one, which Firefox writes into its profile; nothing is asked of the network. */
const preferences = {
  'marionette.port': 0,
  'extensions.webextensions.uuids': JSON.stringify({ [addonId]: uuid }),
  'alerts.useSystemBackend': false,
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.activity-stream.feeds.system.topstories': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.url': 'data:,',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};

/** One tab, by its handle. */
export class Tab {
  /** @param {Marionette} marionette @param {string} handle */
  constructor(marionette, handle) {
    this.marionette = marionette;
    this.handle = handle;
  }

  async #current() {
    await this.marionette.send('WebDriver:SwitchToWindow', { handle: this.handle, focus: false });
    return this.marionette;
  }

  /** Brings it to the front. */
  async show() {
    await this.marionette.send('WebDriver:SwitchToWindow', { handle: this.handle, focus: true });
  }

  /** @param {string} url */
  async go(url) {
    await (await this.#current()).send('WebDriver:Navigate', { url });
  }

  /** @param {string} script a function's body */
  async run(script, ...args) {
    return (await this.#current()).run(script, ...args);
  }

  /** The first that is shown. @param {string} xpath @returns {Promise<string>} its reference */
  see(xpath) {
    return until(async () => {
      const marionette = await this.#current();
      for (const id of await marionette.find(xpath))
        if (await marionette.send('WebDriver:IsElementDisplayed', { id }).catch(() => false)) return id;
      return undefined;
    }, xpath);
  }

  /** The same in the page's frame. @param {string} script */
  async runInFrame(script, ...args) {
    const frame = await this.see('//iframe');
    await this.marionette.send('WebDriver:SwitchToFrame', { element: frame });
    try {
      return await this.marionette.run(script, ...args);
    } finally {
      await this.marionette.send('WebDriver:SwitchToFrame', { id: null });
    }
  }

  /** @param {string} text of an element's own */
  seeText(text) {
    return this.see(`//*[text()[contains(normalize-space(.), "${text}")]]`);
  }

  /** @param {string} xpath */
  async click(xpath) {
    await this.see(xpath);
    await until(async () => {
      const [id] = await (await this.#current()).find(xpath);
      return (
        id &&
        this.marionette.send('WebDriver:ElementClick', { id }).then(
          () => true,
          () => false,
        )
      );
    }, `a click on ${xpath}`);
  }

  /** Anew where the field was drawn again meanwhile. @param {string} xpath @param {string} text */
  async type(xpath, text) {
    await until(async () => {
      const id = await this.see(xpath);
      const send = (/** @type {string} */ name, more = {}) => this.marionette.send(name, { id, ...more });
      return send('WebDriver:ElementClear')
        .then(() => send('WebDriver:ElementSendKeys', { text }))
        .then(
          () => true,
          () => false,
        );
    }, `${text} in ${xpath}`);
  }
}

export class Firefox extends Stage {
  /** @param {{preferences?: Record<string, string | number | boolean>, program?: string}} [wish] */
  static async start(wish = {}) {
    const firefox = new Firefox();
    firefox.wish = wish;
    await firefox.set();
    return firefox;
  }

  /** @param {string} hostProgram @param {string[]} [extensions] that may run it */
  installHost(hostProgram, extensions = [addonId]) {
    const folder = join(this.folder, '.mozilla/native-messaging-hosts');
    this.writeManifest(folder, hostProgram, { allowed_extensions: extensions });
  }

  /** @param {string} [prepare] a script for the browser itself, before the extension is there */
  async open(prepare) {
    const profile = join(this.folder, 'profile');
    mkdirSync(profile);
    const lines = Object.entries({ ...preferences, ...this.wish.preferences }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(profile, 'user.js'), lines.join('\n'));
    const log = openSync(join(this.folder, 'firefox.log'), 'w');
    this.child = spawn(
      this.wish.program ?? program,
      ['--headless', '--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access'],
      { env: { ...process.env, HOME: this.folder, MOZ_HEADLESS: '1' }, stdio: ['ignore', log, log] },
    );
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
    const portFile = join(profile, 'MarionetteActivePort');
    const port = await until(
      () => existsSync(portFile) && Number(readFileSync(portFile, 'utf8')),
      'the port of Marionette',
    );
    this.marionette = await Marionette.open(port);
    if (prepare) await this.inBrowser(prepare);
    await this.marionette.send('Addon:Install', { path: this.builds.firefox, temporary: true });
    return this;
  }

  /** @param {string} url */
  async #tab(url) {
    const { handle } = await this.marionette.send('WebDriver:NewWindow', { type: 'tab', focus: true });
    const tab = new Tab(this.marionette, handle);
    await tab.go(url);
    return tab;
  }

  /** Runs a script in the browser's own window. @param {string} script a function's body */
  inBrowser(script, ...args) {
    return this.#inBrowser(() => this.marionette.run(script, ...args));
  }

  /** @template T @param {() => Promise<T>} act */
  async #inBrowser(act) {
    await this.marionette.send('Marionette:SetContext', { value: 'chrome' });
    try {
      return await act();
    } finally {
      await this.marionette.send('Marionette:SetContext', { value: 'content' });
    }
  }

  /** Alt, Shift and a letter, pressed in the browser's window. @param {string} letter */
  press(letter) {
    const held = ['\uE00A', '\uE008', letter];
    const down = held.map((value) => ({ type: 'keyDown', value }));
    const up = held.reverse().map((value) => ({ type: 'keyUp', value }));
    const actions = [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }];
    return this.#inBrowser(() => this.marionette.send('WebDriver:PerformActions', { actions }));
  }

  panel() {
    return this.#tab(`moz-extension://${uuid}/src/panel/index.html`);
  }

  diagnostics() {
    return this.#tab(`moz-extension://${uuid}/src/diagnostics/index.html`);
  }

  phone() {
    return this.#tab(this.phoneServer.url);
  }

  /** @param {string} url */
  page(url) {
    return this.#tab(url);
  }

  async close() {
    await this.marionette?.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
    this.marionette?.close();
    const timer = setTimeout(() => this.child?.kill('SIGKILL'), 8000);
    await this.ended;
    clearTimeout(timer);
    this.strike();
  }
}
