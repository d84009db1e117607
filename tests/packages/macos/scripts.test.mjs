// The package's scripts and the one that removes it, run in a folder that stands for a Mac's disk: install, upgrade, downgrade, remove.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import test from 'node:test';
import { adapters, existsSync, install, join, madeUpBuild, packageOf, present, root, temporary, top, uninstall, write } from './mac.mjs';

const skip = !present('bsdtar') && 'bsdtar is not installed';
const manifests = {
  chromium: ['Library/Google/Chrome', 'Library/Application Support/Chromium', 'Library/Microsoft/Edge'],
  firefox: ['Library/Application Support/Mozilla'],
};

function mac(t) {
  const folder = temporary(t);
  const build = madeUpBuild(join(folder, 'build'));
  return { disk: join(folder, 'disk'), of: (version) => packageOf(build, join(folder, 'packages'), version) };
}

const manifest = (disk, place) => JSON.parse(readFileSync(join(disk, place, 'NativeMessagingHosts/io.patchbay.host.json'), 'utf8'));
const everything = (folder) => readdirSync(folder, { recursive: true }).filter((path) => !statSync(join(folder, path)).isDirectory());

test('after the installation every browser finds the host, and the public extension may start it', { skip }, (t) => {
  const { disk, of } = mac(t);
  assert.equal(install(of('1.2.3'), disk).status, 0);
  const program = `/${top}/1.2.3/bin/patchbay-host`;
  const ids = JSON.parse(readFileSync(join(root, 'manifest/extension_ids.json'), 'utf8'));
  for (const place of manifests.chromium) {
    assert.equal(manifest(disk, place).path, program);
    assert.deepEqual(manifest(disk, place).allowed_origins, ids.chromium.map((id) => `chrome-extension://${id}/`));
  }
  assert.equal(manifest(disk, manifests.firefox[0]).path, program);
  assert.deepEqual(manifest(disk, manifests.firefox[0]).allowed_extensions, ids.firefox);
  const file = join(disk, manifests.chromium[0], 'NativeMessagingHosts/io.patchbay.host.json');
  assert.equal(statSync(file).mode & 0o777, 0o644);
  assert.deepEqual(readdirSync(join(disk, manifests.chromium[0], 'NativeMessagingHosts')), ['io.patchbay.host.json']);
});

test('on a Mac that was hardened, too, everybody sees the folders that the browsers look into', { skip }, (t) => {
  const { disk, of } = mac(t);
  const file = of('1.2.3');
  const before = process.umask(0o077);
  try {
    assert.equal(install(file, disk).status, 0);
  } finally {
    process.umask(before);
  }
  for (const place of Object.values(manifests).flat()) assert.equal(statSync(join(disk, place, 'NativeMessagingHosts')).mode & 0o777, 0o755, place);
});

test('every place of manifest/locations.json is served', { skip }, (t) => {
  const { disk, of } = mac(t);
  install(of('1.2.3'), disk);
  const { browsers } = JSON.parse(readFileSync(join(root, 'manifest/locations.json'), 'utf8'));
  for (const browser of browsers)
    for (const place of browser.macos.system) assert.ok(existsSync(join(disk, place, 'io.patchbay.host.json')), `${browser.name}: ${place}`);
});

test('the host is asked to write its manifests, and where it cannot, the package has them', { skip }, (t) => {
  const { disk, of } = mac(t);
  install(of('1.2.3'), disk);
  assert.equal(readFileSync(join(disk, top, '1.2.3/bin/called'), 'utf8'), '--write-manifests\n');
  const folder = temporary(t);
  const build = madeUpBuild(join(folder, 'build'));
  write(join(build, 'bin/patchbay-host'), '#!/bin/sh\nexit 1\n', 0o755);
  assert.equal(install(packageOf(build, folder, '1.2.3'), join(folder, 'disk')).status, 0);
  assert.equal(manifest(join(folder, 'disk'), manifests.firefox[0]).name, 'io.patchbay.host');
});

test('an upgrade leads the browsers to the new version and leaves nothing of the old', { skip }, (t) => {
  const { disk, of } = mac(t);
  install(of('1.2.3'), disk, []);
  write(join(disk, top, 'policy.json'), '{}');
  assert.equal(install(of('1.10.0'), disk).status, 0);
  assert.equal(manifest(disk, manifests.chromium[2]).path, `/${top}/1.10.0/bin/patchbay-host`);
  assert.deepEqual(readdirSync(join(disk, top)).sort(), ['1.10.0', 'policy.json', 'uninstall.sh']);
  assert.deepEqual(readdirSync(join(disk, top, '1.10.0/lib/patchbay/adapters')).sort(),
    adapters.filter((name) => name !== 'sandbox').map((name) => `${name}.dylib`).sort());
});

test('an older version over a newer one is refused before anything is changed', { skip }, (t) => {
  const { disk, of } = mac(t);
  install(of('1.10.0'), disk);
  const before = everything(disk);
  const refused = install(of('1.9.9'), disk);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /Patchbay 1\.10\.0 is installed, which is newer/);
  assert.deepEqual(everything(disk), before);
});

test('the same version once more mends what is missing, and removes an adapter that is not chosen now', { skip }, (t) => {
  const { disk, of } = mac(t);
  const file = of('1.2.3');
  install(file, disk, []);
  write(join(disk, manifests.chromium[0], 'NativeMessagingHosts/io.patchbay.host.json'), 'damaged');
  assert.equal(install(file, disk, ['sandbox', 'zoho']).status, 0);
  assert.equal(manifest(disk, manifests.chromium[0]).name, 'io.patchbay.host');
  assert.ok(!existsSync(join(disk, top, '1.2.3/lib/patchbay/adapters/zoho.dylib')));
  assert.ok(existsSync(join(disk, top, '1.2.3/lib/patchbay/adapters/clio.dylib')));
});

test('removed, nothing is left, and what others have stays', { skip }, (t) => {
  const { disk, of } = mac(t);
  const others = ['Library/Google/Chrome/NativeMessagingHosts/com.example.other.json', 'Users/ann/Library/Application Support/Patchbay/patchbay.db'];
  for (const file of others) write(join(disk, file), 'theirs');
  install(of('1.2.3'), disk);
  const ended = uninstall(disk);
  assert.equal(ended.status, 0, ended.stderr);
  assert.deepEqual(everything(disk).sort(), others.sort());
  assert.deepEqual(readdirSync(join(disk, 'Library')).sort(), ['Application Support', 'Google']);
  assert.deepEqual(readdirSync(join(disk, 'Library/Application Support')), []);
});

test('what the organisation put into the folder stays when Patchbay is removed, and the script says so', { skip }, (t) => {
  const { disk, of } = mac(t);
  install(of('1.2.3'), disk);
  write(join(disk, top, 'policy.json'), '{}');
  write(join(disk, top, 'adapters/own.dylib'), '');
  const ended = uninstall(disk);
  assert.equal(ended.status, 0);
  assert.match(ended.stdout, /What the organisation put there is left/);
  assert.deepEqual(everything(disk).sort(), [`${top}/adapters/own.dylib`, `${top}/policy.json`]);
});
