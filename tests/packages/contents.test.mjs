// What the packages hold, looked at without installing them.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { repository } from './machine.mjs';
import { built, field, whyNotBuilt } from './packages.mjs';

const skip = whyNotBuilt();
const folder = mkdtempSync(join(tmpdir(), 'patchbay-contents-'));
after(() => rmSync(folder, { recursive: true }));
const run = (program, ...words) => execFileSync(program, words, { encoding: 'utf8', stdio: 'pipe' });
const names = ['patchbay-host', 'patchbay-sandbox'];
if (!skip) for (const name of names) run('dpkg-deb', '-x', built(name, 'deb'), folder);
const programs = names.map((name) => join(folder, 'usr/bin', name));
const host = programs[0];

/** The long options that a program's --help lists. */
const options = (program) =>
  [...run(program, '--help').matchAll(/^ {2}(?:-\w,)?(--[\w-]+)/gm)].map((found) => found[1]);

const noLintian = existsSync('/usr/bin/lintian') ? false : 'lintian is not installed';
test('lintian finds nothing wrong', { skip: skip || noLintian }, () => {
  const debs = names.map((name) => built(name, 'deb'));
  const said = spawnSync('lintian', ['--fail-on', 'error,warning', ...debs], { encoding: 'utf8' });
  assert.equal(said.status, 0, said.stdout + said.stderr);
});

test('the host says what it needs and what would be good to have', { skip }, () => {
  const needs = field(built('patchbay-host', 'deb'), 'Depends');
  for (const library of ['libboost-json1.81.0', 'libphonenumber8', 'libcurl4', 'ca-certificates', 'tzdata'])
    assert.ok(needs.includes(library), `${library} in ${needs}`);
  assert.match(field(built('patchbay-host', 'deb'), 'Recommends'), /gnome-keyring/);
  const version = field(built('patchbay-host', 'deb'), 'Version');
  assert.ok(field(built('patchbay-sandbox', 'deb'), 'Depends').includes(`patchbay-host (= ${version})`));
  assert.match(readFileSync(join(repository, 'CMakeLists.txt'), 'utf8'), new RegExp(`VERSION ${version} `));
});

test('every program and library is hardened, and stripped', { skip }, () => {
  const libraries = readdirSync(join(folder, 'usr/lib/patchbay'), { recursive: true })
    .filter((name) => name.endsWith('.so'))
    .map((name) => join(folder, 'usr/lib/patchbay', name));
  assert.equal(libraries.length, 9);
  for (const file of [...programs, ...libraries]) {
    const facts = run('readelf', '-hldSW', '--dyn-syms', file);
    assert.ok(/Type: +DYN/.test(facts), `${file}: position-independent`);
    assert.ok(/GNU_RELRO/.test(facts), `${file}: relocations are read-only`);
    assert.ok(/BIND_NOW|Flags:.*NOW/.test(facts), `${file}: bound at the start`);
    assert.ok(/GNU_STACK.* RW /.test(facts), `${file}: no code on the stack`);
    assert.ok(/__stack_chk_fail/.test(facts), `${file}: stacks are guarded`);
    assert.ok(!/\.debug_info|\.symtab/.test(facts), `${file}: stripped`);
    assert.ok(!/RPATH|RUNPATH/.test(facts), `${file}: libraries come from the system`);
  }
});

test('the manual pages know every option', { skip }, () => {
  for (const program of programs) {
    const name = program.split('/').at(-1);
    const page = gunzipSync(readFileSync(join(folder, `usr/share/man/man1/${name}.1.gz`))).toString();
    const known = page.replaceAll('\\-', '-');
    for (const option of options(program)) assert.ok(known.includes(option), `${option} in ${name}.1`);
    const complaints = spawnSync('man', ['--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', '-'], { input: page });
    if (!complaints.error) assert.equal(String(complaints.stderr), '');
  }
});

test('bash completes options, levels and the platforms whose secret can be set', { skip }, () => {
  const script = `
    source ${join(folder, 'usr/share/bash-completion/completions/patchbay-host')}
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _patchbay_host ${host}; echo "\${COMPREPLY[*]}"`;
  const complete = (...words) => run('bash', '-c', script, 'bash', 'patchbay-host', ...words).trim().split(' ');
  assert.deepEqual(complete('--doc'), ['--doctor']);
  assert.deepEqual(complete('--').sort(), options(host).sort());
  assert.deepEqual(complete('--log-level', 'w'), ['warning']);
});

test('the policy’s schema and the guides are there', { skip }, () => {
  const schema = JSON.parse(readFileSync(join(folder, 'usr/share/patchbay/policy.schema.json'), 'utf8'));
  assert.ok(schema.properties.adapters);
  for (const name of ['DEPLOY.md', 'copyright', 'adapters/zoho.md'])
    assert.ok(existsSync(join(folder, 'usr/share/doc/patchbay-host', name)), name);
});
