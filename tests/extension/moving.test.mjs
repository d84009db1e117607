// A log with nobody, and a log that goes to another contact.
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { HostError } from '../../extension/src/background/host_link.js';
import { Logbook } from '../../extension/src/background/logbook.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { mayBeWith } from '../../extension/src/core/filing.js';
import { decide } from '../../extension/src/core/log_rule.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event, FakeLink, fakeTimers, origin } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const person = (id, name, deals = []) => ({ id, name, type: 'person', platform: 'crm', jwtToken, additionalInfo: { deals } });
const jane = person('7', 'Jane', [{ const: 'd1', title: 'Renewal' }]);
const kim = person('8', 'Kim', [{ const: 'd2', title: 'Pilot' }]);
const key = `${origin}|demo|a|s1`;
const keyOf = (id) => `crm|1|person|${id}`;
const quiet = async () => {
  for (let i = 0; i < 8; i += 1) await new Promise((done) => setImmediate(done));
};
let [link, office, desk, logbook, platform, found, undoSeconds] = /** @type {any[]} */ ([]);

beforeEach(async () => {
  found = [jane, kim];
  undoSeconds = 0;
  link = new FakeLink({
    'contact.find': () => ({ contact: found }),
    'contact.create': ({ newContactName: name }) => ({ contact: { id: 'new', name, type: 'person', jwtToken } }),
    'callLog.create': () => ({ successful: true, logId: 'l', state: 'logged' }),
    'callLog.update': () => ({ successful: true, logId: 'l', state: 'logged' }),
    'callLog.get': () => ({ logs: [] }),
  });
  const relatedRecords = [{ kind: 'deals', label: 'Deal', multiple: false }];
  platform = { id: 'crm', name: 'CRM', relatedRecords, operations: ['callContact.set'], logsWithoutContact: true };
  const connection = { account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' };
  const state = { platforms: [platform], connections: [connection], known: true };
  office = new FrontOffice(/** @type {any} */ (state), link, () => {});
  const outside = { changed() {}, forget() {}, moveNote() {}, progressed() {} };
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, outside);
  const settings = () => ({ ...defaults, undoSeconds });
  logbook = new Logbook(desk, office, () => {}, { settings, noteOf: async () => '' });
});

async function callFrom(number = '+14155550132') {
  desk.take(event('answered', 0, { direction: 'inbound', from: { number } }));
  desk.take(event('ended', 60, { durationSec: 60 }));
  await quiet();
}
async function choose(id) {
  desk.callers.choose(key, keyOf(id));
  await logbook.move(key);
}
const work = () => desk.work(key);
const moves = () => link.sent('callLog.update').map(({ contactId }) => contactId);
const refuse = (name) => {
  link.answers['callLog.update'] = () => {
    throw new HostError(name, `It is ${name}.`);
  };
};

test('a call with nobody is logged without a contact, when the agent says so and the CRM takes that', async () => {
  found = [];
  await callFrom();
  assert.deepEqual(decide(desk.view(key), work(), { ...defaults, logMode: 'all' }).act, 'ask');
  await logbook.log(key, 'x');
  assert.equal(link.sent('callLog.create').length, 0, 'never by itself');
  await logbook.log(key, 'Wrong number.', 'crm|1');
  const [asked] = link.sent('callLog.create');
  assert.deepEqual([asked.contactId, 'contactName' in asked, asked.note], [undefined, false, 'Wrong number.']);
  assert.deepEqual([work().log.state, work().chosen], ['logged', undefined]);
});

test('a CRM that takes no log without a contact is not asked', async () => {
  found = [];
  platform.logsWithoutContact = false;
  await callFrom();
  await logbook.log(key, '', 'crm|1');
  assert.deepEqual([link.sent('callLog.create').length, work().log.state], [0, 'none']);
});

test('a log with nobody that failed is tried again with nobody, or with whom the agent found meanwhile', async () => {
  found = [];
  await callFrom();
  const answer = link.answers['callLog.create'];
  link.answers['callLog.create'] = () => {
    throw new HostError('forbidden', 'Not now.');
  };
  await logbook.log(key, '', 'crm|1');
  assert.equal(work().log.state, 'failed');
  await logbook.log(key, '');
  assert.equal(link.sent('callLog.create').length, 2);
  link.answers['callLog.create'] = answer;
  await desk.callers.createContact(key, { account: 'crm|1', name: 'Mia', type: 'person' });
  await logbook.log(key, '');
  assert.equal(link.sent('callLog.create').at(-1).contactId, 'new');
});

test('who was found out after the log gets it: created, with what it is filed under there', async () => {
  found = [];
  await callFrom();
  await logbook.log(key, '', 'crm|1');
  await desk.callers.createContact(key, { account: 'crm|1', name: 'Mia', type: 'person' });
  await logbook.move(key);
  const [{ contactId, contactType, contactName, additionalSubmission }] = link.sent('callLog.update');
  assert.deepEqual(
    [contactId, contactType, contactName, additionalSubmission],
    ['new', 'person', 'Mia', {}],
  );
  assert.deepEqual([work().log.request.contactId, work().log.moving], ['new', undefined]);
});

test('a log goes to another contact and back, each time with the records of that one', async () => {
  await callFrom();
  await logbook.log(key, '');
  await choose('8');
  await choose('7');
  await choose('7');
  const filed = link.sent('callLog.update').map((one) => one.additionalSubmission.deals);
  assert.deepEqual([moves(), filed], [['8', '7'], ['d2', 'd1']]);
  assert.equal(work().log.request.contactName, 'Jane');
});

test('the company of the contact goes with the log, and no company stays that is another contact’s', async () => {
  found = [{ ...jane, organizationId: '70' }, kim];
  await callFrom();
  await logbook.log(key, '');
  await choose('8');
  desk.state = JSON.parse(JSON.stringify(desk.state));
  assert.deepEqual([work().log.request.contactName, work().log.request.organizationId], ['Kim', '']);
  await choose('7');
  const companies = ['callLog.create', 'callLog.update'].map((method) => link.sent(method).map((one) => one.organizationId));
  assert.deepEqual(companies, [['70'], ['', '70']]);
});

test('a log that is still held takes the new contact with it; one that was linked counts as one', async () => {
  undoSeconds = 5;
  const clock = fakeTimers();
  await callFrom();
  await logbook.log(key, 'kept');
  desk.callers.link(key, { ...kim, id: '9', name: 'Ravi', account: 'crm|1' });
  await logbook.move(key);
  clock.restore();
  await logbook.release();
  const [{ contactId, note, additionalSubmission }] = link.sent('callLog.create');
  assert.deepEqual([contactId, note, additionalSubmission], ['9', 'kept', { deals: 'd2' }]);
  assert.deepEqual(moves(), []);
});

for (const name of ['unsupported', 'forbidden'])
  test(`a move that is ${name} is said, and the call is again with whom its log is with`, async () => {
    await callFrom();
    await logbook.log(key, '');
    refuse(name);
    await choose('8');
    const { log, chosen, related } = work();
    assert.deepEqual([log.state, log.undone.reason, log.moving], ['logged', `It is ${name}.`, undefined]);
    assert.equal(log.undone.contact.contactName, 'Kim');
    assert.deepEqual([chosen, related.deals], [keyOf('7'), ['d1']]);
  });

test('a log that was deleted in the CRM is not moved, and is one that was deleted', async () => {
  await callFrom();
  await logbook.log(key, '');
  refuse('not_found');
  await choose('8');
  const { log, chosen } = work();
  assert.deepEqual([log.gone, log.error, log.undone, chosen], [true, 'It is not_found.', undefined, keyOf('7')]);
});

test('a refused contact of a log with nobody leaves it with nobody', async () => {
  found = [];
  await callFrom();
  await logbook.log(key, '', 'crm|1');
  refuse('forbidden');
  await desk.callers.createContact(key, { account: 'crm|1', name: 'Mia', type: 'person' });
  await logbook.move(key);
  assert.deepEqual([work().chosen, work().log.undone.reason], [undefined, 'It is forbidden.']);
  assert.equal('contactId' in work().log.request, false);
});

test('a move waits for the host, and the last one that was chosen counts', async () => {
  await callFrom();
  await logbook.log(key, '');
  const answer = link.answers['callLog.update'];
  refuse('unavailable');
  await choose('8');
  assert.deepEqual([work().log.moving.contactId, work().chosen], ['8', keyOf('8')]);
  link.answers['callLog.update'] = answer;
  await logbook.resume();
  assert.deepEqual([work().log.moving, work().log.error], [undefined, undefined]);

  let let_go = () => {};
  link.answers['callLog.update'] = () =>
    new Promise((done) => {
      let_go = () => done({ successful: true, state: 'logged' });
    });
  const first = choose('7');
  await quiet();
  const second = choose('8');
  link.answers['callLog.update'] = answer;
  let_go();
  await Promise.all([first, second]);
  await quiet();
  assert.deepEqual([moves().slice(-2), work().log.request.contactId], [['7', '8'], '8']);
});

test('where logs cannot move, and in another CRM, nobody else can be chosen once the log is written', async () => {
  const log = { state: 'logged', request: { account: 'crm|1' } };
  assert.equal(mayBeWith('crm|1', log, platform), true);
  assert.equal(mayBeWith('other|1', log, platform), false);
  assert.equal(mayBeWith('crm|1', log, { operations: [] }), false);
  assert.equal(mayBeWith('other|1', { state: 'none' }, { operations: [] }), true);
  platform.operations = [];
  await callFrom();
  await logbook.log(key, '');
  await choose('8');
  assert.deepEqual([work().chosen, moves()], [keyOf('7'), []]);
});
