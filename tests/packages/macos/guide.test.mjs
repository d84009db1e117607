// What installer/macos/DEPLOY.md has an administrator type and look for, held against the package.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { join, madeUpBuild, packageOf, read, root, temporary, top } from './mac.mjs';

const guide = readFileSync(join(root, 'installer/macos/DEPLOY.md'), 'utf8');
const { browsers } = JSON.parse(readFileSync(join(root, 'manifest/locations.json'), 'utf8'));
const packaged = (t) => {
  const folder = temporary(t);
  return read(packageOf(madeUpBuild(join(folder, 'build')), folder, '1.2.3'));
};

test('the file of choices is one, and changes choices that the package has and lets one change', (t) => {
  const [, text] = /<<'EOF'\n([^]*?)\nEOF\n/.exec(guide);
  const changes = JSON.parse(execFileSync('python3', ['-c', 'import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))'], { input: text }));
  const { choices } = packaged(t);
  assert.ok(changes.length > 0);
  for (const change of changes) {
    assert.deepEqual(Object.keys(change).sort(), ['attributeSetting', 'choiceAttribute', 'choiceIdentifier']);
    assert.equal(change.choiceAttribute, 'selected');
    assert.equal(choices.find((one) => one.id === change.choiceIdentifier)?.required, false, change.choiceIdentifier);
  }
});

test('a name that looks like a choice is one', (t) => {
  const ids = packaged(t).choices.map((one) => one.id);
  const named = [...guide.matchAll(/io\.patchbay\.pkg\.[a-z.]*[a-z]/g)].map(([id]) => id);
  assert.ok(named.length > 0);
  for (const id of named) assert.ok(ids.includes(id), id);
});

test('it names every folder that browsers look into, and every browser\'s policies', () => {
  for (const { name, macos } of browsers) {
    for (const folder of macos.system) assert.ok(guide.includes(folder.replace(/\/NativeMessagingHosts$/, '')), `${name}: ${folder}`);
    for (const domain of macos.policies) assert.ok(guide.includes(`\`${domain}\``), `${name}: ${domain}`);
  }
});

test('what it has one start is in the package', (t) => {
  const files = packaged(t).components.flatMap((one) => Object.keys(one.files));
  const started = [...guide.matchAll(new RegExp(`"/${top}/?"?/([^\\s"]+)`, 'g'))].map(([, path]) => path.replace(/^(1\.2\.3|\*|VERSION)\//, '1.2.3/'));
  assert.ok(started.length > 0);
  for (const path of started) assert.ok(files.includes(`./${path}`), path);
});
