import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { HostLink, stateOf } from '../../extension/src/background/host_link.js';
import { FakePort, fakeTimers } from './support.mjs';

let clock;
let ports;
let states;
let notices;
let link;

beforeEach(() => {
  clock = fakeTimers();
  [ports, states, notices] = [[], [], []];
  link = new HostLink({
    open: () => {
      ports.push(new FakePort());
      return ports.at(-1);
    },
    lastError: (port) => port.error.message,
    onStatus: (status) => states.push(status.state),
    onNotification: (method, params) => notices.push([method, params]),
    random: () => 0.5,
  });
  link.connect();
});
afterEach(() => clock.restore());

test('what a browser says at the end of a port becomes a state with a name', () => {
  assert.equal(stateOf('Specified native messaging host not found.'), 'missing');
  assert.equal(stateOf('No such native application io.patchbay.host'), 'missing');
  assert.equal(stateOf('Access to the specified native messaging host is forbidden.'), 'forbidden');
  assert.equal(stateOf('Native host has exited.'), 'stopped');
  assert.equal(stateOf('Error when communicating with the native messaging host.'), 'stopped');
});

test('an open port is not a connection until the host said hello', async () => {
  await assert.rejects(link.request('host.info', {}, 1000), { name: 'unavailable' });
  ports[0].hello();
  assert.deepEqual(states, ['connected']);
});

test('a host that says nothing for fifteen seconds is given up and tried again', () => {
  clock.pass(15_000);
  assert.deepEqual(states, ['stopped']);
  assert.equal(ports[0].closed, true);
  clock.pass(500);
  assert.equal(ports.length, 2);
});

test('the waits between attempts double up to half a minute and begin anew after a hello', () => {
  const waits = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    ports.at(-1).break('Native host has exited.');
    const before = ports.length;
    let waited = 0;
    while (ports.length === before) {
      clock.pass(100);
      waited += 100;
    }
    waits.push(waited);
  }
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  ports.at(-1).hello();
  ports.at(-1).break('Native host has exited.');
  clock.pass(500);
  assert.equal(ports.length, 11);
});

test('a person who asks does not wait for the next attempt, and no second port is opened', () => {
  ports[0].break('Specified native messaging host not found.');
  link.connect();
  link.connect();
  clock.pass(60_000);
  assert.equal(ports.filter((port) => !port.closed).length, 1);
});

test('another major version names the side that is behind', () => {
  ports[0].hello(0);
  assert.equal(link.status.state, 'outdated_host');
  link.connect();
  ports[1].hello(2);
  assert.equal(link.status.state, 'outdated_extension');
  assert.equal(ports[1].closed, true);
});

test('a host that cannot work is stopped, in its own words, and is tried again later', () => {
  ports[0].hello(1, { problem: 'config.json: "adapters" must be an object.' });
  assert.equal(link.status.state, 'stopped');
  assert.equal(link.status.detail, 'config.json: "adapters" must be an object.');
  assert.equal(ports[0].closed, true);
  clock.pass(500);
  assert.equal(ports.length, 2);
});

test('an answer settles its own request', async () => {
  ports[0].hello();
  const [first, second] = [link.request('a', {}, 1000), link.request('b', {}, 1000)];
  ports[0].say({ id: ports[0].sent[1].id, result: { which: 'b' } });
  ports[0].say({ id: ports[0].sent[0].id, result: { which: 'a' } });
  assert.deepEqual([await first, await second], [{ which: 'a' }, { which: 'b' }]);
  assert.equal(clock.waiting, 0);
});

test('an error carries its name, its field and the words for a person', async () => {
  ports[0].hello();
  const asked = link.request('a', {}, 1000);
  ports[0].say({
    id: 1,
    error: {
      code: 5,
      message: 'no',
      data: { name: 'auth_required', field: 'apiKey', returnMessage: { message: 'Sign in again.' } },
    },
  });
  await assert.rejects(asked, { name: 'auth_required', field: 'apiKey', message: 'Sign in again.' });
});

test('a request that is not answered in time is cancelled at the host', async () => {
  ports[0].hello();
  const asked = link.request('a', {}, 1000);
  clock.pass(1000);
  await assert.rejects(asked, { name: 'timeout' });
  assert.deepEqual(ports[0].sent[1], { jsonrpc: '2.0', method: '$/cancelRequest', params: { id: 1 } });
});

test('what is in flight when the host stops is refused at once', async () => {
  ports[0].hello();
  const asked = link.request('a', {}, 60_000);
  ports[0].break('Native host has exited.');
  await assert.rejects(asked, { name: 'unavailable' });
});

test('notifications are passed on and nonsense is not', () => {
  ports[0].hello();
  for (const nonsense of [null, 7, 'x', {}, { id: 99, result: {} }]) ports[0].say(nonsense);
  ports[0].say({ method: 'callLog.changed', params: { sessionId: 's' } });
  assert.deepEqual(notices, [['callLog.changed', { sessionId: 's' }]]);
});

test('the last words of a port that was given up change nothing', () => {
  clock.pass(15_500);
  ports[1].hello();
  ports[0].break('Native host has exited.');
  ports[0].hello(2);
  assert.equal(link.status.state, 'connected');
});

test('each message is told to whoever measures: how big, how long, and how it ended', async () => {
  const seen = [];
  link.outside.onTraffic = (one) => seen.push(one);
  ports[0].hello();
  const asked = [link.request('a', { n: 1 }, 1000), link.request('b', {}, 1000), link.request('c', {}, 9000)];
  ports[0].say({ id: 1, result: { yes: true } });
  ports[0].say({ id: 2, error: { code: 5, message: 'no', data: { name: 'auth_required' } } });
  ports[0].break('Native host has exited.');
  await Promise.allSettled(asked);
  assert.deepEqual(
    seen.map(({ method, size, answer, outcome }) => [method, size, answer, outcome]),
    [
      ['host.hello', 52, undefined, 'told'],
      ['a', 7, 12, 'ok'],
      ['b', 2, 57, 'auth_required'],
      ['c', 2, 2, 'unavailable'],
    ],
  );
  assert.ok(seen.every((one) => one.with === 'host' && one.at > 0));
});
