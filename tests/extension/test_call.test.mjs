import assert from 'node:assert/strict';
import test from 'node:test';
import { reduce } from '../../extension/src/core/calls.js';
import { logInfoOf, viewOf } from '../../extension/src/core/call_view.js';
import { readEvent } from '../../extension/src/core/event.js';
import { dayOf } from '../../extension/src/core/inbox.js';
import { whyNot } from '../../extension/src/core/log_rule.js';
import { isTest, testEvent, testNumber, testOrigin } from '../../extension/src/core/test_call.js';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);

/** @param {...string} steps */
function after(...steps) {
  const events = steps.map((step, i) => readEvent(testEvent(step, 's', 'Test'), testOrigin, now + 2000 * i));
  return viewOf(events.reduce(reduce, [])[0]);
}

test('a test call rings, is answered and ends like any other', () => {
  const phases = [['ring'], ['ring', 'answer'], ['ring', 'answer', 'hangUp']].map(
    (all) => after(...all).phase,
  );
  assert.deepEqual(phases, ['ringing', 'answered', 'ended']);
  assert.deepEqual([after('ring').far.number, after('ring').far.name], [testNumber, 'Test']);
});

test('a test call is never logged unless the person asks for it, and says in the CRM what it was', () => {
  const over = after('ring', 'answer', 'hangUp');
  assert.equal(whyNot(over), 'test');
  assert.equal(logInfoOf(over).customSubject, 'Patchbay test call');
});

test('a test call is none of the day’s calls', () => {
  const [call, work] = [after('ring', 'hangUp'), { log: { state: 'none' } }];
  assert.deepEqual(dayOf([{ call, work }], new Date(call.startedAt)), { calls: 0, logged: 0 });
});

test('no page can pass for a test call, nor a test call for a page’s', () => {
  assert.equal(isTest(after('ring')), true);
  const posted = readEvent(testEvent('ring', 's', 'Test'), 'https://phone.example.com', now);
  const view = viewOf(reduce([], posted)[0]);
  assert.equal(isTest(view), false);
  assert.equal(logInfoOf(view).customSubject, undefined);
  assert.throws(() => new URL('/', testOrigin));
});

test('a step that is not one says nothing', () => {
  for (const step of ['constructor', 'dance', undefined]) assert.equal(testEvent(step, 's', 'Test'), null);
});
