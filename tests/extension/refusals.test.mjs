// A change of a written log that the host took, and that the CRM refuses in the end: what the call says then,
// what the host still wants, and what the agent can do. The host here keeps what it wants of a log as the real
// one does: all of it goes with each attempt.
import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { HostError } from '../../extension/src/background/host_link.js';
import { inboxCommands } from '../../extension/src/background/inbox_commands.js';
import { Logbook } from '../../extension/src/background/logbook.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { inboxOf } from '../../extension/src/core/inbox.js';
import { spareCall } from '../../extension/src/core/keeping.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event, FakeLink, origin, signedIn } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const person = (id, name, deal) => ({
  ...{ id, name, type: 'person', platform: 'crm', jwtToken },
  additionalInfo: { deals: [{ const: deal, title: deal }] },
});
const key = `${origin}|demo|a|s1`;
const keyOf = (id) => `crm|1|person|${id}`;
const quiet = async () => {
  for (let i = 0; i < 12; i += 1) await new Promise((done) => setImmediate(done));
};
/** The CRM: what it has, whether it answers, and what it refuses. */
let crm;
/** What the host still wants of the log. */
let wanted;
let [link, office, desk, logbook] = /** @type {any[]} */ ([]);

function attempt() {
  const no = Object.entries(crm.refuses).find(([member, bad]) => member in wanted && bad(wanted[member]));
  if (no) throw new HostError('forbidden', `No such ${no[0]}.`);
  Object.assign(crm.log, wanted);
  wanted = {};
}
/** @param {any} change */
function submit(change) {
  Object.assign(wanted, change);
  if (crm.away) return { successful: true, logId: 'l', state: 'queued' };
  attempt();
  return { successful: true, logId: 'l', state: 'logged' };
}
/** The CRM is there again: what waits is tried. */
async function back() {
  crm.away = false;
  const told = { platform: 'crm', sessionId: 's1', logId: 'l' };
  try {
    attempt();
    logbook.learn({ ...told, state: 'logged' });
  } catch (fault) {
    logbook.learn({ ...told, state: 'failed', reason: fault.message });
  }
  await quiet();
}
const stateNow = () => (crm.away ? 'queued' : 'failed');
const entries = () =>
  Object.keys(wanted).length ? [{ id: '3', kind: 'call', sessionId: 's1', state: stateNow() }] : [];

beforeEach(async () => {
  crm = { log: {}, away: false, refuses: {} };
  wanted = {};
  link = new FakeLink({
    'contact.find': () => ({ contact: [person('7', 'Jane', 'd1'), person('8', 'Kim', 'd2')] }),
    'callLog.create': ({ contactId, note, additionalSubmission: filed }) => submit({ contactId, note, filed }),
    'callLog.update': ({ contactId, note, additionalSubmission: filed }) =>
      submit(JSON.parse(JSON.stringify({ contactId, note, filed }))),
    'callDisposition.set': ({ dispositions }) => submit({ filed: { ...crm.log.filed, ...dispositions } }),
    'callLog.get': ({ requireDetails }) => ({
      logs: [
        {
          ...{ sessionId: 's1', matched: true, logId: 'l', state: entries()[0]?.state ?? 'logged' },
          ...(requireDetails && !crm.gone && { logData: { note: crm.log.note, contactName: crm.log.contactId === '8' ? 'Kim' : 'Jane' } }),
          ...(crm.gone && { error: { name: 'not_found' } }),
        },
      ],
    }),
    'outbox.list': () => ({ entries: entries() }),
    'outbox.drop': () => {
      wanted = {};
      return { dropped: true };
    },
  });
  const state = signedIn(jwtToken);
  Object.assign(state.platforms[0], {
    relatedRecords: [{ kind: 'deals', label: 'Deal', multiple: false }],
    operations: ['callContact.set', 'callDisposition.set'],
  });
  office = new FrontOffice(/** @type {any} */ (state), link, () => {});
  const outside = { changed() {}, forget() {}, moveNote() {}, progressed() {} };
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, outside);
  logbook = new Logbook(desk, office, () => {}, {
    settings: () => ({ ...defaults, undoSeconds: 0 }),
    noteOf: async () => '',
  });
  desk.take(event('answered', 0, { direction: 'inbound', from: { number: '+14155550132' } }));
  desk.take(event('ended', 60, { durationSec: 60 }));
  await quiet();
  await logbook.log(key, 'First.');
});

const work = () => desk.work(key);
async function choose(id) {
  desk.callers.choose(key, keyOf(id));
  await logbook.move(key);
}
async function relate(id) {
  desk.callers.relate(key, 'deals', [id]);
  await logbook.follow(key);
}
const press = async (command) => {
  await inboxCommands[command]({ key }, /** @type {any} */ ({ desk, logbook }));
  await quiet();
};
const reasons = () => {
  const row = { call: desk.view(key), work: work() };
  const known = { rows: [row], mail: { conversations: [], work: {} }, office: office.office, outbox: entries() };
  return inboxOf({ ...known, settings: defaults, countdowns: {} }).map(({ reason }) => reason);
};
const noKim = { contactId: (id) => id === '8' };
/** A move that waited is refused, and the host does not say what it still wants. */
async function refuseUnseen() {
  [crm.away, crm.refuses] = [true, noKim];
  await choose('8');
  const answer = link.answers['outbox.list'];
  link.answers['outbox.list'] = () => {
    throw new HostError('unavailable', '');
  };
  await back();
  link.answers['outbox.list'] = answer;
}

test('a move that waited and was refused: the call is with whom its log is with, and the agent is told', async () => {
  [crm.away, crm.refuses] = [true, noKim];
  await choose('8');
  assert.deepEqual([work().log.state, work().chosen, reasons()], ['queued', keyOf('8'), []]);
  await back();
  const { log, chosen, related } = work();
  assert.deepEqual([log.state, log.error, log.request.contactId, log.request.contactName], ['logged', undefined, '7', 'Jane']);
  assert.deepEqual([chosen, related.deals, crm.log.contactId], [keyOf('7'), ['d1'], '7']);
  assert.deepEqual([log.undone.reason, log.undone.contact.contactName], ['No such contactId.', 'Kim']);
  assert.deepEqual(reasons(), ['undone']);
  assert.deepEqual(wanted, {}, 'the host does not ask for it again with the next change');
});

test('a note that came with a move which was refused is in the CRM all the same', async () => {
  [crm.away, crm.refuses] = [true, noKim];
  await choose('8');
  await logbook.update(key, 'Second.');
  await back();
  assert.deepEqual([crm.log.note, crm.log.contactId, work().chosen], ['Second.', '7', keyOf('7')]);
  assert.deepEqual([work().log.pending, work().log.undone.contact.contactName], [undefined, 'Kim']);
});

test('a note goes through after a move that was refused at once', async () => {
  crm.refuses = noKim;
  await choose('8');
  await logbook.update(key, 'Second.');
  assert.deepEqual([crm.log.note, work().log.error, work().log.pending], ['Second.', undefined, undefined]);
});

test('a note goes through after records that were refused', async () => {
  crm.refuses = { filed: ({ deals }) => deals === 'd9' };
  await relate('d9');
  assert.deepEqual([work().related.deals, work().log.undone.related.deals], [['d1'], ['d9']]);
  await logbook.update(key, 'Second.');
  assert.deepEqual([crm.log.note, crm.log.filed.deals], ['Second.', 'd1']);
});

test('records that waited and were refused are as the CRM has them', async () => {
  [crm.away, crm.refuses] = [true, { filed: ({ deals }) => deals === 'd9' }];
  await relate('d9');
  assert.equal(work().log.state, 'queued');
  await back();
  const { log, related } = work();
  assert.deepEqual([log.state, related.deals, log.undone.related.deals, log.undone.contact], ['logged', ['d1'], ['d9'], undefined]);
});

test('what was refused is asked for again when the agent says so, and forgotten when not', async () => {
  [crm.away, crm.refuses] = [true, noKim];
  await choose('8');
  await back();
  await press('redo');
  assert.deepEqual([work().chosen, work().log.undone?.contact.contactName], [keyOf('7'), 'Kim']);
  crm.refuses = {};
  await press('redo');
  assert.deepEqual([crm.log.contactId, crm.log.filed.deals], ['8', 'd2']);
  assert.deepEqual([work().chosen, work().log.request.contactName, work().log.undone], [keyOf('8'), 'Kim', undefined]);
  crm.refuses = { contactId: (id) => id === '7' };
  await choose('7');
  assert.deepEqual(reasons(), ['undone']);
  await press('leave');
  assert.deepEqual([work().log.undone, reasons(), work().chosen], [undefined, [], keyOf('8')]);
});

test('a note that waited and was refused waits for the agent, and is not sent again by itself', async () => {
  [crm.away, crm.refuses] = [true, { note: (text) => text.length > 10 }];
  await logbook.update(key, 'Far too long.');
  assert.equal(work().log.pending, undefined);
  await back();
  const { log } = work();
  assert.deepEqual([log.state, log.error, log.pending, log.sent.note], ['logged', 'No such note.', { note: 'Far too long.' }, 'First.']);
  assert.deepEqual(reasons(), ['unsaved']);
  const before = link.sent('callLog.update').length;
  await logbook.resume();
  await logbook.resume(true);
  assert.equal(link.sent('callLog.update').length, before);
  await logbook.update(key, 'Far too long.');
  assert.equal(link.sent('callLog.update').length, before + 1, 'the agent says once more');
  await logbook.update(key, 'Shorter.');
  assert.deepEqual([crm.log.note, work().log.error, work().log.pending, reasons()], ['Shorter.', undefined, undefined, []]);
});

test('what the host brought to the CRM in the end, once it was asked to, is not waited for any more', async () => {
  [crm.away, crm.refuses] = [true, { note: (text) => text.length > 10 }];
  await logbook.update(key, 'Far too long.');
  await back();
  crm.refuses = {};
  await back();
  assert.deepEqual([work().log.pending, work().log.error, work().log.sent.note], [undefined, undefined, 'Far too long.']);
});

test('a log that was moved and then refused for another reason is where it is', async () => {
  crm.away = true;
  await choose('8');
  await logbook.update(key, 'Far too long.');
  crm.log.contactId = '8'; // the first step was taken
  crm.refuses = { note: (text) => text.length > 10 };
  await back();
  const { log, chosen } = work();
  assert.deepEqual([chosen, log.request.contactName, log.undone], [keyOf('8'), 'Kim', undefined]);
  assert.deepEqual([log.error, log.pending], ['No such note.', { note: 'Far too long.' }]);
});

test('somebody else who was chosen while a move was being refused is not forgotten', async () => {
  const answer = link.answers['callLog.update'];
  let refuse = () => {};
  link.answers['callLog.update'] = () =>
    new Promise((_, no) => {
      refuse = () => no(new HostError('forbidden', 'Not Kim.'));
    });
  desk.callers.link(key, { ...person('9', 'Ravi', 'd3'), account: 'crm|1' });
  desk.callers.choose(key, keyOf('8'));
  const first = logbook.move(key);
  await quiet();
  const second = choose('9');
  link.answers['callLog.update'] = answer;
  refuse();
  await Promise.all([first, second]);
  await quiet();
  assert.deepEqual([crm.log.contactId, work().chosen, work().log.request.contactName], ['9', keyOf('9'), 'Ravi']);
  assert.equal(work().log.undone, undefined);
});

test('a worker that was killed before the host gave it up has it give it up later', async () => {
  await refuseUnseen();
  assert.deepEqual([work().log.revoke, work().chosen], [true, keyOf('7')]);
  desk.state = JSON.parse(JSON.stringify(desk.state));
  await logbook.resume();
  assert.deepEqual([work().log.revoke, wanted], [undefined, {}]);
});

test('what another browser wants of the log meanwhile is not given up with it', async () => {
  await refuseUnseen();
  crm.away = true;
  submit({ result: 'Busy' });
  await logbook.resume();
  assert.deepEqual([work().log.revoke, wanted.result], [true, 'Busy']);
  await back();
  assert.deepEqual([work().log.revoke, work().chosen, wanted], [undefined, keyOf('7'), {}]);
});

test('what was refused while nobody listened is learned once the host is back, with its reason', async () => {
  [crm.away, crm.refuses] = [true, noKim];
  await choose('8');
  crm.away = false;
  const row = { sessionId: 's1', matched: true, logId: 'l', state: 'failed' };
  link.answers['callLog.get'] = () => ({ logs: [{ ...row, error: { name: 'forbidden', message: 'Not Kim.' } }] });
  await logbook.resume(true);
  await quiet();
  assert.deepEqual([work().chosen, work().log.undone.reason], [keyOf('7'), 'Not Kim.']);
});

test('a change of a log that was deleted meanwhile says so, and the log can be made anew', async () => {
  [crm.away, crm.refuses] = [true, noKim];
  await choose('8');
  crm.gone = true;
  await back();
  assert.deepEqual([work().log.gone, work().log.undone, reasons()], [true, undefined, ['gone']]);
});

test('a call with something that was refused is kept until the agent has seen it', async () => {
  crm.refuses = noKim;
  await choose('8');
  const others = Array.from({ length: 70 }, (_, n) => ({ ...desk.state.calls[0], scope: `${origin}|x|${n}` }));
  const spare = () => spareCall([...desk.state.calls, ...others], (call) => (call === desk.state.calls[0] ? work() : { log: { state: 'none' } }));
  assert.notEqual(spare()?.call, desk.state.calls[0]);
  await press('leave');
  assert.equal(spare()?.call, desk.state.calls[0]);
});

for (const [when, away] of [['at once', false], ['in the end', true]])
  test(`a contact that was deleted in the CRM, found ${when}, makes no deleted log`, async () => {
    [crm.away, crm.refuses] = [away, noKim];
    if (!away)
      link.answers['callLog.update'] = () => {
        throw new HostError('not_found', 'There is no such contact.');
      };
    link.answers['callLog.get'] = ({ requireDetails }) => ({
      logs: [
        {
          ...{ sessionId: 's1', matched: true, logId: 'l', state: 'failed', error: { name: 'not_found' } },
          ...(requireDetails && { logData: { note: 'First.', contactName: 'Jane' } }),
        },
      ],
    });
    await choose('8');
    if (away) await back();
    assert.deepEqual([Boolean(work().log.gone), work().chosen, reasons()], [false, keyOf('7'), ['undone']]);
  });
