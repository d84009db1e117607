// The programs that were built for macOS, as far as that shows without a Mac: PATCHBAY_MACOS_BUILD is the folder that they stand in.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { relative } from 'node:path';
import test from 'node:test';
import { adapters, join, machO, packageOf, present, read, root, temporary } from './mac.mjs';

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

test('each part is signed, if by nobody, and its pages are those that were signed', { skip }, () => {
  for (const file of files()) {
    for (const { cpu, signature } of machO(file)) {
      assert.ok(signature?.ad_hoc && signature.covers && signature.pages > 0, `${file} for ${cpu}`);
      assert.equal(signature.wrong_pages, 0, `${file} for ${cpu}`);
    }
  }
});

// The compiler and the libraries lie in a cache; sources, and what a linker keeps for debuggers, would name them, the project and its build.
test('none says on whose machine it was built', { skip }, () => {
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  for (const file of files()) {
    const bytes = readFileSync(file);
    for (const folder of [homedir(), caches, root, build].map((one) => join(one, '/'))) {
      const at = bytes.indexOf(folder);
      assert.equal(at, -1, `${file}: ${bytes.toString('latin1', at, at + 120).split('\0')[0]}`);
    }
  }
});

const said = (program, ...words) => execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 26 });
const lipo = ['llvm-lipo-19', 'llvm-lipo-14'].find(present);
const objdump = ['llvm-objdump-19', 'llvm-objdump-14'].find(present);

test('LLVM finds the same processors in each', { skip: skip || (!lipo && 'llvm-lipo is not installed') }, () => {
  for (const file of files()) assert.deepEqual(said(lipo, '-archs', file).trim().split(' ').sort(), processors, file);
});

// A part begins at a page of its system's: 16 KiB on Apple's processors, 4 on Intel's.
test('LLVM finds each part where its system can map it', { skip: skip || (!objdump && 'llvm-objdump is not installed') || (processors.length < 2 && 'built for one processor') }, () => {
  for (const file of files()) {
    const text = said(objdump, '--macho', '--universal-headers', file);
    const parts = [...text.matchAll(/^architecture (\w+)$[^]*?^ {4}offset (\d+)$/gm)].map(([, cpu, offset]) => [cpu, Number(offset)]);
    assert.deepEqual(parts.map(([cpu]) => cpu).sort(), processors, text);
    for (const [cpu, offset] of parts) assert.equal(offset % (cpu === 'arm64' ? 16384 : 4096), 0, `${file} for ${cpu}`);
  }
});

test('LLVM reads the oldest macOS and the libraries as the tests do', { skip: skip || (!objdump && 'llvm-objdump is not installed') }, () => {
  for (const file of files()) {
    for (const part of machO(file)) {
      const head = said(objdump, '--macho', `--arch=${part.cpu}`, '--private-headers', file);
      assert.equal(/^ +minos (\S+)$/m.exec(head)[1], part.macos, file);
      const libraries = [...head.matchAll(/cmd LC_LOAD_DYLIB\n.*\n +name (.*) \(offset/g)].map(([, name]) => name);
      assert.deepEqual(libraries, part.libraries, file);
    }
  }
});

// What is looked for by its name, which an optimizing linker drops unless it is told so.
const late = ['platform/keychain', 'http/curl_engine', 'directory/phone_number'].flatMap((name) =>
  [...readFileSync(join(root, `host/${name}_late.cpp`), 'utf8').matchAll(/^extern "C"[^(]*\b(patchbay_\w+)\(/gm)].map(([, symbol]) => symbol));

test('an adapter offers one name, and the host the parts of it that are loaded late', { skip: skip || (!objdump && 'llvm-objdump is not installed') }, () => {
  const exported = (file, cpu) => said(objdump, '--macho', `--arch=${cpu}`, '--exports-trie', file)
    .split('\n').filter((line) => line.startsWith('0x')).map((line) => line.split(/\s+/)[1])
    .filter((name) => name !== '__mh_dylib_header' && name !== '___dso_handle');  // the linker's own
  assert.ok(late.length > 3);
  for (const cpu of processors) {
    for (const name of adapters) assert.deepEqual(exported(adapter(name), cpu), ['_patchbay_adapter_v1'], name);
    const offered = exported(host(), cpu).filter((name) => name.startsWith('_patchbay_'));
    for (const name of late) assert.ok(offered.includes(`_${name}`), `${name} for ${cpu}: ${offered}`);
  }
});

test('the package holds them as they are, for an archiver that others wrote', { skip: skip || (!present('bsdtar') && 'bsdtar is not installed') }, (t) => {
  const folder = temporary(t);
  const file = packageOf(build, folder, '1.2.3', processors.join(','));
  assert.equal(read(file).processors, processors.join(','));
  execFileSync('bsdtar', ['-xf', file, '-C', folder]);
  for (const component of ['host', ...adapters.map((name) => `adapter.${name}`)]) {
    mkdirSync(join(folder, 'disk'), { recursive: true });
    execFileSync('bsdtar', ['-xf', join(folder, `${component}.pkg/Payload`), '-C', join(folder, 'disk')]);
  }
  for (const one of files()) assert.ok(readFileSync(join(folder, 'disk/1.2.3', relative(build, one))).equals(readFileSync(one)), one);
});
