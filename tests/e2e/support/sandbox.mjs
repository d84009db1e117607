// The real host and the sandbox CRM, as they were built, on ports and in folders of their own.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { writeWrapper } from './browser.mjs';

/** The folder of a build: PATCHBAY_BIN, or build/dev. */
export const buildFolder =
  process.env.PATCHBAY_BIN ?? join(dirname(fileURLToPath(import.meta.url)), '../../../build/dev');
export const program = (/** @type {string} */ name) => join(buildFolder, 'bin', name);

/**
 * Why the real programs cannot be used, or false. Where a build was named, its absence is a failure and no
 * reason to skip.
 */
export function whyNotBuilt() {
  const missing = ['patchbay-host', 'patchbay-sandbox'].filter((name) => !existsSync(program(name)));
  if (!missing.length || process.env.PATCHBAY_BIN) return false;
  return `${missing.join(' and ')} not built in ${buildFolder}`;
}

/** @param {string} folder for its database @returns {Promise<{url: string, stop: () => Promise<void>}>} */
export async function startSandbox(folder) {
  const child = spawn(program('patchbay-sandbox'), ['--port', '0', '--data', join(folder, 'sandbox.db')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('close', () => reject(new Error('patchbay-sandbox ended before it listened')));
  });
  const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
  if (!url) throw new Error(`patchbay-sandbox said: ${line}`);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, stop };
}

/**
 * The real host as the browser's native host. It sees neither this person's keyring nor their desktop.
 * @param {import('./browser.mjs').Browser} browser @param {string} crm the sandbox's URL
 */
export function installRealHost(browser, crm) {
  const data = join(browser.folder, 'host');
  mkdirSync(data, { recursive: true });
  const config = join(data, 'config.json');
  writeFileSync(config, JSON.stringify({ adapters: { sandbox: { base_url: crm } } }));
  const wrapper = join(browser.folder, 'real-host');
  writeWrapper(wrapper, [
    ...[
      'env',
      'DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent',
      'BROWSER=true',
      'DISPLAY=',
      'WAYLAND_DISPLAY=',
    ],
    ...[program('patchbay-host'), '--data', data, '--config', config],
    ...['--adapters', join(buildFolder, 'lib/patchbay/adapters')],
  ]);
  browser.installHost(wrapper);
}
