import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { build } from '../../extension/build.mjs';

const tooOld = Number(process.versions.node.split('.')[0]) < 20 && 'the linter needs Node 20';
const quiet = { logLevel: 'fatal', output: 'none', boring: true, shouldScanFile: () => true };

test('the linter of Firefox’s add-on site finds nothing', { skip: tooOld }, async (t) => {
  const output = mkdtempSync(join(tmpdir(), 'patchbay-lint-'));
  t.after(() => rmSync(output, { recursive: true, force: true }));
  const { default: linter } = await import('addons-linter');
  const found = await linter
    .createInstance({ config: { ...quiet, _: [(await build(output)).firefox] }, runAsBinary: false })
    .run();
  const said = [...found.errors, ...found.warnings, ...found.notices];
  assert.deepEqual(
    said.map(({ code, file, line, message }) => ({ code, file, line, message })),
    [],
  );
});
