// What the worker keeps, where the browser has no room for it.
import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { keepLocal, keepSession, onNoRoom } from '../../extension/src/background/memory.js';

const done = () => new Promise((next) => setImmediate(next));
let stored;
let full;
let told;

beforeEach(() => {
  [stored, full, told] = [{}, false, 0];
  const area = (name) => ({
    async set(what) {
      if (full) throw new Error('quota exceeded');
      stored[name] = [...(stored[name] ?? []), what];
    },
  });
  globalThis.chrome.storage = { local: area('local'), session: area('session') };
  onNoRoom(() => (told += 1));
});

test('what changes together is written once, with its last value', async () => {
  keepLocal({ desk: 1 });
  keepLocal({ desk: 2, mail: 3 });
  await done();
  assert.deepEqual(stored, { local: [{ desk: 2, mail: 3 }] });
});

test('what there was no room for is told, and written with what comes next, unless that is younger', async () => {
  full = true;
  keepLocal({ desk: 1, mail: 1 });
  await done();
  assert.deepEqual([stored, told], [{}, 1]);
  full = false;
  keepLocal({ desk: 2 });
  keepSession({ office: 1 });
  await done();
  assert.deepEqual(stored, { local: [{ desk: 2, mail: 1 }], session: [{ office: 1 }] });
  keepLocal({ desk: 3 });
  await done();
  assert.deepEqual(stored.local.at(-1), { desk: 3 });
});
