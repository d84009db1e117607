// A real call, with sound: two JsSIP phones, a SIP server over WebSocket, and the bridge that ships for them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from './support/browser.mjs';

const jane = {
  id: '7',
  name: 'Jane Doe',
  type: 'person',
  additionalInfo: {},
  evidence: { field: 'mobile', value: '+14155550132', strength: 'exact' },
};

/** The agent's phone, another one, and the panel. */
async function story(t) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({ contacts: { '+14155550132': [jane] } });
  await browser.open();
  const phone = async (query) => {
    const page = await browser.context.newPage();
    await page.goto(`${browser.phoneServer.url}sip?${query}`);
    await page.waitForFunction(() => window.phone?.registered);
    return page;
  };
  const agent = await phone('user=1001&name=Ada&bridged');
  const caller = await phone(`user=${encodeURIComponent('+14155550132')}&name=JANE`);
  return { browser, panel: await browser.panel(), agent, caller };
}
const inState = (page, state) => page.waitForFunction((wanted) => window.phone.state === wanted, state);

test('a call between two SIP phones is matched, answered from the panel, followed and logged', async (t) => {
  const { browser, panel, agent, caller } = await story(t);
  await caller.evaluate(() => void window.phone.dial('1001'));
  await inState(agent, 'ringing');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.getByRole('button', { name: 'Answer' }).click();
  await Promise.all([inState(agent, 'talking'), inState(caller, 'talking')]);
  await panel.getByText('On call').first().waitFor();
  assert.equal(await panel.locator('.controls button').count(), 0);
  await agent.evaluate(() => window.phone.session.hold());
  await panel.getByText('On hold').first().waitFor();
  // Refused until the other phone has agreed to the hold, which shows before.
  await agent.waitForFunction(() => window.phone.session.unhold());
  await panel.getByText('On call').first().waitFor();
  await caller.evaluate(() => window.phone.session.terminate());
  await panel.getByText('Call ended').waitFor();
  await panel.getByRole('button', { name: 'Log call' }).click();
  const { logInfo } = await browser.asked('callLog.create', () => true);
  assert.equal(logInfo.sessionId, await agent.evaluate(() => window.phone.session._request.call_id));
  assert.deepEqual([logInfo.direction, logInfo.result], ['Inbound', 'Accepted']);
  assert.equal(logInfo.from.phoneNumber, '+14155550132');
});

test('a link dials on the SIP phone, and a caller who gives up leaves a missed call', async (t) => {
  const { browser, panel, agent, caller } = await story(t);
  const crm = await browser.context.newPage();
  await crm.goto(`${browser.phoneServer.url}crm?phone=/nothing`);
  await crm.getByRole('link', { name: 'Jane' }).click();
  await inState(caller, 'ringing');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await caller.evaluate(() => window.phone.session.terminate({ status_code: 486 }));
  await panel.getByText('Call ended').waitFor();
  assert.equal(await agent.evaluate(() => window.phone.state), 'idle');

  await caller.evaluate(() => void window.phone.dial('1001'));
  await inState(agent, 'ringing');
  await panel.getByText('Incoming call').first().waitFor();
  await caller.evaluate(() => window.phone.session.terminate());
  await panel.getByText('Missed call').first().waitFor();

  await caller.evaluate(() => void window.phone.dial('1001'));
  await panel.getByRole('button', { name: 'Decline' }).click();
  await Promise.all([inState(agent, 'idle'), inState(caller, 'idle')]);
  assert.equal(await caller.evaluate(() => window.phone.cause), 'Busy');
  await panel.getByText('Declined call').first().waitFor();
  assert.equal(await panel.locator('.controls button').count(), 0);
  await panel.locator('.call').getByRole('button', { name: 'Log call' }).click();
  const { logInfo } = await browser.asked('callLog.create', () => true);
  assert.equal(logInfo.result, 'Rejected');
});

test('calls that ended while nobody listened come from the phone’s own history', async (t) => {
  const { browser, panel, agent } = await story(t);
  const ended = {
    session: 'unheard',
    direction: 'inbound',
    from: { number: '+14155550132' },
    to: { number: '1001' },
    startedAt: new Date(Date.now() - 3600_000).toISOString(),
    answeredAt: new Date(Date.now() - 3590_000).toISOString(),
    endedAt: new Date(Date.now() - 3500_000).toISOString(),
    result: 'answered',
  };
  const old = { ...ended, session: 'too old', startedAt: new Date(Date.now() - 48 * 3600_000).toISOString() };
  await agent.evaluate(
    (calls) => localStorage.setItem('patchbay:calls', JSON.stringify(calls)),
    [old, ended],
  );
  await agent.close();
  const again = await browser.context.newPage();
  await again.goto(`${browser.phoneServer.url}sip?user=1001&bridged`);
  const row = panel.locator('.row', { hasText: 'Jane Doe' });
  await row.click();
  await panel.getByText('Call ended').waitFor();
  assert.equal(await panel.locator('.timer').textContent(), '1:30');
  assert.equal(await panel.locator('.row').count(), 1);
});
