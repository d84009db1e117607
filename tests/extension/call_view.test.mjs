import assert from 'node:assert/strict';
import test from 'node:test';
import { reduce } from '../../extension/src/core/calls.js';
import { changingFacts, hasTalked, logInfoOf, viewOf } from '../../extension/src/core/call_view.js';
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

test('one device that rings in vain does not end the call that another one took', () => {
  const on = (type, second, device, call = {}) => event(type, second, { ...caller, ...call }, { device });
  const taken = [
    on('ringing', 0, 'browser'),
    on('ringing', 0, 'desk'),
    on('answered', 4, 'desk'),
    on('ended', 5, 'browser', { result: 'missed' }),
  ];
  assert.equal(view(...taken).phase, 'answered');
  const over = view(...taken, on('ended', 64, 'desk'));
  assert.deepEqual([over.phase, over.result, over.durationSec], ['ended', 'answered', 60]);
  const nobody = view(on('ringing', 0, 'browser'), on('ringing', 0, 'desk'), on('ended', 9, 'browser'));
  assert.equal(nobody.phase, 'ringing');
  assert.equal(view(event('ringing', 0, caller), on('ended', 9, 'browser')).phase, 'ringing');
  assert.equal(view(event('ringing', 0, caller), on('ended', 9, 'browser'), event('ended', 9)).missed, true);
});

test('a call that was answered for less than a second was answered', () => {
  assert.equal(hasTalked(view(event('answered', 4, caller), event('ended', 4, { durationSec: 0 }))), true);
  assert.equal(hasTalked(view(event('ringing', 4, caller), event('ended', 9))), false);
  assert.equal(hasTalked(view(event('ended', 9, { ...caller, durationSec: 42 }))), true);
});

test('a call that a colleague took is no missed one, whatever is said first', () => {
  const elsewhere = event('ended', 9, { ...caller, result: 'answered_elsewhere' });
  const missed = event('ended', 12, { result: 'missed' });
  const rang = event('ringing', 0, caller);
  for (const story of [
    [rang, elsewhere, missed],
    [rang, missed, elsewhere],
    [rang, elsewhere],
  ]) {
    const seen = view(...story);
    assert.deepEqual([seen.phase, seen.result, seen.missed], ['ended', 'answered_elsewhere', false]);
  }
  assert.equal(logInfoOf(view(rang, elsewhere)).result, 'Answered Elsewhere');
});

test('that another tab stopped to ring because this one answered is no end of the call', () => {
  const elsewhere = event('ended', 5, { result: 'answered_elsewhere' });
  const talking = view(event('ringing', 0, caller), event('answered', 4), elsewhere);
  assert.equal(talking.phase, 'answered');
  const over = view(event('ringing', 0, caller), event('answered', 4), elsewhere, event('ended', 64));
  assert.deepEqual([over.result, over.durationSec], ['answered', 60]);
});

test('a duration that the phone has still to tell is pending until it is told, and stays told', () => {
  const rang = [event('ringing', 0, caller), event('answered', 4)];
  const pending = event('ended', 64, { durationPending: true });
  assert.equal(logInfoOf(view(...rang, pending)).duration, 'pending');
  assert.equal(logInfoOf(view(...rang, pending)).action, undefined);
  const told = event('updated', 90, { durationSec: 58 });
  const again = event('updated', 95, { durationPending: true });
  assert.equal(logInfoOf(view(...rang, pending, told, again)).duration, 58);
});

test('a recording that is to come does not hide the one that came', () => {
  const pending = event('ended', 64, { recordingPending: true });
  const ready = event('updated', 60, { recording: { url: 'https://example.com/r' } });
  assert.equal(view(pending).recordingPending, true);
  assert.equal(view(ready, pending).recordingPending, false);
  assert.equal(view(ready, pending).recording.url, 'https://example.com/r');
});

test('a log goes by the id that the phone names for it, and tells the way of a call that was passed on', () => {
  const legs = [
    { direction: 'inbound', to: { ext: '101', name: 'Ada' } },
    { direction: 'outbound', from: { ext: '102', name: 'Ben' }, durationSec: 30 },
  ];
  const info = logInfoOf(view(event('ended', 64, { logSession: '214705503020', legs })));
  assert.equal(info.sessionId, '214705503020');
  assert.deepEqual(info.legs, [
    { direction: 'Inbound', from: {}, to: { extensionNumber: '101', name: 'Ada' } },
    { direction: 'Outbound', from: { extensionNumber: '102', name: 'Ben' }, to: {}, duration: 30 },
  ]);
});
