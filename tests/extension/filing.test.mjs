import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { HostError } from '../../extension/src/background/host_link.js';
import { Logbook } from '../../extension/src/background/logbook.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { canRefile, filedUnder, picked, proposed, refiled } from '../../extension/src/core/filing.js';
import { event, FakeLink, origin } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const key = `${origin}|demo|a|s1`;
const options = [
  { const: 'd1', title: 'Renewal' },
  { const: 'd2', title: 'Pilot' },
];
const person = (id) => ({
  id,
  name: id,
  type: 'person',
  platform: 'crm',
  jwtToken,
  additionalInfo: { deals: options },
});
const relatedRecords = [
  { kind: 'deals', label: 'Deal', multiple: false },
  { kind: 'tags', label: 'Tags', multiple: true },
];

test('of some kinds a log takes several records, of the others one, of an empty kind none', () => {
  const related = { deals: ['d1'], tags: ['t1', 't2'], cases: [] };
  assert.deepEqual(filedUnder(related, { relatedRecords }), { deals: 'd1', tags: ['t1', 't2'] });
  assert.deepEqual(filedUnder({ deals: ['d1'] }, undefined), { deals: 'd1' });
});

test('only kinds that differ are filed anew, and one that lost its record is said to be empty', () => {
  const from = { deals: 'd1', tags: ['t1'], cases: 'c1' };
  assert.deepEqual(refiled(from, { deals: 'd2', cases: 'c1' }), { deals: 'd2', tags: [] });
  assert.deepEqual(refiled({ deals: 'd1' }, {}), { deals: '' });
  assert.deepEqual(refiled(from, from), {});
});

test('an only record of its kind is proposed, of a group the first such kind', () => {
  const kinds = [['cases'], ['deals', 'sale'], ['leads', 'sale']];
  const platform = { relatedRecords: kinds.map(([kind, group]) => ({ kind, group })) };
  const [one, two] = options;
  assert.deepEqual(proposed({ leads: [one], deals: [two], cases: [one, two] }, platform), {
    leads: [],
    deals: ['d2'],
    cases: [],
  });
  assert.deepEqual(proposed({ leads: [one], cases: [two] }, platform), { leads: ['d1'], cases: ['d2'] });
  assert.deepEqual(proposed({ tags: [one] }, undefined), { tags: ['d1'] });
  assert.deepEqual(proposed({}, platform), {});
});

test('to pick a record takes back what its group picked before, and to pick none does not', () => {
  const kinds = [['cases'], ['deals', 'sale'], ['leads', 'sale']];
  const platform = { relatedRecords: kinds.map(([kind, group]) => ({ kind, group })) };
  const before = { deals: ['d1'], cases: ['c1'] };
  assert.deepEqual(picked(before, 'leads', ['l1'], platform), { deals: [], leads: ['l1'], cases: ['c1'] });
  assert.deepEqual(picked(before, 'leads', [], platform), { ...before, leads: [] });
  assert.deepEqual(picked(before, 'cases', ['c2'], platform), { ...before, cases: ['c2'] });
});

test('a log may be filed anew where the platform says so', () => {
  assert.equal(canRefile({ operations: ['callLog.create', 'callDisposition.set'] }), true);
  assert.equal(canRefile({ operations: ['callLog.create'] }), false);
  assert.equal(canRefile(undefined), false);
});

let link;
let desk;
let logbook;
let platform;

beforeEach(async () => {
  link = new FakeLink({
    'contact.find': () => ({ contact: [person('7'), person('8')], failures: [] }),
    'callLog.create': () => ({ successful: true, logId: 'l', state: 'logged' }),
    'callLog.update': () => ({ successful: true, logId: 'l', state: 'logged' }),
    'callLog.get': () => ({ logs: [] }),
    'callDisposition.set': () => ({ successful: true, logId: 'l' }),
  });
  platform = { id: 'crm', name: 'CRM', relatedRecords, operations: ['callDisposition.set'] };
  const state = {
    host: { state: 'connected' },
    platforms: [platform],
    refused: [],
    connections: [{ account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' }],
    known: true,
    signIn: null,
    toast: null,
  };
  const office = new FrontOffice(state, link, () => {});
  const quiet = { changed() {}, forget() {}, moveNote() {}, progressed() {} };
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, quiet);
  logbook = new Logbook(desk, office, () => {});
  desk.take(event('ringing', 0, { direction: 'inbound', from: { number: '+14155550132' } }));
  await new Promise((done) => setImmediate(done));
  desk.callers.relate(key, 'deals', ['d1']);
});

async function relate(ids) {
  desk.callers.relate(key, 'deals', ids);
  await logbook.follow(key);
}
const filings = () => link.sent('callDisposition.set').map((one) => one.dispositions);

test('a log that is written is filed under the record that is picked then, once', async () => {
  await logbook.log(key, '');
  assert.deepEqual(filings(), []);
  await relate(['d2']);
  await logbook.resume();
  assert.deepEqual(link.sent('callDisposition.set'), [
    { jwtToken, sessionId: 's1', dispositions: { deals: 'd2' } },
  ]);
  await relate([]);
  assert.deepEqual(filings().at(-1), { deals: '' });
});

test('a platform that cannot do that is not asked to', async () => {
  platform.operations = [];
  await logbook.log(key, '');
  await relate(['d2']);
  assert.deepEqual(filings(), []);
});

test('a refusal is shown, and what is picked is again what the CRM has', async () => {
  await logbook.log(key, '');
  link.answers['callDisposition.set'] = () => {
    throw new HostError('forbidden', 'This deal is locked.');
  };
  await relate(['d2']);
  const { log, related } = desk.work(key);
  const { reason, related: refused } = log.undone;
  assert.deepEqual([log.state, log.error, reason], ['logged', undefined, 'This deal is locked.']);
  assert.deepEqual([related.deals, refused.deals], [['d1'], ['d2']]);
  await logbook.resume();
  assert.equal(filings().length, 1);
});

test('what could not be said is said when the host is back', async () => {
  await logbook.log(key, '');
  const answer = link.answers['callDisposition.set'];
  link.answers['callDisposition.set'] = () => {
    throw new HostError('unavailable', 'Too many requests.');
  };
  await relate(['d2']);
  assert.deepEqual(desk.work(key).related.deals, ['d2']);
  link.answers['callDisposition.set'] = answer;
  await logbook.resume();
  assert.deepEqual([filings().length, desk.work(key).log.error], [2, undefined]);
  await logbook.resume();
  assert.equal(filings().length, 2);
});

test('while the log goes to another person, nothing is filed apart from that', async () => {
  platform.operations = [...platform.operations, 'callContact.set'];
  await logbook.log(key, '');
  desk.callers.choose(key, 'crm|1|person|8');
  await logbook.move(key);
  assert.deepEqual(filings(), []);
  await relate(['d2']);
  assert.deepEqual(filings(), [{ deals: 'd2' }]);
});

test('a log that was there already is filed under what was picked', async () => {
  link.answers['callLog.create'] = () => ({ successful: true, logId: 'l', state: 'existing' });
  await logbook.log(key, '');
  assert.deepEqual(filings(), [{ deals: 'd1' }]);
});
