// The host behind a proxy that opens every connection and shows certificates of its own authority.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Office, seeing, whyNone } from './office.mjs';

const skip = whyNone('mitmdump');
const signedIn = 'Robin Ashby';
const store = '/etc/ssl/certs/ca-certificates.crt';

test('an inspecting proxy is refused unless its authority is trusted', { skip }, async (t) => {
  const office = await Office.open(t);
  const proxy = await office.mitmproxy();
  const url = `http://127.0.0.1:${proxy.port}`;
  const untrusting = { proxy: url, ca_bundle: office.authority };
  assert.match(await office.signIn({ policy: untrusting }), /certificate.*not trusted.*"mitmproxy"/);

  await t.test('through the bundle that the policy names', async () => {
    assert.equal(await office.signIn({ policy: { proxy: url, ca_bundle: proxy.authority } }), signedIn);
  });

  await t.test('through SSL_CERT_FILE', async () => {
    const env = { HTTPS_PROXY: url, SSL_CERT_FILE: proxy.authority };
    assert.equal(await office.signIn({ env }), signedIn);
  });

  await t.test('through the system’s store, in a file system of its own', async () => {
    const bundle = join(office.folder, 'store.crt');
    writeFileSync(bundle, readFileSync(store, 'utf8') + readFileSync(proxy.authority, 'utf8'));
    const before = seeing(bundle, store);
    assert.equal(await office.signIn({ policy: { proxy: url }, before }), signedIn);
    assert.match(await office.signIn({ policy: { proxy: url } }), /certificate.*not trusted/, 'and nowhere else');
  });
});

test('a SOCKS proxy is taken, and is asked for the name', { skip }, async (t) => {
  const office = await Office.open(t);
  const proxy = await office.mitmproxy('--mode', 'socks5', '--ignore-hosts', '.*');
  const policy = { ca_bundle: office.authority, proxy: `socks5h://127.0.0.1:${proxy.port}` };
  assert.equal(await office.signIn({ policy }), signedIn);
  assert.match(proxy.log, /server connect/i);
});
