// The packages that installer/linux/build.sh made.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './machine.mjs';

const folder = join(repository, 'build/packages');

/** @param {string} name @param {'deb' | 'rpm'} kind @returns {string} its file, or '' */
export function built(name, kind) {
  const start = kind === 'deb' ? `${name}_` : `${name}-`;
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const file = files.find((one) => one.startsWith(start) && one.endsWith(`.${kind}`));
  return file ? join(folder, file) : '';
}

/** Why there is nothing to install, or false. */
export const whyNotBuilt = () =>
  built('patchbay-host', 'deb') ? false : 'installer/linux/build.sh has not been run';

/** @param {string} deb @param {string} name of a control field */
export const field = (deb, name) => execFileSync('dpkg-deb', ['-f', deb, name], { encoding: 'utf8' }).trim();

/** A package of the organisation's own that brings its policy. @param {string} policy @param {string} to */
export function policyPackage(policy, to) {
  const work = mkdtempSync(join(tmpdir(), 'patchbay-deb-'));
  const control = { Package: 'company-policy', Version: '1', Architecture: 'all', Maintainer: 'The company <it@example.com>' };
  const lines = Object.entries({ ...control, Description: 'its policy' }).map(([name, value]) => `${name}: ${value}\n`);
  mkdirSync(join(work, 'DEBIAN'));
  writeFileSync(join(work, 'DEBIAN/control'), lines.join(''));
  writeFileSync(join(work, 'DEBIAN/conffiles'), '/etc/patchbay/policy.json\n');
  mkdirSync(join(work, 'etc/patchbay'), { recursive: true });
  writeFileSync(join(work, 'etc/patchbay/policy.json'), policy);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', work, to], { stdio: 'ignore' });
  rmSync(work, { recursive: true });
}

/** The same package with another version. @param {string} deb @param {string} version @param {string} to */
export function reversion(deb, version, to) {
  const work = mkdtempSync(join(tmpdir(), 'patchbay-deb-'));
  execFileSync('dpkg-deb', ['--raw-extract', deb, work]);
  const control = join(work, 'DEBIAN/control');
  const text = readFileSync(control, 'utf8').replace(/^Version: .*$/m, `Version: ${version}`);
  writeFileSync(control, text.replace(/\(= [^)]*\)/, `(= ${version})`));
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', work, to], { stdio: 'ignore' });
  rmSync(work, { recursive: true });
}
