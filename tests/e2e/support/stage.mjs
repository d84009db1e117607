// What the tests of every browser share: one temporary folder with the built extension, a native host of the
// test's choice, and the pages with phones.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../../extension/build.mjs';
import { delay } from './delay.mjs';
import { servePhone } from './phone_server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const hostName = 'io.patchbay.host';
export const extensionIds = JSON.parse(
  readFileSync(join(here, '../../../manifest/extension_ids.json'), 'utf8'),
);
/** How long anything is waited for, which costs only where it never comes: a machine may be busy. */
export const patience = 60_000;

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

/** @template T @param {() => Promise<T> | T} look @param {string} what @returns {Promise<NonNullable<T>>} */
export async function until(look, what) {
  for (const end = Date.now() + patience; ; await new Promise((next) => setTimeout(next, 20))) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`);
  }
}

export class Stage {
  /** @param {((texts: any) => object) | undefined} [translate] the extension's texts */
  async set(translate) {
    this.folder = mkdtempSync(join(tmpdir(), 'patchbay-e2e-'));
    this.builds = await build(join(this.folder, 'extension'), translate);
    for (const folder of Object.values(this.builds)) delay(folder);
    this.phoneServer = await servePhone();
  }

  /**
   * Writes the native manifest that names the program which the browser runs.
   * @param {string} folder @param {string} program @param {object} allowed who may run it
   */
  writeManifest(folder, program, allowed) {
    mkdirSync(folder, { recursive: true });
    const manifest = { name: hostName, description: 'Patchbay', path: program, type: 'stdio', ...allowed };
    writeFileSync(join(folder, `${hostName}.json`), JSON.stringify(manifest));
  }

  /** What the fake host should do from now on. @param {object} scenario */
  direct(scenario) {
    this.scenarioFolder ??= join(this.folder, 'scenario');
    mkdirSync(this.scenarioFolder, { recursive: true });
    const path = join(this.scenarioFolder, 'scenario.json');
    writeFileSync(`${path}.new`, JSON.stringify(scenario));
    renameSync(`${path}.new`, path); // the host that reads it now has the one or the other
  }

  /** The fake host, with what it should do. @param {object} scenario */
  installFakeHost(scenario, allowed = undefined) {
    this.direct(scenario);
    const wrapper = join(this.folder, 'fake-host');
    writeWrapper(wrapper, [process.execPath, join(here, 'fake_host.mjs'), this.scenarioFolder]);
    this.installHost(wrapper, allowed);
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
    const last = () => this.requests(method).at(-1)?.params;
    await until(() => last() && accept(last()), method);
    return last();
  }

  strike() {
    this.phoneServer.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
