// Which calls are forgotten when there are too many, and what two calls that turn out to be one keep.
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { joinedWork } from '../../extension/src/core/joined_work.js';
import { event, origin } from './support.mjs';

const caller = { direction: 'inbound', from: { number: '+14155550132' } };
const keyed = (session) => `${origin}|demo|a|${session}`;
let desk;
let forgotten;

beforeEach(() => {
  forgotten = [];
  const office = { link: { connected: false }, office: { connections: [], platforms: [] } };
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, {
    changed() {},
    forget: (key) => forgotten.push(key),
    moveNote() {},
    progressed() {},
  });
});
/** @param {number} from @param {number} to */
function calls(from, to) {
  for (let i = from; i < to; i += 1) desk.take(event('ended', i, { ...caller, session: `s${i}` }));
}

test('what is in the CRM goes when there are more than sixty; what nobody has logged yet stays', () => {
  calls(0, 60);
  desk.work(keyed('s7')).log = { state: 'logged' };
  desk.work(keyed('s8')).skipped = true;
  calls(60, 70);
  assert.deepEqual(forgotten, [keyed('s7'), keyed('s8')]);
  assert.deepEqual([desk.state.calls.length, desk.state.dropped], [68, undefined]);
});

test('a call whose log failed is kept for the note that was written on it afterwards', () => {
  calls(0, 2);
  for (const session of ['s0', 's1']) desk.work(keyed(session)).log = { state: 'failed', request: { note: '' } };
  desk.note(keyed('s0'), 'Call back.');
  calls(2, 202);
  assert.deepEqual(forgotten, [keyed('s1'), keyed('s2')]);
});

test('a logged call whose note went on afterwards is kept until the CRM has all of it', () => {
  calls(0, 60);
  const log = { state: 'logged', sent: { note: 'First.', facts: '' } };
  desk.work(keyed('s0')).log = log;
  for (const note of ['First.', '', '  ']) {
    desk.note(keyed('s0'), note);
    assert.equal(desk.work(keyed('s0')).unsent, undefined, note);
  }
  desk.note(keyed('s0'), 'First. Second.');
  calls(60, 70);
  assert.deepEqual([forgotten, desk.work(keyed('s0')).unsent], [[], true]);
  log.pending = { note: 'First. Second.' };
  desk.note(keyed('s0'), 'First. Second.');
  assert.equal(desk.work(keyed('s0')).unsent, undefined, 'it is on its way');
});

test('the calls of today that are not kept any more are counted, those of the day before are not', (t) => {
  const noon = new Date(event('ended', 0).at);
  let now = noon.getTime() + 3600_000;
  t.mock.method(Date, 'now', () => now);
  calls(0, 80);
  assert.equal(desk.state.past, undefined, 'nothing was logged, so all are kept');
  for (let i = 0; i < 30; i += 1) desk.work(keyed(`s${i}`)).log = { state: 'logged' };
  calls(80, 81);
  assert.deepEqual(desk.state.past, { day: noon.toDateString(), calls: 21, logged: 21 });
  now = noon.getTime() + 86_400_000;
  calls(81, 82);
  assert.equal(desk.state.past.calls, 21, 'that one was yesterday’s');
});

test('what nobody logged goes when there are more than two hundred, and that is counted', () => {
  calls(0, 203);
  assert.deepEqual(forgotten, ['s0', 's1', 's2'].map(keyed));
  assert.equal(desk.state.dropped, 3);
});

test('no call that somebody wrote a note on, or asked to log, is ever forgotten', () => {
  calls(0, 10);
  desk.note(keyed('s0'), 'Call back.');
  desk.note('nobody', 'Call back.');
  const log = { request: { note: 'Wants a quote.' } };
  for (const [i, state] of ['held', 'saving', 'waiting', 'failed'].entries())
    desk.work(keyed(`s${i + 1}`)).log = { state, ...log };
  desk.work(keyed('s5')).log = { state: 'logged', pending: { note: 'more' } };
  desk.work(keyed('s6')).log = { state: 'logged', conflict: { theirs: 'theirs' } };
  calls(10, 260);
  const kept = new Set(desk.state.calls.map((call) => call.first.session));
  for (let i = 0; i < 7; i += 1) assert.ok(kept.has(`s${i}`), `s${i}`);
  assert.equal(desk.state.calls.length, 200);
  desk.note(keyed('s0'), '');
  calls(260, 261);
  assert.ok(forgotten.includes(keyed('s0')));
});

const work = (more) => ({ lookup: 'none', contacts: [], failures: [], related: {}, log: { state: 'none' }, ...more });

test('of two calls that turn out to be one, what the person did counts, whichever was first', () => {
  const chosen = work({ lookup: 'done', confirmed: true, chosen: 'b', noted: true, later: true, rejected: ['a'] });
  const found = work({ lookup: 'done', chosen: 'a', unheard: true, edits: { subject: 'Renewal' } });
  for (const joined of [joinedWork(chosen, found), joinedWork(found, chosen)]) {
    const { chosen: who, noted, later, unheard, edits, rejected } = joined;
    assert.deepEqual([who, noted, later, unheard], ['b', true, true, undefined]);
    assert.deepEqual([edits, rejected], [{ subject: 'Renewal' }, ['a']]);
  }
  const logged = work({ log: { state: 'logged' } });
  for (const joined of [joinedWork(chosen, logged), joinedWork(logged, chosen)])
    assert.equal(joined.log.state, 'logged');
});

test('a card that was put away stays away when its call turns out to be another one’s', () => {
  desk.take(event('ringing', 0, { ...caller, session: 'a' }));
  desk.take(event('ringing', 1, { ...caller, session: 'b' }));
  desk.dismiss(keyed('b'));
  desk.take(event('answered', 2, { session: 'a', aliases: ['b'] }));
  assert.deepEqual(desk.state.dismissed, [keyed('a')]);
});
