import assert from 'node:assert/strict';
import test from 'node:test';
import './browser_stub.mjs';
import { Callers } from '../../extension/src/background/callers.js';
import { freshWork } from '../../extension/src/background/desk.js';
import { agreeing, localTime } from '../../extension/src/core/local_time.js';

const berlin = 'Europe/Berlin';
const california = ['America/Los_Angeles'];
const winter = Date.UTC(2026, 0, 15, 20, 4);
const summer = Date.UTC(2026, 6, 15, 20, 4);
/** Some browsers write a narrow space before "PM". */
const told = (...asked) => localTime(...asked).replace(/\s/g, ' ');

test('the time there is said as the language says it', () => {
  assert.equal(told(california, winter, 'en-US', berlin), '12:04 PM');
  assert.equal(told(california, winter, 'en-GB', berlin), '12:04');
  assert.equal(told(california, winter, 'de', berlin), '12:04');
});

test('clocks are put forward where and when they are, on both sides of the equator', () => {
  const there = (zone, at) => told([zone], at, 'en-GB', 'UTC');
  assert.equal(there('America/Los_Angeles', winter), '12:04');
  assert.equal(there('America/Los_Angeles', summer), '13:04');
  assert.equal(there('Australia/Sydney', Date.UTC(2026, 0, 15, 3, 4)), '14:04');
  assert.equal(there('Australia/Sydney', Date.UTC(2026, 6, 15, 3, 4)), '13:04');
  assert.equal(there('Asia/Katmandu', Date.UTC(2026, 6, 15, 12, 4)), '17:49');
});

test('a zone that keeps our time today and not tomorrow has nothing to say today', () => {
  const arizona = 'America/Phoenix'; // puts no clock forward
  assert.equal(told(['America/Denver'], winter, 'en-GB', arizona), '');
  assert.equal(told(['America/Denver'], summer, 'en-GB', arizona), '14:04');
});

test('the day is named where it is another one', () => {
  const evening = Date.UTC(2026, 10, 25, 5, 4); // Wednesday in Berlin
  assert.equal(told(california, evening, 'en-US', berlin), 'Tue 9:04 PM');
  assert.equal(told(california, evening, 'de', berlin), 'Di., 21:04');
  assert.equal(told(['Pacific/Auckland'], Date.UTC(2026, 10, 25, 21, 4), 'en-GB', berlin), 'Thu 10:04');
  assert.equal(told(['Pacific/Auckland'], Date.UTC(2026, 10, 25, 5, 4), 'en-GB', berlin), '18:04');
});

test('nothing is said where it is as late as here', () => {
  assert.equal(told([berlin], winter, 'en-GB', berlin), '');
  assert.equal(told(['Africa/Lagos'], winter, 'en-GB', berlin), '');
  assert.equal(told([Intl.DateTimeFormat().resolvedOptions().timeZone], winter, 'en-GB'), '');
});

test('several zones must show the same time now, or nothing is said', () => {
  const islands = ['Europe/Guernsey', 'Europe/Isle_of_Man', 'Europe/Jersey', 'Europe/London'];
  assert.equal(told(islands, winter, 'en-GB', berlin), '20:04');
  assert.equal(told(['America/Adak', 'America/Anchorage'], winter, 'en-GB', berlin), '');
  const east = ['Australia/Brisbane', 'Australia/Sydney']; // only the latter puts its clocks forward
  assert.equal(told(east, Date.UTC(2026, 6, 15, 3, 4), 'en-GB', berlin), '13:04');
  assert.equal(told(east, Date.UTC(2026, 0, 15, 3, 4), 'en-GB', berlin), '');
});

test('nothing is said of no zone, nor of one that the browser does not know', () => {
  assert.equal(told([], winter, 'en-GB', berlin), '');
  assert.equal(told(['Europe/Atlantis'], winter, 'en-GB', berlin), '');
  assert.equal(told(['Europe/London', 'Europe/Atlantis'], winter, 'en-GB', berlin), '');
  assert.equal(agreeing([''], winter), false);
});

/** What is kept of what the host says about a call's number. */
async function kept(answer) {
  const work = freshWork();
  const desk = {
    state: { calls: [], work: { a: work } },
    outside: { changed() {}, progressed() {} },
    view: () => ({ phase: 'ringing', far: { number: '+14155550132' } }),
    work: () => work,
    called() {},
    spell() {},
  };
  const request = async () => ({ contact: [], phoneNumber: '+14155550132', ...answer });
  const office = { office: { connections: [{}] }, link: { connected: true, request }, platform() {} };
  await new Callers(desk, office).lookup('a');
  return work;
}

test('where a number belongs is known though nobody has it, and kept where that is one time', async () => {
  const work = await kept({ timeZones: california });
  assert.equal(work.lookup, 'done');
  assert.deepEqual(work.timeZones, california);
  assert.equal((await kept({ timeZones: ['America/New_York', 'Pacific/Honolulu'] })).timeZones, undefined);
  assert.equal((await kept({})).timeZones, undefined);
});
