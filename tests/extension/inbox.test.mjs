import assert from 'node:assert/strict';
import test from 'node:test';
import { reduce } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { dayOf, inboxOf, waitingFor } from '../../extension/src/core/inbox.js';
import { reduceMessages } from '../../extension/src/core/message.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event } from './support.mjs';

const caller = { direction: 'inbound', from: { number: '+14155550132' }, to: { number: '+14155550100' } };
const over = [event('answered', 0, caller), event('ended', 60)];
const viewed = (...events) => viewOf(events.reduce(reduce, [])[0]);
const jane = { id: '1', account: 'crm|1', platform: 'crm', evidence: { strength: 'exact' } };
const weak = { ...jane, evidence: { strength: 'suffix' } };
const kim = { ...jane, id: '2' };
const request = { account: 'crm|1', contactId: '1', note: '', additionalSubmission: {} };
const worked = (more = {}) => ({
  lookup: 'done',
  contacts: [jane],
  chosen: 'crm|1||1',
  failures: [],
  related: {},
  log: { state: 'none' },
  ...more,
});
const logged = (log) => worked({ log: { request, ...log } });
const connected = {
  host: { state: 'connected' },
  platforms: [{ id: 'crm', name: 'CRM', relatedRecords: [{ kind: 'matters', label: 'Matter' }] }],
  connections: [{ account: 'crm|1', platform: 'crm', state: 'active' }],
};
const away = { ...connected, host: { state: 'stopped' } };
const expired = { ...connected, connections: [{ account: 'crm|1', platform: 'crm', state: 'expired' }] };

/** The inbox of one call. */
const inbox = (work, { office = connected, settings = {}, events = over, ...more } = {}) =>
  inboxOf({
    rows: [{ call: viewed(...events), work }],
    mail: { conversations: [], work: {} },
    office,
    outbox: [],
    countdowns: {},
    settings: { ...defaults, ...settings },
    ...more,
  });
const reason = (...of) => inbox(...of).map((item) => item.reason)[0];

test('a call that needs nobody is not in the inbox', () => {
  for (const state of ['held', 'saving', 'queued', 'logged', 'existing'])
    assert.deepEqual(inbox(logged({ state })), [], state);
  assert.deepEqual(inbox(worked(), { events: [over[0]] }), [], 'it goes on');
  assert.deepEqual(inbox(worked({ skipped: true })), [], 'the person does not want it');
  assert.deepEqual(inbox(worked(), { settings: { doNotLog: ['+1415*'] } }), [], 'the number is not logged');
  assert.deepEqual(inbox(worked({ lookup: 'asking', contacts: [] })), [], 'an answer comes');
  const { key } = viewed(...over);
  assert.deepEqual(inbox(worked(), { countdowns: { [key]: 1 } }), [], 'it logs itself');
});

test('the reason is about who it was', () => {
  assert.equal(reason(worked({ contacts: [jane, kim] })), 'several');
  assert.equal(reason(worked({ contacts: [jane, kim], confirmed: true })), 'ready');
  assert.equal(reason(worked({ contacts: [], chosen: undefined })), 'nobody');
  assert.equal(reason(worked({ contacts: [weak] })), 'unsure');
  assert.equal(reason(worked({ contacts: [weak], confirmed: true })), 'ready');
  assert.equal(reason(worked({ lookup: 'failed', contacts: [] })), 'unasked');
  assert.equal(reason(worked({ later: true })), 'ready');
  assert.equal(reason(worked(), { settings: { logMode: 'hand' } }), 'ready');
});

test('the reason is about what the CRM said', () => {
  assert.equal(reason(logged({ state: 'failed', error: 'No.' })), 'refused');
  assert.equal(reason(logged({ state: 'failed', error: 'No.', field: 'matters' })), 'missing');
  assert.equal(reason(logged({ state: 'failed', error: 'No.', field: 'note' })), 'refused');
  assert.equal(reason(logged({ state: 'logged', conflict: { theirs: 'x' } })), 'changed');
  assert.equal(reason(logged({ state: 'logged', gone: true, error: 'Gone.' })), 'gone');
  assert.equal(reason(logged({ state: 'logged', error: 'No.', refused: '{}', pending: { note: 'x' } })), 'unsaved');
});

test('the reason is about what stands in the way: the host, a sign-in, or only time', () => {
  assert.equal(reason(logged({ state: 'waiting' }), { office: away }), 'host');
  assert.equal(reason(logged({ state: 'waiting' }), { office: expired }), 'sign_in');
  assert.equal(reason(logged({ state: 'waiting' })), 'later');
  const unknown = worked({ lookup: 'none', contacts: [], chosen: undefined });
  assert.equal(reason(unknown, { office: away }), 'host');
  assert.equal(reason(unknown, { office: expired }), 'sign_in');
});

test('what the outbox says of a call is the call’s, of others it stands for itself', () => {
  const entry = (more) => ({ id: 'e', kind: 'call', platform: 'crm', state: 'failed', since: '2026', ...more });
  const of = (work, entries) => inbox(work, { outbox: entries }).map((item) => [item.kind, item.reason]);
  assert.deepEqual(of(logged({ state: 'queued' }), [entry({ sessionId: 's1', state: 'blocked' })]), [
    ['call', 'sign_in'],
  ]);
  assert.deepEqual(of(logged({ state: 'logged' }), [entry({ sessionId: 's1', state: 'queued' })]), []);
  assert.deepEqual(of(logged({ state: 'logged' }), [entry({ sessionId: 'older' })]), [['outbox', 'refused']]);
  assert.deepEqual(of(logged({ state: 'logged' }), [entry({ kind: 'attachment', state: 'setAside' })]), [
    ['outbox', 'set_aside'],
  ]);
  assert.deepEqual(of(logged({ state: 'logged' }), [entry({ sessionId: 'older', state: 'queued' })]), []);
});

test('a follow-up that failed is its call’s; others that the outbox holds stand for themselves', () => {
  const entry = { id: 'e', kind: 'task', platform: 'crm', state: 'failed', since: '2026', sessionId: 's1' };
  const of = (followUp, more = {}) =>
    inbox({ ...logged({ state: 'logged' }), followUp }, { outbox: [{ ...entry, ...more }] }).map((item) => [
      item.kind,
      item.reason,
    ]);
  assert.deepEqual(of({ state: 'failed', error: 'No.' }), [['call', 'follow_up']]);
  assert.deepEqual(of({ state: 'queued' }, { state: 'blocked' }), [['outbox', 'sign_in']]);
  assert.deepEqual(of(undefined), [['outbox', 'refused']]);
  assert.deepEqual(of({ state: 'logged' }, { state: 'queued' }), []);
});

test('a change that could not be made yet waits; only one that the CRM refused is refused', () => {
  const moving = { contactId: '2' };
  const pending = { note: 'New.' };
  assert.equal(reason(logged({ state: 'logged', error: 'Slow.', moving })), 'later');
  assert.equal(reason(logged({ state: 'logged', error: 'Slow.', pending })), 'later');
  assert.equal(reason(logged({ state: 'logged', error: 'No.', pending, refused: '{}' })), 'unsaved');
  assert.equal(reason(logged({ state: 'logged', error: 'Slow.', moving }), { office: away }), 'host');
  assert.equal(reason(logged({ state: 'logged', moving })), undefined);
});

test('only what could be logged as it is counts as sure', () => {
  const sure = (...of) => inbox(...of)[0].sure;
  assert.equal(sure(worked({ later: true })), true);
  assert.equal(sure(worked({ contacts: [weak] })), false);
  assert.equal(sure(worked({ contacts: [jane, kim] })), false);
});

const letter = (id, number, more = {}) => ({
  at: '2026-11-21T09:00:00.000Z',
  source: { provider: 'demo', account: 'a', origin: 'http://127.0.0.1' },
  message: {
    id,
    conversation: 'c',
    channel: 'sms',
    direction: 'inbound',
    from: { number },
    to: [{ number: '+14155550100' }],
    sentAt: '2026-11-21T09:00:00.000Z',
    attachments: [],
    ...more,
  },
});

test('a conversation shows the most that is to do about any of its people', () => {
  const conversations = [letter('1', '+14155550132'), letter('2', '+14155550199')].reduce(reduceMessages, []);
  const [{ scope, channel, conversation, day }] = conversations;
  const key = [scope, channel, conversation, day].join('|');
  const person = (more) => ({ lookup: 'done', contacts: [jane], state: 'none', told: [], ...more });
  const of = (one, other, office = connected) => {
    const work = { [key]: { '+14155550132': one, '+14155550199': other } };
    return inbox(logged({ state: 'logged' }), { office, mail: { conversations, work } });
  };
  const chosen = { chosen: 'crm|1||1' };
  const [several] = of(person(chosen), person({ contacts: [jane, kim] }));
  assert.deepEqual([several.reason, several.person, several.sure], ['several', '+14155550199', false]);
  assert.equal(of(person(chosen), person(chosen))[0].reason, 'ready');
  assert.deepEqual(of(person({ state: 'logged' }), person({ skipped: true })), []);
  assert.equal(of(person({ state: 'logged' }), person({ ...chosen, state: 'waiting' }), away)[0].reason, 'host');
});

test('messages and their files that the outbox could not bring to the CRM are not passed over', () => {
  const conversations = [letter('1', '+14155550132')].reduce(reduceMessages, []);
  const [{ scope, channel, conversation, day }] = conversations;
  const key = [scope, channel, conversation, day].join('|');
  const of = (state, kind) => {
    const person = { lookup: 'done', contacts: [jane], chosen: 'crm|1||1', state, told: ['1'] };
    const mail = { conversations, work: { [key]: { '+14155550132': person } } };
    const entry = { id: 'e', kind, platform: 'crm', state: 'failed', since: '2026', conversation: `c/${day}/1` };
    return inbox(logged({ state: 'logged' }), { mail, outbox: [entry] }).map((item) => [item.kind, item.reason]);
  };
  assert.deepEqual(of('failed', 'message'), [['mail', 'refused']]);
  assert.deepEqual(of('queued', 'message'), [['outbox', 'refused']], 'nobody listened when it was refused');
  assert.deepEqual(of('logged', 'attachment'), [['outbox', 'refused']]);
});

test('a change that was taken back needs the agent until it was seen', () => {
  const undone = { reason: 'No.', related: {} };
  assert.equal(reason(logged({ state: 'logged', undone })), 'undone');
  assert.equal(reason(logged({ state: 'logged' })), undefined);
});

test('a note that went on after its log waits for the agent, behind what is refused', () => {
  const work = { ...logged({ state: 'logged' }), unsent: true };
  const of = (more) => inbox({ ...work, ...more }).map((item) => item.reason);
  assert.deepEqual(of({}), ['unsent']);
  assert.deepEqual(of({ followUp: { state: 'failed' } }), ['unsent']);
  assert.deepEqual(inbox({ ...logged({ state: 'logged', error: 'No.', pending: { note: '' } }), unsent: true })[0].reason, 'later');
});

test('a day is counted by the clock of the person', () => {
  const rows = [
    { call: viewed(...over), work: worked() },
    { call: viewed(...over), work: logged({ state: 'logged' }) },
  ];
  assert.deepEqual(dayOf(rows, new Date(over[0].at)), { calls: 2, logged: 1 });
  assert.deepEqual(dayOf(rows, new Date('2026-11-25T12:00:00Z')), { calls: 0, logged: 0 });
  const past = { day: new Date(over[0].at).toDateString(), calls: 20, logged: 19 };
  assert.deepEqual(dayOf(rows, new Date(over[0].at), past), { calls: 22, logged: 20 });
  assert.deepEqual(dayOf(rows, new Date('2026-11-25T12:00:00Z'), past), { calls: 0, logged: 0 });
});

test('what waits is counted, all of it or of one CRM', () => {
  const rows = [
    { call: viewed(...over), work: logged({ state: 'waiting' }) },
    { call: viewed(...over), work: worked() },
  ];
  assert.deepEqual([waitingFor(rows), waitingFor(rows, 'crm'), waitingFor(rows, 'other')], [1, 1, 0]);
});
