// The third-party service behind a phone in our own page: each of its questions is answered in time, also
// while the host is slow or gone; and what the phone shows follows what is so.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Browser, extensionId } from './support/browser.mjs';
import { until, writeWrapper } from './support/stage.mjs';

const jane = {
  id: '7',
  name: 'Jane Doe',
  type: 'person',
  phone: '+14155550132',
  additionalInfo: {},
  evidence: { field: 'mobile', value: '+14155550132', strength: 'exact' },
};
const scenario = {
  contacts: { '+14155550132': [jane] },
  reads: { 'US 4155550132': '+14155550132', 'US 6505550147': '+16505550147' },
};
const slow = Object.fromEntries(
  ['contact.find', 'contact.search', 'callLog.get', 'callLog.create', 'messageLog.create'].map((method) => [
    method,
    3000,
  ]),
);
const janeId = 'crm|1|person|7';

const call = (id, number, more = {}) => ({
  sessionId: id,
  telephonySessionId: `s-${id}`,
  direction: 'Inbound',
  from: { phoneNumber: number },
  to: { phoneNumber: '+14155550100' },
  startTime: Date.now(),
  ...more,
});
const final = (id, number) =>
  call(id, number, { action: 'Phone Call', result: 'Accepted', duration: 61, telephonyStatus: undefined });
const day = new Date();
const conversation = (id) => ({
  conversationId: id,
  conversationLogId: `${id}/${day.getMonth() + 1}/${day.getDate()}/${day.getFullYear()}`,
  type: 'SMS',
  self: { phoneNumber: '+14155550100' },
  correspondents: [{ phoneNumber: '+14155550132' }],
  messages: [{ id: `m-${id}`, direction: 'Inbound', subject: 'Hello', creationTime: Date.now() }],
});

/** A panel, and a phone in our own page. */
async function story(t) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost(scenario);
  await browser.open();
  const panel = await browser.panel();
  const page = await browser.window(`chrome-extension://${extensionId}/src/phone/index.html`);
  await page.getByLabel('Address of the phone').fill(`http://localhost:${browser.phoneServer.port}/widget`);
  await page.getByRole('button', { name: 'Open the phone' }).click();
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  await frame.waitForFunction(() => window.widget?.authorization?.authorized);
  const ask = (key, body) => frame.evaluate(([k, b]) => window.widget.ask(k, b), [key, body]);
  const notify = (message) => frame.evaluate((said) => window.widget.notify(said), message);
  const rings = (id, number) =>
    notify({ type: 'rc-active-call-notify', call: { ...call(id, number), telephonyStatus: 'Ringing' } });
  return { browser, panel, frame, ask, notify, rings };
}
const setAside = (panel, setting, value) =>
  panel.evaluate((said) => chrome.runtime.sendMessage(said), { to: 'desk', command: 'set', setting, value });

/** Everything that the phone may ask, all at the same time, by what it asks for. */
async function everything(ask) {
  const questions = {
    contactMatchPath: { phoneNumbers: ['+14155550132'] },
    contactSearchPath: { searchString: 'jane' },
    callLogEntityMatcherPath: { sessionIds: ['1', '77'] },
    messageLogEntityMatcherPath: { conversationLogIds: [conversation('c1').conversationLogId] },
    callLoggerPath: { call: final('2', '+14155550132'), triggerType: 'createLog', redirect: true },
    messageLoggerPath: { conversation: conversation('c1'), triggerType: 'manual', redirect: true },
    viewMatchedContactPath: { id: janeId, phoneNumbers: [] },
    settingsPath: { setting: { id: 'quiet', value: true } },
    buttonEventPath: { button: { id: 'somebody else’s' } },
  };
  const answers = await Promise.all(Object.entries(questions).map(([key, body]) => ask(key, body)));
  return Object.fromEntries(Object.keys(questions).map((key, i) => [key, answers[i]]));
}
const atOnce = { viewMatchedContactPath: 'ok', settingsPath: 'ok', buttonEventPath: 'ok' };

test('the phone’s questions are answered in time by a host that is there, slow, or gone', async (t) => {
  const { browser, panel, frame, ask, notify, rings } = await story(t);
  await notify({ type: 'rc-region-settings-notify', countryCode: 'US', areaCode: '650' });
  await rings('1', '4155550132');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await browser.asked('contact.find', ({ region }) => region === 'US');
  assert.equal(await ask('callLoggerPath', { call: final('1', '4155550132'), redirect: true }), 'ok');
  const log = await browser.asked('callLog.create', () => true);
  assert.equal(log.logInfo.from.phoneNumber, '+14155550132');
  await frame.waitForFunction(() => window.widget.askedAgain.includes('1'));
  assert.deepEqual(await frame.evaluate(() => window.widget.autoLog), { call: true, message: true });

  await rings('2', '+14155550132');
  await until(async () => (await panel.locator('.row').count()) === 2, 'a second call');
  const marked = { 1: [{ id: 'log-1' }] };
  const there = await everything(ask);
  assert.deepEqual(
    there.contactMatchPath['+14155550132'].map(({ id, name }) => [id, name]),
    [[janeId, 'Jane Doe']],
  );
  assert.deepEqual(
    there.contactSearchPath.map(({ name }) => name),
    ['Jane Doe'],
  );
  assert.deepEqual(there.callLogEntityMatcherPath, marked);
  assert.deepEqual([there.callLoggerPath, there.messageLoggerPath], ['ok', 'ok']);
  const logged = await ask('messageLogEntityMatcherPath', {
    conversationLogIds: [conversation('c1').conversationLogId],
  });
  assert.deepEqual(Object.values(logged)[0][0].contact, { id: janeId });
  await frame.waitForFunction(() => window.widget.settings[0].value === true);

  browser.direct({ ...scenario, slow });
  await setAside(panel, 'notifications', 'all');
  await frame.waitForFunction(() => window.widget.settings[0].value === false);
  const late = await everything(ask);
  assert.equal(late.contactMatchPath['+14155550132'][0].name, 'Jane Doe');
  assert.equal(late.contactSearchPath[0].name, 'Jane Doe');
  assert.deepEqual(late.callLogEntityMatcherPath, marked);
  assert.deepEqual({ ...late, ...atOnce }, late);
  assert.ok(!Object.values(late).includes('late'));

  await rings('3', '+14155550132');
  await until(async () => (await panel.locator('.row').count()) === 3, 'a third call');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  const wrapper = join(browser.folder, 'fake-host');
  const command = readFileSync(wrapper, 'utf8');
  writeWrapper(wrapper, ['false']);
  process.kill(Number(readFileSync(join(browser.scenarioFolder, 'pid'), 'utf8')), 'SIGKILL');
  await frame.waitForFunction(() => window.widget.banner);
  assert.match(await frame.evaluate(() => window.widget.banner.message), /companion app can’t be reached/);
  const gone = await everything(ask);
  assert.deepEqual({ ...gone, ...atOnce }, gone);
  assert.deepEqual([gone.contactMatchPath, gone.contactSearchPath], [{}, []]);
  assert.deepEqual(gone.callLogEntityMatcherPath, marked);
  const logs = () => browser.requests('callLog.create').map(({ params }) => params.logInfo.sessionId);
  const before = logs().length;
  const asked = { call: final('3', '+14155550132'), triggerType: 'createLog', redirect: true };
  assert.equal(await ask('callLoggerPath', asked), 'ok');

  browser.direct(scenario);
  browser.installFakeHost(scenario);
  assert.equal(readFileSync(wrapper, 'utf8'), command);
  assert.equal(await frame.evaluate(() => window.widget.press()), 'ok');
  await frame.waitForFunction(() => !window.widget.banner);
  await until(() => logs().slice(before).includes('3'), 'the log that waited');
});

test('a call in our own page is answered and declined from the panel, and nowhere by itself', async (t) => {
  const { panel, frame, rings } = await story(t);
  await rings('8', '+14155550132');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  assert.equal(await panel.locator('.controls button').count(), 0, 'it rings on another device');
  const ring = (id) =>
    frame.evaluate(
      (call) => window.widget.ring(call),
      { id: `sip-${id}`, partyData: { sessionId: `s-${id}` }, direction: 'Inbound', from: '+14155550132' },
    );
  await ring('8');
  await panel.getByRole('button', { name: 'Answer' }).click();
  await panel.locator('.call[data-phase=answered]').waitFor();
  assert.equal(await panel.locator('.controls button').count(), 0);
  await frame.evaluate(() => window.widget.notify({ type: 'rc-call-end-notify', call: window.widget.call }));
  await panel.locator('.call[data-phase=ended]').waitFor();
  await ring('9');
  await panel.getByRole('button', { name: 'Decline' }).click();
  await panel.getByText('Declined call').first().waitFor();
  assert.equal(await panel.getByText('Missed').count(), 0);
});

test('the phone shows whom the panel made or picked, and is told when the agent signs in or out', async (t) => {
  const { browser, panel, frame, ask, rings } = await story(t);
  await rings('4', '+442079460958');
  await panel.getByText('Nobody in Example CRM has this number.').waitFor();
  const createLink = panel.getByRole('button', { name: 'Create contact' }).first();
  await createLink.click();
  await panel.getByLabel('Name of the new contact').fill('Kim Park');
  await panel.getByRole('button', { name: /^Create/ }).last().click();
  await panel.getByRole('heading', { name: 'Kim Park' }).waitFor();
  await frame.waitForFunction(() => window.widget.askedAgain.includes('+442079460958'));
  const matched = await ask('contactMatchPath', { phoneNumbers: ['+442079460958'] });
  assert.equal(matched['+442079460958'][0].name, 'Kim Park');

  assert.equal(await ask('authorizationPath', { authorized: true }), 'ok');
  await frame.waitForFunction(() => window.widget.authorization.authorized === false);
  await frame.waitForFunction(() => window.widget.banner?.action.label === 'Connect your CRM');
  const [page] = await Promise.all([
    browser.context.waitForEvent('page'),
    frame.evaluate(() => window.widget.press()),
  ]);
  await page.waitForURL(/src\/panel\/index\.html$/);
});
