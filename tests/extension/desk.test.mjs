import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { HostError } from '../../extension/src/background/host_link.js';
import { Logbook } from '../../extension/src/background/logbook.js';
import { accountOfToken, FrontOffice } from '../../extension/src/background/office.js';
import { event, FakeLink, origin } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const jane = {
  id: 7,
  name: 'Jane',
  type: 'person',
  platform: 'crm',
  jwtToken,
  additionalInfo: {
    deals: [{ const: 'd1', title: 'Renewal' }],
    tags: [
      { const: 't1', title: 'A' },
      { const: 't2', title: 'B' },
    ],
  },
};
const key = `${origin}|demo|a|s1`;
const caller = { direction: 'inbound', from: { number: '+14155550132' } };
const quiet = () => new Promise((done) => setImmediate(done));

let link;
let desk;
let logbook;
let office;
let moved;

beforeEach(() => {
  link = new FakeLink({
    'contact.find': () => ({ contact: [jane], failures: [] }),
    'contact.create': ({ newContactName }) => ({ contact: { id: 'n', name: newContactName } }),
    'callLog.create': () => ({
      successful: true,
      logId: 'l',
      state: 'logged',
      url: 'https://crm.example.com/l',
    }),
    'callLog.update': () => ({ successful: true, logId: 'l', state: 'logged' }),
    'callLog.get': ({ sessionIds }) => ({
      logs: sessionIds.map((sessionId) => ({ sessionId, matched: true, state: 'logged', logId: 'l' })),
    }),
    'connection.list': () => ({
      connections: [{ jwtToken, platform: 'crm', user: { id: '1' }, state: 'expired' }],
    }),
  });
  const state = {
    host: { state: 'connected' },
    platforms: [{ id: 'crm', name: 'CRM', relatedRecords: [{ kind: 'tags', multiple: true }] }],
    refused: [],
    connections: [{ account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' }],
    known: true,
    signIn: null,
    toast: null,
  };
  office = new FrontOffice(state, link, () => {});
  moved = [];
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, {
    changed() {},
    forget() {},
    moveNote: (from, to) => moved.push([from, to]),
    progressed: (view) => void logbook.follow(view.key),
  });
  logbook = new Logbook(desk, office, () => {});
});

async function ringAndFind() {
  desk.take(event('ringing', 0, caller));
  await quiet();
}

test('a token names its account', () => {
  assert.equal(accountOfToken(jwtToken), 'crm|1');
  assert.equal(accountOfToken('rubbish'), '');
});

test('a call that rings is looked up once, however often it is said', async () => {
  for (let i = 0; i < 3; i += 1) desk.take(event('ringing', 0, caller));
  await quiet();
  desk.take(event('answered', 4));
  await quiet();
  assert.deepEqual(link.sent('contact.find'), [{ phoneNumber: '+14155550132' }]);
  assert.equal(desk.work(key).contacts[0].name, 'Jane');
});

test('no token is kept with a contact, and an only record of its kind is proposed', async () => {
  await ringAndFind();
  assert.equal(JSON.stringify(desk.state).includes(jwtToken), false);
  assert.deepEqual(desk.work(key).related, { deals: ['d1'], tags: [] });
});

test('a number that the host cannot read is said to be one, in words of our own', async () => {
  link.answers['contact.find'] = () => {
    throw new HostError('invalid_params', "Parameter 'phoneNumber' is wrong.");
  };
  await ringAndFind();
  assert.equal(desk.work(key).error, 'invalid_params');
});

test('a lookup that fails says why and may be tried again', async () => {
  link.answers['contact.find'] = () => {
    throw new HostError('unavailable', 'The CRM is down.');
  };
  await ringAndFind();
  assert.deepEqual([desk.work(key).lookup, desk.work(key).error], ['failed', 'The CRM is down.']);
  link.answers['contact.find'] = () => ({ contact: [jane] });
  await desk.callers.lookup(key, true);
  assert.deepEqual(link.sent('contact.find')[1], { phoneNumber: '+14155550132', refresh: true });
  assert.equal(desk.work(key).lookup, 'done');
});

test('one CRM that fails hides no other, and nobody is claimed absent while one is silent', async () => {
  link.answers['contact.find'] = () => ({
    contact: [],
    failures: [{ platform: 'crm', message: 'too slow' }],
  });
  await ringAndFind();
  assert.deepEqual([desk.work(key).lookup, desk.work(key).failures], ['failed', ['CRM: too slow']]);
});

test('a call that rang while the host was away is looked up when it is back', async () => {
  link.connected = false;
  await ringAndFind();
  assert.equal(link.asked.length, 0);
  link.connected = true;
  desk.callers.lookupMissed();
  await quiet();
  assert.equal(desk.work(key).contacts.length, 1);
});

test('a log carries the contact, its records and the note', async () => {
  await ringAndFind();
  desk.callers.relate(key, 'tags', ['t1', 't2']);
  await logbook.log(key, 'hello');
  const [sent] = link.sent('callLog.create');
  assert.deepEqual(
    [
      sent.jwtToken,
      sent.contactId,
      sent.contactType,
      sent.note,
      sent.additionalSubmission,
      sent.logInfo.duration,
    ],
    [jwtToken, '7', 'person', 'hello', { deals: 'd1', tags: ['t1', 't2'] }, 'pending'],
  );
  assert.deepEqual(
    [desk.work(key).log.state, desk.work(key).log.url],
    ['logged', 'https://crm.example.com/l'],
  );
});

test('pressing the button twice logs once', async () => {
  await ringAndFind();
  await Promise.all([logbook.log(key, 'a'), logbook.log(key, 'a')]);
  await logbook.log(key, 'a');
  assert.equal(link.sent('callLog.create').length, 1);
});

test('a call that was logged before it ended gets its duration and result when it ends', async () => {
  await ringAndFind();
  await logbook.log(key, '');
  desk.take(event('answered', 4));
  desk.take(event('ended', 64));
  await quiet();
  await quiet();
  const last = link.sent('callLog.update').at(-1);
  assert.deepEqual([last.sessionId, last.duration, last.result], ['s1', 60, 'Accepted']);
});

test('a log whose host went away waits and is sent again when it is back', async () => {
  await ringAndFind();
  const answer = link.answers['callLog.create'];
  link.answers['callLog.create'] = () => {
    throw new HostError('unavailable', '');
  };
  await logbook.log(key, 'kept');
  assert.equal(desk.work(key).log.state, 'waiting');
  link.answers['callLog.create'] = answer;
  await logbook.resume();
  assert.equal(desk.work(key).log.state, 'logged');
  assert.equal(link.sent('callLog.create').at(-1).note, 'kept');
});

test('a session that was logged already gets the new note', async () => {
  await ringAndFind();
  link.answers['callLog.create'] = () => ({ successful: true, logId: 'l', state: 'existing' });
  await logbook.log(key, 'second thoughts');
  assert.equal(link.sent('callLog.update')[0].note, 'second thoughts');
});

test('a refusal is shown in the words of the host and can be tried again', async () => {
  await ringAndFind();
  link.answers['callLog.create'] = () => {
    throw new HostError('forbidden', 'Your plan has no call logs.');
  };
  await logbook.log(key, '');
  assert.deepEqual(
    [desk.work(key).log.state, desk.work(key).log.error],
    ['failed', 'Your plan has no call logs.'],
  );
  link.answers['callLog.create'] = () => ({ successful: true, state: 'queued' });
  await logbook.log(key, '');
  assert.equal(desk.work(key).log.state, 'queued');
});

test('a sign-in that expired keeps the log waiting and is noticed', async () => {
  await ringAndFind();
  link.answers['callLog.create'] = () => {
    throw new HostError('auth_required', 'Sign in again.');
  };
  await logbook.log(key, '');
  assert.equal(desk.work(key).log.state, 'waiting');
  assert.equal(office.office.connections[0].state, 'expired');
});

test('what was queued becomes logged by a notification, and by asking after a restart', async () => {
  await ringAndFind();
  link.answers['callLog.create'] = () => ({ successful: true, state: 'queued' });
  await logbook.log(key, '');
  logbook.learn({ sessionId: 's1', platform: 'other', state: 'logged' });
  assert.equal(desk.work(key).log.state, 'queued');
  await logbook.resume();
  assert.equal(desk.work(key).log.state, 'logged');
});

test('only a note that changed is sent, and the last of two quick ones wins', async () => {
  await ringAndFind();
  await logbook.log(key, 'one');
  await logbook.update(key, 'one');
  assert.equal(link.sent('callLog.update').length, 0);
  await Promise.all([logbook.update(key, 'two'), logbook.update(key, 'three')]);
  await quiet();
  assert.equal(link.sent('callLog.update').at(-1).note, 'three');
  assert.equal(desk.work(key).log.pending, undefined);
});

test('a contact that was created is the one the call is logged with', async () => {
  link.answers['contact.find'] = () => ({ contact: [] });
  await ringAndFind();
  assert.equal(desk.work(key).chosen, undefined);
  await desk.callers.createContact(key, { account: 'crm|1', name: 'New Person', type: 'person' });
  await logbook.log(key, '');
  assert.equal(link.sent('callLog.create')[0].contactName, 'New Person');
});

test('two calls that turn out to be one keep the log and join their notes', async () => {
  await ringAndFind();
  await logbook.log(key, 'x');
  desk.take(event('ringing', -1, { session: 's0', ...caller }));
  desk.take(event('updated', 5, { session: 's0', aliases: ['s1'] }));
  const joined = `${origin}|demo|a|s0`;
  assert.equal(desk.work(joined).log.state, 'logged');
  assert.deepEqual(moved, [[key, joined]]);
});

test('after the browser was closed no call is live any more', async () => {
  await ringAndFind();
  desk.sweep(Date.parse('2026-11-21T09:01:00Z'));
  assert.equal(desk.view(key).phase, 'ringing');
  desk.sweep(Date.parse('2026-11-21T09:06:00Z'));
  assert.equal(desk.view(key).phase, 'ended');
});

test('a call whose log is still to be sent does not fall off the list', async () => {
  link.connected = false;
  await ringAndFind();
  desk.work(key).log = { state: 'waiting', request: { account: 'crm|1', contactId: '7' } };
  desk.take(event('ended', 1));
  for (let i = 0; i < 70; i += 1) desk.take(event('ended', 100 + i, { session: `n${i}` }));
  assert.equal(desk.state.calls.length, 60);
  assert.equal(desk.work(key).log.state, 'waiting');
});

test('the list keeps sixty calls and lets the oldest go', () => {
  for (let i = 0; i < 70; i += 1) desk.take(event('ended', i, { session: `n${i}` }));
  assert.equal(desk.state.calls.length, 60);
  assert.equal(Object.keys(desk.state.work).length, 60);
});
