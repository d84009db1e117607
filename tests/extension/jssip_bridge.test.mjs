import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import test, { beforeEach } from 'node:test';
import { bridge } from '../../extension/samples/jssip_bridge.js';
import { reduce } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { readEvent } from '../../extension/src/core/event.js';
import { readMessage } from '../../extension/src/core/message.js';

// What JsSIP 3.13 emits, as its API documentation has it.
const identity = (user, name) => ({ uri: { user }, display_name: name });
const origin = 'https://phone.example.com';
let ua;
let said;
let dialed;
let stored;
let command;
let broken;

beforeEach(() => {
  [ua, said, dialed, stored, broken] = [new EventEmitter(), [], [], [], false];
  const page = {
    post: (message) => said.push(message),
    listen: (hear) => (command = (what) => hear({ type: 'softphone.command/1', command: { v: 1, ...what } })),
    read: () => (broken ? assert.fail('forbidden') : stored),
    write: (calls) => (broken ? assert.fail('full') : (stored = calls)),
  };
  const dial = (number) => (number === '0' ? assert.fail('no line') : dialed.push(number));
  bridge(ua, { account: '1001@example.com', dial }, page);
});

function session(direction, callId) {
  const made = new EventEmitter();
  made.direction = direction;
  made.remote_identity = identity('+14155550132', 'Jane');
  made.local_identity = identity('1001');
  ua.emit('newRTCSession', { session: made, request: { call_id: callId } });
  return made;
}
const calls = () =>
  said
    .map(({ event }) => readEvent(event, origin, Date.now()))
    .filter(Boolean)
    .reduce(reduce, [])
    .map(viewOf);

test('a call that comes in, is held, resumed and ended is told as it was', () => {
  const call = session('incoming', 'call-1');
  call.emit('progress', { originator: 'local' });
  assert.deepEqual([calls()[0].phase, calls()[0].far], ['ringing', { number: '+14155550132', name: 'Jane' }]);
  call.start_time = new Date(Date.now() - 60_000);
  call.emit('accepted', { originator: 'local' });
  call.emit('confirmed', {});
  call.emit('hold', { originator: 'local' });
  assert.equal(calls()[0].held, true);
  call.emit('unhold', { originator: 'local' });
  call.end_time = new Date();
  call.emit('ended', { originator: 'remote', cause: 'Terminated' });
  const [view] = calls();
  assert.deepEqual(
    [view.session, view.phase, view.held, view.result, view.durationSec, view.provider],
    ['call-1', 'ended', false, 'answered', 60, 'sip'],
  );
});

test('a call that fails says how', () => {
  const reason = (text) => ({ getHeader: (name) => (name === 'Reason' ? text : undefined) });
  const elsewhere = reason('SIP;cause=200;text="Call completed elsewhere"');
  for (const [direction, failure, result] of [
    ['outgoing', { originator: 'remote', cause: 'Busy' }, 'busy'],
    ['outgoing', { originator: 'remote', cause: 'Unavailable' }, 'no_answer'],
    ['outgoing', { originator: 'local', cause: 'Canceled' }, 'canceled'],
    ['outgoing', { originator: 'system', cause: 'Internal Error' }, 'failed'],
    ['incoming', { originator: 'local', cause: 'Rejected' }, 'rejected'],
    ['incoming', { originator: 'remote', cause: 'Canceled' }, 'missed'],
    ['incoming', { originator: 'remote', cause: 'Canceled', message: elsewhere }, 'answered_elsewhere'],
  ]) {
    said.length = 0;
    session(direction, 'call-2').emit('failed', failure);
    assert.equal(calls()[0].result, result);
  }
});

test('it dials when it is told to, and says when it cannot', () => {
  command({ type: 'dial', number: '+14155550132' });
  assert.deepEqual(dialed, ['+14155550132']);
  command({ type: 'dial', number: '0' });
  assert.equal(said.at(-1).event.type, 'dial.failed');
});

test('it answers and declines what rings when it is told to, and no call else', () => {
  const asked = [];
  const sessionOf = (name, direction = 'incoming') =>
    Object.assign(session(direction, name), {
      answer: (how) => asked.push(['answer', name, how.mediaConstraints.audio]),
      terminate: (how) => asked.push(['terminate', name, how.status_code]),
    });
  sessionOf('rings');
  assert.deepEqual(said.at(-1).event.call.controls, ['answer', 'decline']);
  const talks = sessionOf('talks');
  const over = sessionOf('over');
  talks.emit('accepted', { originator: 'local' });
  over.emit('failed', { originator: 'remote', cause: 'Canceled' });
  sessionOf('dials', 'outgoing');
  assert.equal(said.at(-1).event.call.controls, undefined);
  for (const name of ['talks', 'over', 'dials', 'nobody’s', undefined])
    for (const type of ['answer', 'decline']) command({ type, session: name });
  assert.deepEqual(asked, []);
  command({ type: 'answer', session: 'rings' });
  command({ type: 'decline', session: 'rings' });
  assert.deepEqual(asked, [
    ['answer', 'rings', true],
    ['terminate', 'rings', 486],
  ]);
});

test('a phone that cannot answer throws at nobody', () => {
  session('incoming', 'strange').answer = () => assert.fail('no microphone');
  command({ type: 'answer', session: 'strange' });
  assert.equal(calls()[0].phase, 'ringing');
});

test('it offers its history, and tells what ended while nobody listened', () => {
  assert.deepEqual(said[0].event.phone, { ready: true, history: true });
  for (let i = 0; i < 60; i += 1) session('incoming', `call-${i}`).emit('failed', { cause: 'Canceled' });
  assert.equal(stored.length, 50);
  said.length = 0;
  command({ type: 'history', since: new Date(Date.now() + 1000).toISOString() });
  assert.equal(said.length, 0);
  command({ type: 'history', since: new Date(Date.now() - 60_000).toISOString() });
  assert.equal(calls().length, 50);
});

test('a text that comes over SIP is a message', () => {
  const message = { remote_identity: identity('+14155550132'), local_identity: identity('1001') };
  ua.emit('newMessage', { originator: 'remote', message, request: { call_id: 'm-1', body: 'Running late' } });
  const read = readMessage(said.at(-1).event, origin, Date.now());
  assert.deepEqual(
    [read.message.id, read.message.text, read.message.from.number],
    ['m-1', 'Running late', '+14155550132'],
  );
});

test('a store that is spoiled or full costs the history, and no call', () => {
  for (const spoilt of ['x', null, { length: 1 }, [null, 7]]) {
    stored = spoilt;
    session('incoming', `after ${JSON.stringify(spoilt)}`).emit('failed', { cause: 'Canceled' });
    command({ type: 'history', since: '2020' });
  }
  assert.equal(calls().filter(({ phase }) => phase === 'ended').length, 4);
  broken = true;
  session('incoming', 'full').emit('failed', { cause: 'Canceled' });
  command({ type: 'history', since: '2020' });
  assert.equal(calls().find((one) => one.session === 'full').phase, 'ended');
});

test('a call whose id the other side made very long is told, and told apart', () => {
  session('incoming', `${'x'.repeat(500)}1@sip.example.com`);
  session('incoming', `${'x'.repeat(500)}2@sip.example.com`);
  assert.equal(calls().length, 2);
});
