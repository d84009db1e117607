// A log is held for some seconds, so that it can be undone; and a note that somebody changed in the CRM is
// not written over.
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { HostError } from '../../extension/src/background/host_link.js';
import { Logbook } from '../../extension/src/background/logbook.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { decide } from '../../extension/src/core/log_rule.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event, FakeLink, fakeTimers, origin } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const jane = { id: '7', name: 'Jane', platform: 'crm', jwtToken, evidence: { strength: 'exact' } };
const keyed = (session) => `${origin}|demo|a|${session}`;
const caller = { direction: 'inbound', from: { number: '+14155550132' } };
const quiet = async () => {
  for (let i = 0; i < 8; i += 1) await new Promise((done) => setImmediate(done));
};
const key = keyed('s1');
let link;
let desk;
let office;
let logbook;
let notes;
let seconds;
let theirs;

const made = () =>
  new Logbook(desk, office, () => {}, {
    settings: () => ({ ...defaults, undoSeconds: seconds }),
    noteOf: async (one) => notes[one] ?? '',
  });

beforeEach(async () => {
  notes = {};
  seconds = 5;
  theirs = undefined;
  link = new FakeLink({
    'contact.find': () => ({ contact: [jane] }),
    'callLog.create': () => ({ successful: true, logId: 'l', state: 'logged' }),
    'callLog.update': () => ({ successful: true, logId: 'l', state: 'logged' }),
    'callLog.get': ({ sessionIds }) => ({
      logs: sessionIds.map((sessionId) => ({
        sessionId,
        matched: true,
        state: 'logged',
        ...(theirs === undefined ? {} : { logData: { note: theirs } }),
      })),
    }),
  });
  const connection = { account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' };
  const platforms = [{ id: 'crm', name: 'CRM', relatedRecords: [], operations: [] }];
  office = new FrontOffice({ platforms, connections: [connection], known: true }, link, () => {});
  const outside = { changed() {}, forget() {}, moveNote() {}, progressed() {} };
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, outside);
  logbook = made();
  desk.take(event('answered', 0, caller));
  desk.take(event('ended', 60));
  await quiet();
});

const state = (of = key) => desk.work(of).log.state;
const created = () => link.sent('callLog.create').map(({ logInfo }) => logInfo.sessionId);

test('a log is held, and goes out after its seconds with what was written meanwhile', async () => {
  const clock = fakeTimers();
  await logbook.log(key, 'Wants a quote.');
  assert.equal(state(), 'held');
  assert.deepEqual(created(), []);
  notes[key] = 'Wants a quote for two years.';
  clock.pass(5000);
  clock.restore();
  await quiet();
  assert.equal(state(), 'logged');
  assert.equal(link.sent('callLog.create')[0].note, 'Wants a quote for two years.');
});

test('a log that is undone goes nowhere, by hand it may be asked for again, by itself it is not', async () => {
  const clock = fakeTimers();
  await logbook.log(key, 'x');
  logbook.undo(key);
  clock.pass(60_000);
  clock.restore();
  await quiet();
  assert.equal(state(), 'none');
  assert.deepEqual(created(), []);
  assert.equal(decide(desk.view(key), desk.work(key), defaults).reason, 'skipped');
  seconds = 0;
  await logbook.log(key, 'after all');
  assert.deepEqual(created(), ['s1']);
});

test('a held log goes out when another is asked for, or when everything is let go', async () => {
  const clock = fakeTimers();
  desk.take(event('ended', 90, { ...caller, session: 's2' }));
  await quiet();
  await logbook.log(key, 'first');
  await logbook.log(keyed('s2'), 'second');
  assert.deepEqual([state(), state(keyed('s2'))], ['logged', 'held']);
  await logbook.release();
  clock.restore();
  assert.deepEqual(created(), ['s1', 's2']);
});

test('a worker that is killed while it holds a log sends it when it is back, and not before its time', async () => {
  const clock = fakeTimers();
  await logbook.log(key, 'kept');
  clock.restore();
  logbook = made();
  await logbook.resume();
  assert.equal(state(), 'held');
  desk.work(key).log.until = Date.now() - 1;
  await logbook.resume();
  assert.equal(link.sent('callLog.create')[0].note, 'kept');
});

test('a held log whose host is away waits for it', async () => {
  link.connected = false;
  const clock = fakeTimers();
  await logbook.log(key, 'kept');
  clock.pass(5000);
  clock.restore();
  await quiet();
  assert.equal(state(), 'waiting');
  link.connected = true;
  await logbook.resume();
  assert.equal(state(), 'logged');
});

test('a note that somebody changed in the CRM is not written over before the agent has seen it', async () => {
  seconds = 0;
  await logbook.log(key, 'Mine.');
  theirs = 'Mine. And theirs.';
  await logbook.update(key, 'Mine, longer.');
  assert.deepEqual(desk.work(key).log.conflict, { theirs: 'Mine. And theirs.' });
  assert.equal(link.sent('callLog.update').length, 0);
  desk.take(event('updated', 61, { durationSec: 59 }));
  await logbook.follow(key);
  const [facts] = link.sent('callLog.update');
  assert.deepEqual([facts.duration, facts.note], [59, undefined]);
  desk.note(key, 'Mine, longer. And theirs.'); // the panel writes it before it says so
  await logbook.revisions.resolve(key, 'Mine, longer. And theirs.');
  assert.equal(desk.work(key).unsent, undefined);
  assert.equal(link.sent('callLog.update').at(-1).note, 'Mine, longer. And theirs.');
  assert.deepEqual([desk.work(key).log.conflict, desk.work(key).log.pending], [undefined, undefined]);
});

test('a note that the CRM gives back with other white space is the same', async () => {
  seconds = 0;
  await logbook.log(key, 'One\n\ntwo');
  theirs = 'One two ';
  await logbook.update(key, 'One\n\ntwo three');
  assert.equal(link.sent('callLog.update')[0].note, 'One\n\ntwo three');
});

test('where the CRM cannot be read now, a changed note waits here', async () => {
  seconds = 0;
  await logbook.log(key, 'one');
  const answer = link.answers['callLog.get'];
  const error = { name: 'unavailable', message: 'The CRM is away.' };
  link.answers['callLog.get'] = () => ({
    logs: [{ sessionId: 's1', matched: true, state: 'logged', error }],
  });
  await logbook.update(key, 'two');
  assert.deepEqual([desk.work(key).log.pending, desk.work(key).log.error], [{ note: 'two' }, error.message]);
  link.answers['callLog.get'] = answer;
  await logbook.resume();
  assert.equal(link.sent('callLog.update')[0].note, 'two');
});

test('a log that was deleted in the CRM is said to be gone', async () => {
  seconds = 0;
  await logbook.log(key, 'one');
  link.answers['callLog.update'] = () => {
    throw new HostError('not_found', 'This log was deleted in the CRM.');
  };
  await logbook.update(key, 'two');
  assert.deepEqual([desk.work(key).log.gone, desk.work(key).log.pending], [true, { note: 'two' }]);
  await logbook.again(key, 'two');
  assert.equal(link.sent('callLog.create').at(-1).note, 'two');
  assert.equal(desk.work(key).log.gone, undefined);
});

test('a subject and an outcome that the agent gives go with the log, before and after it is written', async () => {
  seconds = 0;
  await logbook.revise(key, { subject: 'Renewal', result: 'Voicemail' });
  await logbook.log(key, '');
  const [{ logInfo }] = link.sent('callLog.create');
  assert.deepEqual([logInfo.customSubject, logInfo.result], ['Renewal', 'Voicemail']);
  assert.equal(link.sent('callLog.update').length, 0);
  await logbook.revise(key, { subject: 'Renewal 2027', result: 'Voicemail' });
  const [changed] = link.sent('callLog.update');
  assert.deepEqual([changed.subject, changed.result], ['Renewal 2027', undefined]);
});

test('a refusal names the field that it is about', async () => {
  seconds = 0;
  link.answers['callLog.create'] = () => {
    throw new HostError('invalid_params', 'A matter is required.', { field: 'matters' });
  };
  await logbook.log(key, '');
  assert.deepEqual([state(), desk.work(key).log.field], ['failed', 'matters']);
});
