// How long it takes from a phone's ring to the caller's name on the screen, how fast the panel is there, and
// how large things are. A real Chromium, the release host, the sandbox CRM, its directory warm. Prints a table
// beside the limits and ends with 1 when one is exceeded. Run by hand, on an idle machine:
//   PATCHBAY_BIN=build/release node tests/bench/extension.mjs [calls]
import { readFileSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { percentile, whole } from '../../extension/src/core/trace.js';
import { Browser, extensionId } from '../e2e/support/browser.mjs';
import { installRealHost, startSandbox, whyNotBuilt } from '../e2e/support/sandbox.mjs';
import { until } from '../e2e/support/stage.mjs';

const missing = whyNotBuilt();
if (missing) throw new Error(missing);
const calls = Number(process.argv[2] ?? 200);
const openings = 20;
const batch = 40; // fewer than the extension remembers
const warmUp = 8;
const numbers = ['+14155550132', '+14155550147', '+442079460018', '+14155550175'];

/** @param {import('playwright-core').Page} panel @param {string} command */
const send = (panel, command, said = {}) =>
  panel.evaluate((message) => chrome.runtime.sendMessage(message), { to: 'desk', command, ...said });

/** One call, until its caller's name was painted. */
async function ringOnce(phone, panel, index) {
  const call = { session: `bench-${index}`, direction: 'inbound', from: { number: numbers[index % 4] } };
  const tell = (type) =>
    phone.evaluate(
      ([name, said]) => {
        const source = { provider: 'demo', account: 'bench' };
        const event = { v: 1, type: name, at: new Date().toISOString(), source, call: said };
        window.postMessage({ type: 'softphone.event/1', event }, location.origin);
      },
      [type, call],
    );
  await tell('call.ringing');
  const card = `[data-call$="|${call.session}"]`;
  await panel.waitForFunction((one) => document.querySelector(`${one} [data-caller=known]`), card);
  await tell('call.ended');
  await panel.waitForFunction((one) => document.querySelector(`${one}[data-phase=missed]`), card);
}

/** @returns {Promise<number[][]>} milliseconds of each call: whole, and of the stretch at the host */
async function ringMany(phone, panel) {
  const taken = [];
  for (let index = 0; index < warmUp; index += 1) await ringOnce(phone, panel, index);
  for (let done = 0; done < calls; done += batch) {
    const size = Math.min(batch, calls - done);
    for (let i = 0; i < size; i += 1) await ringOnce(phone, panel, warmUp + done + i);
    await send(panel, 'askHost');
    const { measured } = await panel.evaluate(() => chrome.storage.session.get('measured'));
    for (const trace of measured.traces.slice(-size)) {
      const { asked, answered } = trace.marks;
      taken.push([whole(trace), answered - asked]);
    }
  }
  return taken.filter(([all]) => all !== undefined);
}

/** @returns {Promise<number[][]>} milliseconds: first contentful paint, and how things stand was shown */
async function openMany(browser) {
  const taken = [];
  for (let i = 0; i < openings; i += 1) {
    const page = await browser.context.newPage();
    await page.goto(`chrome-extension://${extensionId}/src/panel/index.html`);
    const times = () =>
      page.evaluate(() => {
        const at = (name) => performance.getEntriesByName(name)[0]?.startTime;
        return [at('first-contentful-paint'), at('shown')];
      });
    taken.push(await until(async () => (await times()).every(Boolean) && times(), 'a painted panel'));
    await page.close();
  }
  return taken;
}

async function signIn(panel) {
  const key = panel.getByLabel('API key');
  await panel.getByRole('heading', { name: 'Connect your CRM' }).waitFor();
  if (!(await key.isVisible())) await panel.getByRole('button', { name: 'Sandbox CRM', exact: true }).click();
  await key.fill('sandbox');
  await panel.getByRole('button', { name: 'Connect with a key' }).click();
  await panel.locator('.health', { hasText: 'Sandbox CRM' }).waitFor();
}

let exceeded = false;
/** @param {string} what @param {string} unit @param {number | undefined} value @param {number} [limit] */
function row(what, unit, value, limit) {
  const over = limit !== undefined && !(Number(value) <= limit);
  exceeded ||= over;
  const told = [
    what,
    `${Math.round(Number(value))} ${unit}`,
    limit ? `${limit} ${unit}${over ? ' EXCEEDED' : ''}` : '',
  ];
  console.log(`| ${told.join(' | ')} |`);
}

const browser = await Browser.start();
let crm;
try {
  crm = await startSandbox(browser.folder);
  installRealHost(browser, crm.url);
  await browser.open();
  const panel = await browser.panel();
  await signIn(panel);
  await send(panel, 'set', { setting: 'logMode', value: 'hand' });
  const phone = await browser.phone();
  await panel.bringToFront();
  const rings = await ringMany(phone, panel);
  const opened = await openMany(browser);
  const of = (table, column, share) =>
    percentile(
      table.map((one) => one[column]),
      share,
    );

  console.log(`${rings.length} calls, ${opened.length} openings; load ${loadavg()[0].toFixed(1)}\n`);
  console.log('| | | at most |\n|---|---|---|');
  row('ring to name painted, p50', 'ms', of(rings, 0, 0.5), 150);
  row('ring to name painted, p95', 'ms', of(rings, 0, 0.95), 400);
  row('of that between the question to the host and its answer, p50', 'ms', of(rings, 1, 0.5));
  row('panel: first paint, p50', 'ms', of(opened, 0, 0.5), 150);
  row('panel: first paint, p95', 'ms', of(opened, 0, 0.95));
  row('panel: how things stand is shown, p50', 'ms', of(opened, 1, 0.5));
  for (const name of ['tap', 'bridge', 'dial'])
    row(
      `content/${name}.js`,
      'bytes',
      statSync(join(browser.builds.chromium, `src/content/${name}.js`)).size,
      6000,
    );
  for (const [name, folder] of Object.entries(browser.builds))
    row(`${name}.zip`, 'bytes', readFileSync(`${folder}.zip`).length, 150_000);
} finally {
  await browser.close();
  await crm?.stop();
}
if (exceeded) process.exitCode = 1;
