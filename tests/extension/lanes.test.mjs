import assert from 'node:assert/strict';
import test from 'node:test';
import { lanes } from '../../extension/src/background/lanes.js';
import { random } from './support.mjs';

const quiet = () => new Promise((done) => setImmediate(done));

test('as many run as there are lanes, the others in the order in which they came', async () => {
  const turn = lanes(2);
  const begun = [];
  const ends = [];
  const done = [1, 2, 3, 4, 5].map((name) =>
    turn(() => {
      begun.push(name);
      return new Promise((end) => ends.push(() => end(name)));
    }),
  );
  assert.deepEqual(begun, [1, 2]); // at once: nothing waits that need not
  ends[1]();
  await quiet();
  assert.deepEqual(begun, [1, 2, 3]);
  while (ends.length < 5) {
    for (const end of ends) end();
    await quiet();
  }
  for (const end of ends) end();
  assert.deepEqual(await Promise.all(done), [1, 2, 3, 4, 5]);
});

test('one that fails lets the next one in, and never are there more than lanes', async () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const next = random(seed);
    const turn = lanes(3);
    let [now, most, failed] = [0, 0, 0];
    const task = async () => {
      now += 1;
      most = Math.max(most, now);
      for (let i = next() * 3; i > 0; i -= 1) await quiet();
      now -= 1;
      if (next() < 0.3) throw new Error('no');
    };
    const all = [];
    for (let i = 0; i < 20; i += 1) {
      all.push(turn(task).catch(() => (failed += 1)));
      if (next() < 0.2) await quiet();
    }
    await Promise.all(all);
    assert.ok(most <= 3 && failed > 0, `seed ${seed}: ${most} at a time, ${failed} failed`);
  }
});
