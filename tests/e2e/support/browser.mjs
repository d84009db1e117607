// Debian's Chromium with the extension loaded and a native host of the test's choice. Everything lives in one
// temporary folder.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from '../../../extension/build.mjs';
import { servePhone } from './phone_server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const hostName = 'io.patchbay.host';
export const extensionId = JSON.parse(
  readFileSync(join(here, '../../../manifest/extension_ids.json'), 'utf8'),
).chromium[0];

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=DisableLoadExtensionCommandLineSwitch',
];

export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'patchbay-e2e-'));

/**
 * A program that runs a command line whatever the browser appends.
 * @param {string} path
 * @param {string[]} command
 */
export function writeWrapper(path, command) {
  const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  writeFileSync(path, `#!/bin/sh\nexec ${quoted} "$@"\n`);
  chmodSync(path, 0o755);
}

export class Browser {
  /** @param {{headless?: boolean, dark?: boolean}} [wish] */
  static async start(wish = {}) {
    const browser = new Browser();
    browser.folder = temporaryFolder();
    browser.profile = join(browser.folder, 'profile');
    mkdirSync(browser.profile);
    browser.extension = build(join(browser.folder, 'extension')).chromium;
    browser.phoneServer = await servePhone();
    browser.wish = wish;
    return browser;
  }

  /**
   * Names the program that the browser runs as the native host.
   * @param {string} program
   * @param {string[]} [origins]
   */
  installHost(program, origins = [`chrome-extension://${extensionId}/`]) {
    const folder = join(this.profile, 'NativeMessagingHosts');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, `${hostName}.json`),
      JSON.stringify({
        name: hostName,
        description: 'Patchbay',
        path: program,
        type: 'stdio',
        allowed_origins: origins,
      }),
    );
  }

  /** The fake host, with what it should do. @param {object} scenario */
  installFakeHost(scenario, origins = undefined) {
    this.scenarioFolder ??= join(this.folder, 'scenario');
    mkdirSync(this.scenarioFolder, { recursive: true });
    writeFileSync(join(this.scenarioFolder, 'scenario.json'), JSON.stringify(scenario));
    const wrapper = join(this.folder, 'fake-host');
    writeWrapper(wrapper, [process.execPath, join(here, 'fake_host.mjs'), this.scenarioFolder]);
    this.installHost(wrapper, origins);
  }

  /** What the fake host was asked. @param {string} [method] */
  requests(method) {
    const path = join(this.scenarioFolder, 'requests.jsonl');
    const all = existsSync(path)
      ? readFileSync(path, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [];
    return method ? all.filter((one) => one.method === method) : all;
  }

  /**
   * What the fake host was asked last, once that is as it should be.
   * @param {string} method @param {(params: any) => boolean} accept
   */
  async asked(method, accept) {
    for (const end = Date.now() + 20_000; ; await new Promise((next) => setTimeout(next, 20))) {
      const params = this.requests(method).at(-1)?.params;
      if (params && accept(params)) return params;
      if (Date.now() > end) throw new Error(`${method} was not asked as it should be: ${JSON.stringify(params)}`);
    }
  }

  async open() {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.PATCHBAY_CHROMIUM ?? '/usr/bin/chromium',
      headless: false,
      viewport: { width: 360, height: 760 },
      colorScheme: this.wish.dark ? 'dark' : 'light',
      deviceScaleFactor: 2,
      ignoreDefaultArgs: ['--disable-extensions'],
      args: [
        ...(this.wish.headless === false ? [] : ['--headless=new']),
        ...switches,
        `--disable-extensions-except=${this.extension}`,
        `--load-extension=${this.extension}`,
      ],
    });
    this.context.setDefaultTimeout(20_000);
    if (!this.context.serviceWorkers().length) await this.context.waitForEvent('serviceworker');
    return this;
  }

  async panel() {
    const page = await this.context.newPage();
    await page.goto(`chrome-extension://${extensionId}/src/panel/index.html`);
    return page;
  }

  async phone() {
    const page = await this.context.newPage();
    await page.goto(this.phoneServer.url);
    return page;
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
    this.phoneServer.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Lets the demo phone ring. @param {import('playwright-core').Page} phone */
export async function ring(phone, number, name = '') {
  await phone.fill('#number', number);
  await phone.fill('#name', name);
  await phone.click('#ring');
}
