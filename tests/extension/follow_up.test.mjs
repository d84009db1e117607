// A follow-up goes out behind the log, once, and waits for what the log waits for.
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { HostError } from '../../extension/src/background/host_link.js';
import { Logbook } from '../../extension/src/background/logbook.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { dueAt, isOpen, keepsTasks, planned } from '../../extension/src/core/follow_up.js';
import { spareCall } from '../../extension/src/core/keeping.js';
import { joinedWork } from '../../extension/src/core/joined_work.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event, FakeLink, fakeTimers, origin } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const deals = [{ const: 'd1', title: 'Renewal' }];
const jane = { id: '7', name: 'Jane Doe', type: 'person', platform: 'crm', jwtToken, additionalInfo: { deals } };
const key = `${origin}|demo|a|s1`;
const due = '2026-11-22T08:00:00.000Z';
const tomorrow = { choice: 'tomorrow', due };
const quiet = async () => {
  for (let i = 0; i < 8; i += 1) await new Promise((done) => setImmediate(done));
};
let [link, desk, logbook, platform, found, undoSeconds, note] = /** @type {any[]} */ ([]);
const made = (office) =>
  new Logbook(desk, office, () => {}, {
    settings: () => ({ ...defaults, undoSeconds }),
    noteOf: async () => note,
    followUp: (name) => `Follow up: ${name}`,
  });

beforeEach(async () => {
  found = [jane];
  undoSeconds = 0;
  note = '';
  link = new FakeLink({
    'contact.find': () => ({ contact: found }),
    'callLog.create': () => ({ successful: true, logId: 'l', state: 'logged' }),
    'callLog.get': () => ({ logs: [] }),
    'task.create': () => ({ successful: true, taskId: 't', state: 'logged', url: 'https://crm.example.com/t' }),
  });
  const relatedRecords = [{ kind: 'deals', label: 'Deal', multiple: false }];
  platform = { id: 'crm', name: 'CRM', relatedRecords, operations: ['task.create'], logsWithoutContact: true };
  const connection = { account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' };
  const state = { platforms: [platform], connections: [connection], known: true };
  const outside = { changed() {}, forget() {}, moveNote() {}, progressed() {} };
  const office = new FrontOffice(/** @type {any} */ (state), link, () => {});
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, outside);
  logbook = made(office);
  await callFrom();
});

async function callFrom() {
  desk.take(event('answered', 0, { direction: 'inbound', from: { number: '+14155550132', name: 'JANE' } }));
  desk.take(event('ended', 60, { durationSec: 60 }));
  await quiet();
}
const followUp = () => desk.work(key).followUp;
const plan = (said = tomorrow) => logbook.followUps.plan(key, said);
const tasks = () => link.sent('task.create');
const fail = (name) => {
  link.answers['task.create'] = () => {
    throw new HostError(name, `It is ${name}.`);
  };
};
const succeed = (state = 'logged') => {
  link.answers['task.create'] = () => ({ successful: true, taskId: 't', state });
};

test('times are those of the agent’s clock: an hour, tomorrow at nine, the next Monday at nine', () => {
  const at = (choice, ...now) => dueAt(choice, new Date(...now));
  assert.deepEqual(at('hour', 2026, 10, 20, 23, 30, 15), new Date(2026, 10, 21, 0, 30));
  assert.deepEqual(at('tomorrow', 2026, 11, 31, 17, 5), new Date(2027, 0, 1, 9));
  assert.deepEqual(at('tomorrow', 2026, 2, 28, 17, 5), new Date(2026, 2, 29, 9), 'however long the day is');
  for (const day of [16, 17, 20, 22]) assert.deepEqual(at('monday', 2026, 10, day), new Date(2026, 10, 23, 9), day);
  assert.deepEqual(at('monday', 2026, 10, 23, 8), new Date(2026, 10, 30, 9));
});

test('nothing is planned out of what is no time or no choice', () => {
  assert.deepEqual(planned(tomorrow), { ...tomorrow, state: 'none' });
  for (const said of [{}, { ...tomorrow, due: 'soon' }, { ...tomorrow, choice: 'never' }])
    assert.equal(planned(said), undefined);
  assert.equal(keepsTasks({ operations: ['callLog.create'] }), false);
  assert.deepEqual(['held', 'failed', 'saving', 'logged'].map((state) => isOpen({ state })), [true, true, false, false]);
});

test('what was ticked goes out behind the log, with its contact, its note and what it is about', async () => {
  await plan();
  assert.deepEqual(tasks(), []);
  note = 'Wants a quote.';
  await logbook.log(key, note);
  assert.deepEqual(link.asked.map(({ method }) => method).slice(-2), ['callLog.create', 'task.create']);
  assert.deepEqual(tasks(), [
    {
      jwtToken,
      sessionId: 's1',
      subject: 'Follow up: Jane Doe',
      note: 'Wants a quote.',
      dueTime: due,
      contactId: '7',
      contactType: 'person',
      contactName: 'Jane Doe',
      organizationId: '',
      additionalSubmission: { deals: 'd1' },
    },
  ]);
  assert.deepEqual([followUp().state, followUp().url], ['logged', 'https://crm.example.com/t']);
  await logbook.resume(true);
  await plan({});
  assert.deepEqual([tasks().length, followUp().state], [1, 'logged'], 'never twice, and not changed any more');
});

test('a log without a contact has one, too, named by the number', async () => {
  found = [];
  await desk.callers.lookup(key, true);
  desk.work(key).chosen = undefined;
  await plan();
  await logbook.log(key, '', 'crm|1');
  assert.deepEqual([tasks()[0].subject, 'contactId' in tasks()[0]], ['Follow up: +14155550132', false]);
});

test('undo takes it back with the log, and unticked it does not go', async () => {
  undoSeconds = 5;
  const clock = fakeTimers();
  await plan();
  await logbook.log(key, '');
  logbook.undo(key);
  clock.pass(60_000);
  await quiet();
  assert.deepEqual([tasks(), followUp().state], [[], 'none']);
  await plan({});
  await logbook.log(key, '');
  clock.pass(60_000);
  clock.restore();
  await quiet();
  assert.deepEqual([desk.work(key).log.state, tasks(), followUp()], ['logged', [], undefined]);
});

test('ticked after the log it is held as long as that, and can be undone', async () => {
  await logbook.log(key, '');
  undoSeconds = 5;
  const clock = fakeTimers();
  await plan();
  await logbook.resume();
  assert.deepEqual([followUp().state, tasks()], ['held', []]);
  logbook.undo(key);
  clock.pass(60_000);
  await quiet();
  assert.deepEqual([followUp(), tasks()], [undefined, []]);
  await plan();
  await plan({ ...tomorrow, choice: 'hour' });
  clock.pass(5000);
  clock.restore();
  await quiet();
  assert.deepEqual([followUp().state, tasks().length], ['logged', 1]);
});

test('a worker that was killed while it was held, or asked for, asks when it is back', async () => {
  await logbook.log(key, '');
  undoSeconds = 5;
  const clock = fakeTimers();
  await plan();
  clock.restore();
  logbook = made(desk.callers.office);
  await logbook.resume();
  assert.equal(followUp().state, 'held');
  followUp().until = Date.now() - 1;
  await logbook.resume();
  assert.equal(followUp().state, 'logged');
  followUp().state = 'saving';
  succeed('existing');
  await logbook.resume();
  assert.deepEqual([followUp().state, tasks().map((one) => one.sessionId)], ['existing', ['s1', 's1']]);
});

test('it waits while the log waits, while the host is away, and while the CRM is', async () => {
  link.connected = false;
  await plan();
  await logbook.log(key, '');
  assert.deepEqual([desk.work(key).log.state, followUp().state], ['waiting', 'none']);
  link.connected = true;
  fail('unavailable');
  await logbook.resume(true);
  assert.deepEqual([followUp().state, followUp().error], ['waiting', 'It is unavailable.']);
  succeed('queued');
  await logbook.resume();
  assert.deepEqual([followUp().state, followUp().error], ['queued', undefined]);
  await logbook.resume();
  assert.equal(tasks().length, 2, 'the host has it');
  succeed('existing');
  await logbook.resume(true);
  assert.equal(followUp().state, 'existing', 'asked once more after the port was lost');
});

test('a log that fails takes no follow-up with it', async () => {
  link.answers['callLog.create'] = () => {
    throw new HostError('forbidden', 'No.');
  };
  await plan();
  await logbook.log(key, '');
  assert.deepEqual([desk.work(key).log.state, followUp().state, tasks()], ['failed', 'none', []]);
});

test('a refusal is said and tried again when the agent says so; the log stays as it is', async () => {
  fail('forbidden');
  await plan();
  await logbook.log(key, '');
  assert.deepEqual([desk.work(key).log.state, desk.work(key).log.error], ['logged', undefined]);
  assert.deepEqual([followUp().state, followUp().error], ['failed', 'It is forbidden.']);
  await logbook.resume(true);
  assert.equal(tasks().length, 1);
  succeed();
  await logbook.followUps.retry(key);
  assert.deepEqual([followUp().state, followUp().error], ['logged', undefined]);
});

test('a platform without tasks is asked for none', async () => {
  await plan();
  platform.operations = [];
  await logbook.log(key, '');
  assert.deepEqual([tasks(), followUp().state], [[], 'none']);
});

test('the host’s own word about a task counts, of this CRM and this call', async () => {
  succeed('queued');
  await plan();
  await logbook.log(key, '');
  const told = { sessionId: 's1', platform: 'crm', state: 'failed', reason: 'The deal is closed.' };
  logbook.followUps.learn({ ...told, platform: 'other' });
  logbook.followUps.learn({ ...told, sessionId: 's2' });
  assert.equal(followUp().state, 'queued');
  logbook.followUps.learn(told);
  assert.deepEqual([followUp().state, followUp().error], ['failed', 'The deal is closed.']);
  logbook.followUps.learn({ ...told, state: 'logged', taskId: 't', url: 'https://crm.example.com/t' });
  assert.deepEqual([followUp().state, followUp().error, followUp().url], ['logged', undefined, 'https://crm.example.com/t']);
});

test('a call with a follow-up to come is not forgotten, and two calls that are one keep it', async () => {
  await plan();
  const [call] = desk.state.calls;
  const many = Array.from({ length: 201 }, () => call);
  assert.equal(spareCall(many, () => desk.work(key)), undefined);
  followUp().state = 'logged';
  assert.ok(spareCall(many, () => desk.work(key)));
  const other = { ...desk.work(key), followUp: undefined, log: { state: 'logged' } };
  assert.equal(joinedWork(other, desk.work(key)).followUp, followUp());
});
