import assert from 'node:assert/strict';
import test from 'node:test';
import './browser_stub.mjs';

globalThis.chrome.i18n = {
  getUILanguage: () => 'en-GB',
  getMessage: (id, values = []) => ({ language: 'en', local_time: `${values[0]} there` })[id] ?? id,
};
/** An element that counts how often it is written. */
const element = () => ({
  times: 0,
  setAttribute(name, value) {
    this[name] = value;
  },
  set textContent(text) {
    this.times += 1;
    this.text = text;
  },
});
globalThis.document = /** @type {any} */ ({ documentElement: {}, createElement: element });
const { createLocalTime } = await import('../../extension/src/panel/views/local_time.js');

const noon = Date.UTC(2026, 10, 21, 12, 0, 0);
const timeZones = ['Etc/GMT+12']; // where no computer is: half a day and more from each that runs this
const shown = (call, work = { timeZones }) =>
  /** @type {any} */ ({ call: { far: { number: '+14155550132' }, phase: 'ringing', ...call }, work });
const minutes = ({ element: drawn }) => drawn.text.match(/:(\d\d) there$/)[1];

test('the time there is written anew each minute, and not in between', (t) => {
  const clock = t.mock.method(Date, 'now', () => noon);
  const time = createLocalTime();
  time.update(shown());
  assert.equal(minutes(time), '00');
  clock.mock.mockImplementation(() => noon + 59_999);
  time.tick();
  time.update(shown({ phase: 'answered' }));
  assert.deepEqual([minutes(time), time.element.times], ['00', 1]);
  clock.mock.mockImplementation(() => noon + 60_000);
  time.tick();
  assert.deepEqual([minutes(time), time.element.times], ['01', 2]);
});

test('it is there while the call lasts, and on one that was missed and may be called back', () => {
  const time = createLocalTime();
  const hidden = (...said) => {
    time.update(shown(...said));
    return time.element.hidden;
  };
  assert.equal(hidden({}, {}), true);
  assert.equal(hidden({}), false);
  assert.equal(hidden({ phase: 'answered' }), false);
  assert.equal(hidden({ phase: 'ended', missed: false }), true);
  assert.equal(hidden({ phase: 'ended', missed: true }), false);
  assert.equal(hidden({ phase: 'ended', missed: true, far: {} }), true);
});

test('it says that the caller may be elsewhere, and tells no screen reader of each minute', () => {
  const { element: drawn } = createLocalTime();
  assert.equal(drawn.title, 'local_time_help');
  assert.equal('aria-live' in drawn || 'role' in drawn, false);
});
