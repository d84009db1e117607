// The life of the package for Windows, under wine: installed in silence, used, upgraded while it runs, repaired, removed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { Office, whyNone } from '../../network/office.mjs';
import { windows, Wine } from './wine.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const build = join(root, 'build/windows');
const skip = existsSync(join(build, 'bin/patchbay-host.exe')) ? false : 'installer/windows/build.sh has not been run';

const browsers = ['Google\\Chrome', 'Chromium', 'Microsoft\\Edge', 'BraveSoftware\\Brave-Browser', 'Mozilla'];
const key = (browser) => `HKLM\\Software\\${browser}\\NativeMessagingHosts\\io.patchbay.host`;
const programs = 'C:\\Program Files\\Patchbay';
const extension = 'ponmlkjihgfedcbaponmlkjihgfedcba';
const signIn = { platform: 'sandbox', kind: 'apiKey', apiKey: 'sandbox' };
const caller = '+14155550132';

/** @param {string} version @param {string} folder @returns {string} the package */
function packaged(version, folder) {
  return execFileSync('python3', [join(root, 'installer/windows/package.py'), build, folder, version], { encoding: 'utf8' }).trim();
}

test('the package for Windows is installed, used, upgraded, repaired and removed', { skip, timeout: 600_000 }, async (t) => {
  const folder = mkdtempSync(join(build, 'packages-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [first, second] = [packaged('1.2.3', folder), packaged('1.3.0', folder)];
  const noOffice = whyNone();
  const office = noOffice ? undefined : await Office.open(t);
  const wine = new Wine(build, office?.inside);
  t.after(() => wine.remove());
  t.diagnostic(`The person is called ${wine.user}.`);
  const msi = (what, file, ...more) => wine.run('msiexec', what, windows(file), '/qn', ...more);
  const host = () => wine.host(JSON.parse(readFileSync(wine.unix(wine.registry(key('Google\\Chrome'))), 'utf8')).path,
    `chrome-extension://${extension}/`, '--parent-window=0');
  const home = `C:\\users\\${wine.user}\\AppData`;
  const data = `${home}\\Local\\Patchbay`;
  let running;

  await t.test('it is installed in silence, with what it is told', () => {
    mkdirSync(wine.unix('Company Müller'), { recursive: true });
    writeFileSync(wine.unix('Company Müller\\policy.json'), '{"default_region": "DE", "directory": {"enabled": false}}');
    const { status } = msi('/i', first, `EXTENSIONID=${extension}`, 'CONFIGFILE=C:\\Company Müller\\policy.json', 'LOGLEVEL=warning',
      'ADDLOCAL=Main,Chrome,Chromium,Edge,Brave,Firefox,Pipedrive,Sandbox');
    assert.equal(status, 0);
    assert.ok(existsSync(wine.unix(`${programs}\\1.2.3\\patchbay-host.exe`)));
    assert.ok(existsSync(wine.unix(`${programs}\\1.2.3\\adapters\\sandbox.dll`)));
    assert.ok(existsSync(wine.unix(`${programs}\\1.2.3\\THIRD-PARTY-NOTICES.txt`)));
    assert.ok(!existsSync(wine.unix(`${programs}\\1.2.3\\adapters\\zoho.dll`)), 'an adapter that was not asked for');
  });

  await t.test('nothing that is installed names a folder of the machine that built it', () => {
    const folder = wine.unix(`${programs}\\1.2.3`);
    const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(exe|dll)$/.test(name));
    assert.equal(files.length, 3);
    for (const file of files) {
      const bytes = readFileSync(join(folder, file));
      for (const place of [root, homedir(), tmpdir(), '/usr/include'].map((one) => join(one, '/'))) {
        const at = bytes.indexOf(place);
        assert.equal(at, -1, `${file}: ${bytes.toString('latin1', at, at + 120).split('\0')[0]}`);
      }
    }
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
    assert.equal(info.dataDirectory, data);
    await running.ask('connection.list');  // for which it opens the database
    assert.ok(existsSync(wine.unix(`${data}\\patchbay.sqlite`)));
  });

  await t.test('a CRM with a certificate of the company\'s own is refused until Windows trusts it', { skip: noOffice }, async () => {
    const answer = async () => {
      const one = host();
      const result = await one.ask('connection.authorize', signIn).catch((fault) => fault);
      assert.equal(await one.end(), 0);
      return result;
    };
    mkdirSync(wine.unix(`${home}\\Roaming\\Patchbay`), { recursive: true });
    const settings = JSON.stringify({ adapters: { sandbox: { base_url: office.url } } });
    writeFileSync(wine.unix(`${home}\\Roaming\\Patchbay\\config.json`), settings);
    assert.match((await answer()).message ?? 'signed in', /certificate.*not trusted.*The CRM authority/);
    wine.trust(office.authority);
    assert.equal((await answer()).user?.name, 'Robin Ashby');
  });

  await t.test('a call is found and logged, once, and its log is changed', { skip: noOffice }, async () => {
    const one = host();
    const [{ jwtToken }] = (await one.ask('connection.list')).connections;  // whose key DPAPI sealed
    const { contact } = await one.ask('contact.find', { jwtToken, phoneNumber: caller });
    assert.equal(contact[0].name, 'Maya Okafor');
    const logInfo = { sessionId: 'wine-1', direction: 'Inbound', from: { phoneNumber: caller }, to: { phoneNumber: '+14155550100' },
      startTime: '2026-11-20T17:00:00Z', duration: 125, result: 'Call connected' };
    const call = { jwtToken, contactId: contact[0].id, contactName: contact[0].name, logInfo, note: 'Grüße aus 東京.', waitMs: 60_000 };
    const made = await one.ask('callLog.create', call);
    assert.equal(made.state, 'logged');
    const again = await one.ask('callLog.create', call);
    assert.deepEqual([again.state, again.logId], ['existing', made.logId]);
    const changed = await one.ask('callLog.update', { jwtToken, sessionId: 'wine-1', note: 'Call back on Monday.', waitMs: 60_000 });
    assert.equal(changed.state, 'logged');
    const { logs } = await one.ask('callLog.get', { jwtToken, sessionIds: ['wine-1'], requireDetails: true });
    assert.match(logs[0].logData.fullBody, /Call back on Monday\./);
    assert.match(logs[0].logData.fullBody, /9:00|09:00/, 'the time of the CRM user\'s zone');
    assert.equal(await one.end(), 0);
  });

  await t.test('the logon script of the guide finds the program, which keeps what it is given', () => {
    const [script] = readFileSync(join(root, 'installer/windows/DEPLOY.md'), 'utf8').match(/^for \/f[^`]*/m);
    writeFileSync(wine.unix('secret.txt'), 'nothing real\r\n');
    // wine's cmd loses what such a command says when its folder for temporary files has a space in its name.
    const lines = ['@set TMP=C:\\windows\\temp', script.replace('\\\\server\\share', 'C:')].join('\n');
    writeFileSync(wine.unix('logon.cmd'), lines.replaceAll('\n', '\r\n'));
    assert.match(wine.run('cmd', '/d', '/c', 'C:\\logon.cmd').out, /The secret is stored\./);
    assert.match(wine.run(`${programs}\\1.2.3\\patchbay-host.exe`, '--doctor').out, /the client secret is set/);
  });

  await t.test('a console shows names as they are, whatever its code page', () => {
    assert.match(wine.console(`${programs}\\1.2.3\\patchbay-host.exe`, '--doctor'), /C:\\Company Müller\\policy\.json/);
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

  await t.test('without the policy file that it was told of, no host goes on as if there were no policy', () => {
    renameSync(wine.unix('Company Müller\\policy.json'), wine.unix('Company Müller\\away.json'));
    const doctor = wine.run(`${programs}\\1.3.0\\patchbay-host.exe`, '--doctor');
    renameSync(wine.unix('Company Müller\\away.json'), wine.unix('Company Müller\\policy.json'));
    assert.notEqual(doctor.status, 0);
    assert.match(doctor.out, /C:\\Company Müller\\policy\.json cannot be read/);
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

  await t.test('a removal leaves what is the user\'s, and nothing else', () => {
    assert.equal(msi('/x', second).status, 0);
    for (const browser of browsers) assert.equal(wine.registry(key(browser)), '', browser);
    assert.equal(wine.registry('HKLM\\Software\\Patchbay', 'Version'), '');
    // What was in use during the upgrade: Windows removes that at its next restart, wine never.
    rmSync(wine.unix(`${programs}\\1.2.3`), { recursive: true, force: true });
    assert.deepEqual(existsSync(wine.unix(programs)) ? readdirSync(wine.unix(programs)) : [], []);
    assert.ok(existsSync(wine.unix(`${data}\\patchbay.sqlite`)));
  });

  await t.test('a removal with REMOVEUSERDATA=1 takes that along, from wherever it was installed', async () => {
    assert.equal(msi('/i', second, `EXTENSIONID=${extension}`, 'INSTALLDIR=C:\\Büro 東京\\Patchbay').status, 0);
    const one = host();
    assert.equal((await one.hello).problem, undefined);
    assert.equal((await one.ask('host.info')).executable, 'C:\\Büro 東京\\Patchbay\\patchbay-host.exe');
    assert.equal(await one.end(), 0);
    assert.equal(msi('/x', second, 'REMOVEUSERDATA=1').status, 0);
    for (const left of [data, `${home}\\Roaming\\Patchbay`, programs, 'C:\\Büro 東京\\Patchbay']) assert.ok(!existsSync(wine.unix(left)), left);
  });
});
