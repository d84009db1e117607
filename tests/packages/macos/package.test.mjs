// The package: what stands in it, read by a reader of the tests' own and by programs that others wrote.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import test from 'node:test';
import { adapters, join, madeUpBuild, packageOf, present, read, root, temporary, top, write } from './mac.mjs';

const version = '1.2.3';
const made = (t, name = 'packages') => {
  const folder = temporary(t);
  return packageOf(madeUpBuild(join(folder, 'build')), join(folder, name), version);
};

test('each adapter is a choice of its own, and only the one for trials has to be asked for', (t) => {
  const { choices, processors, macos } = read(made(t));
  const named = Object.fromEntries(choices.map((one) => [one.package.replace('io.patchbay.pkg.', ''), one]));
  assert.deepEqual(Object.keys(named), ['host', ...adapters.map((name) => `adapter.${name}`), 'browsers']);
  for (const [name, one] of Object.entries(named)) {
    assert.equal(one.required, !name.startsWith('adapter.'), name);
    assert.equal(one.chosen, name !== 'adapter.sandbox', name);
  }
  assert.equal(processors, 'arm64,x86_64');
  assert.equal(macos, '13.0');
});

test('everything lies in a folder of its version, belongs to the administrator, and nobody else may write it', (t) => {
  const { components } = read(made(t));
  const files = [];
  for (const component of components) {
    assert.equal(component.location, `/${top}`);
    for (const [path, about] of Object.entries(component.files)) {
      assert.deepEqual([about.user, about.group], [0, 0], path);
      assert.match(about.mode, /^(40755|100755|100644)$/, path);
      if (!about.mode.startsWith('4')) files.push(path);
    }
  }
  assert.deepEqual(files.sort(), [
    './1.2.3/THIRD-PARTY-NOTICES.txt',
    './1.2.3/bin/chromium/io.patchbay.host.json', './1.2.3/bin/firefox/io.patchbay.host.json', './1.2.3/bin/patchbay-host',
    ...adapters.map((name) => `./1.2.3/lib/patchbay/adapters/${name}.dylib`), './uninstall.sh'].sort());
});

test('the same build gives the same package, byte for byte', (t) => {
  const folder = temporary(t);
  const build = madeUpBuild(join(folder, 'build'));
  const [one, other] = ['a', 'b'].map((name) => readFileSync(packageOf(build, join(folder, name), version)));
  assert.ok(one.equals(other));
});

test('a package that is damaged anywhere in its files is not read', (t) => {
  const file = made(t);
  const bytes = readFileSync(file);
  bytes[bytes.length - 30] ^= 1;
  writeFileSync(file, bytes);
  assert.throws(() => read(file));
});

test('7-Zip finds no fault in it', { skip: !present('7z') && '7z is not installed' }, (t) => {
  const said = execFileSync('7z', ['t', made(t)], { encoding: 'utf8' });
  assert.match(said, /Everything is Ok/);
  assert.match(said, /Files: 28/);
});

test('libarchive unpacks it, and what is inside', { skip: !present('bsdtar') && 'bsdtar is not installed' }, (t) => {
  const file = made(t);
  const folder = temporary(t);
  execFileSync('bsdtar', ['-xf', file, '-C', folder]);
  const said = execFileSync('bsdtar', ['-tvf', join(folder, 'host.pkg/Payload')], { encoding: 'utf8' });
  assert.match(said, /^-rwxr-xr-x .* \.\/1\.2\.3\/bin\/patchbay-host$/m);
  execFileSync('bsdtar', ['-xf', join(folder, 'adapter.clio.pkg/Payload'), '-C', folder]);
  assert.equal(readFileSync(join(folder, '1.2.3/lib/patchbay/adapters/clio.dylib'), 'utf8'), 'the adapter clio');
});

test('its XML is well-formed for libxml', { skip: !present('xmllint') && 'xmllint is not installed' }, (t) => {
  const file = made(t);
  const folder = temporary(t);
  execFileSync('7z', ['x', `-o${folder}`, file], { stdio: 'ignore' });
  execFileSync('xmllint', ['--noout', join(folder, 'Distribution'), join(folder, 'host.pkg/PackageInfo'), join(folder, 'browsers.pkg/PackageInfo')]);
});

// Apple's tools, made up: one makes a component, the other looks for what the distribution refers to in the folder that it is told.
test('on a Mac each component is a file that productbuild finds by the name in the distribution', (t) => {
  const folder = temporary(t);
  const tools = join(folder, 'tools');
  mkdirSync(tools);
  write(join(tools, 'pkgbuild'), '#!/bin/sh\nfor last; do :; done\n: >"$last"\n', 0o755);
  write(join(tools, 'productbuild'), `#!/bin/sh
[ "$1 $3" = "--distribution --package-path" ] || exit 1
for last; do :; done
sed -nE 's|.*<pkg-ref [^>]*>(.*)</pkg-ref>.*|\\1|p' "$2" >"$last"
while read -r name; do [ -e "$4/$name" ] || exit 1; done <"$last"
`, 0o755);
  execFileSync('python3', [join(root, 'installer/macos/package.py'), madeUpBuild(join(folder, 'build')), folder, version, 'arm64'],
    { env: { ...process.env, PATH: tools + delimiter + process.env.PATH } });
  assert.equal(readFileSync(join(folder, `patchbay-${version}.pkg`), 'utf8').trim().split('\n').length, adapters.length + 2);
});
