import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { watchOpenedPages } from '../../extension/src/background/opened_pages.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { decide } from '../../extension/src/core/log_rule.js';
import { isPageOf } from '../../extension/src/core/opened.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event, FakeLink, origin } from './support.mjs';

const crm = 'https://crm.example.com';
const deals = { deal: [{ const: 'd1', title: 'Roof' }, { const: 'd2', title: 'Door' }] };
const one = (id, name) => ({ id, name, url: `${crm}/people/${id}`, additionalInfo: deals });
const key = `${origin}|demo|a|s1`;
const quiet = () => new Promise((done) => setImmediate(done));
const [jane, kim] = ['||7', '||8'];
let people;
let listeners;
let tabs;
let touched;
let desk;

beforeEach(async () => {
  people = [one('7', 'Jane'), one('8', 'Kim')];
  const link = new FakeLink({ 'contact.find': () => ({ contact: people }) });
  const connection = { account: '', platform: 'crm', user: { id: '1' }, state: 'active' };
  const office = new FrontOffice({ platforms: [], connections: [connection], known: true }, link, () => {});
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, { changed() {}, forget() {}, progressed() {} });
  desk.take(event('ringing', 0, { direction: 'inbound', from: { number: '+14155550132' } }));
  await quiet();
  [listeners, tabs, touched] = [{}, {}, []];
  const on = (name) => ({ addListener: (listener) => (listeners[name] = listener) });
  const get = async (id) => tabs[id] ?? Promise.reject(new Error('no such tab'));
  globalThis.chrome.tabs = { onUpdated: on('updated'), onActivated: on('activated'), get };
  watchOpenedPages(Promise.resolve({ desk, wrapUp: { touch: (one) => touched.push(one) } }));
});

const work = () => desk.work(key);
/** The person goes to a page in the tab that they look at. */
async function go(url, more = {}) {
  listeners.updated(1, { url }, { active: true, ...more });
  await quiet();
}

test('a page is that of a contact whatever hangs on behind it, unless the contact’s address goes on, too', () => {
  for (const opened of ['/people/7', '/people/7/', '/people/7?tab=notes', '/people/7/#notes'])
    assert.ok(isPageOf(crm + opened, `${crm}/people/7`), opened);
  for (const opened of ['/people/77', '/people', '/people/7/edit', '/People/7', ''])
    assert.ok(!isPageOf(crm + opened, `${crm}/people/7`), opened);
  assert.ok(!isPageOf('https://crm.example.org/people/7', `${crm}/people/7`));
  assert.ok(!isPageOf('http://crm.example.com/people/7', `${crm}/people/7`));
  assert.ok(isPageOf(`${crm}/#/people/7`, `${crm}/#/people/7`));
  assert.ok(!isPageOf(`${crm}/#/people/8`, `${crm}/#/people/7`));
  assert.ok(isPageOf(`${crm}/view?id=7#top`, `${crm}/view?id=7`));
  assert.ok(!isPageOf(`${crm}/view?id=8`, `${crm}/view?id=7`));
  for (const own of [undefined, '', 'no address', 'javascript:7']) assert.ok(!isPageOf(`${crm}/people/7`, own));
});

test('of several callers the one whose page is opened is proposed, and the last one of them', async () => {
  assert.deepEqual([work().chosen, work().opened], [jane, undefined]);
  await go(`${crm}/people/8?tab=notes`);
  assert.deepEqual([work().chosen, work().opened, work().confirmed], [kim, kim, undefined]);
  await go(`${crm}/people/8?tab=deals`);
  await go(`${crm}/people/9`);
  assert.deepEqual([work().chosen, touched], [kim, [key]]);
  tabs[2] = { active: true, url: `${crm}/people/7` };
  listeners.activated({ tabId: 2 });
  await quiet();
  assert.deepEqual([work().chosen, work().opened, touched], [jane, jane, [key, key]]);
});

test('a call does not log itself because a page was opened', async () => {
  desk.take(event('answered', 1));
  desk.take(event('ended', 9, { durationSec: 8 }));
  await go(`${crm}/people/8`);
  const decision = decide(desk.view(key), work(), { ...defaults, logMode: 'sure' });
  assert.deepEqual(decision, { act: 'ask', reason: 'several' });
  assert.equal(work().chosen, kim);
});

test('whoever was picked by hand stays, and so does what was picked for the one who is proposed', async () => {
  desk.callers.choose(key, jane);
  await go(`${crm}/people/8`);
  assert.deepEqual([work().chosen, work().opened], [jane, undefined]);
  work().confirmed = undefined;
  desk.callers.relate(key, 'deal', ['d2']);
  await go(`${crm}/people/8`);
  assert.deepEqual([work().chosen, work().related], [jane, { deal: ['d2'] }]);
});

test('nothing comes of a page that nobody looks at, that cannot be seen, or whose call is logged or clear', async () => {
  await go(`${crm}/people/8`, { active: false });
  await go(undefined);
  listeners.activated({ tabId: 9 });
  tabs[2] = { active: true };
  listeners.activated({ tabId: 2 });
  for (const state of ['held', 'failed', 'logged']) {
    work().log.state = state;
    await go(`${crm}/people/8`);
    assert.equal(work().chosen, jane);
  }
  people = [one('8', 'Kim')];
  desk.take(event('ringing', 0, { session: 's2', direction: 'inbound', from: { number: '+14155550199' } }));
  await quiet();
  await go(`${crm}/people/8`);
  assert.deepEqual([desk.work(key.replace('s1', 's2')).opened, touched], [undefined, []]);
});
