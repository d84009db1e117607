// Where the caller's page opens, when the browser shows us the CRM's tabs.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';
import { until } from './support/stage.mjs';

const crm = 'https://crm.example.com';
const person = (id, name, value) => ({
  id,
  name,
  type: 'person',
  url: `${crm}/people/${id}`,
  additionalInfo: {},
  evidence: { field: 'mobile', value, strength: 'exact' },
});
const contacts = Object.fromEntries(
  [
    ['7', 'Jane Doe', '+14155550132'],
    ['8', 'Kim Park', '+14155550199'],
    ['9', 'Ravi Rao', '+14155550111'],
  ].map((one) => [one[2], [person(...one)]]),
);
const shared = '+14155550177';
contacts[shared] = ['Ada Vance', 'Ben Lowe'].map((name, at) => person(`1${at}`, name, shared));
const html = '<!doctype html><title>The CRM</title><input aria-label="Search">';

/** As if the person had let the extension into the CRM's site, whose pages are made up inside the browser. */
async function open(t) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  const path = join(browser.extension, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...manifest, host_permissions: [`${crm}/*`] }));
  browser.installFakeHost({ contacts });
  await browser.open();
  await browser.context.route(`${crm}/**`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  return browser;
}

test('the caller’s page opens in the CRM’s tab that is there, unless somebody types or talks in it', async (t) => {
  const browser = await open(t);
  const tab = await browser.window(`${crm}/`);
  const panel = await browser.panel();
  const phone = await browser.phone();
  const tabs = () => panel.evaluate((url) => chrome.tabs.query({ url }), `${crm}/*`);
  /** The one that shows this person, once it is there. */
  const showing = (id) =>
    until(async () => (await tabs()).find(({ url }) => url === `${crm}/people/${id}`), `the page of ${id}`);
  const call = async (number, name) => {
    await ring(phone, number);
    await panel.getByRole('heading', { name }).waitFor();
    await phone.click('#answer');
  };
  const focused = () => panel.evaluate(async () => (await chrome.windows.getLastFocused()).id);
  const [{ id: first }] = await tabs();
  const before = await focused();
  await call('+14155550132', 'Jane Doe');
  assert.equal((await showing('7')).id, first);
  assert.deepEqual([(await tabs()).length, await focused()], [1, before]);
  await phone.click('#hangup');
  await panel.getByText('Call ended').first().waitFor();

  // Somebody types in it: another one, behind what is looked at.
  await tab.getByLabel('Search').focus();
  await call('+14155550199', 'Kim Park');
  assert.equal((await showing('8')).active, false);
  assert.equal((await showing('7')).id, first);
  await phone.click('#hangup');
  await panel.getByText('Call ended').first().waitFor();

  // Somebody talks in it: the call would end with its page.
  const second = (await showing('8')).id;
  await panel.evaluate((id) => chrome.tabs.remove(id), second);
  await tab.getByLabel('Search').blur();
  await tab.evaluate(() => {
    const call = { session: 'in the CRM', direction: 'inbound', from: { number: '+14155550111' } };
    for (const type of ['call.ringing', 'call.answered']) {
      const event = { v: 1, type, source: { provider: 'acme' }, call };
      window.postMessage({ type: 'softphone.event/1', event }, location.origin);
    }
  });
  await showing('9');
  assert.equal((await showing('7')).id, first);
});

test('of several callers, the one whose page is opened in the CRM is picked, and the person logs it', async (t) => {
  const browser = await open(t);
  const tab = await browser.window(`${crm}/`);
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  const why = panel.getByText('Picked because you opened it');
  const picked = (name) => panel.getByRole('radio', { name, checked: true }).waitFor();
  await ring(phone, shared);
  await picked('Ada Vance');
  assert.equal(await why.count(), 0);
  await tab.goto(`${crm}/people/11?from=search`);
  await picked('Ben Lowe');
  await why.waitFor();
  await phone.click('#answer');
  await phone.click('#hangup');
  await panel.getByText('Call ended').first().waitFor();
  await tab.evaluate(() => history.pushState({}, '', '/people/10/'));
  await picked('Ada Vance');
  await panel.getByRole('button', { name: 'Log call' }).click();
  await browser.asked('callLog.create', ({ contactId }) => contactId === '10');

  // Picked by hand is picked.
  await panel.evaluate(() => document.activeElement?.blur());
  await ring(phone, shared);
  await panel.getByText('Incoming call').first().waitFor();
  await panel.getByRole('radio', { name: 'Ben Lowe' }).click();
  await picked('Ben Lowe');
  await tab.goto(`${crm}/people/10`);
  await phone.click('#hangup');
  await panel.getByText('Missed call').first().waitFor();
  assert.equal(await why.count(), 0);
  await panel.getByRole('button', { name: 'Log call' }).click();
  await browser.asked('callLog.create', ({ contactId }) => contactId === '11');

  // The call waits in the inbox.
  await panel.evaluate(() => document.activeElement?.blur());
  await ring(phone, shared);
  await panel.getByText('Incoming call').first().waitFor();
  await phone.click('#hangup');
  await panel.getByText('Missed call').first().waitFor();
  await panel.getByRole('button', { name: 'Put this card away' }).click();
  await panel.locator('.call').waitFor({ state: 'hidden' });
  await panel.getByRole('tab', { name: 'Inbox' }).click();
  const row = panel.locator('[data-reason=several]');
  await row.locator('> .row').click();
  const log = row.getByRole('button', { name: 'Log with this person' });
  assert.equal(await log.isDisabled(), true);
  await tab.goto(`${crm}/people/10#deals`);
  await row.getByText('Picked because you opened it').waitFor();
  await row.getByRole('radio', { name: 'Ada Vance', checked: true }).waitFor();
  await log.click();
  await browser.asked('callLog.create', ({ contactId }) => contactId === '10');
});
