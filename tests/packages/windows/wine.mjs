// A Windows of the test's own, by wine, in a folder that goes with it.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { seeing, whyNoMounts } from '../../network/office.mjs';
import { NativeClient } from '../../support/native_client.mjs';

const hard = 'Zoë Müller 東京';

/** @param {string} path as this system spells it @returns {string} as Windows does */
export const windows = (path) => `Z:${path.replaceAll('/', '\\')}`;

export class Wine {
  /**
   * Its person is called what is hard for programs: wine asks this system for the name, which gets another list of
   * users to see. Where this system does not let a file be put over another, it is the name that runs the test.
   * @param {string} above the folder to make it in
   * @param {string[]} [inside] a command that runs what it is given
   */
  constructor(above, inside = []) {
    mkdirSync(above, { recursive: true });
    this.folder = mkdtempSync(join(above, 'wine-'));
    this.prefix = join(this.folder, 'prefix');
    this.user = whyNoMounts() ? userInfo().username : hard;
    this.inside = [...inside];
    if (this.user === hard) {
      const users = join(this.folder, 'passwd');
      const all = readFileSync('/etc/passwd', 'utf8').split('\n');
      const own = (line) => line.split(':')[2] === String(process.getuid());
      writeFileSync(users, all.map((line) => (own(line) ? line.replace(/^[^:]*/, hard) : line)).join('\n'));
      this.inside.push(...seeing(users, '/etc/passwd'));
    }
    // Nothing else of this system's: Windows' programs would see its proxies and its certificates.
    this.environment = { PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: 'C.UTF-8', WINEPREFIX: this.prefix,
      WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=' };
    this.run('wineboot', '-i');
    this.run('winecfg', '-v', 'win10');  // as it comes it says that it is Windows 7
    execFileSync('wineserver', ['-w'], { env: this.environment, timeout: 60_000 });
    // Windows ends with its last program, and would begin anew with each that follows.
    this.#start('cmd', '/d', '/c', 'pause');
  }

  /** @param {string[]} command @returns {import('node:child_process').ChildProcess} */
  #start(...command) {
    const [program, words] = this.#within(command);
    return spawn(program, words, { env: this.environment, stdio: ['pipe', 'pipe', 'ignore'] });
  }

  /** @param {string[]} command @returns {[string, string[]]} what runs it in this Windows */
  #within(command) {
    const [program, ...words] = [...this.inside, 'wine', ...command];
    return [program, words];
  }

  /** @param {string[]} command @returns {{status: number | null, out: string}} */
  run(...command) {
    const [program, words] = this.#within(command);
    const file = join(this.folder, 'out.txt');  // no pipe: services of Windows that it begins would keep that open
    const out = openSync(file, 'w');
    const { status } = spawnSync(program, words, { env: this.environment, timeout: 120_000, stdio: ['ignore', out, 'ignore'] });
    closeSync(out);
    return { status, out: readFileSync(file, 'utf8').replaceAll('\r', '') };
  }

  /** What a person sees who runs it in a console. @param {string} program @param {string[]} more @returns {string} */
  console(program, ...more) {
    const [first, ...words] = this.#within([program, ...more]).flat();
    const quoted = [first, ...words].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    // Windows' console is then this terminal, and wide enough not to break lines.
    const script = `stty cols 1000 rows 1000; exec ${quoted}`;
    return spawnSync('script', ['-qec', script, '/dev/null'], { env: this.environment, timeout: 120_000, encoding: 'utf8' }).stdout;
  }

  /** @param {string} key @param {string} [name] of a value; the key's own without it @returns {string} '' when there is none */
  registry(key, name) {
    const file = join(this.folder, 'key.reg');
    rmSync(file, { force: true });
    this.run('reg', 'export', key, windows(file));  // what it prints would go through a code page
    const text = existsSync(file) ? readFileSync(file, 'utf16le').replaceAll('\r', '') : '';
    const wanted = name ? `"${name}"="` : '@="';
    const line = text.split('\n\n')[1]?.split('\n').find((one) => one.startsWith(wanted));
    return line?.slice(wanted.length, -1).replace(/\\(.)/g, '$1') ?? '';
  }

  /** @param {string} path as Windows spells it @returns {string} as this system does */
  unix(path) {
    return join(this.prefix, 'drive_c', path.replace(/^[Cc]:\\/, '').replaceAll('\\', '/'));
  }

  /** Has Windows trust an authority, as Group Policy does. @param {string} file its certificate, PEM */
  trust(file) {
    const program = join(this.folder, 'trust_authority.exe');
    const source = new URL('trust_authority.c', import.meta.url).pathname;
    execFileSync('x86_64-w64-mingw32-gcc-posix', ['-municode', source, '-o', program, '-lcrypt32']);
    const { status } = this.run(program, windows(file));
    if (status !== 0) throw new Error(`the certificate was not taken: ${status}`);
  }

  /** A host, started as a browser does. @param {string} program @param {string[]} more */
  host(program, ...more) {
    return new NativeClient(this.#start(program, ...more));
  }

  remove() {
    spawnSync('wineserver', ['-k'], { env: this.environment });
    rmSync(this.folder, { recursive: true, force: true });
  }
}
