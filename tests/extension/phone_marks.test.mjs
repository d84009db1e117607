import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Lines } from '../../extension/src/background/lines.js';
import { PhoneMarks } from '../../extension/src/background/phone_marks.js';
import { keyOf, reduce } from '../../extension/src/core/calls.js';
import { event } from './support.mjs';

const origin = 'https://apps.ringcentral.com';
const hosted = { tabId: 1, via: 'frame', hosted: true, origin, provider: 'ringcentral', at: 1 };
const from = { number: '+14155550132' };
const rings = (source) =>
  event('ringing', 0, { session: 's-1', logSession: '501', direction: 'inbound', from }, source);
let told;
beforeEach(() => {
  told = [];
  globalThis.chrome.tabs = { sendMessage: async (_, { message }) => (told.push(message), { done: true }) };
});

/** @param {object} line @param {object} [source] of the call */
function stage(line, source = { provider: 'ringcentral', origin }) {
  const [call] = reduce([], rings(source));
  const work = { contacts: [{ id: '7' }, { id: '8' }], chosen: 'crm|1||7', log: { state: 'none' } };
  const desk = { state: { calls: [call], work: { [keyOf(call)]: work } } };
  return { work, marks: new PhoneMarks(desk, new Lines([line], () => {})) };
}

test('a hosted phone marks a call whose log changed, and nothing is told twice', async () => {
  const { work, marks } = stage(hosted);
  await marks.show();
  work.log = { state: 'logged', logId: '9' };
  await marks.show();
  await marks.show();
  assert.deepEqual(told, [{ type: 'rc-adapter-trigger-call-logger-match', sessionIds: ['501'] }]);
});

test('a hosted phone shows who of several was picked', async () => {
  const { work, marks } = stage(hosted);
  await marks.show();
  work.chosen = 'crm|1||8';
  await marks.show();
  assert.deepEqual(told, [
    {
      type: 'rc-adapter-set-call-contact-matches-select',
      telephonySessionId: 's-1',
      contactId: 'crm|1||8',
    },
  ]);
});

test('a phone in somebody else’s page is told nothing, and neither is one about another’s calls', async () => {
  for (const [line, source] of [
    [{ ...hosted, hosted: undefined }],
    [hosted, { provider: 'demo', origin: 'http://127.0.0.1:8000' }],
  ]) {
    const { work, marks } = stage(line, source);
    await marks.show();
    work.log = { state: 'logged', logId: '9' };
    await marks.show();
  }
  assert.deepEqual(told, []);
});

test('a hosted phone asks anew who it is once somebody was made for the number', async () => {
  const { work, marks } = stage(hosted);
  work.contacts = [];
  work.chosen = undefined;
  await marks.show();
  work.lookup = 'asking';
  await marks.show();
  work.lookup = 'done';
  await marks.show();
  assert.deepEqual(told, []);
  work.contacts = [{ id: '9', account: 'crm|1' }];
  work.chosen = 'crm|1||9';
  await marks.show();
  await marks.show();
  assert.deepEqual(told, [{ type: 'rc-adapter-trigger-contact-match', phoneNumbers: ['+14155550132'] }]);
});
