// A throwaway Debian to install packages in: a layer in memory over a clean root, or over this very machine,
// in namespaces of its own. Nothing that is done there is done here, and whatever it runs ends with it.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');

const hold = `
mount -t tmpfs -o mode=755 layer "$1"
cd "$1"
mkdir changes work root
mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/changes,workdir=$1/work" root
mount -t proc proc root/proc
mount --rbind /dev root/dev
mount -t tmpfs -o mode=1777 temporary root/tmp
mkdir -p root/mnt/patchbay
mount --bind "$3" root/mnt/patchbay
mount -o remount,bind,ro root/mnt/patchbay
awk '/^PPid/ { print $2 }' /proc/self/status
exec cat
`;

/** Why there can be no such machine here, or false. */
export function whyNone() {
  if (process.getuid?.() !== 0) return 'this takes root';
  const tried = spawnSync('unshare', ['--mount', '--pid', '--fork', 'mount', '-t', 'tmpfs', 'none', '/mnt']);
  return tried.status === 0 ? false : 'namespaces and mounts are not to be had here';
}

export class Machine {
  /** @param {string} lower the folder that it begins as */
  static async start(lower) {
    const machine = new Machine();
    machine.folder = fs.mkdtempSync(join(tmpdir(), 'patchbay-machine-'));
    const options = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
    const script = ['sh', '-ec', hold, 'hold', machine.folder, lower, repository];
    machine.holder = spawn('unshare', [...options, ...script], { stdio: ['pipe', 'pipe', 'inherit'] });
    machine.ended = new Promise((resolve) => machine.holder.once('close', resolve));
    const first = await Promise.race([
      new Promise((resolve) => machine.holder.stdout.once('data', (bytes) => resolve(String(bytes)))),
      machine.ended.then(() => ''),
    ]);
    if (!/^\d+\n$/.test(first)) throw new Error(`the machine did not start: ${first}`);
    machine.pid = first.trim();
    return machine;
  }

  async stop() {
    this.holder.kill('SIGKILL');
    await this.ended;
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Where a path of the machine is for this process. */
  at(path) {
    return join('/proc', this.pid, 'root', this.folder, 'root', path);
  }

  /** @param {string[]} command @param {{as?: User, env?: object}} [how] */
  #inside(command, { as = root, env = {} } = {}) {
    const variables = { ...plain, HOME: as.home, ...env };
    return [
      ...[`--target=${this.pid}`, '--mount', '--pid', 'chroot', `--userspec=${as.id}:${as.id}`, '--groups='],
      ...[join(this.folder, 'root'), 'env', '-i'],
      ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
      ...command,
    ];
  }

  /** A program of the machine that runs beside the test. */
  spawn(command, how = {}, stdio = ['pipe', 'pipe', 'inherit']) {
    return spawn('nsenter', this.#inside(command, how), { stdio });
  }

  /** @returns {{status: number | null, text: string}} with what it said on both streams */
  try(command, how = {}) {
    const done = spawnSync('nsenter', this.#inside(command, how), { encoding: 'utf8', input: how.input ?? '' });
    return { status: done.status, text: done.stdout + done.stderr };
  }

  /** What it said; anything but success is thrown. */
  run(command, how = {}) {
    const { status, text } = this.try(command, how);
    if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${text}`);
    return text;
  }

  sh(text, how) {
    return this.run(['sh', '-ec', text], how);
  }

  /** Something done to the machine by this computer's programs; $1 is its root, further words follow. */
  outside(text, ...words) {
    const command = ['sh', '-ec', text, 'sh', join(this.folder, 'root'), ...words];
    execFileSync('nsenter', [`--target=${this.pid}`, '--mount', '--pid', ...command], { stdio: 'pipe' });
  }

  /** @param {string} path @param {string} text @param {User} [owner] */
  write(path, text, owner = root) {
    const missing = [];
    for (let folder = dirname(path); !fs.existsSync(this.at(folder)); folder = dirname(folder)) missing.unshift(folder);
    for (const folder of missing) {
      fs.mkdirSync(this.at(folder));
      fs.chownSync(this.at(folder), owner.id, owner.id);
    }
    fs.writeFileSync(this.at(path), text);
    fs.chownSync(this.at(path), owner.id, owner.id);
  }

  /** @param {string} path */
  read(path) {
    return fs.readFileSync(this.at(path), 'utf8');
  }

  /** A file of this computer under /tmp of the machine. @returns {string} its path there */
  bring(file, name) {
    fs.copyFileSync(file, this.at(join('/tmp', name)));
    fs.chmodSync(this.at(join('/tmp', name)), 0o755);
    return join('/tmp', name);
  }

  /** A person without rights. @param {string} name @param {number} id @param {string} home @returns {User} */
  user(name, id, home) {
    this.run(['useradd', '--create-home', '--home-dir', home, '--uid', String(id), '--user-group', name]);
    return { id, home };
  }
}

/** @typedef {{id: number, home: string}} User */
/** @type {User} */
export const root = { id: 0, home: '/root' };

const plain = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LANG: 'C.UTF-8',
  DEBIAN_FRONTEND: 'noninteractive',
  DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
};
