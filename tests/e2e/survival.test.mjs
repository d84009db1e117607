import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';

const jane = { id: '7', name: 'Jane Doe', type: 'person', additionalInfo: {} };
const contacts = { '+14155550132': [jane] };

async function open(t, scenario) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  if (scenario) browser.installFakeHost(scenario);
  await browser.open();
  return browser;
}

test('the worker is killed in the middle of a note: not a letter is lost and the call can be logged', async (t) => {
  const browser = await open(t, { contacts });
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await ring(phone, '+14155550132');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.bringToFront();
  await panel.getByLabel('Note').pressSequentially('Before ');
  await browser.killWorker(panel);
  await panel.getByLabel('Note').pressSequentially('and after');
  await panel.reload();
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.locator('textarea').and(panel.getByLabel('Note')).waitFor();
  await panel.waitForFunction(() => document.querySelector('textarea')?.value === 'Before and after');
  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  assert.equal(browser.requests('callLog.create')[0].params.note, 'Before and after');
});

test('calls, their names and their notes are there after the browser was closed and opened again', async (t) => {
  const browser = await open(t, { contacts });
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await ring(phone, '+14155550132');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.getByLabel('Note').fill('Call back on Monday.');
  await panel.getByText('Kept').waitFor();
  await browser.context.close();
  await browser.open();
  const again = await browser.panel();
  await again.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await again.waitForFunction(() => document.querySelector('textarea')?.value === 'Call back on Monday.');
});

test('the host dies while it logs: the call waits, and is logged once when the host is back', async (t) => {
  const browser = await open(t, { contacts, dieOn: 'callLog.create' });
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await ring(phone, '+14155550132');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.getByLabel('Note').fill('Important.');
  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing[data-log=waiting]').waitFor();
  browser.installFakeHost({ contacts });
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  assert.equal(browser.requests('callLog.create').at(-1).params.note, 'Important.');
});

test('without the companion app the number, the note and the way to install it are shown', async (t) => {
  const browser = await open(t, null);
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await panel.getByRole('heading', { name: 'Companion app isn’t installed' }).waitFor();
  await ring(phone, '+14155550132');
  await panel.getByRole('heading', { name: '+1 415 555 0132' }).waitFor();
  await panel.getByLabel('Note').fill('Kept for later.');
  assert.match(await panel.locator('.standing').textContent(), /The note is kept here/);
  browser.installFakeHost({ contacts });
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  assert.equal(await panel.getByLabel('Note').inputValue(), 'Kept for later.');
});

test('a host that does not allow this extension is said to be there and to refuse', async (t) => {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({}, ['chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/']);
  await browser.open();
  const panel = await browser.panel();
  await panel.getByRole('heading', { name: 'This browser isn’t allowed' }).waitFor();
  await panel.getByText('patchbay-host --register').waitFor();
});

for (const [mode, words] of [
  ['older', 'Companion app needs an update'],
  ['newer', 'This extension needs an update'],
]) {
  test(`a host with a protocol that is ${mode} names the side that is behind, and recovers`, async (t) => {
    const browser = await open(t, { mode });
    const panel = await browser.panel();
    await panel.getByRole('heading', { name: words }).waitFor();
    browser.installFakeHost({ contacts });
    // A panel that was just opened checks by itself, and may have been the first to find the new host.
    const recovered = panel.locator('.health', { hasText: 'Example CRM' });
    await Promise.any([panel.getByRole('button', { name: 'Check again' }).click(), recovered.waitFor()]);
    await recovered.waitFor();
  });
}

test('a host that cannot work says why, in its own words', async (t) => {
  const browser = await open(t, { problem: 'The file config.json is no JSON.' });
  const panel = await browser.panel();
  await panel.getByRole('heading', { name: 'Companion app stopped' }).waitFor();
  await panel.getByText('The file config.json is no JSON.').waitFor();
});

for (const mode of ['garbage', 'silent']) {
  test(`a host that is ${mode} counts as stopped, and a good one is found again by itself`, async (t) => {
    const browser = await open(t, { mode });
    const panel = await browser.panel();
    await panel.getByRole('heading', { name: 'Companion app stopped' }).waitFor();
    browser.installFakeHost({ contacts });
    await panel.locator('.health', { hasText: 'Example CRM' }).waitFor();
  });
}
