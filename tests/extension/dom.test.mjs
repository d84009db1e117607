import assert from 'node:assert/strict';
import test from 'node:test';

import { parts } from '../../extension/src/panel/dom.js';

test('a line whose input is as it was is not built again, wherever it stands', () => {
  const built = [];
  const lines = parts((row) => {
    built.push(row.name);
    return /** @type {any} */ ({ row });
  });
  const [ann, bob] = lines([{ name: 'Ann' }, { name: 'Bob' }]);
  const [third, ...others] = lines([{ name: 'Cleo' }, { name: 'Bob' }, { name: 'Ann' }]);
  assert.deepEqual(built, ['Ann', 'Bob', 'Cleo']);
  assert.notEqual(third, ann);
  assert.deepEqual(others, [bob, ann]);
});

test('a line that changed is built again, and one that was gone as well', () => {
  let built = 0;
  const lines = parts(() => /** @type {any} */ ({ number: (built += 1) }));
  const [first] = lines([{ name: 'Ann', state: 'saving' }]);
  const [second] = lines([{ name: 'Ann', state: 'logged' }]);
  assert.notEqual(first, second);
  const [third] = lines([{ name: 'Ann', state: 'saving' }]);
  assert.notEqual(third, first);
});
