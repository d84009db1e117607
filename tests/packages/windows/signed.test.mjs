// Signing, with a certificate that the test makes: the programs first, then the package around them.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const build = join(root, 'build/windows');
const skip = existsSync(join(build, 'bin/patchbay-host.exe')) ? false : 'installer/windows/build.sh has not been run';

test('the package and the programs in it are signed, and a changed byte shows', { skip, timeout: 300_000 }, (t) => {
  const folder = mkdtempSync(join(build, 'signed-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '2',
    '-subj', '/CN=Patchbay test', '-addext', 'extendedKeyUsage=codeSigning', '-addext', 'keyUsage=digitalSignature'], { stdio: 'ignore' });
  const environment = { ...process.env, PATCHBAY_SIGN_CERTIFICATE: certificate, PATCHBAY_SIGN_KEY: key };
  const made = execFileSync('python3', [join(root, 'installer/windows/package.py'), build, folder, '1.2.3'], { env: environment, encoding: 'utf8' });
  const file = made.trim();
  const sound = (one) => spawnSync('osslsigncode', ['verify', '-CAfile', certificate, '-in', one]).status === 0;
  assert.ok(sound(file), 'the package');
  const inside = join(folder, 'inside');
  execFileSync('msiextract', ['-C', inside, file], { stdio: 'ignore' });
  const programs = readdirSync(inside, { recursive: true }).filter((name) => /\.(exe|dll)$/.test(name));
  assert.equal(programs.length, 7, programs.join());
  for (const program of programs) assert.ok(sound(join(inside, program)), program);

  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 1;
  const changed = join(folder, 'changed.msi');
  writeFileSync(changed, bytes);
  assert.ok(!sound(changed), 'a changed byte');
});
