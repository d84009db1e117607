import assert from 'node:assert/strict';
import test from 'node:test';
import './browser_stub.mjs';
import { Outbox } from '../../extension/src/background/outbox.js';

const now = Date.parse('2026-11-21T10:40:00Z');
const later = '2026-11-21T10:43:00Z';
const entry = (more) => ({ id: '1', state: 'queued', nextAttempt: later, ...more });

/** An outbox, and how often the host was asked for its list. */
function outboxWith(entries) {
  let asked = 0;
  const request = async () => ((asked += 1), { entries });
  const outbox = new Outbox({ entries }, { link: { request } }, () => {});
  return { outbox, asked: () => asked };
}

test('a host that tells no times is asked for them as time goes by, as long as something waits', () => {
  const { outbox, asked } = outboxWith([entry()]);
  outbox.learn({ queued: 1 });
  assert.equal(asked(), 1);
  const idle = outboxWith([]);
  idle.outbox.tick(now);
  assert.equal(idle.asked(), 0);
  const waiting = outboxWith([entry()]);
  waiting.outbox.tick(now);
  assert.equal(waiting.asked(), 1);
});

test('a host that tells when it tries again is asked when it says so, and when that time went by unheard', async () => {
  const { outbox, asked } = outboxWith([entry(), entry({ id: '2', state: 'blocked', nextAttempt: undefined })]);
  outbox.learn({ queued: 1, nextAttempt: later });
  assert.equal(asked(), 1);
  await new Promise(setImmediate);
  outbox.tick(now);
  assert.equal(asked(), 1);
  outbox.tick(Date.parse(later));
  assert.equal(asked(), 2);
});
