// Answering and declining from the card: who can be told, who is, and what is told.
import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { commands } from '../../extension/src/background/commands.js';
import { Desk } from '../../extension/src/background/desk.js';
import { Lines } from '../../extension/src/background/lines.js';
import { Numbers } from '../../extension/src/background/numbers.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { Switchboard } from '../../extension/src/background/switchboard.js';
import { Tally } from '../../extension/src/background/tally.js';
import { logInfoOf } from '../../extension/src/core/call_view.js';
import { whyNot } from '../../extension/src/core/log_rule.js';
import { controlsOf, isTold } from '../../extension/src/core/call_controls.js';
import { FakeLink } from './support.mjs';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const page = { tabId: 1, via: 'page', origin: 'https://phone.example.com' };
const hosted = { tabId: 2, via: 'frame', origin: 'https://apps.ringcentral.com', hosted: true };
const tapped = { ...hosted, tabId: 3, hosted: undefined };
const both = ['answer', 'decline'];
const key = `${page.origin}|sip||s1`;
let told;
let gone;
let time;
let complaints;
let desk;
let board;

beforeEach((t) => {
  [told, gone, time, complaints] = [[], false, now, []];
  t.mock.method(Date, 'now', () => time);
  Object.assign(globalThis.chrome, {
    i18n: { getMessage: (id) => id },
    tabs: {
      async sendMessage(tabId, { to, origin, message }) {
        if (gone) throw new Error('no receiver');
        told.push([tabId, to, origin, message.command ?? message]);
        return { done: true };
      },
    },
  });
  const link = new FakeLink({ 'contact.find': () => ({ contact: [] }) });
  const office = new FrontOffice({ connections: [], platforms: [] }, link, () => {});
  const outside = { changed() {}, forget() {}, moveNote() {}, progressed() {} };
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, outside);
  const rest = { lines: new Lines([], () => {}), tally: new Tally({}, () => {}), mailroom: undefined };
  board = new Switchboard({ desk, ...rest, numbers: new Numbers({}, () => {}), dialFailed() {} });
});

const from = { number: '+14155550132' };
const call = (more = {}) => ({ session: 's1', direction: 'inbound', from, ...more });
const say = (type, more = {}, place = page, provider = 'sip') =>
  board.hear({ type: `call.${type}`, source: { provider }, call: call(more) }, place.origin, now, place);
const able = () => controlsOf(desk.view(key), desk.work(key));
const press = (control, of = key) => {
  const office = { complain: ({ message }) => complaints.push(message) };
  return commands.control({ key: of, control }, /** @type {any} */ ({ switchboard: board, office }));
};
const partyData = { sessionId: 'telephony-1' };
const rings = (place, more = {}) => {
  const said = { id: 'sip-1', direction: 'Inbound', from: '+14155550132', to: '101', partyData, ...more };
  board.overhear({ type: 'rc-call-ring-notify', call: said }, place.origin, now, place);
  return desk.state.calls.map((one) => `${one.scope}|${one.first.session}`)[0];
};

test('a call can be answered and declined where its phone says so, and only there', () => {
  say('ringing');
  assert.deepEqual(able(), []);
  say('updated', { controls: ['hold', 'decline', 7, 'answer', 'answer'] });
  assert.deepEqual(able(), both);
  say('updated', { controls: ['decline'] });
  assert.deepEqual(able(), ['decline']);
  say('updated', { controls: 'answer' });
  assert.deepEqual(able(), ['decline']);
  say('updated', { controls: [] });
  assert.deepEqual(able(), []);
});

test('what is answered, over or outbound cannot be answered or declined', async () => {
  say('ringing', { controls: both });
  say('answered');
  assert.deepEqual(able(), []);
  assert.equal(desk.work(key).reach, undefined, 'nothing is kept of it');
  say('ringing', { session: 's2', controls: both });
  say('ended', { session: 's2' });
  say('ringing', { session: 's3', direction: 'outbound', controls: both });
  for (const session of ['s1', 's2', 's3']) await press('answer', `${page.origin}|sip||${session}`);
  assert.deepEqual(told, []);
});

test('the page that told of the call is told, though others were heard since', async () => {
  say('ringing', { aliases: ['also'], controls: both });
  say('ringing', { session: 's9', controls: both }, { ...page, tabId: 7 });
  board.overhear({ type: 'rc-login-status-notify' }, hosted.origin, now, hosted);
  await press('answer');
  assert.deepEqual(told, [[1, 'page', page.origin, { v: 1, type: 'answer', session: 's1' }]]);
  time += 5000;
  await press('decline');
  assert.deepEqual(told.at(-1), [1, 'page', page.origin, { v: 1, type: 'decline', session: 's1' }]);
});

test('another site neither takes over a call nor is told about it', async () => {
  const evil = { ...page, tabId: 66, origin: 'https://evil.example.com' };
  say('ringing');
  say('updated', { controls: both }, evil);
  assert.deepEqual(able(), []);
  say('updated', { controls: both });
  say('updated', { controls: [] }, evil);
  say('updated', { controls: both }, evil);
  await press('decline');
  assert.deepEqual(told.map(([tabId, , origin]) => [tabId, origin]), [[1, page.origin]]);
});

test('a page that speaks to the extension itself cannot be told, for nothing leads back to it', () => {
  const event = { type: 'call.ringing', source: { provider: 'sip' }, call: call({ controls: both }) };
  board.hear(event, page.origin, now);
  assert.deepEqual(able(), []);
});

test('RingCentral in our own page is told by the id of its SIP session', async () => {
  const rung = rings(hosted);
  await press('answer', rung);
  const type = 'rc-adapter-control-call';
  assert.deepEqual(told, [[2, 'frame', hosted.origin, { type, callAction: 'answer', callId: 'sip-1' }]]);
  time += 5000;
  await press('decline', rung);
  assert.deepEqual(told.at(-1)[3], { type, callAction: 'reject', callId: 'sip-1' });
});

test('RingCentral without the id of a telephony session goes by the one that it has', async () => {
  await press('answer', rings(hosted, { partyData: undefined }));
  assert.equal(told[0][3].callId, 'sip-1');
});

test('RingCentral in somebody else’s page is listened to, and never told', async () => {
  await press('answer', rings(tapped));
  assert.deepEqual(told, []);
  rings(hosted);
  await press('answer', rings(tapped));
  assert.deepEqual(told.map(([tabId]) => tabId), [hosted.tabId]);
});

test('a phone of the Calling Extensions SDK is not told, for its language has no word for it', async () => {
  const data = { externalCallId: 's1', fromNumber: '+14155550132', controls: both };
  board.overhear({ type: 'INCOMING_CALL', messageId: '1', data }, hosted.origin, now, hosted);
  await press('answer', `${hosted.origin}|calling-extensions||s1`);
  assert.deepEqual(told, []);
});

test('a call that was declined here was declined, whatever little its phone says of that', async () => {
  const ends = (place = hosted) =>
    board.overhear(
      { type: 'rc-call-end-notify', call: { id: 'sip-1', direction: 'Inbound', partyData, endTime: now + 9000 } },
      place.origin,
      now,
      place,
    );
  const records = (result, more = {}) => {
    const call = { sessionId: '7', telephonySessionId: partyData.sessionId, direction: 'Inbound', result };
    const said = { type: 'rc-call-history-synced-notify', calls: [{ ...call, action: 'Phone Call', ...more }] };
    board.overhear(said, hosted.origin, now, hosted);
  };
  const rung = rings(hosted);
  await press('decline', rung);
  assert.equal(desk.view(rung).phase, 'ringing');
  ends();
  const seen = () => [desk.view(rung).phase, desk.view(rung).result, desk.view(rung).missed];
  assert.deepEqual(seen(), ['ended', 'rejected', false]);
  assert.equal(logInfoOf(desk.view(rung)).result, 'Rejected');
  records('Missed');
  assert.deepEqual(seen(), ['ended', 'rejected', false]);
  assert.equal(whyNot(desk.view(rung)), '');
  assert.equal(whyNot({ ...desk.view(rung), queue: 'Sales' }), 'queue', 'a colleague may have taken it');
  records('Voicemail');
  assert.equal(desk.view(rung).result, 'voicemail');
});

test('a call that was declined on one device and answered on another was answered', async () => {
  const rung = rings(hosted);
  await press('decline', rung);
  const elsewhere = { telephonySessionId: partyData.sessionId, telephonyStatus: 'CallConnected', direction: 'Inbound' };
  board.overhear({ type: 'rc-active-call-notify', call: elsewhere }, hosted.origin, now, hosted);
  const over = { ...elsewhere, telephonyStatus: 'NoCall', terminationType: 'final' };
  board.overhear({ type: 'rc-active-call-notify', call: over }, hosted.origin, now, hosted);
  assert.deepEqual([desk.view(rung).phase, desk.view(rung).result], ['ended', 'answered']);
});

test('one whose page was gone was not declined', async () => {
  say('ringing', { controls: both });
  gone = true;
  await press('decline');
  say('ended');
  assert.equal(desk.view(key).result, 'missed');
});

test('a call that cannot be controlled by RingCentral is no failure to dial', async () => {
  let failures = 0;
  board.parts.dialFailed = () => (failures += 1);
  board.overhear({ type: 'rc-login-status-notify' }, hosted.origin, now, hosted);
  await board.dial('1');
  board.overhear({ type: 'rc-control-call-error', error: 'x', callId: 'sip-1' }, hosted.origin, now, hosted);
  assert.equal(failures, 0);
  board.overhear({ type: 'rc-control-call-error', error: 'x' }, hosted.origin, now, hosted);
  assert.equal(failures, 1);
});

test('it is told once, and again after four seconds in which nothing happened', async () => {
  say('ringing', { controls: both });
  await press('answer');
  const { reach } = desk.work(key);
  const after = [0, 3999, 4000].map((ms) => isTold(reach, now + ms));
  assert.deepEqual(after, [true, true, false]);
  assert.equal(isTold(reach, now - 1), false, 'the clock was set back');
  await press('answer');
  await press('decline');
  say('ringing', { controls: both });
  await press('answer');
  assert.equal(told.length, 1);
  assert.deepEqual(able(), both);
  time += 4000;
  await press('answer');
  assert.equal(told.length, 2);
});

test('a page that is gone is said, and its call cannot be answered here any more', async () => {
  say('ringing', { controls: both });
  const lines = board.parts.lines.known.length;
  gone = true;
  await press('answer');
  assert.deepEqual(complaints, ['phone_gone']);
  assert.deepEqual(able(), []);
  assert.equal(board.parts.lines.known.length, lines);
});

test('no command makes anything of a call that is not there, or of a word that is none', async () => {
  say('ringing', { controls: both });
  for (const word of ['hangup', 'constructor', undefined, ['answer']]) await press(word);
  for (const of of ['', 'nobody’s', undefined]) await press('answer', of ?? null);
  assert.deepEqual(told, []);
  assert.deepEqual(Object.keys(desk.state.work), [key]);
});

test('two calls that turn out to be one keep the way to their phone', async () => {
  say('ringing', { session: 's0' });
  say('ringing', { session: 's1', controls: both });
  say('updated', { session: 's1', aliases: ['s0'] });
  const [only] = desk.state.calls.map((one) => `${one.scope}|${one.first.session}`);
  await press('answer', only);
  assert.deepEqual(told.map(([, , , message]) => message.session), ['s1']);
});
