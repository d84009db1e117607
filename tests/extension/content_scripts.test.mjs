// The scripts that run in pages, in a page that the test plays: what they carry to the extension, and what not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { beforeEach } from 'node:test';
import { createContext, runInContext } from 'node:vm';

const folder = new URL('../../extension/src/content/', import.meta.url);
const origin = 'https://crm.example.com';
const phone = 'https://apps.ringcentral.com';
let sent;
let posted;
let left;
let answer;
let hear;

/** Runs a script in a page; returns what makes the page hear something. @param {string} name */
function run(name) {
  const listeners = {};
  const on = (type, listener) => (listeners[type] = listener);
  const window = { addEventListener: on, postMessage: (...said) => posted.push(said) };
  const location = { origin, assign: (href) => left.push(href) };
  const onMessage = { addListener: (listener) => (hear = listener) };
  const sendMessage = async (message) => (sent.push(message), answer);
  const chrome = { runtime: { id: 'ours', sendMessage, onMessage } };
  const context = createContext({ window, location, chrome, document: { addEventListener: on }, Date, JSON });
  runInContext(readFileSync(new URL(name, folder), 'utf8'), context);
  return { window, post: listeners.message, click: listeners.click };
}
/** A frame of the page, or a frame in such a frame. */
const frameOf = (parent) => ({ parent, told: [], postMessage: (...said) => posted.push(said) });

beforeEach(() => {
  [sent, posted, left, answer] = [[], [], [], { dialed: true }];
});

test('the bridge carries what the page said to itself under our name, and nothing of anybody else', () => {
  const { window, post } = run('bridge.js');
  const data = { type: 'softphone.event/1', event: { type: 'call.ringing' }, more: 'not for us' };
  post({ source: window, origin, data });
  for (const other of [
    { source: frameOf(window), origin, data },
    { source: null, origin, data },
    { source: window, origin: 'null', data },
    { source: window, origin: 'https://evil.example.com', data },
    { source: window, origin, data: { ...data, type: 'softphone.command/1' } },
    { source: window, origin, data: null },
    { source: window, origin, data: 'softphone.event/1' },
  ])
    post(other);
  assert.equal(sent.length, 1);
  assert.deepEqual(Object.keys(sent[0]), ['to', 'at', 'event']);
});

test('the bridge carries fifty events a second, none longer than one with a file, and none that is none', () => {
  const { window, post } = run('bridge.js');
  const say = (event) => post({ source: window, origin, data: { type: 'softphone.event/1', event } });
  const endless = {};
  endless.self = endless;
  for (const event of ['x'.repeat(1_500_001), endless, undefined]) say(event);
  assert.equal(sent.length, 0);
  for (let i = 0; i < 500; i += 1) say({});
  assert.ok(sent.length >= 47 && sent.length <= 100, String(sent.length));
});

test('the bridge tells the page of its own origin only', () => {
  run('bridge.js');
  const told = [];
  const tell = (message) => hear(message, {}, (reply) => told.push(reply));
  tell({ to: 'page', origin, message: { a: 1 } });
  tell({ to: 'page', origin: phone, message: { b: 1 } });
  tell({ to: 'frame', origin, message: { c: 1 } });
  assert.deepEqual([posted, told.length], [[[{ a: 1 }, origin]], 1]);
});

test('the tap hears the frames of the page itself, names them by the browser’s word, and answers to those', () => {
  const { window, post } = run('tap.js');
  const frame = frameOf(window);
  const data = { type: 'rc-active-call-notify', origin: 'https://bank.example.com' };
  post({ source: frame, origin: phone, data });
  for (const other of [
    { source: window, origin, data },
    { source: frameOf(frame), origin: phone, data },
    { source: null, origin: phone, data },
    { source: frame, origin: phone, data: { type: 'hello' } },
    { source: frame, origin: phone, data: { type: 'INCOMING_CALL' } },
    { source: frame, origin: phone, data: { type: `rc-${'x'.repeat(70)}` } },
    { source: frame, origin: phone, data: { ...data, long: 'x'.repeat(65_536) } },
  ])
    post(other);
  assert.deepEqual(
    sent.map((one) => [one.to, one.origin]),
    [['tap', phone]],
  );
  const told = [];
  hear({ to: 'frame', origin: phone, message: 'dial' }, {}, (reply) => told.push(reply));
  hear({ to: 'frame', origin: 'https://evil.example.com', message: 'dial' }, {}, (reply) => told.push(reply));
  assert.deepEqual([posted, told.length], [[['dial', phone]], 1]);
});

test('the tap keeps twenty frames at most, however many a page invents', () => {
  const { window, post } = run('tap.js');
  const data = { type: 'rc-login-status-notify' };
  for (let i = 0; i < 40; i += 1)
    post({ source: frameOf(window), origin: `https://p${i}.example.com`, data });
  let told = 0;
  for (let i = 0; i < 40; i += 1)
    hear({ to: 'frame', origin: `https://p${i}.example.com`, message: 'dial' }, {}, () => (told += 1));
  assert.equal(told, 20);
});

/** A click, as the browser tells of it. @param {string} href @param {object} [more] */
const click = (href, more = {}) => {
  const link = { localName: 'a', getAttribute: () => href };
  const event = { button: 0, isTrusted: true, defaultPrevented: false, composedPath: () => [{}, link], ...more };
  return { ...event, preventDefault: () => (event.prevented = true), get prevented() { return event.prevented; } };
};

test('a person’s plain click on a number dials; what a script, another key or the page does is left alone', async () => {
  const page = run('dial.js');
  const taken = click('tel:+14155550132');
  page.click(taken);
  assert.deepEqual([{ ...sent[0] }, taken.prevented], [{ to: 'dial', href: 'tel:+14155550132' }, true]);
  for (const [href, more] of [
    ['tel:+1', { isTrusted: false }],
    ['tel:+1', { defaultPrevented: true }],
    ['tel:+1', { button: 1 }],
    ['tel:+1', { ctrlKey: true }],
    ['https://example.com/tel:+1', {}],
    ['javascript:alert(1)//tel:', {}],
    [null, {}],
  ]) {
    const other = click(href, more);
    page.click(other);
    assert.equal(other.prevented, undefined, `${href} ${JSON.stringify(more)}`);
  }
  assert.equal(sent.length, 1);
  answer = { dialed: false };
  page.click(click(`tel:+1${'0'.repeat(5000)}`));
  await new Promise((done) => setTimeout(done, 0));
  assert.equal(sent[1].href.length, 200);
  assert.deepEqual(left, [sent[1].href]);
});
