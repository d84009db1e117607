// A busy minute in every order: two devices, a queue, a warm transfer, ids that are joined late, durations and
// recordings to come; the agent logs somewhere in between, and the CRM takes its time. Whatever the order, each
// call is logged once, with what is true in the end.
import assert from 'node:assert/strict';
import test from 'node:test';
import './browser_stub.mjs';
import { Desk } from '../../extension/src/background/desk.js';
import { Logbook } from '../../extension/src/background/logbook.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { WrapUp } from '../../extension/src/background/wrap_up.js';
import { keyOf, reduce } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event, FakeLink, random, shuffled } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const person = (id) => ({ id, name: id, platform: 'crm', jwtToken, evidence: { strength: 'exact' } });
const people = { '+14155550132': person('jane'), '+442079460958': person('tom'), '+14155550199': person('kim') };
const from = (number) => ({ direction: 'inbound', from: { number } });
const jane = from('+14155550132');
const tom = from('+442079460958');
const kim = from('+14155550199');
const url = 'https://example.com/r';

const story = [
  // Two devices: the desk phone answers, the browser's phone is told that somebody did.
  event('ringing', 0, { ...jane, session: 'a' }, { device: 'browser' }),
  event('ringing', 0, { ...jane, session: 'a' }, { device: 'desk' }),
  event('answered', 4, { ...jane, session: 'a' }, { device: 'desk' }),
  event('ended', 5, { ...jane, session: 'a', result: 'answered_elsewhere' }, { device: 'browser' }),
  event('ended', 64, { ...jane, session: 'a', durationPending: true }, { device: 'desk' }),
  event('updated', 70, { ...jane, session: 'a', durationSec: 59, recordingPending: true }),
  event('updated', 90, { ...jane, session: 'a', recording: { id: 'r', url } }),
  // A queue rings here and a colleague takes it.
  event('ringing', 1, { ...tom, session: 'b', queue: 'Sales' }),
  event('ended', 9, { ...tom, session: 'b', queue: 'Sales', result: 'answered_elsewhere' }),
  // A warm transfer: held, a word with a colleague, passed on to this agent's second call.
  event('ringing', 10, { ...kim, session: 'c' }),
  event('answered', 12, { ...kim, session: 'c' }),
  event('held', 20, { ...kim, session: 'c' }),
  event('answered', 22, { session: 'd', direction: 'outbound', to: { number: '102' }, transferOf: 'c' }),
  event('ended', 30, { session: 'd', direction: 'outbound', to: { number: '102' }, transferOf: 'c' }),
  event('resumed', 31, { ...kim, session: 'c' }),
  event('ended', 72, { ...kim, session: 'c', result: 'answered' }),
  event('answered', 40, { ...tom, session: 'e', transferOf: 'c' }),
  event('ended', 100, { ...tom, session: 'e', transferOf: 'c', durationSec: 61 }),
  // One call that goes by three ids, of which the last message alone knows all.
  event('ringing', 50, { ...jane, session: 'f1' }),
  event('answered', 55, { ...jane, session: 'f2' }),
  event('ended', 120, { ...jane, session: 'f3', aliases: ['f1', 'f2'], durationSec: 66 }),
];
const quiet = async () => {
  for (let i = 0; i < 60; i += 1) await new Promise((done) => setImmediate(done));
};

/** @param {() => number} next */
function scene(next) {
  const settings = { values: { ...defaults, undoSeconds: 0, wrapUpSeconds: 0 } };
  const slowly = (answer) => async (params) => {
    for (let i = Math.floor(next() * 4); i > 0; i -= 1) await new Promise((done) => setImmediate(done));
    return answer(params);
  };
  const known = new Set();
  const link = new FakeLink({
    'contact.find': slowly(({ phoneNumber }) => ({ contact: [people[phoneNumber]] })),
    'callLog.create': slowly(({ logInfo: { sessionId } }) => {
      const state = known.has(sessionId) ? 'existing' : 'logged';
      known.add(sessionId);
      return { successful: true, logId: sessionId, state };
    }),
    'callLog.update': slowly(() => ({ successful: true, logId: 'l', state: 'logged' })),
    'callLog.get': slowly(() => ({ logs: [] })),
  });
  const connection = { account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' };
  const platforms = [{ id: 'crm', name: 'CRM', relatedRecords: [], operations: [] }];
  const state = { host: { state: 'connected' }, platforms, connections: [connection], known: true };
  const office = new FrontOffice(state, link, () => {});
  let parts;
  const desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, {
    changed: () => parts?.wrapUp.review(),
    forget() {},
    moveNote() {},
    progressed(view) {
      parts.wrapUp.consider(view.key);
      void parts.logbook.follow(view.key);
    },
  });
  const outside = { settings: () => settings.values, noteOf: async () => '' };
  const logbook = new Logbook(desk, office, () => parts?.wrapUp.review(), outside);
  const wrapUp = new WrapUp({}, { desk, logbook, settings }, { changed() {}, noteOf: async () => '' });
  parts = { link, desk, logbook, wrapUp, settings };
  return parts;
}

/** What the CRM was told last of a log. */
function toldOf(link, session) {
  const [made] = link.sent('callLog.create').filter(({ logInfo }) => logInfo.sessionId === session);
  const told = { duration: made.logInfo.duration, link: made.logInfo.recording?.link };
  for (const { sessionId, duration = told.duration, recordingLink = told.link } of link.sent('callLog.update'))
    if (sessionId === session) Object.assign(told, { duration, link: recordingLink });
  return told;
}
const nameOf = (desk, id) => desk.state.calls.find(({ ids }) => ids.includes(id));

/** @param {number} seed @param {(parts: ReturnType<typeof scene>, next: () => number) => Promise<void>} between */
async function play(seed, between) {
  const next = random(seed);
  const parts = scene(next);
  const repeated = [...story, ...story.filter(() => next() < 0.4)];
  for (const one of shuffled(repeated, next)) {
    parts.desk.take(one);
    if (next() < 0.3) await new Promise((done) => setImmediate(done));
    await between(parts, next);
  }
  for (let i = 0; i < 4; i += 1) {
    await quiet();
    await parts.wrapUp.tick();
  }
  return parts;
}

/** What holds whatever the order. */
function check({ desk, link, wrapUp }, seed) {
  const expected = story.reduce(reduce, []).map(viewOf);
  assert.deepEqual(desk.state.calls.map(viewOf), expected, `seed ${seed}`);
  const keys = new Set(desk.state.calls.map(keyOf));
  assert.deepEqual(Object.keys(desk.state.work).filter((key) => !keys.has(key)), [], `seed ${seed}: work of no call`);
  assert.deepEqual(Object.keys(wrapUp.due).filter((key) => !keys.has(key)), [], `seed ${seed}: a wait of no call`);
  for (const call of desk.state.calls) {
    const { lookup } = desk.work(keyOf(call));
    assert.notEqual(lookup, 'asking', `seed ${seed}: ${call.first.session} is still looked up`);
  }
  const made = link.sent('callLog.create').map(({ logInfo }) => logInfo.sessionId);
  assert.equal(new Set(made).size, made.length, `seed ${seed}: ${made} logged twice`);
  return made;
}

test('sure calls that log themselves are logged once each, truly, in any order', async () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const parts = await play(seed, async () => {});
    const made = check(parts, seed);
    for (const [id, duration] of [['a', 59], ['c', 60], ['e', 61]]) {
      assert.ok(made.includes(id), `seed ${seed}: ${id} is not among ${made}`);
      assert.equal(toldOf(parts.link, id).duration, duration, `seed ${seed}: ${id}`);
    }
    assert.equal(toldOf(parts.link, 'a').link, url, `seed ${seed}`);
    for (const id of ['b', 'd']) assert.ok(!made.includes(id), `seed ${seed}: ${id} was logged`);
  }
});

test('calls that the agent logs at any moment are logged once each and kept up with, in any order', async () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const asked = new Set();
    const parts = await play(seed, async ({ desk, logbook, settings }, next) => {
      settings.values.logMode = 'hand';
      if (next() < 0.1) void logbook.resume();
      for (const call of desk.state.calls) {
        const work = desk.work(keyOf(call));
        if (work.chosen && work.log.state === 'none' && next() < 0.2) {
          asked.add(call.ids[0][0]);
          void logbook.log(keyOf(call), `note of ${call.ids[0][0]}`);
        }
      }
    });
    check(parts, seed);
    for (const id of asked) {
      const call = nameOf(parts.desk, id === 'f' ? 'f3' : id);
      const { log } = parts.desk.work(keyOf(call));
      assert.equal(log.state === 'logged' || log.state === 'existing', true, `seed ${seed}: ${id} ${log.state}`);
      const told = toldOf(parts.link, log.request.sessionId);
      const { durationSec } = viewOf(call);
      assert.equal(told.duration, durationSec, `seed ${seed}: ${id}`);
    }
  }
});
