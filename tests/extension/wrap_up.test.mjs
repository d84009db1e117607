// A call that logs itself: when, with what, and what stops it.
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import './browser_stub.mjs';
import { WrapUp } from '../../extension/src/background/wrap_up.js';
import { reduce } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event, fakeTimers, origin } from './support.mjs';

const key = `${origin}|demo|a|s1`;
const other = `${origin}|demo|a|s2`;
const caller = { direction: 'inbound', from: { number: '+14155550132' } };
const sure = () => ({
  lookup: 'done',
  failures: [],
  contacts: [{ id: '1', evidence: { strength: 'exact' } }],
  chosen: 'crm|1||1',
  log: { state: 'none' },
});
let now;
let timers;
let calls;
let work;
let settings;
let notes;
let logged;
let told;
let due;
let wrapUp;

function start() {
  const desk = {
    view: (asked) => calls.map(viewOf).find((view) => view.key === asked),
    work: (asked) => work[asked],
    outside: { changed: () => wrapUp.review() },
  };
  const logbook = {
    log: async (asked, note) => {
      work[asked].log = { state: 'held' };
      logged.push([asked, note]);
    },
  };
  const outside = { changed: () => (told += 1), noteOf: async (asked) => notes[asked] ?? '', now: () => now };
  wrapUp = new WrapUp(due, { desk, logbook, settings }, outside);
}
beforeEach(() => {
  timers = fakeTimers();
  [now, calls, work, notes, logged, told, due] = [0, [], { [key]: sure(), [other]: sure() }, {}, [], 0, {}];
  settings = { values: { ...defaults } };
  start();
});
afterEach(() => timers.restore());
const hear = (...events) => {
  calls = events.reduce(reduce, calls);
};
/** Moves the clock, and lets what is under way end. */
async function pass(seconds) {
  now += seconds * 1000;
  timers.pass(seconds * 1000);
  for (let i = 0; i < 6; i += 1) await Promise.resolve();
}
const ended = (session) => [
  event('answered', 0, { ...caller, session }),
  event('ended', 60, { ...caller, session }),
];

test('a call that is over logs itself after its seconds, with the note as it is then', async () => {
  hear(...ended('s1'));
  wrapUp.consider(key);
  assert.deepEqual(due, { [key]: 20_000 });
  await pass(19);
  notes[key] = 'Wants a quote.';
  assert.deepEqual(logged, []);
  await pass(1);
  assert.deepEqual(logged, [[key, 'Wants a quote.']]);
  assert.deepEqual(due, {});
});

test('while somebody works on it, it waits; nothing but that starts its seconds again', async () => {
  hear(...ended('s1'));
  wrapUp.consider(key);
  await pass(15);
  wrapUp.touch(key);
  wrapUp.touch(other);
  await pass(6);
  wrapUp.consider(key);
  await pass(13);
  assert.deepEqual(logged, []);
  await pass(1);
  assert.equal(logged.length, 1);
});

test('the person may have more time, which typing does not take back', async () => {
  hear(...ended('s1'));
  wrapUp.consider(key);
  wrapUp.extend(key);
  wrapUp.extend(other);
  wrapUp.touch(key);
  assert.deepEqual(due, { [key]: 80_000 });
  await pass(79);
  assert.deepEqual(logged, []);
  await pass(1);
  assert.equal(logged.length, 1);
});

for (const [what, stop] of [
  ['put off', () => wrapUp.later(key)],
  ['not wanted', () => wrapUp.skip(key)],
  ['logged by hand', () => void (work[key].log = { state: 'saving' })],
  ['shared by several, as it turns out', () => work[key].contacts.push({ id: '2' })],
  ['logged by hand from now on', () => void (settings.values.logMode = 'hand')],
]) {
  test(`a call that is ${what} does not log itself`, async () => {
    hear(...ended('s1'));
    wrapUp.consider(key);
    stop();
    wrapUp.review();
    assert.deepEqual(due, {});
    await pass(60);
    assert.deepEqual(logged, []);
    wrapUp.consider(key);
    assert.deepEqual(due, {});
  });
}

test('what is not known to be right when its seconds are over is not logged', async () => {
  hear(...ended('s1'));
  wrapUp.consider(key);
  work[key].contacts = [];
  await pass(20);
  assert.deepEqual([logged, due], [[], {}]);
});

test('without seconds to wait a call is logged at once', async () => {
  settings.values.wrapUpSeconds = 0;
  hear(...ended('s1'));
  wrapUp.consider(key);
  await pass(0);
  assert.equal(logged.length, 1);
});

test('a call that is still going on, or one that nobody is sure about, waits for nothing', () => {
  hear(event('answered', 0, caller));
  wrapUp.consider(key);
  wrapUp.consider('unknown');
  assert.deepEqual([due, told], [{}, 0]);
});

test('two calls wait each for itself', async () => {
  hear(...ended('s1'), ...ended('s2'));
  wrapUp.consider(key);
  await pass(10);
  wrapUp.consider(other);
  await pass(10);
  assert.deepEqual(logged, [[key, '']]);
  await pass(10);
  assert.deepEqual(logged[1], [other, '']);
});

test('a worker that was killed meanwhile logs what has become due', async () => {
  hear(...ended('s1'), ...ended('s2'));
  wrapUp.consider(key);
  now = 10_000;
  wrapUp.consider(other);
  timers.restore();
  timers = fakeTimers();
  now = 25_000;
  start();
  await wrapUp.tick();
  assert.deepEqual(logged, [[key, '']]);
  await pass(5);
  assert.equal(logged.length, 2);
});
