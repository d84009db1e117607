import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../e2e/', import.meta.url));

test('no end-to-end test hands an async function to waitForFunction, which would wait for nothing', () => {
  const tests = readdirSync(folder, { recursive: true }).map(String);
  const faulty = tests
    .filter((name) => name.endsWith('.mjs'))
    .filter((name) => /waitForFunction\(\s*async\b/.test(readFileSync(join(folder, name), 'utf8')));
  assert.deepEqual(faulty, []); // it takes the promise for true; `until` waits for what it becomes
});
