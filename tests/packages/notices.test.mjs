// Whose work is in what we ship: for Windows and macOS every library has its notice, and one that is linked without ends the packaging.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { repository } from './machine.mjs';

const python = spawnSync('python3', ['--version']).status === 0;
const skip = python ? false : 'python3 is not installed';
const systems = ['windows', 'macos'];
const compilerTexts = { 'lib/libcxx/LICENSE.TXT': 'words of libc++', 'lib/libcxxabi/LICENSE.TXT': 'words of its ABI', LICENSE: 'words of zig' };

/** What dependencies.sh would build, by its own words. @param {string} system */
function recipe(system) {
  const text = readFileSync(join(repository, `installer/${system}/dependencies.sh`), 'utf8');
  return /^versions="([^"]+)"/m.exec(text)[1].trim().split(/\s+/).map((one) => one.split('='));
}

/** The script of a tree that may be another than this, on libraries as dependencies.sh leaves them. */
function workshop(t, tree = repository) {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-notices-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(compilerTexts)) {
    const file = join(folder, 'node_modules/@someone/zig-linux', name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
  return (system, more = []) => {
    const versions = [...recipe(system), ...more].map((one) => `${one.join('\t')}\n`);
    writeFileSync(join(folder, 'versions'), versions.join(''));
    const out = join(folder, `${system}.txt`);
    const said = spawnSync(join(tree, 'installer/notices.py'), [system, out, folder, folder], { encoding: 'utf8' });
    return { ...said, text: said.status === 0 ? readFileSync(out, 'utf8') : '' };
  };
}

const headings = (text) => [...text.matchAll(/^={78}\n(.+)\n={78}$/gm)].map(([, heading]) => heading);

for (const system of systems) {
  test(`for ${system}, what is built and linked is told of, with its version and every license in full`, { skip }, (t) => {
    const write = workshop(t);
    const { status, stderr, text } = write(system);
    if (status === 3) return t.skip('a package cannot be had here');
    assert.equal(status, 0, stderr);
    const told = headings(text);
    assert.equal(told[0], 'Patchbay');
    for (const [source, version] of recipe(system)) assert.ok(told.some((one) => one.endsWith(` ${version}`)), source);
    for (const one of ['Boost', 'CLI11', 'libphonenumber\'s time zones', 'Unicode\'s character data', 'zlib'])
      assert.ok(told.some((heading) => heading.startsWith(`${one} `)), one);
    const referred = [...text.matchAll(/\/usr\/share\/common-licenses\/([\w.+-]*\w)/g)].map(([file]) => file);
    for (const file of referred) assert.ok(told.includes(file), file);
    assert.match(text, /Boost Software License - Version 1\.0/);
    assert.match(text, /2017-2020 University of Cincinnati/);
    assert.match(text, /TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION/);
    assert.equal(write(system).text, text, 'another time it is another text');
  });
}

test('the compilers\' own libraries are told of', { skip }, (t) => {
  const write = workshop(t);
  const [windows, macos] = systems.map((system) => write(system));
  if (windows.status === 3 || macos.status === 3) return t.skip('a package cannot be had here');
  assert.match(windows.text, /GCC RUNTIME LIBRARY EXCEPTION/);
  assert.match(windows.text, /winpthreads/);
  for (const words of Object.values(compilerTexts)) assert.ok(macos.text.includes(words), words);
});

for (const system of systems) {
  test(`for ${system}, a library without a notice is named, and nothing is written`, { skip }, (t) => {
    const tree = mkdtempSync(join(tmpdir(), 'patchbay-tree-'));
    t.after(() => rmSync(tree, { recursive: true }));
    cpSync(join(repository, 'installer'), join(tree, 'installer'), { recursive: true });
    const write = workshop(t, tree);
    const packages = join(tree, `installer/${system}/packages.cmake`);
    const before = readFileSync(packages, 'utf8');
    const refused = ({ status, stderr }, name) => {
      assert.equal(status, 1, stderr);
      assert.match(stderr, new RegExp(`no notice of ${name}:`));
    };
    refused(write(system, [['brotli', '1.0.9-2']]), 'brotli');
    appendFileSync(packages, 'patchbay_library(patchbay_brotli libbrotlidec.a)\n');
    refused(write(system), 'libbrotlidec\\.a');
    writeFileSync(packages, before.replace(/(set\(PATCHBAY_\w+_PACKAGES )/, '$1fmt '));
    refused(write(system), 'fmt');
  });
}

test('the Linux packages name the licenses that their copyright file has, and ours is that of LICENSE', () => {
  const read = (file) => readFileSync(join(repository, file), 'utf8');
  const copyright = read('installer/linux/debian/copyright');
  const paragraphs = copyright.split('\n\n');
  const named = paragraphs.flatMap((one) => (one.startsWith('Files:') ? [/^License: (.+)$/m.exec(one)[1]] : []));
  const told = paragraphs.flatMap((one) => (one.startsWith('License:') ? [/^License: (.+)\n /.exec(one)[1]] : []));
  assert.deepEqual([...new Set(named)].sort(), told.sort());
  const [, tag] = /CPACK_RPM_PACKAGE_LICENSE "([^"]+)"/.exec(read('installer/linux/cpack.cmake'));
  assert.deepEqual(tag.toLowerCase().split(' and ').sort(), told.map((one) => one.toLowerCase()).sort());
  const words = (text) => text.replaceAll(/^ \.$/gm, '').trim().split(/\s+/).join(' ');
  const [, title, ours] = /^(MIT) License\n\n[^\n]+\n\n([^]+)$/.exec(read('LICENSE'));
  const mit = paragraphs.find((one) => one.startsWith(`License: ${title}\n`));
  assert.equal(words(mit.slice(`License: ${title}\n`.length)), words(ours));
  assert.ok(copyright.includes(/^Copyright \(c\) (.+)$/m.exec(read('LICENSE'))[1]));
});

test('the extension is of its own files only: its bundler brings no library into it', () => {
  const about = JSON.parse(readFileSync(join(repository, 'extension/package.json'), 'utf8'));
  assert.deepEqual([about.dependencies, Object.keys(about.devDependencies)], [undefined, ['esbuild']]);
  const source = join(repository, 'extension/src');
  const scripts = readdirSync(source, { recursive: true }).filter((name) => /\.m?js$/.test(name));
  assert.ok(scripts.length > 10);
  for (const name of scripts) {
    const text = readFileSync(join(source, name), 'utf8');
    const imported = text.matchAll(/^(?:import\b(?!\()[^;'"]*|export (?:\*|\{)[^;'"]*from )'([^']+)'|\bimport\('([^']+)'\)/gm);
    for (const [, from, later] of imported) assert.match(from ?? later, /^\.{1,2}\//, name);
  }
});
