// A morning: the phone remembers sixty calls of the night, and somebody wants them in the CRM, or not.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from './support/browser.mjs';
import { until } from './support/stage.mjs';

const evidence = { field: 'mobile', value: '(415) 555-0132', strength: 'exact' };
const jane = { id: '7', name: 'Jane Doe', type: 'person', additionalInfo: {}, evidence };
const policy = { extension: { logMode: 'sure', wrapUpSeconds: 0, undoSeconds: 0 } };

/** A phone that has its calls told when it is asked for them. @param {any[]} calls */
function remember(calls) {
  const source = { provider: 'demo', account: 'agent-1' };
  const say = (event) =>
    window.postMessage({ type: 'softphone.event/1', event: { v: 1, source, ...event } }, location.origin);
  window.addEventListener('message', ({ data }) => {
    if (data.type !== 'softphone.command/1' || data.command.type !== 'history') return;
    // One after the other: fifty a second are heard, and on a busy machine what was due comes all at once.
    const tell = (place) => {
      if (place === calls.length) return;
      say({ type: 'call.ended', call: calls[place] });
      setTimeout(tell, 60, place + 1);
    };
    tell(0);
  });
  say({ type: 'phone.status', phone: { ready: true, history: true } });
}

test('sixty calls of the night wait together; one press logs those that are sure, another leaves the rest', async (t) => {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({ contacts: { '+14155550132': [jane] }, policy });
  await browser.open();
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await panel.locator('.health.good').waitFor();
  const calls = Array.from({ length: 60 }, (_, i) => ({
    session: `night ${i}`,
    direction: 'inbound',
    from: { number: i % 6 ? '+14155550132' : '+442079460958' },
    startedAt: new Date(Date.now() - (i + 60) * 60_000).toISOString(),
    durationSec: 30 + i,
  }));
  await phone.evaluate(remember, calls);
  await panel.getByRole('tab', { name: 'Inbox, 1 thing needs you' }).click();
  await panel.getByRole('heading', { name: '60 calls while you were away' }).waitFor();
  const log = panel.getByRole('button', { name: 'Log 50 calls' });
  await log.waitFor();
  assert.equal(await panel.locator('#card').isVisible(), false);
  assert.equal(await panel.locator('#panel-inbox .row').count(), 0);
  assert.deepEqual(browser.requests('callLog.create'), []);
  await panel.getByRole('button', { name: 'Show them' }).click();
  assert.equal(await panel.locator('#panel-inbox .row').count(), 60);

  await log.click();
  const logged = () => browser.requests('callLog.create').map(({ params }) => params.logInfo.sessionId);
  await until(() => logged().length === 50, 'fifty logs');
  await panel.getByRole('heading', { name: '10 calls while you were away' }).waitFor();
  assert.equal(new Set(logged()).size, 50);

  await panel.getByRole('button', { name: 'Log none' }).click();
  await panel.getByRole('button', { name: 'Really none?' }).click();
  await panel.getByText('Nothing needs you').waitFor();
  assert.equal(logged().length, 50);
});
