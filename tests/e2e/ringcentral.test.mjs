import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, extensionId } from './support/browser.mjs';

const jane = {
  id: '7',
  name: 'Jane Doe',
  type: 'person',
  organization: 'Acme Corp',
  phone: '+14155550132',
  additionalInfo: {},
  evidence: { field: 'mobile', value: '+14155550132', strength: 'exact' },
};
const contacts = { '+14155550132': [jane] };
const call = {
  sessionId: '214705503020',
  telephonySessionId: 's-a1b2',
  direction: 'Inbound',
  from: { phoneNumber: '+14155550132' },
  fromName: 'JANE D',
  to: { phoneNumber: '+14155550100' },
};
const active = (telephonyStatus, more = {}) => ({
  type: 'rc-active-call-notify',
  call: { ...call, telephonyStatus, startTime: Date.now(), ...more },
});

async function story(t) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({ contacts });
  await browser.open();
  return { browser, panel: await browser.panel() };
}

/** The widget's frame, once it is there. */
async function widgetIn(page) {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  await frame.waitForFunction(() => window.widget?.service);
  return frame;
}
const notify = (frame, message) => frame.evaluate((said) => window.widget.notify(said), message);
const ask = (frame, key, body) => frame.evaluate(([k, b]) => window.widget.ask(k, b), [key, body]);

test('a phone in the frame of somebody else’s page is heard, left alone, and dials', async (t) => {
  const { browser, panel } = await story(t);
  const page = await browser.context.newPage();
  await page.goto(`${browser.phoneServer.url}crm`);
  const frame = await widgetIn(page);
  await notify(frame, active('Ringing'));
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await notify(frame, active('CallConnected'));
  await panel.getByText('On call').first().waitFor();
  await notify(frame, active('NoCall', { terminationType: 'final' }));
  await panel.getByText('Call ended').waitFor();
  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  assert.equal(browser.requests('callLog.create')[0].params.logInfo.sessionId, '214705503020');
  const final = { ...call, action: 'Phone Call', result: 'Accepted', duration: 61, startTime: Date.now() };
  await notify(frame, {
    type: 'rc-post-message-request',
    requestId: '1',
    path: '/theirs',
    body: { triggerType: 'callLogSync', call: final },
  });
  await panel.waitForFunction(() => document.querySelector('.timer')?.textContent === '1:01');
  await browser.asked('callLog.update', ({ duration }) => duration === 61);
  assert.equal(await frame.evaluate(() => window.widget.service.name), 'The page’s own');
  await page.getByRole('link', { name: 'Jane' }).click();
  await frame.waitForFunction(() => document.querySelector('#dialed').textContent === 'calls +14155550132');
  await page.waitForFunction(() => document.title === 'taken');
});

test('a phone that the extension hosts is served: callers, logs, history, sign-in', async (t) => {
  const { browser, panel } = await story(t);
  const page = await browser.context.newPage();
  await page.goto(`chrome-extension://${extensionId}/src/phone/index.html`);
  await page.getByLabel('Address of the phone').fill(`http://localhost:${browser.phoneServer.port}/widget`);
  await page.getByRole('button', { name: 'Open the phone' }).click();
  const frame = await widgetIn(page);
  await frame.waitForFunction(() => window.widget.authorization?.account === 'ada@example.com');
  assert.equal(await frame.evaluate(() => window.widget.authorization.authorized), true);

  const matched = await ask(frame, 'contactMatchPath', { phoneNumbers: ['+14155550132', '+442079460958'] });
  assert.deepEqual(
    [matched['+14155550132'][0].name, matched['+14155550132'][0].type, matched['+442079460958']],
    ['Jane Doe', 'Patchbay', []],
  );

  await notify(frame, active('Ringing'));
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.getByLabel('Note').fill('Typed in the panel.');
  await panel.getByText('Kept').waitFor();
  const final = { ...call, action: 'Phone Call', result: 'Accepted', duration: 61, startTime: Date.now() };
  const logged = { call: final, triggerType: 'createLog', redirect: true };
  assert.equal(await ask(frame, 'callLoggerPath', logged), 'ok');
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  const [{ params }] = browser.requests('callLog.create');
  assert.deepEqual(
    [params.logInfo.sessionId, params.logInfo.duration, params.note],
    ['214705503020', 61, 'Typed in the panel.'],
  );
  assert.deepEqual(await ask(frame, 'callLogEntityMatcherPath', { sessionIds: ['214705503020', '1'] }), {
    214705503020: [{ id: 'log-1', note: 'Typed in the panel.' }],
  });

  await frame.evaluate((seen) => {
    const { telephonySessionId, ...one } = seen;
    window.widget.unlogged = Array.from({ length: 60 }, (_, i) => ({ ...one, sessionId: `9${i}` }));
    window.widget.notify({ type: 'rc-login-status-notify', loggedIn: true, loginNumber: '+14155550100*101' });
  }, final);
  await panel.waitForFunction(() => document.querySelectorAll('.row').length > 50);

  await panel.getByRole('button', { name: 'Settings' }).click();
  await panel.getByRole('button', { name: 'Sign out' }).click();
  await frame.waitForFunction(() => window.widget.authorization?.authorized === false);
});
