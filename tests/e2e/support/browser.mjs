// Debian's Chromium with the extension loaded and a native host of the test's choice.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { extensionIds, patience, Stage } from './stage.mjs';

export { writeWrapper } from './stage.mjs';
export const extensionId = extensionIds.chromium[0];

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-features=DisableLoadExtensionCommandLineSwitch',
];

export class Browser extends Stage {
  /**
   * @param {object} [wish]
   * @param {boolean} [wish.headless]
   * @param {boolean} [wish.dark]
   * @param {string} [wish.timeZone] that the pages are in; the machine's, without it
   * @param {(texts: any) => object} [wish.translate]
   * @param {Record<string, unknown>} [wish.settings] of the panel
   * @param {boolean} [wish.still] without a worker: what is in storage stays as the test left it
   */
  static async start(wish = {}) {
    const browser = new Browser();
    await browser.set(wish.translate);
    browser.profile = join(browser.folder, 'profile');
    mkdirSync(browser.profile);
    browser.extension = browser.builds.chromium;
    browser.wish = wish;
    if (wish.still) {
      const manifest = join(browser.extension, 'manifest.json');
      const { background, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
      writeFileSync(manifest, JSON.stringify(rest));
    }
    return browser;
  }

  /**
   * Names the program that the browser runs as the native host.
   * @param {string} program
   * @param {string[]} [origins]
   */
  installHost(program, origins = [`chrome-extension://${extensionId}/`]) {
    const folder = join(this.profile, 'NativeMessagingHosts');
    this.writeManifest(folder, program, { allowed_origins: origins });
  }

  async open() {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.PATCHBAY_CHROMIUM ?? '/usr/bin/chromium',
      headless: false,
      timeout: patience,
      viewport: { width: 360, height: 760 },
      colorScheme: this.wish.dark ? 'dark' : 'light',
      timezoneId: this.wish.timeZone,
      deviceScaleFactor: 2,
      ignoreDefaultArgs: ['--disable-extensions'],
      args: [
        ...(this.wish.headless === false ? [] : ['--headless=new']),
        ...switches,
        `--disable-extensions-except=${this.extension}`,
        `--load-extension=${this.extension}`,
      ],
    });
    this.context.setDefaultTimeout(patience);
    if (!this.wish.still && !this.context.serviceWorkers().length)
      await this.context.waitForEvent('serviceworker');
    return this;
  }

  /**
   * A page in a window of its own: one behind another is painted once a second, and clicked as slowly.
   * @param {string} url
   */
  async window(url) {
    const session = await this.context.newCDPSession(this.context.pages()[0]);
    const [page] = await Promise.all([
      this.context.waitForEvent('page'),
      session.send('Target.createTarget', { url: 'about:blank', newWindow: true }),
    ]);
    await session.detach();
    await page.goto(url);
    return page;
  }

  /** Calls are logged by hand and at once, unless wished otherwise: else each test would race with seconds. */
  async panel() {
    const page = await this.window(`chrome-extension://${extensionId}/src/panel/index.html`);
    const settings = { logMode: 'hand', undoSeconds: 0, ...this.wish.settings };
    for (const [setting, value] of Object.entries(this.wish.still ? {} : settings)) {
      const told = { to: 'desk', command: 'set', setting, value };
      await page.evaluate((message) => chrome.runtime.sendMessage(message), told);
    }
    return page;
  }

  phone() {
    return this.window(this.phoneServer.url);
  }

  /**
   * Stops the extension's service worker, as the browser does when it likes.
   * @param {import('playwright-core').Page} page
   */
  async killWorker(page) {
    const session = await this.context.newCDPSession(page);
    const worker = async () =>
      (await session.send('Target.getTargets')).targetInfos.find(
        (one) => one.type === 'service_worker' && one.url.includes(extensionId),
      );
    const target = await worker();
    if (!target) throw new Error('no service worker to stop');
    await session.send('Target.closeTarget', { targetId: target.targetId });
    await session.detach();
  }

  async close() {
    await this.context?.close();
    this.strike();
  }
}

/** Lets the demo phone ring. @param {import('playwright-core').Page} phone */
export async function ring(phone, number, name = '') {
  await phone.fill('#number', number);
  await phone.fill('#name', name);
  await phone.click('#ring');
}
