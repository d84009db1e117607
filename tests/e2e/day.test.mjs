// One day with the real host and the sandbox CRM, which refuses, is changed by somebody else, is away and comes
// back; nothing that the agent wrote is lost.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';
import { installRealHost, startSandbox, whyNotBuilt } from './support/sandbox.mjs';
import { until } from './support/stage.mjs';

const skip = whyNotBuilt();

/** The CRM's own API. */
function apiOf(url) {
  return async (method, path, body) => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { 'X-Api-Key': 'sandbox', ...(body ? { 'Content-Type': 'application/json' } : {}) },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, text);
    return text && JSON.parse(text);
  };
}

async function call(phone, number) {
  await ring(phone, number);
  await phone.click('#answer');
  await phone.click('#hangup');
}

/** Opens the row with this reason. */
async function open(panel, reason) {
  await panel.getByRole('tab', { name: /^Inbox/ }).click();
  const row = panel.locator(`[data-reason=${reason}] > .row`);
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
  return panel.locator(`[data-reason=${reason}] > .detail`);
}

test('a day with a CRM that refuses, is changed, is away and comes back', { skip }, async (t) => {
  const browser = await Browser.start();
  t.after(() => browser.close());
  let crm = await startSandbox(browser.folder);
  t.after(() => crm.stop());
  const api = apiOf(crm.url);
  installRealHost(browser, crm.url);
  await browser.open();
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  const [key, head] = [panel.getByLabel('API key'), panel.getByRole('button', { name: 'Sandbox CRM', exact: true })];
  await key.or(head).first().waitFor();
  if (!(await key.isVisible())) await head.click();
  await key.fill('sandbox');
  await panel.getByRole('button', { name: 'Connect with a key' }).click();
  await panel.locator('.health', { hasText: 'Sandbox CRM' }).waitFor();
  const putAway = async () => {
    await panel.getByRole('button', { name: 'Put this card away' }).click();
    await panel.locator('.call').waitFor({ state: 'hidden' });
  };
  const note = panel.locator('.call').getByLabel('Note');

  // It refuses: the contact is gone by the time that the call is logged. Another one takes the call.
  await call(phone, '+14155550132');
  await panel.getByRole('heading', { name: 'Maya Okafor' }).waitFor();
  const { items } = await api('GET', 'contacts?name=Maya');
  await api('DELETE', `contacts/${items[0].id}`);
  await note.fill('Wants the cider press.');
  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing[data-log=failed]').waitFor();
  await putAway();
  await (await open(panel, 'refused')).getByRole('button', { name: 'Link to existing' }).click();
  await panel.getByLabel('Name or number').fill('priya');
  await panel.getByRole('button', { name: 'Link Priya Raman' }).click();
  await (await open(panel, 'refused')).getByRole('button', { name: 'Try again' }).click();
  const logged = async () => (await api('GET', 'calls?limit=10')).items;
  await until(async () => (await logged()).some((one) => one.body.includes('Wants the cider press.')), 'a log');
  await panel.getByText('Nothing needs you').waitFor();

  // It is changed: a colleague writes into the note that the agent then changes, too.
  const [record] = await logged();
  const body = record.body.replace('Wants the cider press.', 'Wants the cider press. Paid already.');
  await api('PATCH', `calls/${record.id}`, { body });
  await panel.getByRole('tab', { name: 'Recent' }).click();
  await panel.locator('#recent .row', { hasText: 'Priya Raman' }).click();
  await note.fill('Wants the cider press.\nBy April.');
  await panel.getByRole('button', { name: 'Update the note' }).click();
  await panel.getByRole('tab', { name: 'Inbox, 1 thing needs you' }).waitFor();
  await putAway();
  const changed = await open(panel, 'changed');
  await changed.getByText('Paid already.').first().waitFor();
  const merged = changed.getByLabel('Will be saved');
  await until(async () => (await merged.inputValue()).includes('By April.'), 'both notes');
  await changed.getByRole('button', { name: 'Save the note' }).click();
  await until(async () => {
    const [one] = await logged();
    return one.body.includes('Paid already.') && one.body.includes('By April.');
  }, 'both notes in the CRM');

  // It is away, and comes back: what was written meanwhile arrives by itself.
  const { port } = new URL(crm.url);
  await call(phone, '+442079460018');
  await panel.getByRole('heading', { name: 'Tom Halden' }).waitFor();
  await crm.stop();
  await note.fill('Written while the CRM was away.');
  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing[data-log=queued]').waitFor();
  const outbox = () => panel.evaluate(async () => (await chrome.storage.session.get('outbox')).outbox);
  await until(async () => (await outbox()).tells, 'a host that tells when it tries again');
  crm = await startSandbox(browser.folder, port);
  await panel.locator('.standing[data-log=logged]').waitFor();
  const last = (await logged()).filter((one) => one.body.includes('Written while the CRM was away.'));
  assert.equal(last.length, 1);
  await putAway();
  await panel.getByRole('tab', { name: 'Inbox', exact: true }).click();
  await panel.getByText('Nothing needs you').waitFor();
});
