// The life of the deb on a clean Debian: installed, looked at by the doctor, used by people who may do
// little, upgraded while it runs, removed, purged.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Machine, repository, root, whyNone } from './machine.mjs';
import { built, field, policyPackage, reversion, whyNotBuilt } from './packages.mjs';
import { allowed, allowing, examine, greet, host, leftovers, logCall, startCrm, steps, usually, withMore } from './use.mjs';

const skip = whyNotBuilt() || whyNone();
const guide = readFileSync(join(repository, 'installer/linux/DEPLOY.md'), 'utf8');
/** The line of the guide with this command. @param {string} program */
const guided = (program) => guide.split('\n').find((line) => /^[a-z]/.test(line) && line.includes(` ${program}`));
const locations = JSON.parse(readFileSync(join(repository, 'manifest/locations.json'), 'utf8')).browsers;

test('a deb lives on a clean Debian', { skip, timeout: 900_000 }, async (t) => {
  const step = steps(t);
  const prepare = join(repository, 'tests/packages/clean_root.sh');
  const clean = execFileSync(prepare, [built('patchbay-host', 'deb')], { encoding: 'utf8' });
  const machine = await Machine.start(clean.trim());
  t.after(() => machine.stop());
  const hostDeb = machine.bring(built('patchbay-host', 'deb'), 'host.deb');
  const sandboxDeb = machine.bring(built('patchbay-sandbox', 'deb'), 'sandbox.deb');
  const version = field(built('patchbay-host', 'deb'), 'Version');
  let ada, bo, crm;

  await step('it installs with what it says that it needs, and nothing else is missing', () => {
    const offline = ['-o', 'Acquire::http::Proxy=http://127.0.0.1:9'];
    machine.write('/etc/patchbay/policy.json', allowing);
    machine.run(['apt-get', ...offline, 'install', '-y', '--no-install-recommends', hostDeb, sandboxDeb]);
    assert.equal(machine.run([host, '--version']), `patchbay-host ${version}\n`);
    const missing = machine.sh('ldd /usr/bin/patchbay-* /usr/lib/patchbay/*.so /usr/lib/patchbay/adapters/*.so');
    assert.doesNotMatch(missing, /not found/);
  });

  await step('every browser finds the host where it looks for the whole machine', () => {
    const looked = locations.flatMap(({ family, linux }) => linux.system.map((folder) => [family, folder]));
    for (const [family, folder] of looked.filter(([, path]) => !path.startsWith('/usr/lib64/'))) {
      const manifest = JSON.parse(machine.run(['cat', `${folder}/io.patchbay.host.json`]));
      assert.equal(manifest.path, host);
      assert.deepEqual(manifest[family === 'firefox' ? 'allowed_extensions' : 'allowed_origins'], withMore[family]);
    }
  });

  await step('the doctor finds what was installed, from a home with spaces, umlauts and CJK letters', () => {
    ada = machine.user('ada', 2001, '/home/Ada Großmüller 山田 太郎');
    machine.run(['mkdir', '-p', `${ada.home}/.config/chromium`, `${ada.home}/.mozilla`], { as: ada });
    const said = examine(machine, ada);
    assert.match(said, /ok +Chromium: .*\/etc\/chromium\/native-messaging-hosts\/io\.patchbay\.host\.json/);
    assert.match(said, /ok +Firefox: .*\/usr\/lib\/mozilla\/native-messaging-hosts\/io\.patchbay\.host\.json/);
    for (const adapter of ['pipedrive', 'clio', 'hubspot', 'salesforce', 'zoho'])
      assert.match(said, new RegExp(`ok +.*: /usr/lib/patchbay/adapters/${adapter}\\.so`));
  });

  await step('a policy that changes reaches every browser by one command, which the doctor names', () => {
    machine.run(['rm', '-r', '/etc/patchbay']);
    assert.match(examine(machine, ada), /note +Firefox: Its manifest allows the extension patchbay@example\.com as well/);
    machine.sh('umask 077; patchbay-host --write-manifests');
    assert.deepEqual(allowed(machine, ada), usually);
    machine.write('/etc/patchbay/policy.json', allowing);
    const behind = examine(machine, ada);
    assert.match(behind, /WRONG +Chromium: .*abcdefghijklmnop\/\..* for all users: patchbay-host --write-manifests/);
    const said = machine.try([host, '--write-manifests'], { as: ada });
    assert.equal(said.status, 1);
    assert.match(said.text, /chromium\/io\.patchbay\.host\.json.* cannot be written: Permission denied\. This takes an administrator/);
    machine.run([host, '--write-manifests']);
    assert.deepEqual(allowed(machine, ada), withMore);
    assert.doesNotMatch(examine(machine, ada), /allow the extension/);
  });

  await step('a mistake in the policy takes no manifest away', () => {
    machine.write('/etc/patchbay/policy.json', '{"allowed_extension": {}}');
    const said = machine.try(['dpkg-reconfigure', 'patchbay-host']);
    assert.equal(said.status, 0, said.text);
    assert.match(said.text, /patchbay-host: .*policy\.json.*allowed_extension is not known/);
    assert.deepEqual(allowed(machine, ada), withMore);
    machine.run(['rm', '-r', '/var/lib/patchbay']);
    assert.match(examine(machine, ada), /WRONG +Firefox: .*leads to a file that is gone\..* patchbay-host --write-manifests/);
    assert.equal(machine.try([host, '--write-manifests']).status, 1);
    assert.deepEqual(allowed(machine, ada), usually, 'the host is found, and says what is wrong');
    machine.run(['rm', '-r', '/etc/patchbay']);
  });

  await step('a package of the organisation that brings the policy is enough', () => {
    policyPackage(allowing, machine.at('/tmp/policy.deb'));
    machine.run(['dpkg', '-i', '/tmp/policy.deb']);
    assert.deepEqual(allowed(machine, ada), withMore);
    machine.run(['dpkg', '--purge', 'company-policy']);
    assert.deepEqual(allowed(machine, ada), usually);
    machine.run(['rm', '-rf', '/etc/patchbay']);
  });

  await step('somebody without rights registers in the own home, and changes nothing of the machine', () => {
    bo = machine.user('bo', 2002, '/home/bo');
    machine.run(['mkdir', '-p', `${bo.home}/.config/google-chrome`], { as: bo });
    machine.run([host, '--register'], { as: bo });
    const own = `${bo.home}/.config/google-chrome/NativeMessagingHosts/io.patchbay.host.json`;
    assert.equal(JSON.parse(machine.read(own)).path, host);
    for (const path of ['/etc/opt/chrome/native-messaging-hosts', '/usr/lib/patchbay/adapters', '/etc/patchbay'])
      assert.notEqual(machine.try(['touch', `${path}/mine`], { as: bo }).status, 0, path);
    machine.run([host, '--unregister'], { as: bo });
    assert.equal(existsSync(machine.at(own)), false);
  });

  await step('whose browser is in a sandbox is told so, and what to do', () => {
    const folders = ['snap/firefox', '.var/app/org.chromium.Chromium'].map((path) => `${bo.home}/${path}`);
    machine.run(['mkdir', '-p', ...folders], { as: bo });
    const said = examine(machine, bo);
    assert.match(said, /Firefox as Snap: .*portal/);
    assert.match(said, /Chromium as Flatpak: .*does not work in it/);
    machine.run(['rm', '-r', ...folders], { as: bo });
  });

  await step('what the administrator sets counts for everybody', async () => {
    machine.sh('mkdir /etc/patchbay && cp /usr/share/doc/patchbay-host/examples/policy.json /etc/patchbay');
    const example = await greet(machine, bo);
    assert.equal(example.hello.problem, undefined, 'the example is understood');
    await example.client.end();
    crm = await startCrm(machine, bo);
    machine.write('/etc/patchbay/policy.json', JSON.stringify({ adapters: { sandbox: { base_url: crm } } }));
    machine.write(`${bo.home}/.config/patchbay/config.json`, '{"default_region": "NL"}', bo);
    const { client, hello } = await greet(machine, bo);
    assert.equal(hello.problem, undefined);
    assert.equal(hello.version, version);
    assert.equal(await client.end(), 0);
  });

  await step('each policy counts, is locked, and the doctor tells whose it is', async () => {
    const path = '/etc/patchbay/policy.json';
    const usual = machine.read(path);
    const clio = { client_id: 'of-the-company', redirect_ports: [8712], base_url: 'https://crm.example.com/v4' };
    const policy = {
      ...{ adapters: { clio, zoho: { regions: ['eu'] } }, allowed_adapters: ['clio', 'zoho'], log_level: 'warning' },
      ...{ default_region: 'NL', do_not_log: ['+1900*'], retention_days: 90, directory: { enabled: false } },
      ...{ sections: { agentName: true }, no_proxy: ['.example.com'], extension: { logMode: 'all' } },
    };
    machine.write(path, JSON.stringify(policy));
    machine.write(`${bo.home}/.config/patchbay/config.json`, '{"log_level": "debug", "proxy": "http://127.0.0.1:9"}', bo);
    const said = examine(machine, bo);
    for (const line of [
      ...['adapters.clio.client_id = (set)', 'adapters.clio.redirect_ports = [8712]', 'retention_days = 90'],
      ...['adapters.clio.base_url = "https://crm.example.com/v4"', 'adapters.zoho.regions = ["eu"]'],
      ...['allowed_adapters = ["clio","zoho"]', 'log_level = "warning"', 'default_region = "NL"'],
      ...['directory.enabled = false', 'sections.agentName = true', 'extension.logMode = "all"'],
    ])
      assert.ok(said.includes(`  ok     ${line}, set by the organisation in ${path}\n`), `${line} in ${said}`);
    assert.match(said, /proxy = "http:\/\/127\.0\.0\.1:9", set in .*config\.json/);
    assert.match(said, /note +Pipedrive .*: switched off by the configuration/);
    assert.match(said, new RegExp(`ok +The organisation's policy: ${path}`));
    const { client, hello } = await greet(machine, bo);
    assert.deepEqual(hello.policy.extension, { logMode: 'all', doNotLog: ['+1900*'], defaultCountry: 'NL' });
    const { settings } = await client.ask('settings.get', {});
    for (const key of ['default_region', 'directory.enabled', 'do_not_log', 'log_level', 'sections.agentName'])
      assert.equal(settings[key].locked, true, key);
    await assert.rejects(client.ask('settings.set', { settings: { log_level: 'info' } }), /organisation/);
    await client.end();

    for (const [mode, shut] of [['0600', path], ['0700', '/etc/patchbay']]) {
      const before = (statSync(machine.at(shut)).mode & 0o777).toString(8);
      machine.run(['chmod', mode, shut]);
      const hint = /policy .*policy\.json cannot be read: this user may not\. .*: chmod a\+rX \/etc\/patchbay/;
      assert.match((await greet(machine, bo)).hello.problem, hint);
      assert.match(examine(machine, root), /WRONG +Only an administrator can read .*policy\.json/);
      machine.run(['chmod', before, shut]);
    }
    machine.run(['mv', path, '/tmp/policy']);
    machine.run(['ln', '-s', '/nowhere', path]);
    assert.match((await greet(machine, bo)).hello.problem, /policy\.json cannot be read: it leads to a file that is gone/);
    machine.run(['rm', path]);
    machine.run(['mkdir', path]);
    assert.match((await greet(machine, bo)).hello.problem, /policy\.json cannot be read: it is no file/);
    machine.run(['rmdir', path]);
    machine.run(['mv', '/tmp/policy', path]);
    machine.run(['chmod', '0666', path]);
    assert.match(examine(machine, bo), /WRONG +The organisation's policy can be changed by others/);
    machine.run(['chmod', '0644', path]);
    machine.write(path, usual);
    machine.write(`${bo.home}/.config/patchbay/config.json`, '{"default_region": "NL"}', bo);
  });

  await step('two people log calls at once, and neither sees what is the other’s', async () => {
    const both = await Promise.all([greet(machine, ada), greet(machine, bo)]);
    const logged = await Promise.all(both.map(({ client }, i) => logCall(client, `package-${i}`)));
    assert.deepEqual(logged.map((log) => log.state), ['logged', 'logged']);
    for (const [i, { client }] of both.entries()) {
      const { connections } = await client.ask('connection.list');
      assert.equal(connections.length, 1);
      const other = { jwtToken: connections[0].jwtToken, sessionIds: [`package-${1 - i}`] };
      assert.equal((await client.ask('callLog.get', other)).logs[0].matched, false);
      assert.equal(await client.end(), 0);
    }
    const folder = `${ada.home}/.local/share/patchbay`;
    assert.equal(statSync(machine.at(folder)).mode & 0o777, 0o700);
    assert.notEqual(machine.try(['ls', folder], { as: bo }).status, 0);
  });

  await step('the doctor says what keeps somebody’s sign-ins and logs from being kept', () => {
    const folder = `${ada.home}/.local/share/patchbay`;
    const saidWith = (mode, path) => {
      const before = (statSync(machine.at(path)).mode & 0o777).toString(8);
      machine.run(['chmod', mode, path]);
      const said = examine(machine, ada);
      machine.run(['chmod', before, path]);
      return said;
    };
    for (const [mode, path] of [['0500', folder], ['0000', folder], ['0400', `${folder}/patchbay.sqlite`]])
      assert.match(saidWith(mode, path), /WRONG +.*patchbay\.sqlite: This user can save nothing there.* cannot be written/);
    assert.match(saidWith('0644', `${folder}/keys/master`), /WRONG +.*keys\/master can be opened by other users/);
    assert.match(saidWith('0000', `${folder}/keys`), /WRONG +.*keys\/master cannot be opened: Permission denied/);
    machine.run(['mv', `${folder}/keys`, '/tmp/keys']);
    assert.match(examine(machine, ada), /WRONG +.*The key that opens the stored sign-ins is gone\. Sign in/);
    machine.run(['mv', '/tmp/keys', `${folder}/keys`]);
    const adapters = '/usr/lib/patchbay/adapters';
    assert.match(saidWith('0600', `${adapters}/clio.so`), /WRONG +.*clio\.so was refused\. It cannot be read by this user/);
    assert.match(saidWith('0700', adapters), /WRONG +.*adapters was refused\. It cannot be read: Permission denied/);
    assert.match(saidWith('0666', `${adapters}/clio.so`), /WRONG +.*clio\.so was refused\. .* may be written by everybody/);
    assert.doesNotMatch(examine(machine, ada), /WRONG +\/(?:home|usr)/);
  });

  await step('the doctor names the proxy and the trusted certificates, or that there are none', () => {
    const env = { HTTPS_PROXY: 'http://ada:not-a-secret@127.0.0.1:9' };
    const usual = machine.try([host, '--doctor'], { as: ada, env }).text;
    assert.match(usual, /Through the proxy http:\/\/127\.0\.0\.1:9, which the environment names \(HTTPS_PROXY\)/);
    const trusted = (said) => Number(/Trusts the (\d+) certificates in \/etc\/ssl\/certs\/ca-certificates\.crt/.exec(said)[1]);
    const ours = 'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Company -keyout /dev/null';
    machine.sh(`${ours} -out /tmp/company.crt 2>/dev/null; cd /tmp; ${guided('update-ca-certificates')}`);
    assert.equal(trusted(examine(machine, ada)), trusted(usual) + 1);
    machine.run(['mv', '/etc/ssl/certs/ca-certificates.crt', '/tmp/store']);
    assert.match(examine(machine, ada), /WRONG +There is no file of trusted certificates .* Install the package ca-certificates/);
    machine.run(['mv', '/tmp/store', '/etc/ssl/certs/ca-certificates.crt']);
  });

  await step('a system that nobody can write to is enough', async () => {
    const each = (act) => machine.outside(`for one in usr etc var; do folder=$1/$one; ${act}; done`);
    each('mount --bind "$folder" "$folder"; mount -o remount,bind,ro "$folder"');
    assert.notEqual(machine.try(['touch', '/etc/mine']).status, 0);
    const { client } = await greet(machine, ada);
    assert.equal((await client.ask('connection.list')).connections[0].state, 'active');
    assert.equal(await client.end(), 0);
    assert.match(examine(machine, ada), /ok +Chromium: /);
    each('umount "$folder"');
  });

  await step('what a running host finds gone is said to be an update, not a fault of the CRM', async () => {
    const { client } = await greet(machine, ada);
    machine.sh('mkdir /tmp/parts; mv /usr/lib/patchbay/*.so /tmp/parts');
    const find = client.ask('contact.find', { phoneNumber: '+14155550132' });
    await assert.rejects(find, /Patchbay was updated or removed while it ran/);
    machine.sh('mv /tmp/parts/* /usr/lib/patchbay; rmdir /tmp/parts');
    assert.equal(await client.end(), 0);
  });

  await step('an upgrade ends the hosts that run, in order, and leaves people’s sign-ins', async () => {
    const { client } = await greet(machine, ada);
    reversion(built('patchbay-host', 'deb'), `${version}+1`, machine.at('/tmp/host1.deb'));
    reversion(built('patchbay-sandbox', 'deb'), `${version}+1`, machine.at('/tmp/sandbox1.deb'));
    machine.run(['dpkg', '-i', '/tmp/host1.deb', '/tmp/sandbox1.deb']);
    assert.equal(await client.ended, 0);
    assert.match(machine.run(['dpkg-query', '-W', 'patchbay-host']), /\+1$/m);
    const after = await greet(machine, ada);
    assert.equal((await after.client.ask('connection.list')).connections[0].state, 'active');
    assert.equal(await after.client.end(), 0);
  });

  await step('removed, it leaves no manifest that names a program that is gone, and the policy', async () => {
    const { client } = await greet(machine, ada);
    machine.run(['apt-get', 'remove', '-y', 'patchbay-host', 'patchbay-sandbox']);
    assert.equal(await client.ended, 0, 'a host that still ran was ended');
    assert.equal(machine.sh(leftovers), '/etc/patchbay\n/etc/patchbay/policy.json\n');
  });

  await step('purged, nothing is left but what people have in their homes, and it says so', () => {
    const said = machine.run(['dpkg', '--purge', 'patchbay-host', 'patchbay-sandbox']);
    assert.match(said, /what users keep in their home folders .* was left alone/);
    assert.equal(machine.sh(leftovers), '');
    assert.equal(machine.try(['ls', '/etc/opt/chrome']).status, 2, 'the folders that it made are gone');
    assert.ok(existsSync(machine.at(`${ada.home}/.local/share/patchbay/patchbay.sqlite`)));
    assert.ok(existsSync(machine.at(`${bo.home}/.config/patchbay/config.json`)));
  });
});
