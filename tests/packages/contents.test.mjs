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
  assert.equal(libraries.length, 10);
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
  assert.ok(complete('--set-secret', '').includes('proxy'));
});

const noFish = existsSync('/usr/bin/fish') ? false : 'fish is not installed';
test('fish completes the same', { skip: skip || noFish }, () => {
  const file = join(folder, 'usr/share/fish/vendor_completions.d/patchbay-host.fish');
  const env = { ...process.env, HOME: folder, PATH: `${join(folder, 'usr/bin')}:${process.env.PATH}` };
  const complete = (text) =>
    execFileSync('fish', ['-N', '-c', `source ${file}; complete -C "patchbay-host ${text}"`], { encoding: 'utf8', env })
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0]);
  assert.deepEqual(complete('--doc'), ['--doctor']);
  assert.deepEqual([...new Set(complete('--'))].sort(), options(host).sort());
  assert.deepEqual(complete('--log-level w'), ['warning']);
  assert.ok(complete('--set-secret ').includes('proxy'));
});

test('what is loaded late carries the version, so that a host never loads another’s', { skip }, () => {
  const version = field(built('patchbay-host', 'deb'), 'Version');
  const parts = readdirSync(join(folder, 'usr/lib/patchbay')).filter((name) => name.endsWith('.so'));
  const names = ['curl_engine', 'desktop_proxy', 'phone_number', 'secret_service'];
  assert.deepEqual(parts.sort(), names.map((name) => `${name}-${version}.so`));
});

test('the extension is there for each family of browsers, and says its version', { skip }, () => {
  const { version } = JSON.parse(readFileSync(join(repository, 'extension/manifest.json'), 'utf8'));
  for (const browser of ['chromium', 'firefox']) {
    const zip = readFileSync(join(repository, `build/packages/patchbay-extension-${version}-${browser}.zip`));
    assert.equal(zip.readUInt32LE(0), 0x04034b50, 'a zip');
    assert.ok(zip.includes('manifest.json'), browser);
  }
});

const rpms = skip || (existsSync('/usr/bin/rpm') ? false : 'rpm is not installed');
test('the rpms hold the same files, and say what they need and bring', { skip: rpms }, () => {
  const ask = (name, ...words) => run('rpm', '-qp', ...words, built(name, 'rpm')).trim().split('\n');
  const inDeb = (name) =>
    run('dpkg-deb', '-c', built(name, 'deb')).match(/ \.\/\S*[^/\s](?=$| -> )/gm).map((path) => path.slice(2));
  for (const name of names) {
    const inRpm = ask(name, '-l').filter((path) => !/^\/usr\/(lib64|share\/licenses)\//.test(path));
    const files = inDeb(name);
    assert.deepEqual(files.filter((path) => !inRpm.includes(path)), [], `${name}: what the rpm lacks`);
    const more = inRpm.filter((path) => !files.includes(path) && !existsSync(join(folder, path)));
    assert.deepEqual(more, [], `${name}: what only the rpm has`);
    const version = field(built(name, 'deb'), 'Version');
    assert.deepEqual(ask(name, '--provides'), [`${name} = ${version}-1`, `${name}(x86-64) = ${version}-1`]);
  }
  const needs = ask('patchbay-host', '--requires').join('\n');
  for (const library of ['libcurl.so.4', 'libphonenumber.so.8', 'libsecret-1.so.0', 'libboost_json.so', 'ca-certificates', '(tzdata or timezone)'])
    assert.ok(needs.includes(library), `${library} in ${needs}`);
  assert.ok(ask('patchbay-sandbox', '--requires').some((need) => /^patchbay-host = /.test(need)));
  assert.ok(ask('patchbay-host', '-l').includes('/usr/share/licenses/patchbay-host/Apache-2.0'));
  const scripts = ask('patchbay-host', '--scripts').join('\n');
  assert.match(scripts, /^postinstall scriptlet/m);
  assert.match(scripts, /^postuninstall scriptlet/m);
  for (const shell of ['dash', 'bash'])
    for (const name of names) execFileSync(shell, ['-n'], { input: ask(name, '--scripts', '--filetriggers').join('\n').replace(/^\w+ (?:scriptlet|program).*$/gm, '') });
});

test('the policy’s schema and the guides are there', { skip }, () => {
  const schema = JSON.parse(readFileSync(join(folder, 'usr/share/patchbay/policy.schema.json'), 'utf8'));
  assert.ok(schema.properties.adapters);
  for (const name of ['DEPLOY.md', 'copyright', 'adapters/zoho.md'])
    assert.ok(existsSync(join(folder, 'usr/share/doc/patchbay-host', name)), name);
});
