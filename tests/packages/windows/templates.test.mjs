// The templates for Group Policy: every name that one file uses stands in the other, and every setting of the schema that can have a
// template has one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

test('the templates for Group Policy agree with each other and with the schema', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-templates-'));
  t.after(() => rmSync(folder, { recursive: true }));
  execFileSync('python3', [join(root, 'installer/windows/admx.py'), folder]);
  const admx = readFileSync(join(folder, 'patchbay.admx'), 'utf8');
  const adml = readFileSync(join(folder, 'en-US/patchbay.adml'), 'utf8');

  const strings = all(adml, /<string id="([^"]+)"/g);
  assert.equal(new Set(strings).size, strings.length, 'a text twice');
  assert.deepEqual([...new Set(all(admx, /\$\(string\.([^)]+)\)/g))].sort(), [...strings].sort());
  assert.deepEqual(all(admx, /\$\(presentation\.([^)]+)\)/g).sort(), all(adml, /<presentation id="([^"]+)"/g).sort());
  assert.deepEqual(all(admx, /<(?:text|list|decimal|enum) id="([^"]+)"/g).sort(), all(adml, /refId="([^"]+)"/g).sort());
  const categories = all(admx, /<category name="([^"]+)"/g);
  for (const parent of all(admx, /<parentCategory ref="([^"]+)"/g)) assert.ok(categories.includes(parent), parent);
  for (const key of all(admx, / key="([^"]+)"/g)) assert.match(key, /^Software\\Policies\\Patchbay/);

  const names = all(admx, /<policy name="([^"]+)"/g);
  const schema = JSON.parse(readFileSync(join(root, 'manifest/policy.schema.json'), 'utf8')).properties;
  for (const name of Object.keys(schema.extension.properties)) assert.ok(names.includes(`extension_${name}`), name);
  for (const [name, member] of Object.entries(schema)) {
    if (member.type !== 'object') assert.ok(names.includes(name), name);
  }
});

test('the MSI writes the key of every browser that manifest/locations.json knows', () => {
  const written = all(readFileSync(join(root, 'installer/windows/patchbay.wxs'), 'utf8'), /Root="HKLM" Key="([^"]+)"/g);
  const { browsers } = JSON.parse(readFileSync(join(root, 'manifest/locations.json'), 'utf8'));
  for (const { id, windows } of browsers) assert.ok(written.includes(`${windows.key}\\io.patchbay.host`), id);
});
