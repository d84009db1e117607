// Who is believed: origins and senders as the browser names them, whatever is said in the message.
import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { enter, knock } from '../../extension/src/background/doors.js';
import {
  decide,
  enterOpenPages,
  onlyFrom,
  registerBridges,
} from '../../extension/src/background/phones.js';

const ours = 'chrome-extension://ours/';
const event = { type: 'call.ringing', call: { session: 's' } };
const rc = { type: 'rc-active-call-notify', call: {} };
const sdk = { type: 'INCOMING_CALL', messageId: '1', data: { externalCallId: 'e' } };
const page = (url, more = {}) => ({ url, frameId: 0, tab: { id: 1 }, id: 'ours', ...more });
const site = page('https://crm.example.com/deals/5?x=1');
let allowed;
let heard;
let refused;
let dialed;
let stored;
let behind;

beforeEach(() => {
  [allowed, heard, refused, dialed, stored] = [new Set(['https://crm.example.com/*']), [], [], [], {}];
  Object.assign(globalThis.chrome, {
    permissions: { contains: async ({ origins }) => origins.every((one) => allowed.has(one)) },
    runtime: { getURL: (path) => ours + path },
    storage: {
      local: { get: async () => structuredClone(stored), set: async (what) => void (stored = what) },
    },
  });
  behind = {
    switchboard: {
      hear: (said, origin, now, place) => heard.push(['hear', origin, place]),
      overhear: (said, origin, now, place) => heard.push(['overhear', origin, place]),
      dial: async (number) => Boolean(dialed.push(number)),
    },
    tally: { count: (phone, what) => refused.push([phone, what]) },
    service: { answer: async () => [{ type: 'answer' }] },
    office: { office: { knocks: [] }, changed() {} },
  };
});
const say = (message, sender) => enter(message, sender, Promise.resolve(behind));
const call = (sender) => say({ to: 'bridge', event, origin: 'https://bank.example.com' }, sender);

test('the bridge is believed in the top frame of an allowed site and of this computer', async () => {
  await call(site);
  await call(page('http://127.0.0.1:8000/'));
  await call(page('http://localhost/'));
  assert.deepEqual(
    heard.map(([, origin]) => origin),
    ['https://crm.example.com', 'http://127.0.0.1:8000', 'http://localhost'],
  );
  assert.deepEqual(heard[0][2], { tabId: 1, via: 'page', origin: 'https://crm.example.com' });
});

test('the bridge is not believed in a frame, on a site nobody allowed, or over plain http', async () => {
  await call({ ...site, frameId: 3 });
  await call(page('https://evil.example.com/'));
  allowed.add('http://crm.example.com/*');
  await call(page('http://crm.example.com/'));
  await call(page('http://127.0.0.1.example.com/'));
  await call({ frameId: 0 });
  assert.deepEqual(heard, []);
});

test('a phone in a frame is believed at its vendor’s origin, and elsewhere once that is allowed', async () => {
  const tap = (message, origin, sender = site) => say({ to: 'tap', message, origin }, sender);
  await tap(rc, 'https://apps.ringcentral.com');
  await tap(rc, 'https://apps.ringcentral.com.example.com');
  await tap(sdk, 'https://phone.example.com');
  await tap(sdk, 'https://apps.ringcentral.com');
  await tap({ type: 'hello' }, 'https://apps.ringcentral.com');
  await tap(rc, 'https://apps.ringcentral.com', page('https://evil.example.com/'));
  assert.deepEqual(
    heard.map(([how, origin]) => [how, origin]),
    [['overhear', 'https://apps.ringcentral.com']],
  );
  assert.deepEqual(refused[0], ['frame https://apps.ringcentral.com.example.com', 'refused']);
  assert.equal(refused.length, 4);
  allowed.add('https://phone.example.com/*');
  await tap(sdk, 'https://phone.example.com');
  assert.equal(heard.at(-1)[1], 'https://phone.example.com');
});

test('only our own page hosts a phone', async () => {
  const hosted = { to: 'hosted', message: rc, origin: 'https://apps.ringcentral.com' };
  assert.equal(await say(hosted, site), undefined);
  assert.deepEqual(await say(hosted, page(`${ours}src/phone/index.html`)), { post: [{ type: 'answer' }] });
  assert.equal(heard.length, 1);
});

test('a click dials on allowed sites only, and only a number', async () => {
  assert.deepEqual(await say({ to: 'dial', href: 'tel:+1-415-555-0132' }, site), { dialed: true });
  assert.deepEqual(await say({ to: 'dial', href: 'sip:reception@example.com' }, site), { dialed: false });
  assert.equal(await say({ to: 'dial', href: 'tel:1' }, page('https://evil.example.com/')), undefined);
  assert.deepEqual(dialed, ['+14155550132']);
});

test('a page that speaks to the extension itself waits for the person’s word, which may be taken back', async () => {
  const { knocks } = behind.office.office;
  const stranger = page('https://phone.example.com/x', { id: undefined });
  const speak = (sender = stranger) => knock({ type: 'softphone.event/1', event }, sender, behind);
  await speak();
  await speak();
  assert.deepEqual([knocks, heard], [['https://phone.example.com'], []]);
  knocks.pop();
  await decide('https://phone.example.com', true);
  await speak();
  assert.equal(heard.at(-1)[1], 'https://phone.example.com');
  await decide('https://phone.example.com', false);
  await speak();
  await decide('https://phone.example.com', undefined);
  await speak();
  assert.deepEqual([knocks, heard.length], [['https://phone.example.com'], 1]);
});

test('other extensions and frames do not get to knock, and not more than five pages do', async () => {
  const { knocks } = behind.office.office;
  const said = { type: 'softphone.event/1', event };
  await knock(said, page('https://phone.example.com/', { id: 'another' }), behind);
  await knock(said, page('https://phone.example.com/', { id: undefined, frameId: 2 }), behind);
  await knock({ type: 'hello' }, page('https://phone.example.com/', { id: undefined }), behind);
  assert.deepEqual(knocks, []);
  for (let i = 0; i < 9; i += 1)
    await knock(said, page(`https://p${i}.example.com/`, { id: undefined }), behind);
  assert.equal(knocks.length, 5);
});

test('where the organisation names the sites that may report calls, no other is heard or may knock', async (t) => {
  t.after(() => onlyFrom([]));
  onlyFrom(['https://Phone.example.com/']);
  await call(site);
  await call(page('http://127.0.0.1:9007/'));
  assert.deepEqual(
    heard.map(([, origin]) => origin),
    ['http://127.0.0.1:9007'],
  );
  const knocking = { type: 'softphone.event/1', event };
  await knock(knocking, page('https://phone.example.com/', { id: undefined }), behind);
  await knock(knocking, page('https://other.example.com/', { id: undefined }), behind);
  assert.deepEqual([heard.at(-1)[1], heard.length, behind.office.office.knocks], ['https://phone.example.com', 2, []]);
  await enter({ to: 'dial', href: 'tel:+14155550132' }, site, Promise.resolve(behind));
  assert.deepEqual(dialed, ['+14155550132']);
});

test('a flood from one origin is cut', async () => {
  for (let i = 0; i < 300; i += 1) await call(page('http://127.0.0.1:9000/'));
  assert.ok(heard.length >= 50 && heard.length <= 150, String(heard.length));
});

test('a phone in our own page, and pages that speak to the extension itself, are cut as well', async () => {
  const frame = page(`${ours}src/phone/index.html`);
  const hosted = { to: 'hosted', message: rc, origin: 'http://127.0.0.1:9003' };
  for (let i = 0; i < 300; i += 1) await say(hosted, frame);
  assert.ok(heard.length >= 50 && heard.length <= 150, String(heard.length));
  let asked = 0;
  const { get } = globalThis.chrome.storage.local;
  globalThis.chrome.storage.local.get = (key) => ((asked += 1), get(key));
  const stranger = page('https://nobody.example.com/', { id: undefined });
  for (let i = 0; i < 300; i += 1) await knock({ type: 'softphone.event/1', event }, stranger, behind);
  assert.ok(asked <= 150, String(asked));
});

test('nothing that is said is longer than a message with a file', async () => {
  const long = { ...event, more: 'x'.repeat(1_500_000) };
  const frame = page(`${ours}src/phone/index.html`);
  await say({ to: 'hosted', message: { ...rc, more: long }, origin: 'http://127.0.0.1:9004' }, frame);
  await decide('https://phone.example.com', true);
  const allowedPage = page('https://phone.example.com/', { id: undefined });
  await knock({ type: 'softphone.event/1', event: long }, allowedPage, behind);
  await say({ to: 'bridge', event: long }, page('http://127.0.0.1:9005/'));
  await say({ to: 'tap', message: { ...rc, more: long }, origin: 'http://127.0.0.1:9006' }, site);
  assert.deepEqual(heard, []);
});

test('pages that are open when their site is allowed need not be loaded again', async () => {
  const entered = [];
  Object.assign(globalThis.chrome, {
    tabs: {
      query: async ({ url }) => (url.includes('https://crm.example.com/*') ? [{ id: 4 }, { id: 5 }] : []),
    },
    scripting: {
      async executeScript({ target, files }) {
        entered.push([target.tabId, files.length]);
        if (target.tabId === 4) throw new Error('the tab was closed');
      },
    },
  });
  await enterOpenPages(['https://crm.example.com/*', 'http://127.0.0.1/*']);
  await enterOpenPages(['http://127.0.0.1/*']);
  assert.deepEqual(entered, [
    [4, 3],
    [5, 3],
  ]);
});

test('the content scripts run on the allowed sites, and on nothing when none is left', async () => {
  let registered = [];
  globalThis.chrome.permissions.getAll = async () => ({ origins: [...allowed, 'http://127.0.0.1/*'] });
  globalThis.chrome.scripting = {
    getRegisteredContentScripts: async () => registered,
    unregisterContentScripts: async () => void (registered = []),
    registerContentScripts: async (scripts) => void registered.push(...scripts),
  };
  await registerBridges();
  await registerBridges();
  assert.deepEqual(
    registered.map(({ matches, js }) => [matches, js.length]),
    [[['https://crm.example.com/*'], 3]],
  );
  allowed.clear();
  await registerBridges();
  assert.deepEqual(registered, []);
});
