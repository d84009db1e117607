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
let kept;
beforeEach(() => {
  [told, kept] = [[], 0];
  globalThis.chrome.tabs = { sendMessage: async (_, { message }) => (told.push(message), { done: true }) };
});

/** @param {object} line @param {object} [source] of the call */
function stage(line, source = { provider: 'ringcentral', origin }) {
  const [call] = reduce([], rings(source));
  const work = { contacts: [{ id: '7' }, { id: '8' }], chosen: 'crm|1||7', log: { state: 'none' } };
  const desk = { state: { calls: [call], work: { [keyOf(call)]: work } }, outside: { changed: () => (kept += 1) } };
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

const extension = { ...hosted, origin: 'https://phone.example.com', provider: 'calling-extensions' };
const theirs = { provider: extension.provider, origin: extension.origin };
const said = () => told.map(({ type, data }) => [type, data]);

test('a phone that waits for the record of its call is told of it, or why there is none, each once', async () => {
  globalThis.chrome.i18n = { getMessage: (id) => (id === 'fault_session_taken' ? 'It is taken.' : '') };
  const { work, marks } = stage(extension, theirs);
  work.phoneTold = 'nothing';
  for (const state of ['none', 'held', 'saving', 'waiting', 'queued']) {
    work.log = { state };
    await marks.show();
  }
  assert.deepEqual([told, kept], [[], 0]);
  for (const error of ['session_taken', 'Your plan has no call logs.']) {
    work.phoneTold = 'nothing';
    work.log = { state: 'failed', error };
    await marks.show();
    await marks.show();
  }
  const failed = (message) => ['CREATE_ENGAGEMENT_FAILED', { externalCallId: 's-1', error: { message } }];
  assert.deepEqual(said(), [failed('It is taken.'), failed('Your plan has no call logs.')]);
  work.log = { state: 'logged', logId: '90071' };
  await marks.show();
  await marks.show();
  const made = { externalCallId: 's-1', engagementId: 90071 };
  assert.deepEqual(said().slice(2), [['CREATE_ENGAGEMENT_SUCCEEDED', made]]);
  assert.deepEqual([work.phoneTold, kept], ['made', 3]);
});

test('the id of a record that is no number is told as it is; who did not ask, or asked elsewhere, hears nothing', async () => {
  for (const [line, source, phoneTold] of [
    [extension, theirs, 'nothing'],
    [extension, theirs, undefined],
    [extension, { ...theirs, origin }, 'nothing'],
    [{ ...extension, hosted: undefined }, theirs, 'nothing'],
  ]) {
    const { work, marks } = stage(line, source);
    work.phoneTold = phoneTold;
    work.log = { state: 'existing', logId: '00Q-7' };
    await marks.show();
  }
  assert.deepEqual(said(), [['CREATE_ENGAGEMENT_SUCCEEDED', { externalCallId: 's-1', engagementId: '00Q-7' }]]);
});
