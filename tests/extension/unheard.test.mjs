// Calls that were over before anybody here heard of them: a phone's history brings sixty at a browser's start.
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import './browser_stub.mjs';
import { Desk } from '../../extension/src/background/desk.js';
import { Logbook } from '../../extension/src/background/logbook.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { WrapUp } from '../../extension/src/background/wrap_up.js';
import { keyOf } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { endedUnheard } from '../../extension/src/core/log_rule.js';
import { inboxOf } from '../../extension/src/core/inbox.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event, FakeLink, fakeTimers, origin, signedIn } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const jane = { id: '1', name: 'Jane', platform: 'crm', jwtToken, evidence: { strength: 'exact' } };
const caller = { direction: 'inbound', from: { number: '+14155550132' } };
const at = (second) => Date.UTC(2026, 10, 21, 9, 0, second);
const keyed = (session) => `${origin}|demo|a|${session}`;
const quiet = async () => {
  for (let i = 0; i < 40; i += 1) await new Promise((done) => setImmediate(done));
};
/** When the browser starts, an hour after the last call. */
const start = at(7200);
let settings;
let link;
let office;
let desk;
let logbook;
let wrapUp;
let timers;
let flying;
let most;

beforeEach(() => {
  timers = fakeTimers();
  settings = { values: { ...defaults, undoSeconds: 0 } };
  [flying, most] = [0, {}];
  const slowly = (method, answer) => async () => {
    flying += 1;
    most[method] = Math.max(most[method] ?? 0, flying);
    await new Promise((done) => setImmediate(done));
    flying -= 1;
    return answer;
  };
  link = new FakeLink({
    'contact.find': slowly('contact.find', { contact: [jane] }),
    'callLog.create': slowly('callLog.create', { successful: true, logId: 'l', state: 'logged' }),
  });
  office = new FrontOffice(signedIn(jwtToken), link, () => {});
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, {
    changed: () => wrapUp?.review(),
    forget() {},
    moveNote() {},
    progressed: (view) => wrapUp.consider(view.key),
  });
  const outside = { settings: () => settings.values, noteOf: async () => '' };
  logbook = new Logbook(desk, office, () => {}, outside);
  const clock = { changed() {}, noteOf: async () => '', now: () => start };
  wrapUp = new WrapUp({}, { desk, logbook, settings }, clock);
});
afterEach(() => timers.restore());

/** What a phone's history tells of a call that is over. */
const history = (session, second, more = {}) => {
  const startedAt = new Date(at(second)).toISOString();
  return event('ended', 7200, { ...caller, session, startedAt, durationSec: 60, result: 'answered', ...more });
};
const tell = (one, now = start) => desk.take(one, { phone: now, received: now });
const items = () =>
  inboxOf({
    rows: desk.state.calls.map((call) => ({ call: viewOf(call), work: desk.work(keyOf(call)) })),
    mail: { conversations: [], work: {} },
    office: office.office,
    outbox: [],
    settings: settings.values,
    countdowns: wrapUp.due,
  });

test('sixty of them wait in the inbox, sure as they are, and none logs itself', async () => {
  for (let i = 0; i < 60; i += 1) tell(history(`h${i}`, i * 60));
  await quiet();
  assert.deepEqual(wrapUp.due, {});
  assert.equal(items().length, 60);
  assert.ok(items().every(({ sure, reason, row }) => sure && reason === 'ready' && row.work.unheard));
  timers.pass(3600_000);
  await quiet();
  assert.deepEqual(link.sent('callLog.create'), []);
});

test('the CRM is asked about six of them at a time, and about one that rings at once', async () => {
  for (let i = 0; i < 60; i += 1) tell(history(`h${i}`, i * 60));
  const before = link.sent('contact.find').length;
  tell(event('ringing', 7200, { ...caller, session: 'live' }));
  assert.equal(link.sent('contact.find').length, before + 1);
  await quiet();
  assert.equal(link.sent('contact.find').length, 61);
  assert.ok(most['contact.find'] <= 7, `${most['contact.find']} at a time`);
  assert.equal(desk.work(keyed('live')).unheard, undefined);
});

test('all of them logged with one press reach the CRM four at a time, and what is undone does not', async () => {
  settings.values.undoSeconds = 5;
  for (let i = 0; i < 60; i += 1) tell(history(`h${i}`, i * 60));
  await quiet();
  for (const call of desk.state.calls) await logbook.hold(keyOf(call), '');
  assert.deepEqual(link.sent('callLog.create'), []);
  const released = logbook.release();
  await new Promise((done) => setImmediate(done));
  logbook.undo(keyed('h59'));
  await released;
  await quiet();
  assert.equal(link.sent('callLog.create').length, 59);
  assert.ok(most['callLog.create'] <= 4, `${most['callLog.create']} at a time`);
  assert.equal(desk.work(keyed('h59')).log.state, 'none');
});

test('their timers, which end together, let them go four at a time, too', async () => {
  settings.values.undoSeconds = 5;
  for (let i = 0; i < 60; i += 1) tell(history(`h${i}`, i * 60));
  await quiet();
  for (const call of desk.state.calls) await logbook.hold(keyOf(call), '');
  timers.pass(6000);
  await quiet();
  assert.equal(link.sent('callLog.create').length, 60);
  assert.ok(most['callLog.create'] <= 4, `${most['callLog.create']} at a time`);
});

test('where all calls are to be logged they log themselves, one after the other', async () => {
  settings.values.logMode = 'all';
  for (let i = 0; i < 60; i += 1) tell(history(`h${i}`, i * 60));
  await quiet();
  const due = Object.values(wrapUp.due).sort((a, b) => a - b);
  assert.equal(due.length, 60);
  assert.equal(due[0], start + 20_000);
  for (let i = 1; i < 60; i += 1) assert.equal(due[i] - due[i - 1], 5000);
});

test('what is not for the CRM stays out as ever: the list, a colleague, the house', async () => {
  settings.values.logMode = 'all';
  settings.values.doNotLog = ['+44*'];
  tell(history('h1', 0, { from: { number: '+442079460958' } }));
  tell(history('h2', 0, { result: 'answered_elsewhere', durationSec: 0 }));
  tell(history('h3', 0, { from: { number: '101' } }));
  await quiet();
  assert.deepEqual([items(), wrapUp.due], [[], {}]);
});

test('a call is unheard when it was over for some minutes, whatever the phone says last of it', () => {
  const told = (facts, now) => {
    desk.state.calls = [];
    tell(event('ended', 7200, { ...caller, ...facts }), now);
    return endedUnheard(viewOf(desk.state.calls[0]), now);
  };
  const startedAt = new Date(at(7000)).toISOString();
  assert.equal(told({ startedAt, durationSec: 150 }, start), false);
  assert.equal(told({ startedAt, durationSec: 20 }, start), true);
  assert.equal(told({}, start), false);
  assert.equal(told({ startedAt, durationPending: true }, start), false);
  assert.equal(told({ endedAt: startedAt }, start), true);
});

test('a call that was heard is not unheard because its end is told once more much later', async () => {
  tell(event('ringing', 0, caller), at(0));
  tell(event('ended', 60, caller), at(60));
  tell(history('s1', 0), start);
  await quiet();
  assert.equal(desk.work(keyed('s1')).unheard, undefined);
});

test('a call that the browser’s end cut off does not log itself with an end that nobody heard', async () => {
  tell(event('answered', 0, caller), at(0));
  await quiet();
  desk.sweep(start, true);
  await quiet();
  assert.deepEqual([desk.work(keyed('s1')).unheard, wrapUp.due], [true, {}]);
  assert.equal(items()[0].reason, 'ready');
});
