import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { HostError } from '../../extension/src/background/host_link.js';
import { Mailroom } from '../../extension/src/background/mailroom.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { readMessage } from '../../extension/src/core/message.js';
import { FakeLink, origin } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const people = {
  '+14155550132': [{ id: 7, name: 'Jane', type: 'person', platform: 'crm', jwtToken }],
  '+442079460958': [{ id: 8, name: 'Tom', platform: 'crm', jwtToken }],
};
const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const agent = { number: '+14155550100' };
const tom = { number: '+442079460958', name: 'Tom' };
const text = (id, more = {}) =>
  readMessage(
    {
      type: 'message.received',
      source: { provider: 'demo' },
      message: {
        id,
        conversation: 'c1',
        channel: 'sms',
        self: agent,
        from: { number: '+14155550132' },
        to: [agent, tom],
        text: `text ${id}`,
        sentAt: now + Number(id),
        ...more,
      },
    },
    origin,
    now,
  );
let link;
let listed;
let room;
let key;

beforeEach(() => {
  link = new FakeLink({
    'contact.find': ({ phoneNumber }) => ({ contact: people[phoneNumber] ?? [] }),
    'messageLog.create': () => ({ successful: true, state: 'logged', logIds: ['l'] }),
  });
  const office = new FrontOffice(
    {
      connections: [{ account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' }],
      platforms: [],
    },
    link,
    () => {},
  );
  listed = [];
  room = new Mailroom({ conversations: [], work: {} }, office, () => {}, () => listed);
});

const idsOf = ({ logInfo }) => logInfo.messages.map(({ id }) => id);

async function receive(...events) {
  for (const event of events) await room.take(event);
  key = room.named('c1', origin)[0].key;
}

test('a group is asked about person by person, once, and nothing is logged by itself', async () => {
  await receive(text('1'), text('2'), text('1'));
  assert.deepEqual(
    link.sent('contact.find').map(({ phoneNumber }) => phoneNumber),
    ['+14155550132', '+442079460958'],
  );
  assert.equal(link.sent('messageLog.create').length, 0);
  assert.equal(JSON.stringify(room.state).includes(jwtToken), false);
});

test('a group conversation is logged once with each of its people', async () => {
  await receive(text('1'), text('2'));
  await room.log(key);
  await room.log(key);
  const sent = link.sent('messageLog.create');
  assert.deepEqual(
    sent.map((one) => [one.contactId, idsOf(one), one.logInfo.conversationId, one.logInfo.type]),
    [
      ['7', ['1', '2'], 'c1', 'SMS'],
      ['8', ['1', '2'], 'c1', 'SMS'],
    ],
  );
  assert.equal(sent[0].logInfo.correspondents.length, 2);
});

test('messages with a number on the do-not-log list stay out, those with the others of a group do not', async () => {
  listed = ['+4420*'];
  await receive(text('1'));
  await room.log(key);
  assert.deepEqual(
    link.sent('messageLog.create').map(({ contactId }) => contactId),
    [String(people['+14155550132'][0].id)],
  );
});

test('what comes after a log goes into the same log, and only that', async () => {
  await receive(text('1'));
  await room.log(key);
  await receive(text('2'), text('2'));
  assert.deepEqual(link.sent('messageLog.create').slice(2).map(idsOf), [['2'], ['2']]);
});

test('a host that went away gets the messages when it is back', async () => {
  await receive(text('1'));
  const answer = link.answers['messageLog.create'];
  link.answers['messageLog.create'] = () => {
    throw new HostError('unavailable', '');
  };
  await room.log(key);
  assert.equal(room.work(key, '+14155550132').state, 'waiting');
  link.answers['messageLog.create'] = answer;
  await room.resume();
  assert.equal(room.work(key, '+14155550132').state, 'logged');
  assert.deepEqual(room.work(key, '+14155550132').told, ['1']);
});

test('a refusal is kept with its reason and hides no other person’s log', async () => {
  link.answers['messageLog.create'] = ({ contactId }) => {
    if (contactId === '7') throw new HostError('forbidden', 'Not in your plan.');
    return { successful: true, state: 'queued' };
  };
  await receive(text('1'));
  await room.log(key);
  const states = ['+14155550132', tom.number].map((person) => room.work(key, person));
  assert.deepEqual(
    states.map(({ state, error }) => [state, error]),
    [
      ['failed', 'Not in your plan.'],
      ['queued', undefined],
    ],
  );
  room.learn({ conversation: 'c1/2026-11-21/8', platform: 'crm', state: 'logged' });
  assert.equal(room.work(key, tom.number).state, 'logged');
});

test('messages that waited and were refused go once more, all of them, when the agent says so', async () => {
  link.answers['messageLog.create'] = () => ({ successful: true, state: 'queued' });
  await receive(text('1'), text('2'));
  await room.log(key);
  room.learn({ conversation: 'c1/2026-11-21/7', platform: 'crm', state: 'failed', reason: 'Not in your plan.' });
  const { state, error } = room.work(key, '+14155550132');
  assert.deepEqual([state, error], ['failed', 'Not in your plan.']);
  const before = link.sent('messageLog.create').length;
  await room.log(key);
  assert.deepEqual(link.sent('messageLog.create').slice(before).map(idsOf), [['1', '2']]);
  assert.equal(room.work(key, '+14155550132').state, 'queued');
});

test('somebody who is not in the CRM, or is there twice, waits to be chosen', async () => {
  people['+14155550132'].push({ id: 9, name: 'June', platform: 'crm', jwtToken });
  await receive(text('1', { to: [agent] }));
  people['+14155550132'].pop();
  await room.log(key);
  assert.equal(link.sent('messageLog.create').length, 0);
  room.choose(key, '+14155550132', 'crm|1||9');
  await room.log(key);
  assert.equal(link.sent('messageLog.create')[0].contactName, 'June');
});

test('a contact is made of somebody who wrote and whom nobody has; a refusal stays with the form', async () => {
  const made = { id: 12, name: 'Nora', jwtToken };
  const form = { account: 'crm|1', name: 'Nora', type: 'lead', fields: { email: 'n@example.com' } };
  const nora = '+14155550177';
  link.answers['contact.create'] = () => {
    throw new HostError('invalid_params', 'An e-mail address is needed.', { field: 'email' });
  };
  await receive(text('1', { from: { number: nora }, to: [agent] }));
  await room.createContact(key, nora, { ...form, fields: {} });
  const { createError, createField, creating } = room.work(key, nora);
  assert.deepEqual([createError, createField, creating], ['An e-mail address is needed.', 'email', false]);
  link.answers['contact.create'] = () => ({ contact: made, returnMessage: { message: 'Created.' } });
  await room.createContact(key, nora, form);
  await room.createContact(key, 'somebody else', form);
  assert.deepEqual(link.sent('contact.create').slice(1), [
    {
      jwtToken,
      phoneNumber: nora,
      newContactName: 'Nora',
      newContactType: 'lead',
      additionalSubmission: { email: 'n@example.com' },
    },
  ]);
  await room.log(key);
  assert.equal(link.sent('messageLog.create')[0].contactId, '12');
  assert.equal(JSON.stringify(room.state).includes(jwtToken), false);
});

test('much text pushes out old conversations, so that the store of the calls is never full', async () => {
  const long = 'x'.repeat(5000);
  for (let i = 0; i < 20; i += 1)
    for (let j = 0; j < 40; j += 1)
      await room.take(text(`${i}-${j}`, { conversation: `n${i}`, text: long, sentAt: now + i * 100 + j }));
  assert.ok(JSON.stringify(room.state.conversations).length < 2_000_000);
  assert.ok(room.state.conversations.length >= 5);
  assert.equal(room.named('n19', origin).length, 1);
});

test('what is logged goes when there are more than sixty; what nobody has logged yet stays', async () => {
  for (let i = 0; i < 59; i += 1) await room.take(text('1', { conversation: `n${i}`, sentAt: now + i }));
  await receive(text('1'));
  await room.log(key);
  assert.equal(room.work(key, tom.number).state, 'logged');
  room.skip(room.named('n7', origin)[0].key);
  for (let i = 60; i < 70; i += 1) await room.take(text('1', { conversation: `n${i}`, sentAt: now + i }));
  assert.deepEqual([room.named('c1', origin), room.named('n7', origin)], [[], []]);
  assert.deepEqual([room.state.conversations.length, room.state.dropped], [68, undefined]);
  assert.equal(Object.keys(room.state.work).length, 68);
});

test('what nobody logged goes when there are more than two hundred, and that is counted', async () => {
  for (let i = 0; i < 203; i += 1) await room.take(text('1', { conversation: `n${i}`, sentAt: now + i }));
  assert.deepEqual([room.state.conversations.length, room.state.dropped], [200, 3]);
});

test('nothing that somebody asked to log is ever forgotten, however much comes', async () => {
  link.answers['messageLog.create'] = () => {
    throw new HostError('unavailable', '');
  };
  await receive(text('1', { sentAt: now - 60_000, text: 'Order 12 of these.' }));
  await room.log(key);
  const long = 'x'.repeat(5000);
  for (let i = 0; i < 12; i += 1)
    for (let j = 0; j < 40; j += 1)
      await room.take(text(`${i}-${j}`, { conversation: `n${i}`, text: long, sentAt: now + i * 100 + j }));
  for (let i = 0; i < 203; i += 1) await room.take(text('1', { conversation: `m${i}`, sentAt: now + i }));
  assert.equal(room.work(key, tom.number).state, 'waiting');
  link.answers['messageLog.create'] = () => ({ successful: true, state: 'logged' });
  await room.resume();
  assert.equal(link.sent('messageLog.create').at(-1).logInfo.messages[0].subject, 'Order 12 of these.');
});

test('a log that is asked for while somebody is looked up waits for that, and a question that was lost is asked anew', async () => {
  const received = room.take(text('1', { to: [agent] }));
  await room.log(room.named('c1', origin)[0].key);
  await received;
  assert.deepEqual([link.sent('contact.find').length, link.sent('messageLog.create').length], [1, 1]);
  await room.take(text('2', { conversation: 'c2', to: [agent] }));
  const [{ key: other }] = room.named('c2', origin);
  Object.assign(room.work(other, '+14155550132'), { lookup: 'asking', contacts: [], chosen: undefined });
  await room.resume();
  assert.equal(room.work(other, '+14155550132').lookup, 'done');
});
