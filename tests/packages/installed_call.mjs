// Runs inside a machine with the packages installed: a call from ring to log in Chromium with the extension and
// with nothing told to it about the host; then, when told to go on, another.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Browser, ring } from '../e2e/support/browser.mjs';
import { startSandbox } from '../e2e/support/sandbox.mjs';

/** The processes of the installed host, by id. */
const hosts = () =>
  readdirSync('/proc').filter((id) => {
    try {
      return /^\d+$/.test(id) && readlinkSync(`/proc/${id}/exe`) === '/usr/bin/patchbay-host';
    } catch {
      return false; // it ended, or is somebody else's
    }
  });

async function call(panel, phone, number, person) {
  await ring(phone, number);
  await panel.getByRole('heading', { name: person }).waitFor();
  await phone.click('#answer');
  await phone.click('#hangup');
  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing', { hasText: 'Logged in Sandbox CRM' }).waitFor();
}

const browser = await Browser.start();
const crm = await startSandbox(browser.folder);
try {
  const folder = join(homedir(), '.config/patchbay');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ adapters: { sandbox: { base_url: crm.url } } }));
  await browser.open();
  const panel = await browser.panel();
  await panel.getByRole('heading', { name: 'Connect your CRM' }).waitFor();
  await panel.getByRole('button', { name: 'Sandbox CRM', exact: true }).click();
  await panel.getByLabel('API key').fill('sandbox');
  await panel.getByRole('button', { name: 'Connect with a key' }).click();
  await panel.locator('.health', { hasText: 'Sandbox CRM' }).waitFor();
  const phone = await browser.phone();
  await call(panel, phone, '+14155550132', 'Maya Okafor');
  const before = hosts();
  assert.ok(before.length > 0, 'the host is the installed one');
  console.log('logged');

  await once(process.stdin, 'data');
  await panel.locator('.health', { hasText: 'Sandbox CRM' }).waitFor();
  await call(panel, phone, '+14155550147', 'Priya Raman');
  assert.deepEqual(hosts().filter((id) => before.includes(id)), [], 'the old host is gone');
  console.log('logged again');
} finally {
  await browser.close();
  await crm.stop();
  process.stdin.destroy();
}
