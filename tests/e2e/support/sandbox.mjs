// The real host and the sandbox CRM, as they were built, on ports and in folders of their own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFolder, program, startServer, whyNotBuilt as whyNone } from '../../support/programs.mjs';
import { writeWrapper } from './browser.mjs';

/** Why the real programs cannot be used, or false. */
export const whyNotBuilt = () => whyNone('patchbay-host', 'patchbay-sandbox');

/** @param {string} folder for its database @param {string} [port] that it had before */
export const startSandbox = (folder, port = '0') =>
  startServer('patchbay-sandbox', ['--port', port, '--data', join(folder, 'sandbox.db')]);

/**
 * The real host as the browser's native host. It sees neither this person's keyring nor their desktop.
 * @param {import('./browser.mjs').Browser} browser
 * @param {Record<string, object>} adapters the configuration of each
 * @returns {string} the program that runs it
 */
export function installHostFor(browser, adapters) {
  const data = join(browser.folder, 'host');
  mkdirSync(data, { recursive: true });
  const config = join(data, 'config.json');
  writeFileSync(config, JSON.stringify({ adapters }));
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
  return wrapper;
}

/** With the sandbox alone. @param {import('./browser.mjs').Browser} browser @param {string} crm its URL */
export const installRealHost = (browser, crm) => installHostFor(browser, { sandbox: { base_url: crm } });
