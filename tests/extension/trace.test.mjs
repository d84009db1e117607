import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { Instruments } from '../../extension/src/background/instruments.js';
import { reduce } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { begin, mark, percentile, stretches, traceId, whole } from '../../extension/src/core/trace.js';
import { event, fakeTimers } from './support.mjs';

let clock;
beforeEach(() => {
  clock = fakeTimers();
});
afterEach(() => clock.restore());

test('a call’s way is five marks, and the stretches between them', () => {
  const traces = [];
  begin(traces, 'c', 'demo', 1000, 1004);
  for (const [step, at] of [
    ['asked', 1005],
    ['answered', 1015],
    ['painted', 1031],
  ])
    assert.equal(mark(traces, 'c', step, at), true);
  assert.deepEqual(stretches(traces[0]), [
    { step: 'received', from: 0, ms: 4 },
    { step: 'asked', from: 4, ms: 1 },
    { step: 'answered', from: 5, ms: 10 },
    { step: 'painted', from: 15, ms: 16 },
  ]);
  assert.equal(whole(traces[0]), 31);
});

test('a mark counts once, behind the one before it, and for a call that is known', () => {
  const traces = [];
  assert.equal(mark(traces, 'c', 'asked', 1), false);
  begin(traces, 'c', 'demo', 1000, 1004);
  assert.equal(begin(traces, 'c', 'demo', 2000, 2004), false);
  assert.equal(mark(traces, 'c', 'painted', 1010), false);
  assert.equal(mark(traces, 'c', 'asked', 1005), true);
  assert.equal(mark(traces, 'c', 'asked', 9000), false);
  assert.deepEqual(traces, [
    { call: 'c', provider: 'demo', marks: { phone: 1000, received: 1004, asked: 1005 } },
  ]);
  assert.equal(whole(traces[0]), undefined);
});

test('a page whose clock runs ahead did not speak after it was heard', () => {
  const traces = [];
  begin(traces, 'c', 'demo', 5000, 1004);
  assert.equal(traces[0].marks.phone, 1004);
});

test('the last fifty calls are kept', () => {
  const traces = [];
  for (let i = 0; i < 70; i += 1) begin(traces, `c${i}`, 'demo', i, i);
  assert.deepEqual([traces.length, traces[0].call, traces[49].call], [50, 'c20', 'c69']);
});

test('nothing in a trace says whom the call was with', () => {
  const kept = { traces: [], traffic: [] };
  const instruments = new Instruments(kept, () => {});
  const rings = event('ringing', 0, {
    session: '+14155550132',
    from: { number: '+14155550132', name: 'Jane' },
  });
  const named = {
    ...rings,
    source: { ...rings.source, provider: 'Jane’s phone', account: '+14155550100*101' },
  };
  instruments.heard(viewOf(reduce([], named)[0]), { phone: 1000, received: 1002 });
  assert.deepEqual(kept.traces, [
    {
      call: traceId(`${named.source.origin}|Jane’s phone|+14155550100*101|+14155550132`),
      provider: 'other',
      marks: { phone: 1000, received: 1002 },
    },
  ]);
  assert.doesNotMatch(JSON.stringify(kept), /4155550|Jane/);
});

test('what was seen is written once for many messages, and the last two hundred are kept', () => {
  const kept = { traces: [], traffic: [] };
  let writes = 0;
  const instruments = new Instruments(kept, () => (writes += 1));
  for (let at = 0; at < 300; at += 1)
    instruments.saw({ with: 'host', at, method: 'contact.find', size: 2, outcome: 'ok' });
  clock.pass(1000);
  assert.deepEqual([kept.traffic.length, kept.traffic[0].at, writes], [200, 100, 1]);
  instruments.saw({ with: 'host', at: 300, method: 'contact.find', size: 2, outcome: 'ok' });
  instruments.write();
  clock.pass(1000);
  assert.equal(writes, 2);
});

test('half of the calls, and nineteen of twenty, were at most that slow', () => {
  const values = Array.from({ length: 20 }, (_, i) => 20 - i);
  assert.deepEqual([percentile(values, 0.5), percentile(values, 0.95), percentile([7], 0.95)], [10, 19, 7]);
  assert.equal(percentile([], 0.5), undefined);
});
