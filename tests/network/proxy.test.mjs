// The host in a company's network: real proxies, with and without a password.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Office, whyNone } from './office.mjs';

const skip = whyNone('tinyproxy');
const signedIn = 'Robin Ashby';

test('without a proxy the CRM is reached if its authority is trusted, not otherwise', { skip }, async (t) => {
  const office = await Office.open(t);
  assert.equal(await office.signIn({ policy: { ca_bundle: office.authority } }), signedIn);
  assert.match(await office.signIn(), /certificate.*not trusted.*The CRM authority/);
});

test('the proxy that the configuration names is taken', { skip }, async (t) => {
  const office = await Office.open(t);
  const proxy = await office.tinyproxy();
  const policy = { ca_bundle: office.authority, proxy: `http://127.0.0.1:${proxy.port}` };
  assert.equal(await office.signIn({ policy }), signedIn);
  assert.match(proxy.log, /CONNECT crm\.office\.example:/);
});

test('the proxy of the environment is taken, but for hosts that NO_PROXY names', { skip }, async (t) => {
  const office = await Office.open(t);
  const proxy = await office.tinyproxy();
  const policy = { ca_bundle: office.authority };
  const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
  assert.equal(await office.signIn({ policy, env: { ...env, NO_PROXY: '.office.example' } }), signedIn);
  assert.doesNotMatch(proxy.log, /CONNECT crm/);
  assert.equal(await office.signIn({ policy, env }), signedIn);
  assert.match(proxy.log, /CONNECT crm\.office\.example:/);
});

test('a proxy that wants a name and a password gets them, or says that it did not', { skip }, async (t) => {
  const office = await Office.open(t);
  const proxy = await office.tinyproxy('agent not-a-secret');
  const policy = { ca_bundle: office.authority };
  const at = (who) => ({ HTTPS_PROXY: `http://${who}127.0.0.1:${proxy.port}` });
  assert.equal(await office.signIn({ policy, env: at('agent:not-a-secret@') }), signedIn);
  for (const who of ['', 'agent:wrong@']) {
    const said = await office.signIn({ policy, env: at(who) });
    assert.match(said, /proxy/i);
    assert.doesNotMatch(said, /wrong/);
  }
});

test('the name and the password of the proxy that the policy names are in the keyring', { skip }, async (t) => {
  const office = await Office.open(t);
  const proxy = await office.tinyproxy('agent not-a-secret');
  const policy = { ca_bundle: office.authority, proxy: `http://127.0.0.1:${proxy.port}` };
  assert.equal(await office.signIn({ policy, login: 'agent:not-a-secret' }), signedIn);
  const refused = /^The proxy does not accept the name and password/;
  assert.match(await office.signIn({ policy, login: 'agent:wrong' }), refused);
  assert.match(await office.signIn({ policy }), /proxy asks for a name and a password/);
});

test('the proxy that the environment names is signed in to with what is in the keyring', { skip }, async (t) => {
  const office = await Office.open(t);
  const proxy = await office.tinyproxy('agent not-a-secret');
  const policy = { ca_bundle: office.authority };
  const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
  assert.equal(await office.signIn({ policy, env, login: 'agent:not-a-secret' }), signedIn);
  assert.match(await office.signIn({ policy, env, login: 'agent:wrong' }), /^The proxy does not accept/);
});

const modules = readdirSync('/usr/lib').map((folder) => join('/usr/lib', folder, 'gio/modules/libgiognomeproxy.so'));
const noDesktop = skip || (modules.some((path) => existsSync(path)) ? false : 'glib-networking is not installed');
test('the proxy of the desktop’s settings is taken, unless the environment names one', { skip: noDesktop }, async (t) => {
  const office = await Office.open(t);
  const proxy = await office.tinyproxy();
  const settings = join(office.folder, 'glib-2.0/settings');
  mkdirSync(settings, { recursive: true });
  const lines = ["[system/proxy]\nmode='manual'\n", `[system/proxy/https]\nhost='127.0.0.1'\nport=${proxy.port}\n`];
  writeFileSync(join(settings, 'keyfile'), lines.join('\n'));
  const desktop = { XDG_CURRENT_DESKTOP: 'GNOME', GSETTINGS_BACKEND: 'keyfile', XDG_CONFIG_HOME: office.folder };
  const policy = { ca_bundle: office.authority };
  assert.equal(await office.signIn({ policy, env: desktop }), signedIn);
  assert.match(proxy.log, /CONNECT crm\.office\.example:/);
  const env = { ...desktop, HTTPS_PROXY: 'http://127.0.0.1:9' };
  assert.match(await office.signIn({ policy, env }), /^The proxy refused the connection/);
});

test('a proxy that is not there is named as what is missing', { skip }, async (t) => {
  const office = await Office.open(t);
  const policy = { ca_bundle: office.authority };
  const env = { HTTPS_PROXY: 'http://no-such-proxy.invalid:3128' };
  assert.match(await office.signIn({ policy, env }), /proxy/i);
});

test('squid lets through whom it knows, and its refusals are told apart', { skip: whyNone('squid') }, async (t) => {
  const office = await Office.open(t);
  const open = await office.squid();
  const at = (proxy) => ({ ca_bundle: office.authority, proxy: `http://127.0.0.1:${proxy.port}` });
  assert.equal(await office.signIn({ policy: at(open) }), signedIn, open.log);
  assert.match(await open.served(), /TCP_TUNNEL\/200 .* CONNECT crm\.office\.example:/);
  const guarded = await office.squid('agent not-a-secret');
  assert.equal(await office.signIn({ policy: at(guarded), login: 'agent:not-a-secret' }), signedIn, guarded.log);
  const refused = /^The proxy does not accept the name and password/;
  assert.match(await office.signIn({ policy: at(guarded), login: 'agent:wrong' }), refused);
  assert.match(await office.signIn({ policy: at(guarded) }), /^The proxy asks for a name and a password/);
});

test('a SOCKS proxy that wants a name and a password gets them', { skip: whyNone('microsocks') }, async (t) => {
  const office = await Office.open(t);
  const proxy = await office.microsocks('agent not-a-secret');
  const policy = { ca_bundle: office.authority, proxy: `socks5h://127.0.0.1:${proxy.port}` };
  assert.equal(await office.signIn({ policy, login: 'agent:not-a-secret' }), signedIn);
  const refused = /^The proxy does not accept the name and password/;
  assert.match(await office.signIn({ policy, login: 'agent:wrong' }), refused);
  assert.match(await office.signIn({ policy }), /^The proxy asks for a name and a password/);
});
