import assert from 'node:assert/strict';
import test from 'node:test';
import { reduce } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { isFinal, sureContact, whyNot } from '../../extension/src/core/log_rule.js';
import { event } from './support.mjs';

const view = (...events) => viewOf(events.reduce(reduce, [])[0]);
const caller = { direction: 'inbound', from: { number: '+14155550132' }, to: { number: '+14155550100' } };

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

test('one person with a strong match is sure; several, a weak match or a silent CRM are not', () => {
  const one = { id: '1', evidence: { strength: 'e164' } };
  const work = (more) => ({ lookup: 'done', failures: [], contacts: [one], ...more });
  assert.equal(sureContact(work()), one);
  for (const unsure of [
    { contacts: [] },
    { contacts: [one, one] },
    { contacts: [{ id: '1', evidence: { strength: 'suffix' } }] },
    { contacts: [{ id: '1' }] },
    { failures: ['slow'] },
    { lookup: 'asking' },
  ])
    assert.equal(sureContact(work(unsure)), undefined, JSON.stringify(unsure));
});

test('a call is final when neither its duration nor a recording is still to come', () => {
  const over = [event('answered', 0, caller), event('ended', 9)];
  assert.equal(isFinal(view(over[0])), false);
  assert.equal(isFinal(view(...over)), true);
  assert.equal(isFinal(view(...over, event('updated', 10, { durationPending: true }))), false);
  const recorded = event('updated', 10, { recordingPending: true });
  assert.equal(isFinal(view(...over, recorded)), false);
  const there = event('updated', 11, { recording: { url: 'https://x.example.com/r' } });
  assert.equal(isFinal(view(...over, recorded, there)), true);
});
