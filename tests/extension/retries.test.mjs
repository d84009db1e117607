import assert from 'node:assert/strict';
import test from 'node:test';
import { isOverdue, retriesOf, retryOf } from '../../extension/src/core/retries.js';

const now = Date.parse('2026-11-21T10:40:00Z');
const entry = (id, more) => ({
  id,
  platform: 'crm',
  kind: 'call',
  sessionId: `s${id}`,
  state: 'queued',
  nextAttempt: '2026-11-21T10:43:00.000Z',
  reason: { name: 'unavailable', message: 'The CRM is down for maintenance.' },
  ...more,
});

test('of what the host tries again, the first time and the reason are said, once a CRM', () => {
  const outbox = [
    entry('1', { nextAttempt: '2026-11-21T10:50:00.000Z' }),
    entry('2'),
    entry('3', { platform: 'other', reason: { name: 'rate_limited', message: 'Too many.' } }),
  ];
  const told = retriesOf(outbox, now).map(({ platform, at, slow, id }) => [platform, at, slow, id]);
  assert.deepEqual(told, [
    ['crm', '2026-11-21T10:43:00.000Z', false, '2'],
    ['other', '2026-11-21T10:43:00.000Z', true, '3'],
  ]);
});

test('all that waits for the CRM is counted as what it is, also what was never tried', () => {
  const outbox = [
    entry('1'),
    entry('2', { kind: 'message' }),
    entry('3', { kind: 'task' }),
    entry('4', { kind: 'attachment' }),
    entry('5', { kind: 'task', reason: undefined }),
    entry('6', { kind: 'task', state: 'failed' }),
    entry('7', { platform: 'other' }),
  ];
  const counts = retriesOf(outbox, now).map((one) => one.counts);
  assert.deepEqual(counts, [
    { logs: 2, tasks: 2, files: 1 },
    { logs: 1, tasks: 0, files: 0 },
  ]);
});

test('nothing is said of what is tried at once, was never tried, or does not go on by itself', () => {
  for (const more of [
    { nextAttempt: '2026-11-21T10:40:05.000Z' },
    { nextAttempt: '2026-11-21T10:39:00.000Z' },
    { nextAttempt: undefined },
    { reason: undefined },
    { state: 'blocked' },
    { state: 'failed' },
  ]) {
    assert.deepEqual(retriesOf([entry('1', more)], now), []);
    assert.equal(retryOf('s1', [entry('1', more)], now), undefined);
  }
});

test('what was to be tried by now is overdue, and nothing else', () => {
  assert.equal(isOverdue([entry('1')], now), false);
  assert.equal(isOverdue([entry('1'), entry('2', { nextAttempt: '2026-11-21T10:40:00Z' })], now), true);
  assert.equal(isOverdue([entry('1', { nextAttempt: undefined }), entry('2', { state: 'blocked' })], now), false);
});

test('a call knows when its own log is tried again', () => {
  const outbox = [entry('1'), entry('2', { nextAttempt: '2026-11-21T10:50:00.000Z' }), entry('3', { kind: 'message' })];
  assert.equal(retryOf('s2', outbox, now), '2026-11-21T10:50:00.000Z');
  assert.equal(retryOf('s3', outbox, now), undefined);
  assert.equal(retryOf('s4', outbox, now), undefined);
});
