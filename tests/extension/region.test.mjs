import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { Lines } from '../../extension/src/background/lines.js';
import { Mailroom } from '../../extension/src/background/mailroom.js';
import { Numbers } from '../../extension/src/background/numbers.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { Search } from '../../extension/src/background/search.js';
import { Switchboard } from '../../extension/src/background/switchboard.js';
import { Tally } from '../../extension/src/background/tally.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { decide } from '../../extension/src/core/log_rule.js';
import { conversationView } from '../../extension/src/core/message.js';
import { countryCodes, dialledAt, regionOf } from '../../extension/src/core/region.js';
import { defaults } from '../../extension/src/core/settings.js';
import { FakeLink } from './support.mjs';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const frame = { tabId: 2, via: 'frame', origin: 'https://apps.ringcentral.com' };
const elsewhere = 'https://elsewhere.example.com';
/** How the host reads what is dialled where. */
const read = {
  'US 4155550132': '+14155550132',
  'US 6505550132': '+16505550132',
  'GB 02079460018': '+442079460018',
  ' 4155550132': '+14155550132',
};
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const jane = { id: '7', name: 'Jane', type: 'person', platform: 'crm', jwtToken, additionalInfo: {} };

/** All between the phones and a host that reads numbers. */
function world({ lines: known = [], numbers: kept = {}, home = '' } = {}) {
  const link = new FakeLink({
    'contact.find': ({ phoneNumber, region = '' }) => ({
      phoneNumber: phoneNumber.startsWith('+') ? phoneNumber : read[`${region} ${phoneNumber}`],
      contact: [jane],
    }),
    'messageLog.create': () => ({ successful: true, state: 'logged', logIds: ['l'] }),
  });
  const connections = [{ account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' }];
  const office = new FrontOffice({ connections, platforms: [] }, link, () => {});
  const numbers = new Numbers(kept, () => {});
  const outside = { changed() {}, forget() {}, moveNote() {}, progressed() {}, numbers };
  const desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, outside);
  const mail = { conversations: [], work: {} };
  const mailroom = new Mailroom(mail, office, () => {}, undefined, numbers);
  const lines = new Lines(known, () => {}, () => home);
  const parts = { desk, mailroom, lines, numbers, tally: new Tally({}, () => {}), dialFailed() {} };
  const far = () => desk.state.calls.map((call) => viewOf(call).far);
  return { link, office, desk, mailroom, known, kept, far, switchboard: new Switchboard(parts) };
}
const turns = () => new Promise((done) => setImmediate(done));
const region = { type: 'rc-region-settings-notify', countryCode: 'US', areaCode: '650' };
const rings = (from, sessionId = '1', telephonyStatus = 'Ringing') => ({
  type: 'rc-active-call-notify',
  call: { sessionId, direction: 'Inbound', telephonyStatus, from: { phoneNumber: from }, to: {} },
});

test('the host is asked with the place of the phone, and its reading is the number from then on', async () => {
  const { switchboard, link, far, desk } = world();
  switchboard.overhear(region, frame.origin, now, frame);
  switchboard.overhear(rings('4155550132'), frame.origin, now, frame);
  assert.deepEqual(far(), [{ number: '4155550132', region: 'US' }]);
  await turns();
  assert.deepEqual(link.sent('contact.find'), [{ phoneNumber: '4155550132', region: 'US' }]);
  assert.deepEqual(far(), [{ number: '+14155550132' }]);
  switchboard.overhear(rings('4155550132', '1', 'CallConnected'), frame.origin, now + 1000, frame);
  switchboard.overhear(rings('4155550132', '2'), frame.origin, now + 2000, frame);
  assert.deepEqual(far(), [{ number: '+14155550132' }, { number: '+14155550132' }]);
  assert.equal(desk.state.calls.length, 2);
});

test('where the phone does not say its place, the country that was set counts, or else the host’s', async () => {
  const set = world({ home: 'gb' });
  set.switchboard.overhear(rings('02079460018'), frame.origin, now, frame);
  await turns();
  assert.deepEqual(set.far(), [{ number: '+442079460018' }]);
  set.switchboard.overhear(region, frame.origin, now, frame);
  set.switchboard.overhear(rings('4155550132', '2'), frame.origin, now, frame);
  await turns();
  assert.deepEqual(set.link.sent('contact.find').at(-1), { phoneNumber: '4155550132', region: 'US' });
  const unset = world();
  unset.switchboard.overhear(rings('4155550132'), frame.origin, now, frame);
  await turns();
  assert.deepEqual(unset.link.sent('contact.find'), [{ phoneNumber: '4155550132' }]);
  assert.deepEqual(unset.far(), [{ number: '+14155550132' }]);
});

test('place and readings outlive the worker', () => {
  const first = world();
  first.switchboard.overhear(region, frame.origin, now, frame);
  const second = world({ lines: structuredClone(first.known), numbers: { 'US 6505550132': '+16505550132' } });
  second.switchboard.overhear(rings('5550132'), frame.origin, now, frame);
  second.switchboard.overhear(rings('5550132'), elsewhere, now + 1, { ...frame, tabId: 3 });
  assert.deepEqual(second.far(), [{ number: '+16505550132' }, { number: '5550132' }]);
});

test('what is kept out of the CRM is known by the number as the host read it', async () => {
  const { switchboard, desk } = world({ home: 'GB' });
  switchboard.overhear(rings('02079460018'), frame.origin, now, frame);
  const settings = { ...defaults, doNotLog: ['+4420*'] };
  const decision = () => decide(viewOf(desk.state.calls[0]), Object.values(desk.state.work)[0], settings);
  assert.notEqual(decision().reason, 'do_not_log');
  await turns();
  assert.deepEqual(decision(), { act: 'skip', reason: 'do_not_log' });
});

test('a correspondent is written in full, in every conversation, and keeps what became of them', async () => {
  const { switchboard, mailroom, link } = world({ home: 'GB' });
  const text = (id, conversation) => ({
    type: 'message.received',
    source: { provider: 'demo' },
    message: { id, conversation, channel: 'sms', from: { number: '020 7946 0018' }, to: [] },
  });
  switchboard.hear(text('m1', 'c1'), elsewhere, now);
  await turns();
  const [one] = mailroom.state.conversations.map(conversationView);
  assert.deepEqual(one.correspondents, [{ number: '+442079460018' }]);
  assert.deepEqual(Object.keys(mailroom.state.work[one.key]), ['+442079460018']);
  await mailroom.log(one.key);
  switchboard.hear(text('m2', 'c1'), elsewhere, now);
  switchboard.hear(text('m1', 'c2'), elsewhere, now);
  await turns();
  assert.deepEqual(
    link.sent('messageLog.create').map(({ logInfo }) => logInfo.messages.map(({ id, from }) => [id, from])),
    [[['m1', { phoneNumber: '+442079460018' }]], [['m2', { phoneNumber: '+442079460018' }]]],
  );
  assert.equal(mailroom.state.conversations.length, 2);
  assert.deepEqual(
    link.sent('contact.find').map(({ phoneNumber }) => phoneNumber),
    ['02079460018', '+442079460018'],
  );
});

test('a contact is made for the number as it is dialled, where the host could not be asked before', async () => {
  const { switchboard, desk, link, far } = world({ home: 'GB' });
  link.answers['contact.find'] = () => assert.fail('no CRM answered');
  link.answers['contact.create'] = () => ({ contact: jane });
  switchboard.overhear(rings('02079460018'), frame.origin, now, frame);
  await turns();
  assert.deepEqual(far(), [{ number: '02079460018', region: 'GB' }]);
  await desk.callers.createContact(Object.keys(desk.state.work)[0], { account: 'crm|1', name: 'Jane', type: '' });
  const [{ phoneNumber, region: place }] = link.sent('contact.create');
  assert.deepEqual([phoneNumber, place], ['02079460018', 'GB']);
});

test('a number that is typed into the search is read at home', async () => {
  const { office, link } = world();
  const state = { text: '', state: 'none', contacts: [], failures: [] };
  const search = new Search(state, office, () => {}, () => 'GB');
  await search.ask('020 7946 0018');
  await search.ask('+442079460018');
  assert.deepEqual(link.sent('contact.find'), [
    { phoneNumber: '02079460018', region: 'GB' },
    { phoneNumber: '+442079460018' },
  ]);
});

test('the code of the area is put before a number that was dialled without it', () => {
  const at = regionOf({ country: 'US', area: '650' });
  assert.deepEqual(dialledAt('5550132', at), { number: '6505550132', region: 'US' });
  assert.deepEqual(dialledAt('5550132', regionOf({ country: 'US' })), { number: '5550132', region: 'US' });
  assert.deepEqual(dialledAt('4155550132', at), { number: '4155550132', region: 'US' });
  for (const whole of ['+14155550132', '102', undefined])
    assert.deepEqual(dialledAt(whole, at), { number: whole });
  assert.deepEqual(dialledAt('4155550132', undefined), { number: '4155550132' });
});

test('a place that nobody knows is none', () => {
  const nowhere = [undefined, {}, { country: 'XX' }, { country: 'constructor' }, { country: 7 }, { country: 'UK' }];
  for (const said of nowhere) assert.equal(regionOf(said), undefined);
  assert.deepEqual(regionOf({ country: 'us', area: '65o' }), { country: 'US' });
  assert.equal(new Set(countryCodes).size, countryCodes.length);
  assert.ok(countryCodes.every((code) => /^[A-Z]{2}$/.test(code)));
});

test('a page of the bridge may tell its place as well', () => {
  const { far, switchboard } = world();
  const page = { tabId: 1, via: 'page', origin: 'http://127.0.0.1:8000' };
  const say = (event) => switchboard.hear({ source: { provider: 'demo' }, ...event }, page.origin, now, page);
  say({ type: 'phone.status', phone: { ready: true, region: { country: 'GB' } } });
  const legs = [{ from: { number: '020 7946 0018' } }];
  say({ type: 'call.ringing', call: { session: 's', direction: 'inbound', from: { number: '020 7946 0018' }, legs } });
  assert.deepEqual(far(), [{ number: '02079460018', region: 'GB' }]);
});

test('five hundred readings are kept, the youngest', () => {
  const kept = {};
  const numbers = new Numbers(kept, () => {});
  for (let i = 0; i < 600; i += 1) numbers.learn({ number: `${1_000_000 + i}`, region: 'GB' }, `+44${i}`);
  assert.equal(Object.keys(kept).length, 500);
  assert.equal(kept['GB 1000599'], '+44599');
  for (const no of [undefined, 7, '4155550132', '+1']) assert.equal(numbers.learn({ number: '+1' }, no), false);
});
