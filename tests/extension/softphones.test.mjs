// Replays what each softphone posts, as written down in fixtures/, from the message to the call on the screen.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { reduce } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { readEvent } from '../../extension/src/core/event.js';
import { conversationView, readMessage, reduceMessages } from '../../extension/src/core/message.js';
import { eventsOf, softphoneOf, softphones } from '../../extension/src/softphones/index.js';
import { random, shuffled } from './support.mjs';

const folder = new URL('fixtures/', import.meta.url);
const fixtures = readdirSync(folder).map((name) => [
  name,
  JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
]);
const start = Date.UTC(2026, 10, 21, 9, 0, 0);

/** What the extension makes of the messages, in this order. */
function replay(fixture, messages) {
  let [calls, conversations] = [[], []];
  const unknown = [];
  for (const { at, say } of messages) {
    const events = eventsOf(softphoneOf(say), say);
    if (!events) unknown.push(say.type);
    for (const raw of events ?? []) {
      const now = start + at * 1000;
      const event = readEvent(raw, fixture.origin, now);
      const message = readMessage(raw, fixture.origin, now);
      if (event) calls = reduce(calls, event);
      if (message) conversations = reduceMessages(conversations, message);
    }
  }
  return { calls: calls.map(viewOf), conversations: conversations.map(conversationView), unknown };
}

/** The members of `whole` that `part` names. */
const like = (whole, part) => Object.fromEntries(Object.keys(part).map((name) => [name, whole?.[name]]));

for (const [name, fixture] of fixtures) {
  test(`${name}: ${fixture.what}`, () => {
    assert.match(fixture.date, /^\d{4}-\d\d-\d\d$/);
    const seen = replay(fixture, fixture.messages);
    assert.equal(seen.calls.length, fixture.calls.length);
    fixture.calls.forEach((call, i) => assert.deepEqual(like(seen.calls[i], call), call));
    const conversations = seen.conversations.map(({ conversation, channel, correspondents, messages }) => ({
      conversation,
      channel,
      correspondents,
      texts: messages.map((one) => one.text ?? ''),
      links: messages.flatMap((one) => one.attachments.map(({ url }) => url)),
    }));
    assert.deepEqual(conversations, fixture.conversations ?? []);
    assert.deepEqual(seen.unknown, fixture.unknown);
    assert.equal(JSON.stringify(seen).includes('not-for-us'), false, 'a secret link was kept');
  });

  test(`${name}: in any order and with any repetition it comes to the same`, () => {
    const { calls, conversations } = replay(fixture, fixture.messages);
    for (let seed = 1; seed <= 300; seed += 1) {
      const next = random(seed);
      const messages = [...fixture.messages, ...fixture.messages.filter(() => next() < 0.5)];
      const again = replay(fixture, shuffled(messages, next));
      assert.deepEqual(again.calls, calls, `seed ${seed}`);
      assert.deepEqual(again.conversations, conversations, `seed ${seed}`);
    }
  });
}

test('no message, however strange, makes a softphone throw', () => {
  const odd = [undefined, null, 7, 'x', [], {}, [{}], { call: 5, parties: 'x', messages: {}, body: [] }];
  const types = fixtures.flatMap(([, { messages }]) => messages.map(({ say }) => say.type));
  for (const type of new Set(types))
    for (const value of odd)
      for (const member of ['call', 'data', 'body', 'message', 'telephonySession', 'calls']) {
        const say = { type, messageId: '1', [member]: value };
        for (const raw of eventsOf(softphoneOf(say), say) ?? []) {
          readEvent(raw, 'https://x.example.com', start);
          readMessage(raw, 'https://x.example.com', start);
        }
      }
});

test('a message in nobody’s language belongs to nobody', () => {
  for (const say of [null, 1, 'rc-x', {}, { type: 5 }, { type: 'hello' }, { type: 'INCOMING_CALL' }])
    assert.equal(softphoneOf(say), undefined);
});

test('every softphone can be told to dial', () => {
  const [ringcentral, extensions] = softphones.map((one) => one.dial('+14155550132'));
  assert.deepEqual(ringcentral, { type: 'rc-adapter-new-call', phoneNumber: '+14155550132', toCall: true });
  assert.equal(extensions.type, 'DIAL_NUMBER');
  assert.deepEqual(extensions.data, { phoneNumber: '+14155550132' });
});
