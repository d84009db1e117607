// A Windows of the test's own, by wine, in a folder that goes with it.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NativeClient } from '../../support/native_client.mjs';

export class Wine {
  /** @param {string} above the folder to make it in */
  constructor(above) {
    mkdirSync(above, { recursive: true });
    this.prefix = mkdtempSync(join(above, 'wine-'));
    this.environment = { ...process.env, WINEPREFIX: this.prefix, WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=', LC_ALL: 'C.UTF-8' };
    delete this.environment.DISPLAY;
    this.run('wineboot', '-i');
    this.run('winecfg', '-v', 'win10');  // as it comes it says that it is Windows 7
    this.settle();
  }

  /** @param {string[]} command @returns {{status: number | null, out: string}} */
  run(...command) {
    const done = spawnSync('wine', command, { env: this.environment, encoding: 'utf8', timeout: 120_000, input: '' });
    return { status: done.status, out: (done.stdout ?? '').replaceAll('\r', '') };
  }

  /** Waits until everything ended that was started here, so that the registry is written. Not while a host runs. */
  settle() {
    execFileSync('wineserver', ['-w'], { env: this.environment, timeout: 60_000 });
  }

  /** @param {string} key @param {string} [name] of a value; the key's own without it @returns {string} '' when there is none */
  registry(key, name) {
    const { out } = this.run('reg', 'query', key, ...(name ? ['/v', name] : ['/ve']));
    return /REG_SZ\s+(.*)/.exec(out)?.[1].trim() ?? '';
  }

  /** @param {string} path as Windows spells it @returns {string} as this system does */
  unix(path) {
    return join(this.prefix, 'drive_c', path.replace(/^[Cc]:\\/, '').replaceAll('\\', '/'));
  }

  /** A host, started as a browser does. @param {string} program @param {string[]} more */
  host(program, ...more) {
    return new NativeClient(spawn('wine', [program, ...more], { env: this.environment, stdio: ['pipe', 'pipe', 'ignore'] }));
  }

  remove() {
    spawnSync('wineserver', ['-k'], { env: this.environment });
    rmSync(this.prefix, { recursive: true, force: true });
  }
}
