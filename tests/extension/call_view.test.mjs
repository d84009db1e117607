import assert from 'node:assert/strict';
import test from 'node:test';
import { reduce } from '../../extension/src/core/calls.js';
import { changingFacts, logInfoOf, viewOf } from '../../extension/src/core/call_view.js';
import { event } from './support.mjs';

const view = (...events) => viewOf(events.reduce(reduce, [])[0]);
const caller = {
  direction: 'inbound',
  from: { number: '+14155550132', name: 'Jane' },
  to: { number: '+14155550100', ext: '12' },
};

test('a call that ended unanswered was missed when it came in and not answered when it went out', () => {
  assert.equal(view(event('ringing', 0, caller), event('ended', 9)).result, 'missed');
  const out = view(event('ringing', 0, { direction: 'outbound' }), event('ended', 9));
  assert.equal(out.result, 'no_answer');
  assert.equal(out.missed, false);
});

test('the duration is what the phone says, else the time since the answer', () => {
  assert.equal(view(event('ringing', 0, caller), event('answered', 4), event('ended', 64)).durationSec, 60);
  assert.equal(
    view(event('ringing', 0, caller), event('answered', 4), event('ended', 64, { durationSec: 58 }))
      .durationSec,
    58,
  );
  assert.equal(view(event('ringing', 0, caller), event('ended', 64)).durationSec, 0);
});

test('a call on hold is on hold until it is resumed', () => {
  assert.equal(view(event('answered', 1), event('held', 5)).held, true);
  assert.equal(view(event('answered', 1), event('held', 5), event('resumed', 8)).held, false);
});

test('the far end is the caller of a call that comes in, the callee of one that goes out', () => {
  assert.equal(view(event('ringing', 0, caller)).far.number, '+14155550132');
  assert.equal(view(event('ringing', 0, { ...caller, direction: 'outbound' })).far.number, '+14155550100');
});

test('a live call is logged with a duration that is pending and no action', () => {
  const info = logInfoOf(view(event('ringing', 0, caller), event('answered', 4)));
  assert.deepEqual(info, {
    sessionId: 's1',
    direction: 'Inbound',
    from: { phoneNumber: '+14155550132', name: 'Jane' },
    to: { phoneNumber: '+14155550100', extensionNumber: '12' },
    duration: 'pending',
    startTime: '2026-11-21T09:00:00.000Z',
  });
});

test('a call that ended is logged with duration, result and action', () => {
  const info = logInfoOf(view(event('ringing', 0, caller), event('answered', 4), event('ended', 64)));
  assert.equal(info.duration, 60);
  assert.equal(info.result, 'Accepted');
  assert.equal(info.action, 'Phone Call');
});

test('a recording that arrives late is a fact that changed', () => {
  const before = view(event('answered', 4), event('ended', 64));
  const after = view(
    event('answered', 4),
    event('ended', 64),
    event('updated', 90, { recording: { url: 'https://example.com/r' } }),
  );
  assert.notDeepEqual(changingFacts(before), changingFacts(after));
  assert.equal(changingFacts(after).recordingLink, 'https://example.com/r');
  assert.deepEqual(logInfoOf(after).recording, { id: 's1', link: 'https://example.com/r' });
});
