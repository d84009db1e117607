// The life of the rpm: refused where something is missing, installed, upgraded while it runs, removed. There is no
// Red Hat here: it is put into a clean Debian, by an rpm of whose packages one brings the names of what is there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Machine, repository, whyNone } from './machine.mjs';
import { built, field, whyNotBuilt } from './packages.mjs';
import { allowed, allowing, greet, leftovers, steps, usually, withMore } from './use.mjs';

const tree = join(repository, 'build/linux');
const skip =
  whyNotBuilt() ||
  whyNone() ||
  (existsSync('/usr/bin/rpmbuild') ? false : 'rpm is not installed') ||
  (existsSync(join(tree, 'CPackConfig.cmake')) ? false : 'installer/linux/build.sh has not been run here');

/** A package of this name. @param {string} folder @param {string} name @param {string[]} more lines of its spec */
function pack(folder, name, head, more) {
  const about = { Name: name, Version: '1', Release: '1', Summary: name, License: 'none', BuildArch: 'noarch' };
  const lines = Object.entries(about).map(([name, value]) => `${name}: ${value}`);
  const spec = join(folder, `${name}.spec`);
  writeFileSync(spec, [...lines, ...head, '%description', 'For a test.', ...more].join('\n') + '\n');
  execFileSync('rpmbuild', ['-bb', '--define', `_topdir ${folder}`, spec], { stdio: 'pipe' });
  return join(folder, `RPMS/noarch/${name}-1-1.noarch.rpm`);
}

/** The first of "(this or that)", or what else is needed. @param {string} need */
const firstOf = (need) => need.replace(/^\((\S+) or .*\)$/, '$1');

/** One that provides these names, and has no file. @param {string} folder @param {string[]} names */
const provide = (folder, names) => pack(folder, 'what-is-there', names.map((name) => `Provides: ${name}`), ['%files']);

/** One of the organisation, with its policy. @param {string} folder @param {string} policy */
function policyPackage(folder, policy) {
  writeFileSync(join(folder, 'policy.json'), policy);
  const install = `install -D -m 0644 ${folder}/policy.json %{buildroot}/etc/patchbay/policy.json`;
  return pack(folder, 'company-policy', [], ['%install', install, '%files', '%dir /etc/patchbay', '/etc/patchbay/policy.json']);
}

/** The same package as its next release. @param {string} folder */
function nextRelease(folder) {
  const settings = { CPACK_RPM_PACKAGE_RELEASE: '2', CPACK_OUTPUT_FILE_PREFIX: folder };
  const given = Object.entries(settings).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  execFileSync('cpack', ['-G', 'RPM', '-B', folder, ...given], { cwd: tree, stdio: 'pipe' });
  return join(folder, readdirSync(folder).find((name) => /^patchbay-host-.*-2\..*\.rpm$/.test(name)));
}

test('an rpm lives where rpm is', { skip, timeout: 900_000 }, async (t) => {
  const step = steps(t);
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-rpm-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const prepare = join(repository, 'tests/packages/clean_root.sh');
  const clean = execFileSync(prepare, [built('patchbay-host', 'deb')], { encoding: 'utf8' });
  const machine = await Machine.start(clean.trim());
  t.after(() => machine.stop());
  const version = field(built('patchbay-host', 'deb'), 'Version');
  const first = built('patchbay-host', 'rpm');
  const rpm = (...words) => machine.outside('rpm --root "$@"', ...words);
  const ada = machine.user('ada', 2001, '/home/Ada Großmüller 山田 太郎');
  const inDeb = machine.bring(built('patchbay-host', 'deb'), 'host.deb');
  const offline = ['-o', 'Acquire::http::Proxy=http://127.0.0.1:9'];
  // Brings the libraries; then the deb itself goes.
  machine.run(['apt-get', ...offline, 'install', '-y', '--no-install-recommends', inDeb]);
  machine.run(['dpkg', '--purge', 'patchbay-host']);

  await step('it is refused where a library is missing, by its name', () => {
    assert.throws(() => rpm('-i', first), /libcurl\.so\.4.* is needed by patchbay-host/s);
    assert.equal(machine.sh(leftovers), '');
  });

  await step('it installs where everything is there, and is what it says', async () => {
    const needs = execFileSync('rpm', ['-qp', '--requires', first], { encoding: 'utf8' }).trim().split('\n');
    rpm('-i', provide(folder, needs.filter((name) => !name.startsWith('rpmlib(')).map(firstOf)));
    rpm('-i', first);
    rpm('-V', 'patchbay-host');
    const { client, hello } = await greet(machine, ada);
    assert.equal(hello.version, version);
    assert.equal(await client.end(), 0);
    const link = '/usr/lib64/mozilla/native-messaging-hosts/io.patchbay.host.json';
    assert.match(machine.run(['readlink', '-e', link]), /^\/var\/lib\/patchbay\/manifests\/firefox\//);
  });

  await step('the policy reaches the browsers, whether it comes in a package or by hand', () => {
    assert.deepEqual(allowed(machine, ada), usually);
    rpm('-i', policyPackage(folder, allowing));
    assert.deepEqual(allowed(machine, ada), withMore);
    rpm('-e', 'company-policy');
    assert.deepEqual(allowed(machine, ada), usually);
    machine.write('/etc/patchbay/policy.json', allowing);
    machine.run(['patchbay-host', '--write-manifests']);
    assert.deepEqual(allowed(machine, ada), withMore);
    rpm('-V', 'patchbay-host');
  });

  await step('an upgrade ends the host that runs, and an older release is refused', async () => {
    const { client } = await greet(machine, ada);
    rpm('-U', nextRelease(folder));
    assert.equal(await client.ended, 0);
    assert.throws(() => rpm('-U', first), /newer than/);
    assert.deepEqual(allowed(machine, ada), withMore);
    machine.run(['rm', '-r', '/etc/patchbay']);
    rpm('-V', 'patchbay-host');
    const after = await greet(machine, ada);
    assert.equal(await after.client.end(), 0);
  });

  await step('removed, it leaves nothing', async () => {
    const { client } = await greet(machine, ada);
    rpm('-e', 'patchbay-host');
    assert.equal(await client.ended, 0, 'a host that still ran was ended');
    assert.equal(machine.sh(leftovers), '');
  });
});
