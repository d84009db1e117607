import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test from 'node:test';
import { Lines } from '../../extension/src/background/lines.js';
import { Switchboard } from '../../extension/src/background/switchboard.js';
import { Tally } from '../../extension/src/background/tally.js';
import { inFull, regionOf } from '../../extension/src/core/region.js';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const frame = { tabId: 2, via: 'frame', origin: 'https://apps.ringcentral.com' };

/** A switchboard, the calls that it took, and the lines that it knows. */
function board(known = [], home = '') {
  const taken = [];
  const desk = { state: { calls: [] }, take: (event) => taken.push(event.call) };
  const lines = new Lines(
    known,
    () => {},
    () => home,
  );
  const parts = { desk, mailroom: { state: { conversations: [] }, take() {} }, lines, tally: new Tally({}, () => {}), dialFailed() {} };
  return { taken, known, switchboard: new Switchboard(parts) };
}
const region = { type: 'rc-region-settings-notify', countryCode: 'US', areaCode: '650' };
const rings = (from) => ({
  type: 'rc-active-call-notify',
  call: {
    sessionId: '1',
    direction: 'Inbound',
    telephonyStatus: 'Ringing',
    from: { phoneNumber: from },
    to: {},
  },
});

test('where the phone does not say its place, the country that was set counts', () => {
  const set = board([], 'GB');
  set.switchboard.overhear(rings('02079460018'), frame.origin, now, frame);
  assert.equal(set.taken.at(-1).from.number, '+442079460018');
  set.switchboard.overhear(region, frame.origin, now, frame);
  set.switchboard.overhear(rings('4155550132'), frame.origin, now, frame);
  assert.equal(set.taken.at(-1).from.number, '+14155550132');
  const unset = board();
  unset.switchboard.overhear(rings('02079460018'), frame.origin, now, frame);
  assert.equal(unset.taken.at(-1).from.number, '02079460018');
});

test('a number is written in full by the place of the phone', () => {
  const cases = [
    ['US', '4155550132', '+14155550132'],
    ['US', '14155550132', '+14155550132'],
    ['US', '5550132', '+16505550132'],
    ['US', '011442079460018', '+442079460018'],
    ['GB', '02079460018', '+442079460018'],
    ['DE', '0301234567', '+49301234567'],
    ['DE', '0014155550132', '+14155550132'],
    ['ES', '912345678', '+34912345678'],
  ];
  for (const [country, short, full] of cases)
    assert.equal(inFull(short, regionOf({ country, area: '650' })), full, `${country} ${short}`);
});

test('a number that is in full, an extension, and one that cannot be told stay as they are', () => {
  const at = regionOf({ country: 'de' });
  for (const number of ['+14155550132', '102', '301234567', undefined])
    assert.equal(inFull(number, at), number);
  assert.equal(inFull('5550132', regionOf({ country: 'US' })), '5550132');
  assert.equal(inFull('4155550132', undefined), '4155550132');
});

test('a place that nobody knows is none', () => {
  for (const said of [undefined, {}, { country: 'XX' }, { country: 'constructor' }, { country: 7 }])
    assert.equal(regionOf(said), undefined);
  assert.deepEqual(regionOf({ country: 'us', area: '65o' }), { country: 'US' });
});

test('a phone that told its place has its numbers looked up in full, also after the worker was killed', () => {
  const first = board();
  first.switchboard.overhear(rings('4155550132'), frame.origin, now, frame);
  first.switchboard.overhear(region, frame.origin, now, frame);
  first.switchboard.overhear(rings('4155550132'), frame.origin, now, frame);
  const second = board(structuredClone(first.known));
  second.switchboard.overhear(rings('5550132'), frame.origin, now, frame);
  second.switchboard.overhear(rings('5550132'), 'https://elsewhere.example.com', now, { ...frame, tabId: 3 });
  assert.deepEqual(
    [...first.taken, ...second.taken].map((call) => call.from.number),
    ['4155550132', '+14155550132', '+16505550132', '5550132'],
  );
});

test('a page of the bridge may tell its place as well', () => {
  const { taken, switchboard } = board();
  const page = { tabId: 1, via: 'page', origin: 'http://127.0.0.1:8000' };
  const say = (event) => switchboard.hear({ source: { provider: 'demo' }, ...event }, page.origin, now, page);
  say({ type: 'phone.status', phone: { ready: true, region: { country: 'GB' } } });
  const call = { session: 's', direction: 'inbound', from: { number: '020 7946 0018' } };
  say({ type: 'call.ringing', call });
  assert.equal(taken[0].from.number, '+442079460018');
});
