// Who is told that a call rings, and where the caller's page opens.
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import './browser_stub.mjs';
import { announce, watchNeeds } from '../../extension/src/background/attention.js';
import { popFor, ScreenPop } from '../../extension/src/background/screen_pop.js';
import { lastToLog } from '../../extension/src/background/shortcuts.js';
import { reduce } from '../../extension/src/core/calls.js';
import { viewOf } from '../../extension/src/core/call_view.js';
import { defaults } from '../../extension/src/core/settings.js';
import { event, origin } from './support.mjs';

const key = `${origin}|demo|a|s1`;
const caller = { direction: 'inbound', from: { number: '+14155550132', name: 'JANE D' } };
const page = 'https://crm.example.com/people/7';
const jane = {
  id: '7',
  name: 'Jane Doe',
  organization: 'Acme',
  url: page,
  account: 'crm|1',
  evidence: { strength: 'exact' },
};
const sure = (more) => ({
  lookup: 'done',
  failures: [],
  contacts: [jane],
  chosen: 'crm|1||7',
  log: { state: 'none' },
  ...more,
});
const view = (...events) => viewOf(events.reduce(reduce, [])[0]);
const [ringing, answered] = [event('ringing', 0, caller), event('answered', 5, caller)];
const ended = event('ended', 9, caller);

let shown;
let tabs;
let done;
let typedIn;
beforeEach(() => {
  [shown, tabs, done, typedIn] = [{}, [], [], {}];
  Object.assign(globalThis.chrome, {
    i18n: { getMessage: (id, values = []) => [id, ...values].join(' ') },
    runtime: { getURL: (path) => path },
    notifications: {
      create: async (id, { title, message }) => void (shown[id] = `${title} | ${message}`),
      clear: (id) => delete shown[id],
    },
    scripting: {
      executeScript: async ({ target }) => {
        if (!(target.tabId in typedIn)) throw new Error('not allowed');
        return [{ result: typedIn[target.tabId] }];
      },
    },
    tabs: {
      get(id) {
        if (!(id >= 0)) throw new TypeError('no id'); // Chromium does, at once
        const tab = tabs.find((one) => one.id === id);
        return tab ? Promise.resolve(tab) : Promise.reject(new Error('no tab'));
      },
      query: async ({ url }) => tabs.filter((tab) => tab.url?.startsWith(url.replace('*', ''))),
      update: async (id, { url }) => void done.push(`update ${id} ${url}`),
      create: async ({ url, active }) => {
        done.push(`create ${url} ${active}`);
        return { id: 99 };
      },
    },
  });
});
const told = () => Object.values(shown);

test('a call that rings is told with its name, or with none, or not at all', () => {
  const tell = (settings, transferred = false) => {
    shown = {};
    announce(view(ringing), jane, transferred, { ...defaults, ...settings });
    return told();
  };
  assert.deepEqual(tell({}), ['Jane Doe | Acme · +14155550132']);
  assert.deepEqual(tell({ hideDetails: true }), ['incoming_call | open_panel']);
  assert.deepEqual(tell({ notifications: 'needed' }), []);
  assert.deepEqual(tell({ notifications: 'off' }), []);
  assert.deepEqual(tell({}, true), []);
  announce(view(ringing), undefined, false, defaults);
  assert.deepEqual(told(), ['JANE D | incoming_call']);
  announce(view(ringing, answered), jane, false, defaults);
  assert.deepEqual(told(), []);
});

test('a log that fails and a sign-in that expires are told once, and no more when they are mended', () => {
  const desk = { calls: [ringing, ended].reduce(reduce, []), work: { [key]: sure() } };
  const connection = { account: 'crm|1', platform: 'crm', state: 'active' };
  const office = { connections: [connection], platforms: [{ id: 'crm', name: 'Example CRM' }] };
  const settings = { ...defaults, notifications: 'needed' };
  const notice = watchNeeds(desk, office, () => settings);
  notice();
  assert.deepEqual(told(), []);
  desk.work[key].log = { state: 'failed', request: { contactName: 'Jane Doe' } };
  connection.state = 'expired';
  notice();
  assert.deepEqual(told(), ['need_failed | Jane Doe', 'expired_title Example CRM | expired_text']);
  shown = {};
  notice();
  assert.deepEqual(told(), []);
  [desk.work[key].log.state, connection.state] = ['logged', 'active'];
  notice();
  settings.hideDetails = true;
  desk.work[key].log.state = 'failed';
  notice();
  assert.deepEqual(told(), ['need_failed | open_panel']);
  settings.notifications = 'off';
  [shown, connection.state] = [{}, 'expired'];
  notice();
  assert.deepEqual(told(), []);
});

test('a follow-up that the CRM refuses is told as a log is', () => {
  const desk = { calls: [ringing, ended].reduce(reduce, []), work: { [key]: sure() } };
  const settings = { ...defaults, notifications: 'needed' };
  const notice = watchNeeds(desk, { connections: [], platforms: [] }, () => settings);
  const refuse = () => {
    desk.work[key].followUp = { state: 'failed' };
    notice();
  };
  desk.work[key].log = { state: 'logged', request: { contactName: 'Jane Doe' } };
  refuse();
  assert.deepEqual(told(), ['need_follow_up | Jane Doe']);
  desk.work[key].followUp.state = 'waiting';
  notice();
  assert.deepEqual(told(), []);
  settings.hideDetails = true;
  refuse();
  assert.deepEqual(told(), ['need_follow_up | open_panel']);
});

test('a change of a log that the CRM refused is told as what it is, and not as a call without a log', () => {
  const desk = { calls: [ringing, ended].reduce(reduce, []), work: { [key]: sure() } };
  const notice = watchNeeds(desk, { connections: [], platforms: [] }, () => defaults);
  const request = { contactName: 'Jane Doe' };
  const say = (log) => {
    desk.work[key].log = { state: 'logged', request, ...log };
    notice();
    return told();
  };
  assert.deepEqual(say({}), []);
  assert.deepEqual(say({ undone: { reason: 'No.', related: {} } }), ['need_change | Jane Doe']);
  assert.deepEqual(say({}), []);
  assert.deepEqual(say({ refused: '{}', pending: { note: 'Far too long.' } }), ['need_change | Jane Doe']);
  assert.deepEqual(say({ error: 'Slow.', pending: { note: 'New.' } }), []);
});

test('what needed the person already before the worker began is no news', () => {
  const desk = { calls: [ringing, ended].reduce(reduce, []), work: { [key]: sure({ log: { state: 'failed' } }) } };
  watchNeeds(desk, { connections: [], platforms: [] }, () => defaults)();
  assert.deepEqual(told(), []);
});

for (const [what, events, work, settings, expected] of [
  ['on answer', [ringing, answered], {}, {}, page],
  ['not while it rings', [ringing], {}, {}, undefined],
  ['while it rings, if so set', [ringing], {}, { screenPop: 'ring' }, page],
  ['on answer at the latest', [ringing, answered], {}, { screenPop: 'ring' }, page],
  ['never, if so set', [ringing, answered], {}, { screenPop: 'off' }, undefined],
  ['not when it is over', [ringing, answered, ended], {}, { screenPop: 'ring' }, undefined],
  ['once', [ringing, answered], { popped: true }, {}, undefined],
  ['not for a weak match', [answered], { contacts: [{ ...jane, evidence: { strength: 'suffix' } }] }, {}, undefined],
  ['not for one of several', [answered], { contacts: [jane, { ...jane, id: '8' }] }, {}, undefined],
  ['for the one that was picked', [answered], { contacts: [jane, { ...jane, id: '8' }], confirmed: true }, {}, page],
  ['not for what no browser should open', [answered], { contacts: [{ ...jane, url: 'javascript:1' }] }, {}, undefined],
  ['not for a number that stays out', [answered], {}, { doNotLog: ['+1*'] }, undefined],
  ['not for a call that one makes', [event('answered', 0, { ...caller, direction: 'outbound' })], {}, {}, undefined],
]) {
  test(`the caller’s page opens: ${what}`, () => {
    assert.equal(popFor(view(...events), sure(work), { ...defaults, ...settings }), expected);
  });
}

/** Lets a call be answered, with these tabs. */
async function answer({ own, known = [] } = {}) {
  const work = sure();
  const desk = { view: () => view(ringing, answered), work: () => work, outside: { changed() {} } };
  const opened = own === undefined ? {} : { 'https://crm.example.com': own };
  const pop = new ScreenPop(opened, { desk, settings: { values: defaults }, lines: { known } }, () => {});
  await pop.consider(key);
  await pop.consider(key);
  return opened;
}

test('without a tab of the CRM a new one opens behind, once, and is remembered', async () => {
  assert.deepEqual(await answer(), { 'https://crm.example.com': 99 });
  assert.deepEqual(done, [`create ${page} false`]);
});

test('a tab of the CRM that one may see is used, unless somebody types in it', async () => {
  tabs = [{ id: 1, url: 'https://crm.example.com/deals', active: true }];
  typedIn = { 1: false };
  await answer();
  typedIn = { 1: true };
  await answer();
  assert.deepEqual(done, [`update 1 ${page}`, `create ${page} false`]);
});

test('a tab that a phone lives in is left alone, for its call would end', async () => {
  tabs = [{ id: 1, url: 'https://crm.example.com/deals', active: false }];
  typedIn = { 1: false };
  await answer({ known: [{ tabId: 1 }] });
  assert.deepEqual(done, [`create ${page} false`]);
});

test('the tab that was opened here is used again while nobody looks at it, and not once it strayed', async () => {
  tabs = [{ id: 5, active: false }];
  await answer({ own: 5 });
  tabs = [{ id: 5, active: true }];
  await answer({ own: 5 });
  tabs = [{ id: 5, url: 'https://elsewhere.example.com/', active: false }];
  await answer({ own: 5 });
  assert.deepEqual(done, [`update 5 ${page}`, `create ${page} false`, `create ${page} false`]);
});

test('a tab that shows the page already stays as it is', async () => {
  tabs = [{ id: 1, url: page, active: true }];
  await answer();
  assert.deepEqual(done, []);
});

test('the last call to log is the youngest that can be', () => {
  const call = (session, second) => event('ended', second, { ...caller, session });
  const calls = [call('s1', 0), call('s2', 10), call('s3', 20), call('s4', 30)].reduce(reduce, []);
  const works = {
    s1: sure(),
    s2: sure(),
    s3: sure({ log: { state: 'logged' } }),
    s4: sure({ chosen: undefined }),
  };
  const desk = { state: { calls }, work: (asked) => works[asked.split('|')[3]] };
  const last = (settings) => lastToLog({ desk, settings: { values: { ...defaults, ...settings } } })?.session;
  assert.equal(last({}), 's2');
  assert.equal(last({ doNotLog: ['+1*'] }), undefined);
});
