// What a phone that our own page hosts gets of the rest: its own calls, the CRM's own pages, and nothing else.
import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { Lines } from '../../extension/src/background/lines.js';
import { Logbook } from '../../extension/src/background/logbook.js';
import { Mailroom } from '../../extension/src/background/mailroom.js';
import { Numbers } from '../../extension/src/background/numbers.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { PhoneService } from '../../extension/src/background/phone_service.js';
import { SettingsStore } from '../../extension/src/background/settings.js';
import { Switchboard } from '../../extension/src/background/switchboard.js';
import { Tally } from '../../extension/src/background/tally.js';
import { event, FakeLink } from './support.mjs';

const origin = 'https://apps.ringcentral.com';
const elsewhere = 'https://phone.example.com';
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const jane = {
  id: '7',
  name: 'Jane',
  type: 'person',
  platform: 'crm',
  jwtToken,
  url: 'https://crm.example.com/person/7',
};
const hosted = { tabId: 1, via: 'frame', hosted: true, origin, provider: 'ringcentral', at: 1 };
const turns = async () => {
  for (let i = 0; i < 8; i += 1) await new Promise((done) => setTimeout(done, 0));
};
let link;
let opened;
let told;
let notes;
let settings;
let parts;
let service;

beforeEach(() => {
  [opened, told, notes] = [[], [], {}];
  Object.assign(globalThis.chrome, {
    i18n: { getMessage: (id) => id },
    runtime: { getURL: (path) => `chrome-extension://ours/${path}` },
    tabs: {
      create: async ({ url }) => void opened.push(url),
      sendMessage: async (_, { message }) => (told.push(message), { done: true }),
    },
  });
  link = new FakeLink({
    'contact.find': ({ phoneNumber }) => ({ phoneNumber, contact: [jane] }),
    'contact.search': () => ({ contact: [jane] }),
    'callLog.create': () => ({ successful: true, state: 'logged', logId: 'l', url: 'https://crm.example.com/l' }),
    'callLog.get': ({ sessionIds }) => ({ logs: sessionIds.map((sessionId) => ({ sessionId, matched: false })) }),
    'callLog.update': () => ({ successful: true, state: 'logged' }),
  });
  const connections = [{ account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' }];
  const state = { host: { state: 'connected' }, known: true, connections, platforms: [] };
  const office = new FrontOffice(state, link, () => {});
  const numbers = new Numbers({}, () => {});
  const outside = { changed() {}, forget() {}, moveNote() {}, progressed() {}, numbers };
  const desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, outside);
  const logbook = new Logbook(desk, office, () => {});
  const mailroom = new Mailroom({ conversations: [], work: {} }, office, () => {});
  const lines = new Lines([hosted], () => {});
  const tally = new Tally({}, () => {});
  settings = new SettingsStore({ own: {}, policy: {}, managed: {} }, () => {});
  const switchboard = new Switchboard({ desk, mailroom, lines, tally, numbers, dialFailed() {} });
  const keepNote = async (key, note) => void (notes[key] = note);
  const noteOf = async (key) => notes[key] ?? '';
  parts = { desk, logbook, mailroom, office, switchboard, tally, lines, settings, keepNote, noteOf };
  service = new PhoneService(parts);
});

const ask = async (path, body) => {
  const said = { type: 'rc-post-message-request', requestId: 'q', path, body };
  const [reply] = await service.answer(said, origin);
  await turns();
  return reply?.response.data;
};
const record = (session) => ({
  sessionId: session,
  direction: 'Inbound',
  action: 'Phone Call',
  result: 'Accepted',
  duration: 61,
  startTime: Date.now(),
  from: { phoneNumber: '+14155550132' },
  to: {},
});
const theirs = () => {
  const source = { provider: 'x', account: '', origin: elsewhere };
  parts.desk.take(event('ended', 0, { session: 'secret', direction: 'inbound', from: { number: '+1' } }, source));
  return `${elsewhere}|x||secret`;
};

test('a contact’s page opens by the CRM’s word for it, whatever address the phone says', async () => {
  const contact = { id: 'crm|1|person|7', name: 'Jane', phoneNumbers: [{ phoneNumber: '+14155550132' }] };
  assert.equal(await ask('/contacts/view', { ...contact, url: 'https://evil.example.com/' }), 'ok');
  assert.deepEqual(opened, ['https://crm.example.com/person/7']);
  await ask('/contacts/view', { ...contact, id: 'crm|1|person|8', url: 'https://evil.example.com/' });
  await ask('/contacts/view', { ...contact, phoneNumbers: [] });
  await ask('/contacts/view', { url: 'https://evil.example.com/', phoneNumbers: 'x', name: {} });
  assert.deepEqual(opened, Array(2).fill('https://crm.example.com/person/7'));
});

test('a call of another site is not the phone’s to log, to write on, to see or to open', async () => {
  const key = theirs();
  notes[key] = 'not for you';
  parts.desk.work(key).log = { state: 'logged', url: 'https://crm.example.com/l', sent: { note: 'not for you' } };
  const call = { ...record('secret'), telephonySessionId: 'secret' };
  await ask('/callLogger', { call, triggerType: 'viewLog', redirect: true });
  await ask('/callLogger', { call, triggerType: 'createLog', redirect: true, note: 'mine now' });
  assert.deepEqual([opened, notes[key]], [[], 'not for you']);
  const rows = await ask('/callLogger/match', { sessionIds: ['secret'] });
  assert.equal(JSON.stringify(rows).includes('not for you'), false);
});

test('a call that the phone hands over by itself waits as every call does; one that the agent logs is logged', async () => {
  await ask('/callLogger', { call: record('1'), triggerType: 'callLogSync' });
  assert.equal(link.sent('callLog.create').length, 0);
  assert.equal(parts.desk.state.calls.length, 1);
  await ask('/callLogger', { call: record('1'), triggerType: 'createLog', redirect: true, note: 'x' });
  assert.deepEqual(
    link.sent('callLog.create').map(({ logInfo, note }) => [logInfo.sessionId, logInfo.duration, note]),
    [['1', 61, 'x']],
  );
  await ask('/callLogger', { call: record('1'), triggerType: 'editLog', redirect: true });
  assert.deepEqual(opened, ['https://crm.example.com/l']);
});

test('what keeps logs from the CRM is said in the phone, and its button does what helps', async () => {
  let connected = 0;
  link.connect = () => (connected += 1);
  const { office } = parts.office;
  const banner = () => told.at(-1).banner;
  await service.officeChanged();
  assert.equal(banner().hidden, true);
  office.host = { state: 'stopped' };
  await service.officeChanged();
  assert.deepEqual([banner().message, banner().action.label], ['phone_no_host', 'check_again']);
  await ask('/button', { button: { id: banner().id, type: 'customizedBanner' } });
  assert.equal(connected, 1);
  office.host = { state: 'connected' };
  office.connections = [{ ...office.connections[0], state: 'expired' }];
  await service.officeChanged();
  assert.deepEqual([banner().message, banner().action.label], ['phone_no_crm', 'sign_in_again']);
  await ask('/button', { button: { id: banner().id, type: 'customizedBanner' } });
  assert.deepEqual(opened, ['chrome-extension://ours/src/panel/index.html']);
  const greeting = await service.answer({ type: 'rc-adapter-pushAdapterState' }, origin);
  assert.deepEqual(
    greeting.map(({ type }) => type),
    [
      'rc-adapter-register-third-party-service',
      'rc-adapter-update-auto-log-settings',
      'rc-adapter-update-customized-banner',
    ],
  );
});

test('what is set in the panel, or by the organisation, is seen in the phone', async () => {
  settings.set('notifications', 'needed');
  await service.settingsChanged();
  assert.deepEqual([told.at(-1).settings[0].value, told.at(-1).settings[0].readOnly], [true, false]);
  settings.learn('policy', { notifications: 'all' });
  await service.settingsChanged();
  assert.deepEqual([told.at(-1).settings[0].value, told.at(-1).settings[0].readOnly], [false, true]);
  await ask('/settings', { setting: { id: 'quiet', value: true } });
  assert.equal(settings.values.notifications, 'all');
});

test('a phone that asks for a record of its call waits for it, in or out; one that does not ask does not', async () => {
  const says = async (type, session, more) => {
    const data = { externalCallId: session, fromNumber: '+14155550132', toNumber: '+14155550100', ...more };
    const said = { type, messageId: session, data };
    parts.switchboard.overhear(said, elsewhere, Date.now(), { tabId: 2, via: 'frame', origin: elsewhere, hosted: true });
    await service.answer(said, elsewhere);
    return parts.desk.work(`${elsewhere}|calling-extensions||${session}`).phoneTold;
  };
  assert.equal(await says('INCOMING_CALL', 'a', { createEngagement: true }), 'nothing');
  assert.equal(await says('OUTGOING_CALL_STARTED', 'b', { createEngagement: true }), 'nothing');
  assert.equal(await says('INCOMING_CALL', 'c', { createEngagement: false }), undefined);
  assert.equal(await says('CALL_ENDED', 'd', { createEngagement: true }), undefined);
  await service.answer({ type: 'INCOMING_CALL', messageId: 'x', data: { createEngagement: true } }, elsewhere);
  assert.equal(parts.desk.state.calls.length, 4);
});
