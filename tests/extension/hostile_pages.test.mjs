// What a page that means harm, though the person allowed it, cannot do: to the calls, notes and messages of
// others, to the store, to the worker.
import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { Lines } from '../../extension/src/background/lines.js';
import { Numbers } from '../../extension/src/background/numbers.js';
import { Mailroom } from '../../extension/src/background/mailroom.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { rate } from '../../extension/src/background/rates.js';
import { Switchboard } from '../../extension/src/background/switchboard.js';
import { Tally } from '../../extension/src/background/tally.js';
import { readEvent } from '../../extension/src/core/event.js';
import * as fields from '../../extension/src/core/fields.js';
import { conversationView, readMessage, reduceMessages } from '../../extension/src/core/message.js';
import { reduce } from '../../extension/src/core/calls.js';
import { eventsOf, softphoneOf, softphones } from '../../extension/src/softphones/index.js';
import { event, FakeLink } from './support.mjs';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const good = 'https://phone.example.com';
const evil = 'https://evil.example.com';
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
const jane = { id: '7', name: 'Jane', type: 'person', platform: 'crm', additionalInfo: {} };

let desk;
let mailroom;
let board;
let forgotten;

beforeEach(() => {
  forgotten = [];
  const link = new FakeLink({ 'contact.find': () => ({ contact: [jane] }) });
  const connections = [{ account: 'crm|1', platform: 'crm', user: { id: '1' }, state: 'active' }];
  const office = new FrontOffice({ connections, platforms: [] }, link, () => {});
  const forget = (key) => forgotten.push(key);
  const outside = { changed() {}, forget, moveNote() {}, progressed() {} };
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, outside);
  mailroom = new Mailroom({ conversations: [], work: {} }, office, () => {});
  const rest = { lines: new Lines([], () => {}), tally: new Tally({}, () => {}), dialFailed() {} };
  board = new Switchboard({ desk, mailroom, ...rest, numbers: new Numbers({}, () => {}) });
});

const call = (session, more = {}) => ({ session, direction: 'inbound', from: { number: '+14155550132' }, ...more });
const say = (type, session, origin, at = now, more = {}) =>
  board.hear({ type: `call.${type}`, source: { provider: 'x' }, call: call(session, more) }, origin, at);
const text = (id, conversation, origin, more = {}, at = now) =>
  board.hear(
    {
      type: 'message.received',
      source: { provider: 'x' },
      message: { id, conversation, channel: 'sms', from: { number: '+14155550132' }, to: [], ...more },
    },
    origin,
    at,
  );
const callsOf = (origin) => desk.state.calls.filter(({ scope }) => scope.startsWith(origin));
const mailOf = (origin) => mailroom.state.conversations.filter(({ scope }) => scope.startsWith(origin));

test('names that every object has are no ids, and nobody’s name', () => {
  for (const name of inherited) {
    assert.equal(readEvent({ type: 'call.ringing', call: { session: name } }, evil, now), null);
    const called = { session: 's', aliases: [name, 'a'], from: { name, ext: name, number: '1' } };
    const read = readEvent({ type: 'call.ringing', call: called }, evil, now);
    assert.deepEqual([read.call.aliases, read.call.from], [['a'], { number: '1' }]);
    const sms = { id: name, conversation: 'c', channel: 'sms' };
    for (const message of [sms, { ...sms, id: 'm', conversation: name }])
      assert.equal(readMessage({ type: 'message.received', message }, evil, now), null);
  }
});

test('a message that would write over what all objects share leaves them alone, and the mail readable', () => {
  const before = Object.getOwnPropertyNames(Object.prototype).length;
  for (const name of inherited) {
    text(name, 'c', evil);
    text('m', 'c', evil, { from: { name }, to: [{ ext: name }] });
    say('ringing', name, evil);
    board.hear({ type: name, source: { provider: name, account: name } }, evil, now);
    board.overhear({ type: `rc-${name}` }, evil, now, { tabId: 1, via: 'frame', origin: evil });
  }
  board.hear(JSON.parse('{"type":"call.ringing","__proto__":{"hurt":1},"call":{"session":"p"}}'), evil, now);
  assert.equal(Object.getOwnPropertyNames(Object.prototype).length, before);
  assert.equal({}.hurt, undefined);
  assert.deepEqual(
    mailroom.state.conversations.map(conversationView).map(({ messages }) => messages.map(({ id }) => id)),
    [['m']],
  );
  for (const { unknown } of Object.values(board.parts.tally.counts))
    for (const count of Object.values(unknown)) assert.equal(typeof count, 'number');
});

test('a page that rings without end has twenty live calls here, and no more', () => {
  for (let i = 0; i < 1000; i += 1) say('ringing', `e${i}`, evil);
  assert.equal(callsOf(evil).length, 20);
  say('ringing', 'g', good);
  assert.equal(callsOf(good).length, 1);
  say('ended', 'e0', evil);
  say('ringing', 'later', evil, now + 60_000);
  assert.equal(callsOf(evil).length, 21);
});

test('a page that floods pushes out its own calls, and nobody else’s', () => {
  for (let i = 0; i < 30; i += 1) say('ended', `g${i}`, good, now, { durationSec: 5 });
  for (let minute = 1; minute < 3; minute += 1)
    for (let i = 0; i < 1000; i += 1) say('ended', `e${minute}-${i}`, evil, now + minute * 60_000);
  assert.equal(callsOf(good).length, 30);
  assert.ok(desk.state.calls.length <= 200, String(desk.state.calls.length));
  assert.ok(forgotten.every((key) => key.startsWith(evil)));
});

test('no more than so many new calls a minute are asked about, whatever a page tells', () => {
  for (let i = 0; i < 1000; i += 1) say('ended', `e${i}`, evil);
  const { counts } = board.parts.tally;
  assert.deepEqual(counts[`x ${evil}`].taken, 240);
  assert.deepEqual(counts[`x ${evil}`].refused, 760);
  say('updated', 'e239', evil, now, { durationSec: 9 });
  assert.equal(counts[`x ${evil}`].taken, 241);
});

test('conversations and files that a page makes up push out its own mail, and nobody else’s', () => {
  text('m', 'theirs', good);
  for (let i = 0; i < 300; i += 1) text('m', `c${i}`, evil);
  assert.deepEqual([mailOf(good).length, mailroom.state.conversations.length], [1, 200]);
  const attachments = Array.from({ length: 10 }, () => ({ content: 'A'.repeat(1_000_000) }));
  for (let i = 0; i < 10; i += 1) text(`f${i}`, 'c299', evil, { channel: 'fax', attachments }, now + 60_000);
  assert.equal(mailOf(good).length, 1);
  assert.ok(JSON.stringify(mailroom.state).length < 3_000_000);
});

test('the files of one message are together no larger than one may be', () => {
  const attachments = Array.from({ length: 3 }, (_, i) => ({
    url: `${good}/${i}`,
    content: 'A'.repeat(400_000),
  }));
  const message = { id: 'm', conversation: 'c', channel: 'fax', attachments };
  const read = readMessage({ type: 'message.received', message }, evil, now).message.attachments;
  assert.deepEqual(
    read.map(({ content, url }) => [content?.length, url]),
    [
      [400_000, `${good}/0`],
      [400_000, `${good}/1`],
      [undefined, `${good}/2`],
    ],
  );
});

test('one call does not grow without end: neither in its names nor in its devices', () => {
  let calls = [];
  for (let i = 0; i < 500; i += 1) {
    const aliases = Array.from({ length: 8 }, (_, j) => `a${i}-${j}`.padEnd(128, 'x'));
    calls = reduce(calls, event('ringing', i % 60, { aliases }, { device: `d${i}` }));
  }
  assert.equal(calls.length, 1);
  assert.ok(JSON.stringify(calls).length < 10_000, String(JSON.stringify(calls).length));
});

test('a group has at most forty people to look up', () => {
  let mail = [];
  for (let i = 0; i < 200; i += 1) {
    const to = Array.from({ length: 20 }, (_, j) => ({ number: `+1415${i * 20 + j + 1_000_000}` }));
    const message = { id: `m${i}`, conversation: 'c', channel: 'sms', to };
    mail = reduceMessages(mail, readMessage({ type: 'message.sent', message }, evil, now));
  }
  assert.equal(conversationView(mail[0]).correspondents.length, 40);
});

test('a crowd of correspondents is asked about six at a time, and a call that rings meanwhile at once', async () => {
  const asked = [];
  mailroom.office.link.answers['contact.find'] = ({ phoneNumber }) => {
    asked.push(phoneNumber);
    return new Promise(() => {});
  };
  for (let i = 0; i < 50; i += 1) {
    const to = Array.from({ length: 20 }, (_, j) => ({ number: `+4420${i * 20 + j + 1_000_000}` }));
    text('m', `c${i}`, evil, { to });
  }
  await new Promise((done) => setImmediate(done));
  assert.equal(asked.length, 6);
  say('ringing', 'g', good);
  assert.equal(asked.at(-1), '+14155550132');
  assert.equal(asked.length, 7);
});

test('a call that says it continues a call of another site takes over nobody, and rings as its own', async () => {
  say('ringing', 'secret', good);
  const [theirs] = callsOf(good);
  const key = `${theirs.scope}|secret`;
  await new Promise((done) => setImmediate(done));
  desk.work(key).contacts.push({ ...jane, id: '8', account: '' });
  desk.callers.choose(key, '|person|8');
  say('ringing', 'continued', evil, now, { transfer: { of: 'secret' } });
  await new Promise((done) => setImmediate(done));
  const work = desk.work(`${callsOf(evil)[0].scope}|continued`);
  assert.equal(work.confirmed, undefined);
  assert.equal(desk.called('secret', evil), undefined);
  assert.equal(desk.called('secret', good), theirs);
});

test('one page’s phones do not push those of others from the list that is dialled', () => {
  const lines = new Lines([], () => {});
  lines.met({ tabId: 1, via: 'page', origin: good, provider: 'x', at: now });
  for (let i = 0; i < 100; i += 1)
    lines.met({ tabId: 2, via: 'page', origin: evil, provider: `p${i}`, at: now });
  assert.deepEqual(
    lines.known.map(({ provider }) => provider),
    ['p99', 'p98', 'p97', 'p96', 'x'],
  );
  for (let i = 0; i < 100; i += 1) lines.met({ tabId: i, via: 'page', origin: good, provider: 'x', at: now });
  assert.equal(lines.known.length, 20);
});

test('a rate holds, however many other origins speak in between', () => {
  const within = rate(2, 1000);
  const taken = [];
  for (let i = 0; i < 5; i += 1) {
    taken.push(within(evil, now));
    for (let j = 0; j < 150; j += 1) within(`https://e${i}-${j}.example.com`, now);
  }
  assert.deepEqual(taken, [true, true, false, false, false]);
  assert.equal(within(evil, now + 1000), true);
});

test('no text, however it is made, takes long to read', { timeout: 20_000 }, () => {
  const long = 400_000;
  const texts = ['+', '(1', '1 ', '1-', ' ', '%2', 'a@', 'tel:', '://', '"', '\\', 'A=', '\u202e', '😀', '1.'];
  for (const piece of texts) {
    const made = piece.repeat(long / piece.length);
    for (const value of [made, `tel:${made}`, `+${made}x`, `https://${made}`]) {
      fields.party({ number: value, raw: value, ext: value, name: value });
      fields.lines(value, 5000);
      fields.identifier(value);
      fields.time(value);
      fields.webUrl(value);
      fields.linkedNumber(value.slice(0, 200));
      fields.writtenNumber(value.slice(0, 200));
      fields.siteOrigin(value.slice(0, 2000));
      fields.base64(value, 1_000_000);
      for (const phone of softphones) phone.speaks({ type: value, messageId: value });
    }
  }
});

test('a page cannot pass itself off as another by what it says of itself', () => {
  say('ringing', 's', evil, now, {});
  const source = { provider: 'x', account: '|', origin: good, mode: 'host', device: 'a@b|c' };
  board.hear({ type: 'call.ringing', source, call: call('t') }, evil, now);
  assert.equal(callsOf(good).length, 0);
  assert.deepEqual(
    callsOf(evil).map(({ scope }) => scope.split('|').length),
    [3, 3],
  );
});

test('what vendors’ readers do not expect is never a function, nor of any other kind than they say', () => {
  for (const name of inherited)
    for (const say of [
      { type: 'rc-active-call-notify', call: { telephonyStatus: name, sessionId: 's', direction: name } },
      { type: 'rc-inbound-message-notify', message: { type: name, direction: 'Inbound', id: 'm' } },
      { type: 'CALL_ENDED', messageId: '1', data: { externalCallId: 's', callEndStatus: name } },
    ])
      for (const raw of eventsOf(softphoneOf(say), say) ?? []) {
        const read = readEvent(raw, evil, now);
        assert.equal(read?.call.result, undefined);
        assert.equal(readMessage(raw, evil, now), null);
      }
});
