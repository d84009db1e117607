import assert from 'node:assert/strict';
import test from 'node:test';
import { keyOf, reduce } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { event, random, shuffled } from './support.mjs';

const caller = {
  direction: 'inbound',
  from: { number: '+14155550132', name: 'JANE D' },
  to: { number: '+14155550100' },
};
const story = [
  event('ringing', 0, { ...caller, aliases: ['sip:1'] }),
  event('answered', 4, { session: 'sip:1' }),
  event('held', 10),
  event('resumed', 20),
  event('updated', 25, { from: { number: '+14155550132', name: 'Jane Doe' } }),
  event('ended', 60, { result: 'answered' }),
  event('updated', 90, { recording: { id: 'r1', url: 'https://example.com/r1' } }),
];

const after = (events) => events.reduce(reduce, []);

function* permutations(list) {
  if (list.length <= 1) yield list;
  for (let i = 0; i < list.length; i += 1) {
    for (const rest of permutations([...list.slice(0, i), ...list.slice(i + 1)])) yield [list[i], ...rest];
  }
}

test('every order of the events of a call gives the same call', () => {
  const expected = after(story);
  for (const order of permutations(story)) assert.deepEqual(after(order), expected);
});

test('any repetition in any order of several interleaved calls gives the same calls', () => {
  const other = [
    event('ringing', 2, { session: 's2', direction: 'outbound', to: { number: '+442079460958' } }),
    event('ended', 9, { session: 's2' }),
  ];
  const elsewhere = [event('ringing', 1, caller, { origin: 'https://phone.example.com' })];
  const all = [...story, ...other, ...elsewhere];
  const expected = after(all);
  for (let seed = 1; seed <= 500; seed += 1) {
    const next = random(seed);
    const repeated = [...all, ...all.filter(() => next() < 0.5), ...all.filter(() => next() < 0.3)];
    assert.deepEqual(after(shuffled(repeated, next)), expected, `seed ${seed}`);
  }
});

test('several devices, a colleague and late facts give the same view in any order', () => {
  const parts = [
    event('ringing', 0, caller),
    event('ringing', 0, caller, { device: 'browser' }),
    event('answered', 4, {}, { device: 'desk' }),
    event('ended', 5, { result: 'answered_elsewhere' }, { device: 'browser' }),
    event('updated', 62, { durationPending: true, recordingPending: true }),
    event('ended', 64, {}, { device: 'desk' }),
    event('updated', 70, { durationSec: 59, recording: { url: 'https://example.com/r' } }),
    event('updated', 71, { session: 's1', aliases: ['t1'], logSession: 't1', transferOf: 's0' }),
  ];
  const expected = viewOf(after(parts)[0]);
  assert.deepEqual(
    [expected.phase, expected.result, expected.durationSec, expected.session],
    ['ended', 'answered', 59, 't1'],
  );
  for (let seed = 1; seed <= 2000; seed += 1) {
    const next = random(seed);
    const repeated = [...parts, ...parts.filter(() => next() < 0.5)];
    const calls = after(shuffled(repeated, next));
    assert.equal(calls.length, 1, `seed ${seed}`);
    assert.deepEqual(viewOf(calls[0]), expected, `seed ${seed}`);
  }
});

test('calls that an alias joins become one, whichever was heard of first', () => {
  const parts = [
    event('ringing', 0, { session: 'a' }),
    event('answered', 1, { session: 'b' }),
    event('ended', 9, { session: 'c', aliases: ['a', 'b'] }),
  ];
  for (const order of permutations(parts)) {
    const calls = after(order);
    assert.equal(calls.length, 1);
    assert.equal(calls[0].first.session, 'a');
  }
});

test('a late event of a lower rank does not bring a call back', () => {
  const [call] = after([event('ended', 60), event('ringing', 0)]);
  assert.equal(viewOf(call).phase, 'ended');
});

test('two calls with the same timestamps that disagree are settled the same way in both orders', () => {
  const a = event('updated', 5, { queue: 'Sales' });
  const b = event('updated', 5, { queue: 'Support' });
  assert.deepEqual(after([a, b]), after([b, a]));
});

test('the same session id from another origin is another call', () => {
  const calls = after([event('ringing', 0), event('ringing', 0, {}, { origin: 'https://evil.example.com' })]);
  assert.equal(calls.length, 2);
  assert.notEqual(keyOf(calls[0]), keyOf(calls[1]));
});

test('the reducer changes none of its inputs', () => {
  const calls = after(story.slice(0, 3));
  const before = structuredClone(calls);
  reduce(calls, story[5]);
  assert.deepEqual(calls, before);
});
