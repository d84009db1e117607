// The life of the package for Windows, under wine: installed in silence, used, upgraded while it runs, repaired, removed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { Wine } from './wine.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const build = join(root, 'build/windows');
const skip = existsSync(join(build, 'bin/patchbay-host.exe')) ? false : 'installer/windows/build.sh has not been run';

const browsers = ['Google\\Chrome', 'Chromium', 'Microsoft\\Edge', 'BraveSoftware\\Brave-Browser', 'Mozilla'];
const key = (browser) => `HKLM\\Software\\${browser}\\NativeMessagingHosts\\io.patchbay.host`;
const programs = 'C:\\Program Files\\Patchbay';
const extension = 'ponmlkjihgfedcbaponmlkjihgfedcba';
const data = 'users\\Zoë Müller 東京\\data';

/** @param {string} version @param {string} folder @returns {string} the package */
function packaged(version, folder) {
  return execFileSync('python3', [join(root, 'installer/windows/package.py'), build, folder, version], { encoding: 'utf8' }).trim();
}

test('the package for Windows is installed, used, upgraded, repaired and removed', { skip, timeout: 600_000 }, async (t) => {
  const folder = mkdtempSync(join(build, 'packages-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [first, second] = [packaged('1.2.3', folder), packaged('1.3.0', folder)];
  const wine = new Wine(build);
  t.after(() => wine.remove());
  const msi = (what, file, ...more) => wine.run('msiexec', what, `Z:${file.replaceAll('/', '\\')}`, '/qn', ...more);
  const host = () => wine.host(JSON.parse(readFileSync(wine.unix(wine.registry(key('Google\\Chrome'))), 'utf8')).path,
    '--data', `C:\\${data}`, `chrome-extension://${extension}/`, '--parent-window=0');
  let running;

  await t.test('it is installed in silence, with what it is told', () => {
    mkdirSync(wine.unix('Company Müller'), { recursive: true });
    writeFileSync(wine.unix('Company Müller\\policy.json'), '{"default_region": "DE", "directory": {"enabled": false}}');
    const { status } = msi('/i', first, `EXTENSIONID=${extension}`, 'CONFIGFILE=C:\\Company Müller\\policy.json', 'LOGLEVEL=warning',
      'ADDLOCAL=Main,Chrome,Chromium,Edge,Brave,Firefox,Pipedrive,Sandbox');
    assert.equal(status, 0);
    assert.ok(existsSync(wine.unix(`${programs}\\1.2.3\\patchbay-host.exe`)));
    assert.ok(existsSync(wine.unix(`${programs}\\1.2.3\\adapters\\sandbox.dll`)));
    assert.ok(!existsSync(wine.unix(`${programs}\\1.2.3\\adapters\\zoho.dll`)), 'an adapter that was not asked for');
  });

  await t.test('every browser is led to a manifest that names the program and the extension', () => {
    for (const browser of browsers) {
      const manifest = JSON.parse(readFileSync(wine.unix(wine.registry(key(browser))), 'utf8'));
      assert.equal(manifest.path, `${programs}\\1.2.3\\patchbay-host.exe`, browser);
      if (browser !== 'Mozilla') assert.ok(manifest.allowed_origins.includes(`chrome-extension://${extension}/`), browser);
    }
  });

  await t.test('the host that the registry names says hello, and knows the policy', async () => {
    running = host();
    const hello = await running.hello;
    assert.equal(hello.problem, undefined);
    assert.deepEqual(hello.adapters.map((one) => one.id).sort(), ['pipedrive', 'sandbox']);
    const info = await running.ask('host.info');
    assert.equal(info.dataDirectory, `C:\\${data}`);
    assert.ok(existsSync(wine.unix(`${data}\\patchbay.sqlite`)));
  });

  await t.test('an upgrade goes through while a browser runs the old host', async () => {
    const { status } = msi('/i', second);
    assert.equal(status, 0);
    const info = await running.ask('host.info');
    assert.equal(info.executable, `${programs}\\1.2.3\\patchbay-host.exe`);
    const next = host();
    assert.equal((await next.hello).problem, undefined);
    assert.equal((await next.ask('host.info')).executable, `${programs}\\1.3.0\\patchbay-host.exe`);
    assert.equal(await next.end(), 0);
    assert.equal(await running.end(), 0);
  });

  await t.test('what was told at the first time holds after the upgrade', () => {
    const doctor = wine.run(`${programs}\\1.3.0\\patchbay-host.exe`, '--doctor').out;
    assert.match(doctor, /default_region.*DE.*C:\\Company Müller\\policy\.json/);
    assert.equal(wine.registry('HKLM\\Software\\Patchbay\\Policy', 'log_level'), 'warning');
    assert.equal(wine.registry('HKLM\\Software\\Patchbay', 'Version'), '1.3.0');
  });

  await t.test('an older version is refused', () => {
    assert.notEqual(msi('/i', first).status, 0);
    assert.equal(wine.registry('HKLM\\Software\\Patchbay', 'Version'), '1.3.0');
  });

  await t.test('a repair brings back what was deleted', () => {
    const program = wine.unix(`${programs}\\1.3.0\\patchbay-host.exe`);
    rmSync(program);
    assert.equal(msi('/i', second, 'REINSTALL=ALL', 'REINSTALLMODE=omus').status, 0);
    assert.ok(existsSync(program));
  });

  const local = `${wine.run('cmd', '/d', '/c', 'echo %LOCALAPPDATA%').out.trim()}\\Patchbay`;
  await t.test('a removal leaves what is the user\'s, and nothing else', () => {
    mkdirSync(wine.unix(local), { recursive: true });
    assert.equal(msi('/x', second).status, 0);
    wine.settle();
    for (const browser of browsers) assert.equal(wine.registry(key(browser)), '', browser);
    assert.equal(wine.registry('HKLM\\Software\\Patchbay', 'Version'), '');
    // What was in use during the upgrade: Windows removes that at its next restart, wine never.
    rmSync(wine.unix(`${programs}\\1.2.3`), { recursive: true, force: true });
    assert.deepEqual(existsSync(wine.unix(programs)) ? readdirSync(wine.unix(programs)) : [], []);
    assert.ok(existsSync(wine.unix(`${data}\\patchbay.sqlite`)));
    assert.ok(existsSync(wine.unix(local)));
  });

  await t.test('a removal with REMOVEUSERDATA=1 takes that along', () => {
    assert.equal(msi('/i', second).status, 0);
    assert.equal(msi('/x', second, 'REMOVEUSERDATA=1').status, 0);
    assert.ok(!existsSync(wine.unix(local)));
    assert.ok(!existsSync(wine.unix(programs)));
  });
});
