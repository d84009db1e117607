import assert from 'node:assert/strict';
import test from 'node:test';
import {
  conversationView,
  logInfoOf,
  readMessage,
  reduceMessages,
} from '../../extension/src/core/message.js';
import { origin, random, shuffled } from './support.mjs';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const sms = (id, more = {}, event = {}) => ({
  type: 'message.received',
  source: { provider: 'demo' },
  message: {
    id,
    conversation: 'c',
    channel: 'sms',
    from: { number: '+14155550132' },
    to: [{ number: '+14155550100' }],
    text: `text ${id}`,
    sentAt: now,
    ...more,
  },
  ...event,
});
const read = (raw) => readMessage(raw, origin, now);
const viewsOf = (...raws) => raws.map(read).reduce(reduceMessages, []).map(conversationView);

test('what is no message is refused', () => {
  for (const raw of [
    null,
    [],
    sms('m', { id: undefined }),
    sms('m', { conversation: 'x'.repeat(129) }),
    sms('m', { channel: 'telepathy' }),
    sms('m', {}, { type: 'message.exploded' }),
    sms('m', {}, { v: 2 }),
  ])
    assert.equal(read(raw), null, JSON.stringify(raw));
});

test('a text keeps its lines, loses what disguises it, and is cut', () => {
  const { text } = read(sms('m', { text: `one\r\ntwo\u202e\u0000<b>${'x'.repeat(9000)}` })).message;
  assert.equal([...text].length, 5000);
  assert.match(text, /^one\ntwo {2}<b>x/);
});

test('a file that comes along is handed on whole, and what is no file is not', () => {
  const url = 'https://x.example.com/fax';
  const kept = { url, mime: 'application/pdf', name: 'Order.pdf', content: 'JVBERg==' };
  const attachments = [
    kept,
    { content: 'JVBERg==' },
    { url, name: 'Order.pdf', content: '%PDF' },
    { url, content: 'A'.repeat(1_000_004) },
    { content: 'AAA' },
  ];
  const event = read(sms('m', { channel: 'fax', attachments }));
  assert.deepEqual(event.message.attachments, [kept, { content: 'JVBERg==' }, { url }, { url }]);
  const [view] = viewsOf(sms('1', { channel: 'fax', attachments: [kept] }));
  assert.deepEqual(logInfoOf(view, view.messages).messages[0].attachments, [
    { link: url, contentType: 'application/pdf', fileName: 'Order.pdf', content: 'JVBERg==' },
  ]);
});

test('attachments need a link that is safe to open', () => {
  const attachments = [
    { url: 'https://x.example.com/1', mime: 'image/png' },
    { url: 'javascript:alert(1)' },
    {},
  ];
  assert.deepEqual(read(sms('m', { attachments })).message.attachments, [
    { url: 'https://x.example.com/1', mime: 'image/png' },
  ]);
});

test('messages of a day stand oldest first, each once, with its last text', () => {
  const [view] = viewsOf(
    sms('2', { sentAt: now - 1000, text: 'changed' }, { at: now }),
    sms('2', { sentAt: now - 1000 }, { at: now - 500 }),
    sms('1', { sentAt: now - 5000 }),
  );
  assert.deepEqual(
    view.messages.map(({ id, text }) => [id, text]),
    [
      ['1', 'text 1'],
      ['2', 'changed'],
    ],
  );
});

test('another day, another conversation and another channel are each their own', () => {
  const views = viewsOf(
    sms('1'),
    sms('2', { sentAt: now - 3 * 86_400_000 }),
    sms('3', { conversation: 'd' }),
    sms('4', { channel: 'fax' }),
  );
  assert.equal(new Set(views.map(({ key }) => key)).size, 4);
});

test('the correspondents of a group are everybody but the agent', () => {
  const group = [{ number: '+14155550100' }, { number: '+442079460958', name: 'Tom' }];
  const self = { number: '+14155550100' };
  const [view] = viewsOf(sms('1', { to: group, self }), sms('2', { to: group, self }));
  assert.deepEqual(view.correspondents, [
    { number: '+14155550132' },
    { number: '+442079460958', name: 'Tom' },
  ]);
  const sent = sms('3', { from: self, to: [{ number: '+14155550132' }] }, { type: 'message.sent' });
  const [told] = viewsOf(sms('1', { to: group }), sent);
  assert.deepEqual(
    told.correspondents.map(({ number }) => number),
    ['+14155550132', '+442079460958'],
  );
});

test('a conversation keeps its two hundred youngest messages, in whatever order they come', () => {
  const all = Array.from({ length: 230 }, (_, i) => sms(`m${i}`, { sentAt: now + i }));
  for (const order of [all, [...all].reverse(), shuffled(all, random(1))]) {
    const [view] = viewsOf(...order);
    assert.deepEqual([view.messages.length, view.messages[0].id], [200, 'm30']);
  }
});

test('the host is told in its own words', () => {
  const [view] = viewsOf(sms('1', { attachments: [{ url: 'https://x.example.com/1', mime: 'image/png' }] }));
  assert.deepEqual(logInfoOf(view, view.messages), {
    conversationId: 'c',
    conversationLogId: `c/${view.day}`,
    type: 'SMS',
    correspondents: [{ phoneNumber: '+14155550132' }],
    messages: [
      {
        id: '1',
        direction: 'Inbound',
        subject: 'text 1',
        creationTime: new Date(now).toISOString(),
        from: { phoneNumber: '+14155550132' },
        to: [{ phoneNumber: '+14155550100' }],
        attachments: [{ link: 'https://x.example.com/1', contentType: 'image/png' }],
      },
    ],
  });
});
