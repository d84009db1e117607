import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, extensionId, ring } from './support/browser.mjs';
import { until } from './support/stage.mjs';

const jane = {
  id: '7',
  name: 'Jane Doe',
  type: 'person',
  additionalInfo: {},
  evidence: { field: 'mobile', value: '+14155550132', strength: 'exact' },
};
const contacts = { '+14155550132': [jane] };

async function open(t, scenario, wish = {}) {
  const browser = await Browser.start(wish);
  t.after(() => browser.close());
  if (scenario) browser.installFakeHost(scenario);
  await browser.open();
  return { browser, panel: await browser.panel() };
}

/** What is put into the clipboard from now on. @param {import('playwright-core').Page} page */
async function clipboard(page) {
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => void (window.copied = text);
  });
  return () => page.waitForFunction(() => window.copied).then((handle) => handle.jsonValue());
}
const check = (panel, id) => panel.locator(`[data-check=${id}]`);

test('the set-up checks itself: nothing there, the app, the CRM, a phone, and it is done', async (t) => {
  const { browser, panel } = await open(t, null);
  await panel.getByText('0 of 3').waitFor();
  await check(panel, 'companion').getByRole('heading', { name: 'Companion app isn’t installed' }).waitFor();
  await panel.getByText('NativeMessagingHosts/io.patchbay.host.json').waitFor();
  assert.equal(await panel.locator('.banner').count(), 0);

  await check(panel, 'phone').getByText('Not seen yet').waitFor();
  await panel.getByLabel('RingCentral').click();
  const hosted = panel.getByRole('link', { name: 'Open RingCentral here' });
  assert.equal(await hosted.getAttribute('href'), `chrome-extension://${extensionId}/src/phone/index.html`);
  await panel.getByLabel('Another web phone').click();
  await check(panel, 'phone').getByLabel('Address of a web phone').fill('http://phone.example.com');
  await check(panel, 'phone').getByRole('button', { name: 'Allow' }).click();
  await check(panel, 'phone').getByRole('alert').waitFor();

  browser.installFakeHost({ contacts, signedIn: false });
  await check(panel, 'companion').getByText('Version 0.1.0 · connected').waitFor();
  await panel.getByRole('button', { name: 'Connect a CRM' }).click();
  assert.equal(await panel.evaluate(() => document.activeElement?.closest('.platform') !== null), true);
  await panel.getByLabel('API key').fill('right');
  await panel.getByRole('button', { name: 'Connect with a key' }).click();
  await check(panel, 'crm').getByText('Example CRM · ada@example.com').waitFor();
  await panel.getByText('2 of 3').waitFor();

  const phone = await browser.phone();
  await ring(phone, '+14155550132');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.locator('.setup').waitFor({ state: 'detached' });
  await panel.getByRole('button', { name: 'Put this card away' }).click();
  await panel.locator('.call').waitFor({ state: 'hidden' });
  assert.equal(await panel.locator('.setup').count(), 0);
});

test('a test call goes all the way, is marked, and reaches the CRM only when somebody logs it', async (t) => {
  const { browser, panel } = await open(t, { contacts }, { settings: { logMode: 'sure' } });
  await panel.getByRole('button', { name: 'Ring me a fake call' }).click();
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.locator('.card').getByText('Nobody is on the line.').waitFor();
  await panel.getByRole('button', { name: 'Answer' }).click();
  await panel.getByText('On call').first().waitFor();
  await panel.getByRole('button', { name: 'Hang up' }).click();
  await panel.getByText('Call ended').first().waitFor();
  const { countdowns = {} } = await panel.evaluate(() => chrome.storage.local.get('countdowns'));
  assert.deepEqual(countdowns, {});
  assert.deepEqual(browser.requests('callLog.create'), []);

  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  const [{ params }] = browser.requests('callLog.create');
  assert.equal(params.logInfo.customSubject, 'Patchbay test call');
  assert.match(params.logInfo.sessionId, /^test-/);
  await panel.getByRole('button', { name: 'Put this card away' }).click();
  await check(panel, 'phone').getByText('Not seen yet').waitFor();
});

test('a host that ended says so where the set-up is, and what is copied for help is nobody’s', async (t) => {
  const { panel } = await open(t, { problem: 'Cannot open /home/jane/config.json for jane@acme.com.' });
  const companion = check(panel, 'companion');
  await companion.getByRole('heading', { name: 'Companion app stopped unexpectedly' }).waitFor();
  await companion.getByRole('button', { name: 'Start it again' }).waitFor();
  const copied = await clipboard(panel);
  await companion.getByRole('button', { name: 'Copy diagnostics' }).click();
  const text = await copied();
  assert.match(text, /Companion app: (stopped|checking)/);
  assert.doesNotMatch(text, /jane/i);
  await companion.getByRole('button', { name: 'Copied' }).waitFor();
});

test('the diagnostics show how long calls took and what passed, and copy it without anything private', async (t) => {
  const { browser, panel } = await open(t, { contacts });
  const faults = await watch(browser, panel);
  const phone = await browser.phone();
  await panel.bringToFront();
  const started = panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await phone.evaluate(() => document.querySelector('#ring').click());
  await started;
  const measured = async () => (await panel.evaluate(() => chrome.storage.session.get('measured'))).measured;
  await until(async () => (await measured())?.traces[0]?.marks.painted, 'a name that was painted');
  await phone.evaluate(() => document.querySelector('#answer').click());
  await panel.getByText('On call').first().waitFor();
  await panel.getByLabel('Note').fill('Call her back on Friday.');
  await phone.evaluate(() => document.querySelector('#hangup').click());
  await panel.getByText('Call ended').first().waitFor();
  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  assert.deepEqual(await faults(), []);

  await panel.goto(`chrome-extension://${extensionId}/src/diagnostics/index.html`);
  const calls = panel.locator('#calls tbody tr');
  await calls.first().waitFor();
  const numbers = (await calls.first().locator('td.number').allTextContents()).map(Number);
  assert.equal(numbers.length, 5);
  const [whole, ...parts] = numbers.reverse();
  assert.equal(
    parts.reduce((sum, one) => sum + one, 0),
    whole,
  );
  assert.equal(await calls.first().locator('.bars span').count(), 4);
  await panel.locator('#messages').getByText('callLog.create').waitFor();
  await panel.locator('#versions').getByText('Both have the same version.').waitFor();
  await panel.locator('#host').getByText('Example CRM 1').waitFor();
  await panel.locator('#settings').getByText('logMode').waitFor();

  const copied = await clipboard(panel);
  await panel.getByRole('button', { name: 'Copy everything' }).click();
  const text = await copied();
  assert.match(text, /host contact\.find: ok/);
  assert.match(text, /demo at this computer: \d+ taken, 0 refused/);
  assert.doesNotMatch(text, /415|Jane|Friday|ada@|eyJ/);
});

/** Errors in the worker and on the panel. @param {import('playwright-core').Page} panel */
async function watch(browser, panel) {
  const seen = [];
  const note = (message) => message.type() === 'error' && seen.push(message.text());
  const [worker] = browser.context.serviceWorkers();
  worker.on('console', note);
  panel.on('console', note);
  panel.on('pageerror', (fault) => seen.push(String(fault)));
  await worker.evaluate(() => {
    self.faults = [];
    self.addEventListener('error', ({ message }) => self.faults.push(message));
    self.addEventListener('unhandledrejection', ({ reason }) => self.faults.push(String(reason)));
  });
  return async () => [...seen, ...(await worker.evaluate(() => self.faults))];
}
