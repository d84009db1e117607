import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Numbers } from '../../extension/src/background/numbers.js';
import { Lines } from '../../extension/src/background/lines.js';
import { Switchboard } from '../../extension/src/background/switchboard.js';
import { Tally } from '../../extension/src/background/tally.js';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const page = { tabId: 1, via: 'page', origin: 'http://127.0.0.1:8000' };
const frame = { tabId: 2, via: 'frame', origin: 'https://apps.ringcentral.com' };
const ringing = (provider = 'demo') => ({
  type: 'call.ringing',
  source: { provider },
  call: { session: 's', direction: 'inbound', from: { number: '+14155550132' } },
});
let told;
let gone;
let taken;
let board;
let tally;
let failures;

beforeEach(() => {
  [told, gone, taken, failures] = [[], new Set(), [], 0];
  globalThis.chrome.tabs = {
    async sendMessage(tabId, message) {
      if (gone.has(tabId)) throw new Error('no receiver');
      told.push([tabId, message]);
      return { done: true };
    },
  };
  tally = new Tally({}, () => {});
  const lines = new Lines([], () => {});
  const desk = { state: { calls: [] }, take: (event) => taken.push(event) };
  const mailroom = { state: { conversations: [] }, take: (event) => taken.push(event) };
  const dialFailed = () => (failures += 1);
  board = new Switchboard({ desk, mailroom, lines, tally, numbers: new Numbers({}, () => {}), dialFailed });
});

test('calls go to the desk, messages to the mailroom, and both are counted', () => {
  board.hear(ringing(), page.origin, now, page);
  const message = { id: 'm', conversation: 'c', channel: 'sms', to: [] };
  board.hear({ type: 'message.received', source: { provider: 'demo' }, message }, page.origin, now, page);
  assert.deepEqual(
    taken.map((one) => one.call?.session ?? one.message.id),
    ['s', 'm'],
  );
  assert.equal(tally.counts[`demo ${page.origin}`].taken, 2);
});

test('what is not understood is counted by its name and is never fatal', () => {
  for (const said of [null, 'x', { type: 'call.tomorrow' }, { type: 'call.ringing' }])
    board.hear(said, page.origin, now, page);
  board.overhear({ type: 'rc-tomorrow' }, frame.origin, now, frame);
  board.overhear({ type: 'nobody’s' }, frame.origin, now, frame);
  assert.deepEqual(taken, []);
  assert.deepEqual(tally.counts[`generic ${page.origin}`].unknown, {
    undefined: 2,
    'call.tomorrow': 1,
    'call.ringing': 1,
  });
  assert.deepEqual(tally.counts[`ringcentral ${frame.origin}`].unknown, { 'rc-tomorrow': 1 });
});

test('the counts stay small, whatever a page invents', () => {
  for (let i = 0; i < 500; i += 1) {
    board.hear({ type: `t${i}`.padEnd(500, 'x') }, page.origin, now);
    board.hear({ type: 't', source: { provider: `p${i}` } }, page.origin, now);
  }
  assert.ok(Object.keys(tally.counts).length <= 40);
  assert.ok(Object.keys(tally.counts[`generic ${page.origin}`].unknown).length <= 40);
  assert.ok(JSON.stringify(tally.counts).length < 20_000);
});

test('the phone that was heard last dials, in its own language', async () => {
  board.hear(ringing(), page.origin, now, page);
  board.overhear({ type: 'rc-login-status-notify', loggedIn: true }, frame.origin, now + 1, frame);
  assert.equal(await board.dial('+14155550132'), true);
  const { message, to, origin } = told.at(-1)[1];
  assert.deepEqual([told.at(-1)[0], to, origin], [2, 'frame', frame.origin]);
  assert.equal(message.type, 'rc-adapter-new-call');
  board.hear(ringing('ringcentral'), page.origin, now + 2, page);
  await board.dial('+14155550132');
  assert.deepEqual(told.at(-1)[1].message, {
    type: 'softphone.command/1',
    command: { v: 1, type: 'dial', number: '+14155550132' },
  });
});

test('a tab that is gone is passed over, and without a phone nothing is dialed', async () => {
  assert.equal(await board.dial('1'), false);
  board.hear(ringing(), page.origin, now, page);
  board.overhear({ type: 'rc-login-status-notify' }, frame.origin, now, frame);
  gone.add(2);
  assert.equal(await board.dial('1'), true);
  assert.equal(told.at(-1)[0], 1);
  gone.add(1);
  assert.equal(await board.dial('1'), false);
});

test('a phone that remembers is asked once for what ended since it was last heard', async () => {
  const ready = { type: 'phone.status', source: { provider: 'demo' }, phone: { ready: true, history: true } };
  board.parts.desk.state.calls = [
    { scope: `${page.origin}|demo|a`, first: { stamp: '2026-11-20T17:00:00.000Z#0' } },
    { scope: `${page.origin}|other|a`, first: { stamp: '2026-11-21T08:00:00.000Z#0' } },
  ];
  board.hear(ready, page.origin, now, page);
  board.hear(ready, page.origin, now, page);
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(
    told.map(([, { message }]) => message.command),
    [{ v: 1, type: 'history', since: '2026-11-20T16:50:00.000Z' }],
  );
});

test('a phone that could not dial says so, once for each time that it was told to', async () => {
  for (let i = 0; i < 50; i += 1) board.hear({ type: 'dial.failed' }, page.origin, now, page);
  assert.equal(failures, 0);
  await board.dial('1');
  for (let i = 0; i < 50; i += 1) board.hear({ type: 'dial.failed' }, page.origin, now, page);
  assert.equal(failures, 1);
  await board.dial('1');
  board.overhear({ type: 'rc-control-call-error', error: 'x' }, frame.origin, now, frame);
  assert.equal(failures, 2);
});
