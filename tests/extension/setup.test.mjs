import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { reduce } from '../../extension/src/core/calls.js';
import { siteOrigin } from '../../extension/src/core/fields.js';
import { browserOf, placesOf } from '../../extension/src/core/places.js';
import { checksOf, doneOf } from '../../extension/src/core/setup.js';
import { testOrigin } from '../../extension/src/core/test_call.js';
import { event } from './support.mjs';

const signedIn = { platform: 'crm', state: 'active', user: { email: 'ada@example.com' } };
const office = (state, connections = [], known = true) => ({
  host: { state },
  platforms: [{ id: 'crm', name: 'Example CRM' }],
  connections,
  known,
});
const line = { tabId: 1, via: 'page', origin: 'http://127.0.0.1:8000', provider: 'demo', at: 1 };
const seen = (more) =>
  checksOf({ office: office('connected', [signedIn]), lines: [line], calls: [], ...more });

test('everything is there: three checks, each with a name', () => {
  const checks = seen({});
  assert.equal(doneOf(checks), 3);
  assert.deepEqual([checks.phone.name, checks.crm.name], ['127.0.0.1:8000', 'Example CRM · ada@example.com']);
});

test('without the companion app nothing is known of the CRM, and a phone still counts', () => {
  const checks = seen({ office: office('missing') });
  assert.deepEqual(
    [checks.companion, checks.crm.state, checks.phone.ok, doneOf(checks)],
    [{ ok: false, state: 'missing' }, 'later', true, 1],
  );
});

test('the CRM is one of: looked for, not signed in, expired, there', () => {
  const states = [
    office('connected', [], false),
    office('connected'),
    office('connected', [{ ...signedIn, state: 'expired' }]),
    office('connected', [{ ...signedIn, state: 'expired' }, signedIn]),
  ].map((one) => seen({ office: one }).crm.state);
  assert.deepEqual(states, ['checking', 'signed_out', 'expired', 'active']);
});

test('a phone that called once is set up though its page is closed; a test call is no phone', () => {
  assert.equal(seen({ lines: [] }).phone.state, 'unheard');
  assert.equal(seen({ lines: [], calls: reduce([], event('ringing', 0)) }).phone.name, '127.0.0.1:8000');
  const tested = reduce([], event('ringing', 0, {}, { origin: testOrigin }));
  const lines = [{ ...line, origin: testOrigin }];
  assert.equal(seen({ lines, calls: tested }).phone.state, 'unheard');
});

test('each browser looks where the host’s installer writes', () => {
  const path = new URL('../../manifest/locations.json', import.meta.url);
  const { name, browsers } = JSON.parse(readFileSync(path, 'utf8'));
  const full = (folder) => `${folder.replace('{config}', '~/.config').replace('{home}', '~')}/${name}.json`;
  for (const { id, linux, macos, windows } of browsers) {
    assert.deepEqual(placesOf('linux', id), [full(linux.user), full(linux.system[0])], id);
    assert.deepEqual(placesOf('mac', id), [full(macos.user), full(macos.system[0])], id);
    assert.equal(placesOf('win', id)[0], `HKEY_CURRENT_USER\\${windows.key}\\${name}`, id);
  }
  assert.deepEqual(placesOf('openbsd', 'chromium'), []);
});

test('a browser is known by the brands that it names', () => {
  const brands = [
    ['Chromium', 'Not?A_Brand'],
    ['Chromium', 'Google Chrome'],
    ['Chromium', 'Microsoft Edge'],
    [],
  ];
  assert.deepEqual(brands.map(browserOf), ['chromium', 'chrome', 'edge', 'firefox']);
});

test('a site is what somebody typed of its address, where it is one', () => {
  for (const typed of ['phone.example.com', 'https://phone.example.com/app?x', 'HTTPS://phone.example.com'])
    assert.equal(siteOrigin(typed), 'https://phone.example.com');
  for (const typed of ['http://phone.example.com', 'not an address', 'not%20an', 'ftp://x', ''])
    assert.equal(siteOrigin(typed), '');
});
