// A build for macOS as far as packaging goes, the package that is made of it, and a folder that stands for a Mac's disk.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const adapters = ['pipedrive', 'hubspot', 'clio', 'salesforce', 'zoho', 'sandbox'];
export const top = 'Library/Application Support/Patchbay';
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

export function temporary(t) {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay mac ü-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(file, text, mode = 0o644) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
}

// The host of this build is a script that notes how it was called.
export function madeUpBuild(folder) {
  write(join(folder, 'bin/patchbay-host'), '#!/bin/sh\necho "$@" >>"$(dirname "$0")/called"\n', 0o755);
  write(join(folder, 'THIRD-PARTY-NOTICES.txt'), 'whose work it is\n');
  for (const name of adapters) write(join(folder, `lib/patchbay/adapters/${name}.dylib`), `the adapter ${name}`);
  return folder;
}

export function packageOf(build, output, version, processors = 'arm64,x86_64') {
  execFileSync('python3', [join(root, 'installer/macos/package.py'), build, output, version, processors]);
  return join(output, `patchbay-${version}.pkg`);
}

export const read = (file) => JSON.parse(execFileSync('python3', [here('read_package.py'), file], { maxBuffer: 1 << 24 }));
export const machO = (file) => JSON.parse(execFileSync('python3', [here('macho.py'), file]));
export const present = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

// What a Mac's installer does with a package, as far as it can be done here: scripts before, files, scripts after.
export function install(file, disk, leftOut = ['sandbox']) {
  const chosen = read(file).components.filter((one) => !leftOut.some((name) => one.id === `io.patchbay.pkg.adapter.${name}`));
  const opened = mkdtempSync(join(tmpdir(), 'patchbay-pkg-'));
  const run = (name) => {
    for (const one of chosen.filter((component) => component.scripts[name])) {
      write(join(opened, name), one.scripts[name].text, 0o755);
      const ended = spawnSync(join(opened, name), [file, one.location, disk], { encoding: 'utf8', env: { PATH: process.env.PATH } });
      if (ended.status !== 0) return ended;
    }
    return { status: 0, stderr: '' };
  };
  try {
    const before = run('preinstall');
    if (before.status !== 0) return before;
    execFileSync('bsdtar', ['-xf', file, '-C', opened]);
    for (const one of chosen) {
      const target = join(disk, one.location);
      mkdirSync(target, { recursive: true });
      const name = one.id.replace('io.patchbay.pkg.', '');
      execFileSync('bsdtar', ['-xf', join(opened, `${name}.pkg/Payload`), '-C', target]);
    }
    return run('postinstall');
  } finally {
    rmSync(opened, { recursive: true });
  }
}

export const uninstall = (disk) =>
  spawnSync(join(disk, top, 'uninstall.sh'), [], { encoding: 'utf8', env: { PATH: process.env.PATH, DSTROOT: disk } });
export { existsSync, join };
