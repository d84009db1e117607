// The programs that were built for macOS, as far as that shows without a Mac: PATCHBAY_MACOS_BUILD is the folder that they stand in.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { adapters, join, machO, packageOf, present, read, temporary } from './mac.mjs';

const build = process.env.PATCHBAY_MACOS_BUILD;
const skip = !build && 'nothing was built for macOS';
const processors = (process.env.PATCHBAY_MACOS_CPUS ?? '').split(' ').filter(Boolean).sort();
const host = () => join(build, 'bin/patchbay-host');
const adapter = (name) => join(build, `lib/patchbay/adapters/${name}.dylib`);
const files = () => [host(), ...adapters.map(adapter)];

test('each is for the processors that it was built for, and for macOS 13 on', { skip }, () => {
  for (const file of files()) {
    const parts = machO(file);
    assert.deepEqual(parts.map((one) => one.cpu).sort(), processors, file);
    for (const part of parts) {
      assert.equal(part.macos, '13.0', file);
      assert.equal(part.kind, file === host() ? 'program' : 'library', file);
    }
  }
  assert.ok(machO(host()).every((one) => one.position_independent));
});

test('each needs nothing but what every Mac has', { skip }, () => {
  for (const file of files()) {
    for (const part of machO(file)) {
      for (const library of part.libraries) assert.match(library, /^\/(usr\/lib|System\/Library\/Frameworks)\//, file);
      assert.deepEqual(part.search_paths, [], file);
    }
  }
});

test('what is for Apple\'s own processors is signed, if by nobody, and its pages are those that were signed', { skip }, () => {
  for (const file of files()) {
    for (const part of machO(file).filter((one) => one.cpu === 'arm64')) {
      assert.ok(part.signature.ad_hoc && part.signature.covers && part.signature.pages > 0, file);
      assert.equal(part.signature.wrong_pages, 0, file);
    }
  }
});

const objdump = ['llvm-objdump-19', 'llvm-objdump-14'].find(present);

test('an adapter offers one name, and the host the parts of it that are loaded late', { skip: skip || (!objdump && 'llvm-objdump is not installed') }, () => {
  const exported = (file, cpu) => execFileSync(objdump, ['--macho', `--arch=${cpu}`, '--exports-trie', file], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n').filter((line) => line.startsWith('0x')).map((line) => line.split(/\s+/)[1])
    .filter((name) => name !== '__mh_dylib_header' && name !== '___dso_handle');  // the linker's own
  for (const cpu of processors) {
    for (const name of adapters) assert.deepEqual(exported(adapter(name), cpu), ['_patchbay_adapter_v1'], name);
    const late = ['secret_service', 'secret_service_present', 'make_curl_engine', 'parse_phone_number'];
    const offered = exported(host(), cpu).filter((name) => name.startsWith('_patchbay_'));
    for (const name of late) assert.ok(offered.some((one) => one.startsWith(`_patchbay_${name}`)), `${name}: ${offered}`);
  }
});

test('they are packaged as they are', { skip }, (t) => {
  const { components } = read(packageOf(build, temporary(t), '1.2.3', processors.join(',')));
  assert.equal(components.length, adapters.length + 2);
});
