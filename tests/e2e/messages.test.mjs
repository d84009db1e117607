import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from './support/browser.mjs';
import { until } from './support/stage.mjs';

const person = (id, name) => ({ id, name, type: 'person', additionalInfo: {} });
const contacts = {
  '+14155550132': [person('7', 'Jane Doe')],
  '+442079460958': [person('8', 'Kim Park'), person('9', 'Ravi Rao')],
};

/** Says on the phone's page that a text came. */
const receive = (phone, message) =>
  phone.evaluate((said) => {
    const event = { v: 1, type: 'message.received', source: { provider: 'demo' }, message: said };
    window.postMessage({ type: 'softphone.event/1', event }, location.origin);
  }, message);

test('a group conversation is logged once with each of its people, and kept up with', async (t) => {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({ contacts });
  await browser.open();
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  const self = { number: '+14155550100' };
  const group = { conversation: 'c1', channel: 'sms', self, to: [self, { number: '+442079460958' }] };
  const text = (id, words) => ({ ...group, id, from: { number: '+14155550132' }, text: words });
  await receive(phone, text('m1', 'Shall we meet <b>today</b>?'));
  const row = panel.locator('.mail');
  await row.getByText('Shall we meet <b>today</b>?').waitFor();
  await row.getByText('Jane Doe').waitFor();
  await row.getByRole('combobox').selectOption({ label: 'Ravi Rao' });
  await row.getByText('Jane Doe and Ravi Rao').waitFor();
  await row.getByRole('button', { name: 'Log messages' }).click();
  await row.getByText('Logged').waitFor();
  const told = () => browser.requests('messageLog.create').map(({ params }) => params);
  await until(() => told().length === 2, 'a log with each');
  assert.deepEqual(
    told().map(({ contactName, logInfo }) => [contactName, logInfo.messages.length]),
    [
      ['Jane Doe', 1],
      ['Ravi Rao', 1],
    ],
  );
  await receive(phone, text('m2', 'Or tomorrow?'));
  await browser.asked('messageLog.create', ({ logInfo }) => logInfo.messages[0].id === 'm2');
  await row.getByText('Text · 2 messages').waitFor();
});
