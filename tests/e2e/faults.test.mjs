import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';
import { until } from './support/stage.mjs';

const jane = { id: '7', name: 'Jane Doe', type: 'person', additionalInfo: {} };
const contacts = { '+14155550132': [jane] };

async function open(t, scenario) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost(scenario);
  await browser.open();
  return browser;
}
/** The calls that are kept. @param {import('playwright-core').Page} panel */
const callsOf = (panel) =>
  panel.evaluate(async () => (await chrome.storage.local.get('desk')).desk?.calls ?? []);

test('a host that takes its time holds up nobody, and one that is killed in a call loses nothing', async (t) => {
  const browser = await open(t, { contacts, held: ['contact.find'] });
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await ring(phone, '+14155550132');
  await panel.bringToFront();
  await panel.getByRole('heading', { name: '+1 415 555 0132' }).waitFor();
  await panel.getByLabel('Note').pressSequentially('Typed while it looks');
  browser.direct({ contacts, slow: { 'contact.find': 3000 } });
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  assert.equal(await panel.getByLabel('Note').inputValue(), 'Typed while it looks');
  assert.equal(await panel.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');

  await phone.evaluate(() => document.querySelector('#answer').click());
  await panel.getByText('On call').first().waitFor();
  const pid = () => Number(readFileSync(join(browser.scenarioFolder, 'pid'), 'utf8'));
  const first = pid();
  process.kill(first, 'SIGKILL');
  await until(() => pid() !== first, 'a host that was started again');
  await panel.getByLabel('Note').pressSequentially(', and after.');
  await panel.locator('.health', { hasText: 'Example CRM' }).waitFor();
  await panel.getByText('On call').first().waitFor();
  await phone.evaluate(() => document.querySelector('#hangup').click());
  await panel.getByText('Call ended').first().waitFor();
  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  const created = browser.requests('callLog.create');
  assert.deepEqual([created.length, created[0].params.note], [1, 'Typed while it looks, and after.']);
});

test('two tabs that tell of one call make one call; a warm transfer keeps its one log', async (t) => {
  const browser = await open(t, { contacts });
  const panel = await browser.panel();
  const phones = [await browser.phone(), await browser.phone()];
  const tell = (type, more) =>
    Promise.all(
      phones.map((phone) =>
        phone.evaluate(
          ([name, call]) => {
            const source = { provider: 'demo', account: 'agent-1' };
            const event = { v: 1, type: name, at: new Date().toISOString(), source, call };
            window.postMessage({ type: 'softphone.event/1', event }, location.origin);
          },
          [type, { session: 'one', direction: 'inbound', from: { number: '+14155550132' }, ...more }],
        ),
      ),
    );
  await tell('call.ringing');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await tell('call.answered');
  await panel.getByText('On call').first().waitFor();
  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  await tell('call.ended', { durationSec: 61 });
  await browser.asked('callLog.update', ({ duration }) => duration === 61);
  const counts = () => panel.evaluate(() => chrome.storage.session.get('counts'));
  await until(async () => JSON.stringify(await counts()).includes('"taken":6'), 'what both tabs said');
  assert.equal((await callsOf(panel)).length, 1);
  assert.equal(browser.requests('contact.find').length, 1);
  assert.equal(browser.requests('callLog.create').length, 1);

  const page = await browser.context.newPage();
  await page.goto(`${browser.phoneServer.url}crm`);
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  await frame.waitForFunction(() => window.widget?.service);
  const fixture = '../extension/fixtures/ringcentral-warm-transfer.json';
  const { messages } = JSON.parse(readFileSync(new URL(fixture, import.meta.url), 'utf8'));
  const notify = (said) => frame.evaluate((message) => window.widget.notify(message), said);
  const known = (count) => until(async () => (await callsOf(panel)).length === count, `${count} calls`);
  await notify(messages[0].say);
  await known(2);
  await notify(messages[1].say);
  await panel.locator('[data-call]', { hasText: 'On call' }).first().waitFor();
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.getByRole('button', { name: 'Log call' }).click();
  await browser.asked('callLog.create', ({ logInfo }) => logInfo.sessionId === 's-1');
  for (const { say } of messages.slice(2)) await notify(say);
  await browser.asked('callLog.update', ({ duration }) => duration === 161);
  await known(3);
  assert.equal(browser.requests('callLog.create').length, 2);
  assert.deepEqual(
    browser.requests('contact.find').map(({ params }) => params.phoneNumber),
    ['+14155550132', '+14155550132'],
  );
});

test('a call that ended while the browser was closed is asked of the phone, and its caller has a name', async (t) => {
  const browser = await open(t, { contacts });
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await ring(phone, '+442079460958', 'Somebody else');
  await panel.getByText('Nobody in Example CRM has this number.').waitFor();
  await phone.click('#hangup');
  await panel.getByText('Missed call').first().waitFor();
  await browser.context.close();
  await browser.open();

  const remembering = await browser.phone();
  const since = await remembering.evaluate(
    () =>
      new Promise((resolve) => {
        const source = { provider: 'demo', account: 'agent-1' };
        const say = (event) =>
          window.postMessage(
            { type: 'softphone.event/1', event: { v: 1, source, ...event } },
            location.origin,
          );
        window.addEventListener('message', ({ data }) => {
          if (data.type !== 'softphone.command/1' || data.command.type !== 'history') return;
          const from = { number: '+14155550132' };
          const at = new Date().toISOString();
          const call = { session: 'unheard', direction: 'inbound', from, startedAt: at, durationSec: 42 };
          say({ type: 'call.ended', at, call });
          resolve(data.command.since);
        });
        say({ type: 'phone.status', phone: { ready: true, history: true } });
      }),
  );
  assert.ok(Date.parse(since) > Date.now() - 3600_000, since);
  const again = await browser.panel();
  await again.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  assert.equal(await again.locator('.timer').first().textContent(), '0:42');
  assert.equal((await callsOf(again)).length, 2);
});
