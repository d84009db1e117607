import assert from 'node:assert/strict';
import test from 'node:test';
import { reduce } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { decide, isFinal, isListed, sureContact, whyNot } from '../../extension/src/core/log_rule.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event } from './support.mjs';

const view = (...events) => viewOf(events.reduce(reduce, [])[0]);
const caller = { direction: 'inbound', from: { number: '+14155550132' }, to: { number: '+14155550100' } };
const one = { id: '1', account: 'crm|1', evidence: { strength: 'e164' } };
const weak = { id: '1', account: 'crm|1', evidence: { strength: 'suffix' } };
const work = (more) => ({ lookup: 'done', failures: [], contacts: [one], chosen: 'crm|1||1', ...more });

test('a call with somebody outside is one to log, missed or not', () => {
  assert.equal(whyNot(view(event('ringing', 0, caller), event('answered', 3), event('ended', 9))), '');
  assert.equal(whyNot(view(event('ringing', 0, caller), event('ended', 9))), '');
});

test('what a colleague took, and what a queue rang for in vain, is not this agent’s', () => {
  const elsewhere = event('ended', 9, { result: 'answered_elsewhere' });
  assert.equal(whyNot(view(event('ringing', 0, caller), elsewhere)), 'answered_elsewhere');
  const queued = { ...caller, queue: 'Sales' };
  assert.equal(whyNot(view(event('ringing', 0, queued), event('ended', 9))), 'queue');
  assert.equal(whyNot(view(event('ringing', 0, queued), event('answered', 2), event('ended', 9))), '');
});

test('a word with a colleague stays in the house', () => {
  const ben = { direction: 'outbound', to: { number: '102' } };
  assert.equal(whyNot(view(event('answered', 0, ben), event('ended', 9))), 'internal');
  assert.equal(
    whyNot(view(event('answered', 0, { ...ben, transferOf: 's0' }), event('ended', 9))),
    'consult',
  );
});

test('a caller who hides the number is somebody unknown, not a colleague', () => {
  const hidden = { direction: 'inbound', from: { name: 'Anonymous' } };
  assert.equal(whyNot(view(event('answered', 0, hidden), event('ended', 9))), 'no_number');
});

test('one person with a strong match is sure; several, a weak match or a silent CRM are not', () => {
  assert.equal(sureContact(work()), one);
  for (const unsure of [
    { contacts: [] },
    { contacts: [one, one] },
    { contacts: [weak] },
    { contacts: [{ id: '1' }] },
    { failures: ['slow'] },
    { lookup: 'asking' },
  ])
    assert.equal(sureContact(work(unsure)), undefined, JSON.stringify(unsure));
});

test('a call is final once it is known how long it lasted; its recording may follow', () => {
  const over = [event('answered', 0, caller), event('ended', 9)];
  assert.equal(isFinal(view(over[0])), false);
  assert.equal(isFinal(view(...over)), true);
  assert.equal(isFinal(view(...over, event('updated', 10, { durationPending: true }))), false);
  assert.equal(isFinal(view(...over, event('updated', 10, { recordingPending: true }))), true);
});

test('a number is on the list as a whole or by its beginning, however the phone writes it', () => {
  const list = ['+14155550132', '+4930*', '110'];
  for (const number of ['+14155550132', '4155550132', '14155550132', '+49301234567', '110'])
    assert.ok(isListed(number, list), number);
  for (const number of ['+14155550133', '+493', '0132', '1100', undefined, ''])
    assert.ok(!isListed(number, list), String(number));
  assert.ok(!isListed('+14155550132', []));
});

const over = view(event('answered', 0, caller), event('ended', 9));
const live = view(event('answered', 0, caller));
const several = { contacts: [one, { ...one, id: '2' }] };
const nobody = { contacts: [], chosen: undefined };

/** What becomes of a call: the call, the work on it, what is set, the outcome. */
const cases = [
  ['one sure person', over, {}, {}, 'log sure'],
  ['one sure person, all are logged', over, {}, { logMode: 'all' }, 'log sure'],
  ['by hand', over, {}, { logMode: 'hand' }, 'ask by_hand'],
  ['still talking', live, {}, { logMode: 'all' }, 'wait live'],
  ['still talking, by hand', live, {}, { logMode: 'hand' }, 'wait live'],
  ['several people', over, several, {}, 'ask several'],
  ['several, all are logged', over, several, { logMode: 'all' }, 'ask several'],
  ['several, the first is right', over, several, { logMode: 'all', several: 'first' }, 'log first'],
  ['several, the first, only when sure', over, several, { several: 'first' }, 'ask several'],
  ['several, one was picked', over, { ...several, confirmed: true }, {}, 'log confirmed'],
  ['nobody', over, nobody, {}, 'ask no_match'],
  ['nobody, all are logged', over, nobody, { logMode: 'all' }, 'ask no_match'],
  ['nobody, and that is fine', over, nobody, { noMatch: 'skip' }, 'skip no_match'],
  ['nobody, by hand', over, nobody, { logMode: 'hand', noMatch: 'skip' }, 'ask by_hand'],
  ['alike in its last digits', over, { contacts: [weak] }, { logMode: 'all' }, 'ask weak'],
  ['alike, but picked', over, { contacts: [weak], confirmed: true }, {}, 'log confirmed'],
  ['a CRM is silent', over, { failures: ['slow'] }, { logMode: 'all' }, 'ask crm_silent'],
  ['none answered', over, { lookup: 'failed', ...nobody }, {}, 'ask crm_silent'],
  ['being looked up', over, { lookup: 'asking', ...nobody }, {}, 'wait looking'],
  ['nobody could be asked', over, { lookup: 'none', ...nobody }, {}, 'wait not_asked'],
  ['on the list', over, {}, { logMode: 'all', doNotLog: ['+1415*'] }, 'skip do_not_log'],
  ['on the list while it rings', live, {}, { doNotLog: ['+1415*'] }, 'skip do_not_log'],
  ['on the list and picked', over, { confirmed: true }, { doNotLog: ['+1415*'] }, 'skip do_not_log'],
  ['not wanted', over, { skipped: true }, { logMode: 'all' }, 'skip skipped'],
  ['put off', over, { later: true }, {}, 'ask later'],
  ['put off, and several', over, { ...several, later: true }, {}, 'ask several'],
];
for (const [what, call, done, set, outcome] of cases) {
  test(`what becomes of a call: ${what}: ${outcome}`, () => {
    const { act, reason } = decide(call, work(done), { ...defaults, ...set });
    assert.equal(`${act} ${reason}`, outcome);
  });
}

test('a call logs itself only once it is known how long it lasted', () => {
  const untold = view(event('answered', 0, caller), event('ended', 9, { durationPending: true }));
  assert.deepEqual(decide(untold, work(), defaults), { act: 'wait', reason: 'duration' });
});

test('what a colleague took stays out, even where all calls are logged', () => {
  const taken = view(event('ringing', 0, caller), event('ended', 9, { result: 'answered_elsewhere' }));
  const all = { ...defaults, logMode: 'all' };
  assert.deepEqual(decide(taken, work(), all), { act: 'skip', reason: 'answered_elsewhere' });
});
