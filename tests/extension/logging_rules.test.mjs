// What goes wrong elsewhere: transfers, queues, two calls at once, several devices, facts that come late, and
// calls that ended while nobody listened.
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { Logbook } from '../../extension/src/background/logbook.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { decide } from '../../extension/src/core/log_rule.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event, FakeLink, origin, signedIn } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const person = (id, strength = 'exact') => ({
  id,
  name: `Person ${id}`,
  platform: 'crm',
  jwtToken,
  additionalInfo: {},
  evidence: { strength },
});
const keyed = (session) => `${origin}|demo|a|${session}`;
const jane = { direction: 'inbound', from: { number: '+14155550132' } };
const quiet = async () => {
  for (let i = 0; i < 4; i += 1) await new Promise((done) => setImmediate(done));
};
const at = (second) => Date.UTC(2026, 10, 21, 9, 0, second);
let people;
let link;
let desk;
let logbook;

beforeEach(() => {
  people = [person('1')];
  link = new FakeLink({
    'contact.find': () => ({ contact: people }),
    'callLog.create': () => ({ successful: true, logId: 'l', state: 'logged' }),
    'callLog.update': () => ({ successful: true, logId: 'l', state: 'logged' }),
  });
  const office = new FrontOffice(signedIn(jwtToken), link, () => {});
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, {
    changed() {},
    forget() {},
    moveNote() {},
    progressed: (view) => void logbook.follow(view.key),
  });
  logbook = new Logbook(desk, office, () => {});
});

/** As a call that waited its seconds. */
async function logWhenSure(key, note) {
  const decision = decide(desk.view(key), desk.work(key), logbook.outside.settings());
  if (decision.act === 'log') await logbook.log(key, note);
}

async function tell(...events) {
  for (const one of events) desk.take(one);
  await quiet();
}
const created = () => link.sent('callLog.create').map(({ logInfo }) => logInfo.sessionId);

test('a word with a colleague during a transfer is looked up nowhere and logged nowhere', async () => {
  const ben = { session: 's2', direction: 'outbound', to: { number: '102' }, transferOf: 's1' };
  await tell(event('answered', 0, jane), event('answered', 20, ben), event('ended', 40, ben));
  await logWhenSure(keyed('s2'), '');
  assert.equal(link.sent('contact.find').length, 1);
  assert.deepEqual(created(), []);
});

test('a call that was passed on is filed under the person of the call that it continues', async () => {
  people = [person('1'), person('2')];
  await tell(event('answered', 0, jane));
  desk.callers.choose(keyed('s1'), 'crm|1||2');
  await tell(event('ringing', 30, { ...jane, session: 's2', transferOf: 's1' }));
  assert.equal(desk.work(keyed('s2')).chosen, 'crm|1||2');
  await tell(event('ringing', 40, { ...jane, session: 's3' }));
  assert.equal(desk.work(keyed('s3')).chosen, 'crm|1||1');
});

test('both calls of a transfer keep their own logs', async () => {
  await tell(event('answered', 0, jane));
  await logbook.log(keyed('s1'), 'first');
  await tell(event('answered', 30, { ...jane, session: 's2', transferOf: 's1' }));
  await logbook.log(keyed('s2'), 'second');
  await tell(event('ended', 60), event('ended', 90, { session: 's2' }));
  assert.deepEqual(created(), ['s1', 's2']);
  const updates = link.sent('callLog.update').map(({ sessionId, duration }) => [sessionId, duration]);
  assert.deepEqual(updates, [
    ['s1', 60],
    ['s2', 60],
  ]);
});

test('two calls at once are logged side by side', async () => {
  await tell(event('answered', 0, jane), event('answered', 1, { ...jane, session: 's2' }));
  await Promise.all([logbook.log(keyed('s1'), 'a'), logbook.log(keyed('s2'), 'b')]);
  assert.deepEqual(created(), ['s1', 's2']);
  assert.deepEqual(
    link.sent('callLog.create').map(({ note }) => note),
    ['a', 'b'],
  );
});

test('a queue call that a colleague took is not logged by itself, but by hand it may be', async () => {
  await tell(
    event('ringing', 0, { ...jane, queue: 'Sales' }),
    event('ended', 9, { result: 'answered_elsewhere' }),
  );
  await logWhenSure(keyed('s1'), '');
  assert.deepEqual(created(), []);
  await logbook.log(keyed('s1'), '');
  assert.equal(link.sent('callLog.create')[0].logInfo.result, 'Answered Elsewhere');
});

test('a number on the do-not-log list is not logged, by the phone or by hand', async () => {
  const settings = { ...defaults, undoSeconds: 0, doNotLog: ['+1415*'] };
  logbook = new Logbook(desk, logbook.office, () => {}, { settings: () => settings, noteOf: async () => '' });
  await tell(event('answered', 0, jane), event('ended', 60));
  await logWhenSure(keyed('s1'), '');
  await logbook.log(keyed('s1'), '');
  assert.deepEqual(created(), []);
  settings.doNotLog = [];
  settings.logMode = 'hand';
  await logWhenSure(keyed('s1'), '');
  assert.deepEqual(created(), []);
  await logbook.log(keyed('s1'), '');
  assert.deepEqual(created(), ['s1']);
});

test('nobody is logged by guess: several people, a weak match, or another one chosen', async () => {
  for (const found of [[person('1'), person('2')], [person('1', 'suffix')], []]) {
    people = found;
    await tell(event('ended', 0, { ...jane, session: `n${found.length}${found[0]?.evidence.strength}` }));
  }
  for (const { first } of desk.state.calls) await logWhenSure(keyed(first.session), '');
  assert.deepEqual(created(), []);
  people = [person('1')];
  await tell(event('answered', 0, jane));
  await logWhenSure(keyed('s1'), 'too early');
  assert.deepEqual(created(), []);
  await tell(event('ended', 60));
  await logWhenSure(keyed('s1'), 'sure');
  assert.deepEqual(created(), ['s1']);
});

test('a duration to come is logged as pending and follows, and never takes back what was told', async () => {
  await tell(event('answered', 0, jane), event('ended', 60, { durationPending: true }));
  await logbook.log(keyed('s1'), '');
  assert.equal(link.sent('callLog.create')[0].logInfo.duration, 'pending');
  await tell(event('updated', 70, { recording: { url: 'https://example.com/r' } }));
  assert.equal('duration' in link.sent('callLog.update').at(-1), false);
  await tell(event('updated', 80, { durationSec: 58 }));
  assert.equal(link.sent('callLog.update').at(-1).duration, 58);
  const before = link.sent('callLog.update').length;
  await tell(event('updated', 90, { durationPending: true }));
  assert.equal(link.sent('callLog.update').length, before);
});

test('a duration that the phone never tells is after an hour the one that was seen', async () => {
  await tell(event('answered', 0, jane), event('ended', 60, { durationPending: true }));
  desk.sweep(at(60) + 59 * 60_000);
  assert.equal(desk.view(keyed('s1')).durationSec, undefined);
  desk.sweep(at(60) + 61 * 60_000);
  assert.equal(desk.view(keyed('s1')).durationSec, 60);
  await tell(event('updated', 90, { durationSec: 57 }));
  assert.equal(desk.view(keyed('s1')).durationSec, 57);
});

test('a log keeps the session that it was made under, whatever the phone calls it later', async () => {
  await tell(event('answered', 0, { ...jane, session: 'sip-1' }));
  await logbook.log(keyed('sip-1'), '');
  const better = { session: 'sip-1', aliases: ['t-1'], logSession: '2147', durationSec: 5 };
  await tell(event('ended', 60, better));
  assert.equal(link.sent('callLog.update').at(-1).sessionId, 'sip-1');
  logbook.learn({ sessionId: 'sip-1', platform: 'crm', state: 'failed', reason: 'gone' });
  const { state, error } = desk.work(keyed('sip-1')).log;
  assert.deepEqual([state, error], ['logged', 'gone'], 'the log is there; what was asked of it is not');
});

test('a call that ended while nobody listened comes from the phone’s history, with its true end', async () => {
  await tell(event('answered', 0, jane));
  desk.sweep(at(3600), true);
  assert.equal(desk.view(keyed('s1')).durationSec, 0);
  const told = { ...jane, startedAt: new Date(at(0)).toISOString(), durationSec: 240, result: 'answered' };
  await tell(
    event('ended', 3700, told),
    event('ended', 3701, { ...told, session: 'unheard', durationSec: 12 }),
  );
  assert.equal(desk.view(keyed('s1')).durationSec, 240);
  assert.deepEqual(
    [desk.view(keyed('unheard')).phase, desk.view(keyed('unheard')).durationSec],
    ['ended', 12],
  );
  assert.equal(desk.work(keyed('unheard')).contacts.length, 1);
});

test('a call of another site under the same id writes over no log', async () => {
  await tell(event('answered', 0, jane), event('ended', 60));
  await logbook.log(keyed('s1'), 'Hers.');
  const source = { origin: 'https://evil.example.com' };
  await tell(event('ended', 70, { ...jane, durationSec: 9 }, source));
  const other = `https://evil.example.com|demo|a|s1`;
  await logbook.log(other, 'Theirs.');
  await tell(event('updated', 80, { recording: { url: 'https://evil.example.com/r' } }, source));
  assert.deepEqual(
    [created(), desk.work(other).log.state, desk.work(other).log.error],
    [['s1'], 'failed', 'session_taken'],
  );
  assert.equal(link.sent('callLog.update').length, 0);
  await tell(event('ended', 90, { ...jane, session: 's2' }, source));
  await logbook.log(`https://evil.example.com|demo|a|s2`, '');
  assert.deepEqual(created(), ['s1', 's2']);
});
