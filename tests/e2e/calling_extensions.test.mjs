// With the vendor's own SDK from its package, both halves of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, extensionId } from './support/browser.mjs';

const jane = {
  id: '7',
  name: 'Jane Doe',
  type: 'person',
  email: 'jane@example.com',
  additionalInfo: {},
  evidence: { field: 'mobile', value: '+14155550132', strength: 'exact' },
};

const scene = { contacts: { '+14155550132': [jane] } };

async function story(t) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost(scene);
  await browser.open();
  return { browser, panel: await browser.panel(), page: await browser.context.newPage() };
}

/** The phone in the page's frame, once it was greeted. */
async function phoneIn(page) {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  await frame.waitForFunction(() => window.phone?.heard.ready);
  return frame;
}
const say = (frame, method, data) => frame.evaluate(([m, d]) => window.phone.sdk[m](d), [method, data]);
const incoming = { externalCallId: 'ext-1', fromNumber: '+1 415-555-0132', toNumber: '+14155550100' };

test('a phone in the frame of a CRM’s page is heard while it talks to that page', async (t) => {
  const { browser, panel, page } = await story(t);
  await page.goto(`${browser.phoneServer.url}sdk-crm`);
  const phone = await phoneIn(page);
  await say(phone, 'incomingCall', { ...incoming, callStartTime: Date.now() });
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.getByText(`Reported by localhost:${browser.phoneServer.port}`).waitFor();
  await say(phone, 'callAnswered', { externalCallId: 'ext-1' });
  await panel.getByText('On call').first().waitFor();
  await say(phone, 'callEnded', { externalCallId: 'ext-1', engagementId: 5, callEndStatus: 'COMPLETED' });
  await panel.getByText('Call ended').waitFor();
  const engagementProperties = { hs_call_duration: '192000', hs_call_status: 'COMPLETED' };
  await say(phone, 'callCompleted', { externalCallId: 'ext-1', engagementId: 5, engagementProperties });
  await panel.waitForFunction(() => document.querySelector('.timer')?.textContent === '3:12');
  await panel.getByRole('button', { name: 'Log call' }).click();
  const { logInfo } = await browser.asked('callLog.create', () => true);
  assert.deepEqual([logInfo.sessionId, logInfo.duration, logInfo.result], ['ext-1', 192, 'Accepted']);
});

test('a phone that the extension hosts is greeted, told who calls and what became of the log, and dials', async (t) => {
  const { browser, panel, page } = await story(t);
  await page.goto(`chrome-extension://${extensionId}/src/phone/index.html`);
  await page
    .getByLabel('Address of the phone')
    .fill(`http://localhost:${browser.phoneServer.port}/sdk-phone`);
  await page.getByRole('button', { name: 'Open the phone' }).click();
  const phone = await phoneIn(page);
  await say(phone, 'incomingCall', { ...incoming, createEngagement: true });
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await phone.waitForFunction(() => window.phone.heard.match);
  const { externalCallId, callerIdMatches } = await phone.evaluate(() => window.phone.heard.match);
  assert.equal(externalCallId, 'ext-1');
  assert.deepEqual(callerIdMatches, [
    { callerIdType: 'CONTACT', firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com' },
  ]);

  browser.direct({ ...scene, refuse: 'Your plan has no call logs.' });
  await panel.getByRole('button', { name: 'Log call' }).click();
  await phone.waitForFunction(() => window.phone.heard.failed);
  const heard = (name) => phone.evaluate((one) => window.phone.heard[one], name);
  const error = { message: 'Your plan has no call logs.' };
  assert.deepEqual([await heard('failed'), await heard('made')], [{ externalCallId: 'ext-1', error }, undefined]);
  browser.direct(scene);
  await panel.getByRole('button', { name: 'Try again' }).click();
  await phone.waitForFunction(() => window.phone.heard.made);
  assert.deepEqual(await heard('made'), { externalCallId: 'ext-1', engagementId: 'log-1' });

  const crm = await browser.context.newPage();
  await crm.goto(`${browser.phoneServer.url}crm?phone=/nothing`);
  await crm.getByRole('link', { name: 'Jane' }).click();
  await phone.waitForFunction(() => window.phone.heard.dial);
  assert.deepEqual(await phone.evaluate(() => window.phone.heard.dial), { phoneNumber: '+14155550132' });
});
