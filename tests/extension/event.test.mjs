import assert from 'node:assert/strict';
import test from 'node:test';
import { readEvent } from '../../extension/src/core/event.js';
import { linkedNumber, webUrl, writtenNumber } from '../../extension/src/core/fields.js';
import { origin } from './support.mjs';

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const read = (call, more = {}) =>
  readEvent({ type: 'call.ringing', call: { session: 's', ...call }, ...more }, origin, now);

test('the smallest event is a type and a session', () => {
  assert.deepEqual(read({}), {
    type: 'call.ringing',
    at: '2026-11-21T09:00:00.000Z',
    seq: 0,
    source: { provider: 'generic', account: '', origin },
    call: { session: 's', aliases: [] },
  });
});

test('what is no event is refused', () => {
  for (const posted of [
    null,
    1,
    'call',
    [],
    {},
    { type: 'call.ringing' },
    { type: 'call.ringing', call: {} },
    { type: 'call.exploded', call: { session: 's' } },
    { type: 'call.ringing', v: 2, call: { session: 's' } },
    { type: 'call.ringing', call: { session: 'x'.repeat(129) } },
  ]) {
    assert.equal(readEvent(posted, origin, now), null, JSON.stringify(posted));
  }
});

test('the origin is the one the browser names, whatever the page claims', () => {
  assert.equal(
    read({}, { source: { origin: 'https://bank.example.com', provider: 'demo' } }).source.origin,
    origin,
  );
});

test('numbers become digits with their plus', () => {
  const number = (value) => read({ from: { number: value } }).call.from?.number;
  assert.equal(number('+1 (415) 555-0132'), '+14155550132');
  assert.equal(number('tel:+14155550132'), '+14155550132');
  assert.equal(number('(415) 555-0132'), '4155550132');
  assert.equal(number('anonymous'), undefined);
});

test('long and disguised texts are cut and cleaned', () => {
  const { name } = read({ from: { name: `\u202eevil\u0000 ${'x'.repeat(500)}` } }).call.from;
  assert.equal([...name].length, 120);
  assert.match(name, /^evil/);
});

test('unknown members, results and directions are dropped', () => {
  const { call } = read({
    result: 'exploded',
    direction: 'sideways',
    html: '<b>',
    from: { number: '1', admin: true },
  });
  assert.deepEqual(call, { session: 's', aliases: [], from: { number: '1' } });
});

test('times that cannot be are replaced by the time of receipt', () => {
  const at = (value) => read({}, { at: value }).at;
  assert.equal(at('2026-11-21T08:59:00Z'), '2026-11-21T08:59:00.000Z');
  assert.equal(at(now - 1000), '2026-11-21T08:59:59.000Z');
  for (const wrong of ['soon', '2026-11-21T10:00:00Z', '1999-01-01', {}])
    assert.equal(at(wrong), '2026-11-21T09:00:00.000Z');
});

test('durations are whole seconds of at most a week', () => {
  const duration = (value) => read({ durationSec: value }).call.durationSec;
  assert.equal(duration(82.6), 83);
  for (const wrong of [-1, NaN, '5', 1e9]) assert.equal(duration(wrong), undefined);
});

test('a recording needs a link that is safe to open', () => {
  assert.deepEqual(read({ recording: { id: 'r', url: 'https://example.com/r' } }).call.recording, {
    id: 'r',
    url: 'https://example.com/r',
  });
  assert.equal(read({ recording: { id: 'r', url: 'javascript:alert(1)' } }).call.recording, undefined);
  assert.equal(webUrl('file:///etc/passwd'), undefined);
});

test('at most eight aliases are kept', () => {
  assert.equal(read({ aliases: Array.from({ length: 50 }, (_, i) => `a${i}`) }).call.aliases.length, 8);
});

test('a phone cannot write its way into the scope of another', () => {
  const { source } = read({}, { source: { provider: 'a|b', account: '1|2' } });
  assert.deepEqual([source.provider, source.account], ['a/b', '1/2']);
});

test('a duration and a recording may be announced before they are known', () => {
  const { call } = read({ durationSec: 'pending', recording: { state: 'pending', id: 'r' } });
  assert.deepEqual([call.durationPending, call.durationSec], [true, undefined]);
  assert.deepEqual([call.recordingPending, call.recording], [true, undefined]);
});

test('legs are capped, and those without a party are left out', () => {
  const legs = [{}, ...Array.from({ length: 40 }, () => ({ to: { ext: '1' }, html: '<b>' }))];
  const { call } = read({ legs });
  assert.equal(call.legs.length, 11);
  assert.deepEqual(call.legs[0], { to: { ext: '1' } });
});

test('a link holds a number, or a name that no phone can dial', () => {
  for (const [href, number] of [
    ['tel:+1-415-555-0132', '+14155550132'],
    ['tel:+1%20(415)%20555-0132;ext=2', '+14155550132'],
    ['sip:+14155550132@sip.example.com;user=phone', '+14155550132'],
    ['callto://+14155550132', '+14155550132'],
    ['TEL:102', '102'],
    ['sip:alice2@example.com', undefined],
    ['tel:%', undefined],
    ['https://example.com/5', undefined],
    [undefined, undefined],
  ])
    assert.equal(linkedNumber(href), number, String(href));
});

test('the first number in a selected text is the one to dial', () => {
  assert.equal(writtenNumber('Call +1 (415) 555-0132 or 415.555.0147.'), '+14155550132');
  assert.equal(writtenNumber('Tel. (020) 7946 0018, ask for Nora'), '02079460018');
  assert.equal(writtenNumber('030/123456'), '030123456');
  assert.equal(writtenNumber('room 12, floor 3'), undefined);
  assert.equal(writtenNumber(''), undefined);
});
