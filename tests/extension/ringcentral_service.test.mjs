import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import {
  askHistory,
  historyOf,
  notice,
  registration,
  respond,
  settingsChanged,
} from '../../extension/src/softphones/ringcentral_service.js';
import { fakeTimers } from './support.mjs';

const jane = { id: '7', type: 'person', name: 'Jane Doe', account: 'crm|1', organization: 'Acme' };
const never = () => new Promise(() => {});
const turns = () => new Promise((done) => setImmediate(done));
let clock;
let done;
let crm;

beforeEach(() => {
  clock = fakeTimers();
  done = [];
  const note =
    (what) =>
    (...said) =>
      void done.push([what, ...said]);
  crm = {
    find: async (number) => (number === '+14155550132' ? [jane] : []),
    search: async () => [jane],
    open: note('open'),
    call: async (...said) => note('call')(...said),
    conversation: async (...said) => note('conversation')(...said),
    callLogs: async (sessions) => Object.fromEntries(sessions.map((id) => [id, [{ id: `log ${id}` }]])),
    messageLogs: async () => ({}),
    authorize: note('authorize'),
    set: note('set'),
    mend: note('mend'),
    unknown: note('unknown'),
  };
});
afterEach(() => clock.restore());

const ask = (path, body) => respond({ type: 'rc-post-message-request', requestId: 'q1', path, body }, crm);
const dataOf = async (path, body) => (await ask(path, body)).response.data;

test('every path that is registered is answered, under the id of the question', async () => {
  const { service } = registration({ authorized: true, account: 'a', crm: 'CRM', words: (id) => id });
  const paths = Object.entries(service).filter(([key]) => key.endsWith('Path'));
  assert.equal(paths.length, 10);
  for (const [, path] of paths) {
    const reply = await ask(path, {});
    assert.equal(reply.type, 'rc-post-message-response', path);
    assert.equal(reply.responseId, 'q1');
    assert.notEqual(reply.response.data, undefined);
  }
});

test('callers are matched, many at a time, each number by itself', async () => {
  const data = await dataOf('/contacts/match', { phoneNumbers: ['+14155550132', '+442079460958'] });
  assert.deepEqual(Object.keys(data), ['+14155550132', '+442079460958']);
  assert.deepEqual(data['+14155550132'], [
    {
      id: 'crm|1|person|7',
      type: 'Patchbay',
      name: 'Jane Doe',
      entityType: 'person',
      company: 'Acme',
      phoneNumbers: [{ phoneNumber: '+14155550132', phoneType: 'direct' }],
    },
  ]);
  assert.deepEqual(data['+442079460958'], []);
});

test('a number about which nobody could be asked is no number that nobody has', async () => {
  crm.find = async () => {
    throw new Error('no host');
  };
  assert.deepEqual(await dataOf('/contacts/match', { phoneNumbers: ['+14155550132'] }), {});
});

test('at most thirty numbers and twenty people are answered for', async () => {
  crm.find = async () => Array.from({ length: 50 }, () => jane);
  const phoneNumbers = Array.from({ length: 80 }, (_, i) => `+1415555${1000 + i}`);
  const data = await dataOf('/contacts/match', { phoneNumbers });
  assert.equal(Object.keys(data).length, 30);
  assert.equal(data[phoneNumbers[0]].length, 20);
});

test('what the phone waits for three seconds only is answered before it is done', async () => {
  assert.equal(await dataOf('/authorize', { authorized: false }), 'ok');
  assert.equal(await dataOf('/settings', { setting: { id: 'quiet', value: true } }), 'ok');
  assert.equal(await dataOf('/contacts/view', { url: 'https://x.example.com' }), 'ok');
  assert.deepEqual(done, []);
  clock.pass(0);
  assert.deepEqual(done, [
    ['authorize', false],
    ['set', { id: 'quiet', value: true }],
    ['open', { url: 'https://x.example.com' }],
  ]);
});

/** The answer, if it comes within so many milliseconds. */
async function answerWithin(ms, path, body) {
  let answer = 'too late';
  void dataOf(path, body).then((data) => (answer = data));
  await turns();
  clock.pass(ms);
  await turns();
  return answer;
}

test('no answer comes after its deadline, however slow the host is', async () => {
  for (const slow of ['find', 'search', 'callLogs', 'messageLogs', 'call', 'conversation']) crm[slow] = never;
  assert.deepEqual(await answerWithin(29_000, '/contacts/match', { phoneNumbers: ['+14155550132'] }), {});
  assert.deepEqual(await answerWithin(29_000, '/contacts/search', { searchString: 'J' }), []);
  assert.deepEqual(await answerWithin(29_000, '/callLogger/match', { sessionIds: ['1'] }), {});
  assert.deepEqual(await answerWithin(29_000, '/messageLogger/match', { conversationLogIds: ['1'] }), {});
  assert.equal(await answerWithin(14_000, '/callLogger', { call: {}, triggerType: 'createLog' }), 'ok');
  assert.equal(await answerWithin(14_000, '/messageLogger', { conversation: {} }), 'ok');
  assert.equal(clock.waiting, 0);
});

test('a call to log is passed on with what was typed and whether the agent asked for it', async () => {
  const call = { sessionId: '1' };
  await ask('/callLogger', { call, triggerType: 'createLog', redirect: true, note: 'hello' });
  await ask('/callLogger', { call, triggerType: 'logForm', formData: { note: 'form' } });
  await ask('/callLogger', { call, triggerType: 'callLogSync' });
  assert.deepEqual(
    done.map(([, , how]) => how),
    [
      { asked: true, trigger: 'createLog', note: 'hello' },
      { asked: false, trigger: 'logForm', note: 'form' },
      { asked: false, trigger: 'callLogSync' },
    ],
  );
});

test('the notice says one thing with one button, which is answered at once, and no other button is ours', async () => {
  const { banner } = notice({ message: 'It is away.', action: 'Check again' });
  assert.deepEqual([banner.message, banner.severity, banner.action], [
    'It is away.',
    'warning',
    { label: 'Check again' },
  ]);
  assert.deepEqual(notice(undefined).banner, { id: banner.id, hidden: true });
  const button = { id: banner.id, type: 'customizedBanner', label: 'Check again' };
  assert.equal(await dataOf('/button', { button }), 'ok');
  assert.deepEqual(done, []);
  for (const other of [{ ...button, dismissed: true }, { id: 'x' }, 'x', undefined])
    assert.equal(await dataOf('/button', { button: other }), 'ok');
  clock.pass(0);
  assert.deepEqual(done, [['mend']]);
});

test('what the organisation set is shown and cannot be changed in the phone', () => {
  const words = (id) => id;
  const [free] = settingsChanged({ quiet: false, locked: false, words }).settings;
  assert.deepEqual([free.value, free.readOnly, free.readOnlyReason], [false, false, undefined]);
  const [locked] = settingsChanged({ quiet: true, locked: true, words }).settings;
  assert.deepEqual([locked.value, locked.readOnly, locked.readOnlyReason], [true, true, 'locked']);
});

test('the phone hands over every call and message, and does not ask to be told otherwise', () => {
  const { service } = registration({ authorized: true, account: 'a', crm: 'CRM', words: (id) => id });
  for (const kind of ['call', 'message']) {
    assert.equal(service[`${kind}LoggerAutoSettingReadOnly`], true);
    assert.equal(service[`${kind}LoggerAutoSettingReadOnlyValue`], true);
  }
  const tokens = Object.keys(service).filter((key) => /WithToken/.test(key));
  assert.deepEqual(tokens, []);
});

test('what was never registered is counted and not answered', async () => {
  assert.equal(await ask('/tomorrow', {}), null);
  assert.deepEqual(done, [['unknown', '/tomorrow']]);
});

test('the history is asked for page by page, and not without end', () => {
  const answer = (page, hasMore) => ({
    type: 'rc-adapter-message-response',
    responseId: askHistory(page).requestId,
    response: { calls: [{ sessionId: String(page) }], hasMore },
  });
  assert.deepEqual(historyOf(answer(1, true)), { calls: [{ sessionId: '1' }], next: 2 });
  assert.equal(historyOf(answer(2, false)).next, null);
  assert.equal(historyOf(answer(10, true)).next, null);
  assert.equal(historyOf({ type: 'rc-adapter-message-response', responseId: 'another' }), null);
});
