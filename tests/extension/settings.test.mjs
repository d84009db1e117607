import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import './browser_stub.mjs';
import { HostLink } from '../../extension/src/background/host_link.js';
import { recall } from '../../extension/src/background/memory.js';
import { managedSettings, SettingsStore } from '../../extension/src/background/settings.js';
import { choices, defaults, isValid, lists, settle, texts } from '../../extension/src/core/settings.js';
import { FakePort } from './support.mjs';

const said = (more) => ({ own: {}, policy: {}, managed: {}, ...more });

test('the organisation’s word in the browser comes first, then the host’s, then the person’s own', () => {
  const own = { logMode: 'hand', screenPop: 'ring', undoSeconds: 10 };
  const policy = { logMode: 'sure', screenPop: 'off' };
  const { values, locked } = settle(said({ own, policy, managed: { logMode: 'all' } }));
  assert.deepEqual([values.logMode, values.screenPop, values.undoSeconds], ['all', 'off', 10]);
  assert.deepEqual(locked, { logMode: 'managed', screenPop: 'policy' });
  assert.deepEqual(settle(said()).values, defaults);
});

test('what the organisation set wrongly changes nothing and is named', () => {
  const policy = { logMode: 'always', doNotLog: '+49*', defaultCountry: 'GBR', colour: 'red' };
  const { values, locked, problems } = settle(said({ policy, managed: { undoSeconds: 3 } }));
  assert.deepEqual([values, locked], [{ ...defaults }, {}]);
  const wrong = ['policy.logMode', 'policy.doNotLog', 'policy.defaultCountry', 'policy.colour'];
  assert.deepEqual(problems, [...wrong, 'managed.undoSeconds']);
});

test('of a list that is partly wrong what is right counts, and the list is named', () => {
  const { values, locked, problems } = settle(said({ managed: { doNotLog: ['+49*', 7, 'all'] } }));
  assert.deepEqual([values.doNotLog, locked], [['+49*'], { doNotLog: 'managed' }]);
  assert.deepEqual(problems, ['managed.doNotLog']);
});

test('sites that are all named wrongly let no site in, and not every site', () => {
  for (const wrong of [['phone.example.com'], [7], 'https://phone.example.com']) {
    const { values, locked, problems } = settle(said({ managed: { allowedOrigins: wrong } }));
    assert.deepEqual(values.allowedOrigins, ['https://nowhere.invalid'], String(wrong));
    assert.deepEqual(locked, { allowedOrigins: 'managed' });
    assert.deepEqual(problems, ['managed.allowedOrigins']);
  }
});

test('a list takes only texts of its kind', () => {
  for (const one of ['+14155550132', '+1415*', '+1*', '110', '030*']) assert.ok(isValid('doNotLog', [one]), one);
  for (const one of ['*', '+', '+*', '+0*', 'all', '+1*5', '', 5, '+12345678901234567'])
    assert.ok(!isValid('doNotLog', [one]), String(one));
  for (const one of ['https://phone.example.com', 'https://a.example:8443/', 'http://127.0.0.1:80'])
    assert.ok(isValid('allowedOrigins', [one]), one);
  for (const one of ['ftp://phone.example.com', 'https://a.example/b', 'https://*', 'phone.example.com'])
    assert.ok(!isValid('allowedOrigins', [one]), one);
  assert.ok(!isValid('doNotLog', '+49*'));
  assert.ok(!isValid('toString', 1));
  for (const one of ['GB', 'gb', '']) assert.ok(isValid('defaultCountry', one), one);
  for (const one of ['GBR', 'G', 44, ['GB']]) assert.ok(!isValid('defaultCountry', one), String(one));
});

test('which sites may report calls is not for this list where the person speaks', () => {
  const own = { allowedOrigins: ['https://phone.example.com'] };
  assert.deepEqual(settle(said({ own })).values.allowedOrigins, []);
  assert.deepEqual(settle(said({ policy: own })).values.allowedOrigins, own.allowedOrigins);
});

test('what the person sets is kept below what the organisation set, and counts once that is gone', () => {
  let told = 0;
  const store = new SettingsStore(said({ policy: { logMode: 'hand' } }), () => (told += 1));
  store.set('logMode', 'all');
  store.set('hideDetails', 'yes');
  assert.equal(told, 1);
  assert.equal(store.values.logMode, 'hand');
  store.learn('policy', undefined);
  assert.deepEqual([store.values.logMode, store.view.locked, told], ['all', {}, 2]);
  assert.deepEqual(store.said.own, { logMode: 'all' });
});

test('a browser without a word of the organisation’s is one that said nothing', async () => {
  const { storage } = globalThis.chrome;
  globalThis.chrome.storage = { managed: { get: async () => Promise.reject(new Error('no manifest')) } };
  assert.deepEqual(await managedSettings(), {});
  globalThis.chrome.storage = { managed: { get: async () => ({ logMode: 'all' }) } };
  assert.deepEqual(await managedSettings(), { logMode: 'all' });
  globalThis.chrome.storage = storage;
});

test('nothing waits for a browser that takes its time over the organisation’s word: the last one holds', async () => {
  const { storage } = globalThis.chrome;
  const kept = { settings: { logMode: 'all' }, managed: { logMode: 'hand' } };
  globalThis.chrome.storage = {
    managed: { get: () => new Promise(() => {}) },
    local: { get: async () => kept },
    session: { get: async () => ({}) },
  };
  const { settings } = await recall();
  assert.deepEqual([settings.values.logMode, Object.keys(settings.locked)], ['hand', ['logMode']]);
  globalThis.chrome.storage = storage;
});

test('the policy that the host brings with its hello is handed on, and its absence too', () => {
  const heard = [];
  const port = new FakePort();
  const link = new HostLink({
    open: () => port,
    lastError: () => '',
    onStatus() {},
    onNotification() {},
    onPolicy: (policy) => heard.push(policy),
  });
  link.connect();
  port.hello(1, { policy: { extension: { logMode: 'hand' } } });
  port.hello(1);
  assert.deepEqual(heard, [{ extension: { logMode: 'hand' } }, undefined]);
});

test('the schema for administrators names the settings that the code knows, with the same values', () => {
  const path = new URL('../../extension/src/managed_schema.json', import.meta.url);
  const { properties } = JSON.parse(readFileSync(path, 'utf8'));
  assert.deepEqual(Object.keys(properties).sort(), Object.keys(defaults).sort());
  const known = [choices, texts, lists].flatMap((kind) => Object.keys(kind));
  assert.deepEqual(known.sort(), Object.keys(defaults).sort());
  for (const [key, { type, enum: among }] of Object.entries(properties)) {
    const types = { boolean: 'boolean', number: 'integer', string: 'string', object: 'array' };
    assert.equal(type, types[typeof defaults[key]], key);
    assert.deepEqual(type === 'boolean' ? [false, true] : among, choices[key], key);
  }
});

test('the host’s policy may set the same settings, to the same values', () => {
  const path = new URL('../../manifest/policy.schema.json', import.meta.url);
  const { properties } = JSON.parse(readFileSync(path, 'utf8')).properties.extension;
  const elsewhere = ['doNotLog', 'defaultCountry']; // do_not_log and default_region, which the host heeds too
  assert.deepEqual([...Object.keys(properties), ...elsewhere].sort(), Object.keys(defaults).sort());
  for (const [key, { type, enum: among }] of Object.entries(properties))
    assert.deepEqual(type === 'boolean' ? [false, true] : among, choices[key], key);
});

test('how long a call waits before it logs itself is the organisation’s to say, and stays so', () => {
  const store = new SettingsStore({ own: { wrapUpSeconds: 10 }, policy: {}, managed: {} }, () => {});
  store.learn('policy', { wrapUpSeconds: 60 });
  store.set('wrapUpSeconds', 0);
  assert.deepEqual([store.values.wrapUpSeconds, store.view.locked], [60, { wrapUpSeconds: 'policy' }]);
  store.learn('policy', { wrapUpSeconds: 5 });
  assert.deepEqual([store.values.wrapUpSeconds, store.view.locked], [0, {}]);
  assert.deepEqual(store.view.problems, ['policy.wrapUpSeconds']);
});
