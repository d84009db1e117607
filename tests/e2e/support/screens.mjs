// The screens: what is in storage, what shows that the screen is there, and what to press to get to it.
import { controls } from '../../../extension/src/core/call_controls.js';
import { contactKey } from '../../../extension/src/core/contact.js';
import { testOrigin } from '../../../extension/src/core/test_call.js';
import {
  away,
  busyJane,
  call,
  countdown,
  desk,
  expired,
  followUp,
  hostIs,
  inbound,
  jane,
  kim,
  log,
  mail,
  note,
  now,
  office,
  ravi,
  shared,
  signedOut,
  stranger,
  work,
} from './scenes.mjs';

const ringing = call('s1', inbound, [['ringing', 4]]);
const rehearsed = call('s0', inbound, [['ringing', 3]], { origin: testOrigin });
const several = call('s2', shared, [['ringing', 2]]);
const unknown = call('s3', stranger, [['ringing', 6]]);
const talking = call('s4', inbound, [
  ['ringing', 80],
  ['answered', 72],
]);
const over = call('s5', { ...inbound, durationSec: 192 }, [
  ['ringing', 300],
  ['answered', 290],
  ['ended', 98],
]);
const missed = call('s6', shared, [
  ['ringing', 1900],
  ['ended', 1880],
]);
const declined = call('s11', { ...inbound, result: 'rejected' }, [
  ['ringing', 900],
  ['ended', 890],
]);
const outbound = call('s7', { direction: 'outbound', to: stranger.from, durationSec: 61 }, [
  ['ringing', 4000],
  ['answered', 3990],
  ['ended', 3929],
]);
const talked = call('s8', { ...inbound, durationSec: 45 }, [
  ['answered', 8000],
  ['ended', 7955],
]);
const unfiled = call('s9', { ...inbound, durationSec: 20 }, [
  ['answered', 9000],
  ['ended', 8980],
]);
const moved = call('s12', { ...inbound, durationSec: 30 }, [
  ['answered', 10000],
  ['ended', 9970],
]);
const done = call('s10', { ...inbound, durationSec: 420 }, [
  ['answered', 12000],
  ['ended', 11580],
]);
const task = { url: 'https://crm.example.com/task/1' };
const nobody = { request: { account: 'crm|1', additionalSubmission: {}, note: '' } };
const said = 'Wants a two-year quote. Send it before Friday.';
const settled = [
  [missed, work([kim, ravi], { chosen: undefined })],
  [outbound, work([jane], { log: log('logged') })],
];
const unheard = [400, 300, 200, 100].map((minutes, place) => {
  const [facts, known] = place === 1 ? [stranger, []] : [inbound, [jane]];
  const told = { ...facts, durationSec: 40 + place * 75 };
  return [call(`u${place}`, told, [['ended', minutes * 60]]), work(known, { unheard: true })];
});
const lines = [{ scope: 'a', provider: 'demo', origin: 'https://phone.example.com', tabId: 1, at: 0 }];
const reach = { tabId: 1, via: 'page', origin: 'https://phone.example.com', session: 's1', controls };
const renewal = { related: { deals: ['d1'] } };
const there = { timeZones: ['America/Los_Angeles'] };
const changed = { conflict: { theirs: 'Asked for three years.' } };
const contact = { contactId: '8', contactType: 'person', contactName: 'Kim Park' };
const undone = { reason: 'This log is locked.', related: {}, contact };
const full = { error: 'Tasks are full.' };
const quiet = [
  [missed, work([kim, ravi], { chosen: undefined })],
  [outbound, work([])],
  [over, work([jane], { log: log('failed', { error: 'Your plan has no call logs.' }) })],
  [talked, work([jane], { log: log('logged', changed) })],
  [unfiled, work([jane], { log: log('failed', { error: 'A deal is required.', field: 'deals' }) })],
  [moved, work([jane], { log: log('logged', { undone }) })],
  [done, work([jane], { log: log('logged'), ...followUp('failed', full) })],
];
const entry = {
  id: 'o1',
  platform: 'crm',
  userId: '1',
  kind: 'call',
  sessionId: 'x',
  subject: 'Outbound call',
  contactName: 'Nora Field',
  note: 'Left a message.',
  state: 'setAside',
  since: '2026-11-21T09:30:00.000Z',
  reason: { name: 'forbidden', message: 'The CRM does not let you write there.' },
};
const slow = {
  ...entry,
  sessionId: 's5',
  state: 'queued',
  nextAttempt: '2026-11-21T10:45:00.000Z',
  reason: { name: 'rate_limited', message: 'Too many requests.' },
};
const letters = { mail: mail({ lookup: 'done', contacts: [jane, kim], state: 'none', told: [] }) };
/** @param {string} reason @returns {Screen} the inbox, with what is there for that reason opened */
const inbox = (reason) => ({
  session: { office: office(), lines, outbox: { entries: [entry] } },
  local: { desk: away(...quiet), ...letters, ...note(talked, said) },
  ready: '#panel-inbox .row',
  open: (page) => page.locator(`[data-reason=${reason}] .row`).first().click(),
});
const traces = [320, 95].map((at, index) => ({
  call: `0000000${index}`,
  provider: 'demo',
  marks: { phone: at, received: at + 4, asked: at + 6, answered: at + 31, painted: at + 48 },
}));
const traffic = [
  { with: 'host', at: 1, method: 'contact.find', size: 80, answer: 400, ms: 25, outcome: 'ok' },
  { with: 'phone', at: 2, method: 'call.ringing', size: 300, outcome: 'told' },
];
const settings = (/** @type {import('playwright-core').Page} */ page) =>
  page.locator('#top button.round').last().click();
/** @param {object} office what the worker says of the host @param {object} [local] */
const host = (office, local = {}) => ({ session: { office, lines }, local });
/** @param {object} desk @param {object} [rest] of storage.local */
const at = (desk, rest = {}) => host(office(), { desk, ...rest });

/**
 * @typedef {object} Screen
 * @property {string} [page] of the extension; the panel, without it
 * @property {object} [local] what is in storage
 * @property {object} [session]
 * @property {boolean} [technical] it names things as programs do
 * @property {string} [shown] in the README, under this name
 * @property {string} [ready] there once the screen is
 * @property {(page: import('playwright-core').Page) => Promise<void>} [open]
 */
/** @type {Record<string, Screen>} */
export const screens = {
  's0-checking': { ready: '.setup' },
  's0-missing': { session: { office: hostIs('missing') }, ready: '.setup' },
  's0-forbidden': { session: { office: hostIs('forbidden') }, ready: '.setup' },
  's0-outdated': { session: { office: hostIs('outdated_host', { version: '0.0.9' }) }, ready: '.setup' },
  's0-welcome': {
    session: { office: signedOut },
    ready: '.platforms',
    open: (page) => page.locator('.platform button.head').last().click(),
  },
  's0-test': { ...at(desk([rehearsed, work([jane])])), ready: '.call[data-phase=ringing]' },
  's1-ready': { ...host(office()), ready: '.idle' },
  's1-inbox': { ...inbox('several'), open: undefined, shown: 'inbox' },
  's1-unheard': {
    ...at({ ...away(...unheard, [missed, work([kim, ravi], { chosen: undefined })]), dropped: 3 }),
    ready: '.gathered',
    open: (page) => page.locator('.gathered [aria-expanded]').click(),
  },
  's1-recent': { ...inbox('several'), open: (page) => page.locator('#tab-recent').click() },
  's1-search': {
    session: { office: office(), lines, search: { text: 'a', state: 'done', contacts: [jane, kim, ravi], failures: [] } },
    open: (page) => page.locator('#tab-search').click(),
  },
  's2-ringing': {
    ...at(desk(...settled, [ringing, work([jane], renewal)])),
    ready: '.call[data-phase=ringing]',
    shown: 'ringing',
  },
  's2-controls': {
    ...at(desk([ringing, work([jane], { ...renewal, ...there, reach })])),
    ready: '.controls button:enabled',
  },
  's2-told': {
    ...at(desk([ringing, work([jane], { reach: { ...reach, toldAt: Date.parse(now) } })])),
    ready: '.controls [aria-disabled=true]',
  },
  's2-weak': { ...at(desk([ringing, work([ravi])])), ready: '.evidence.weak' },
  's3-several': { ...at(desk([several, work([kim, ravi], { chosen: undefined })])), ready: '.choices' },
  's3-company': {
    ...at(desk([several, work([kim, { ...kim, id: '10', name: 'Lee Moss', title: 'Sales' }], { opened: contactKey(kim) })])),
    ready: '[data-focus=company]',
  },
  's4-nobody': { ...at(desk([unknown, work([], there)])), ready: '.create' },
  's4-logged': {
    ...at(desk([unknown, work([], { log: log('logged', nobody) })])),
    ready: '[data-log=logged]',
    open: (page) => page.locator('.doubts button').first().click(),
  },
  's4-failed': {
    ...at(desk([unknown, { ...work([]), lookup: 'failed', error: 'timeout' }])),
    ready: '.problem',
  },
  's5-talking': {
    ...at(desk([talking, work([busyJane], there)], [several, work([kim, ravi])]), note(talking, said)),
    ready: '.strip',
  },
  's6-wrap-up': {
    ...at(desk(...settled, [over, work([jane], renewal)]), note(over, said)),
    ready: '.call[data-phase=ended]',
    shown: 'wrap-up',
  },
  's6-follow-up': {
    ...at(desk([over, work([jane], followUp('none', { choice: 'picked', due: '2026-11-24T14:30:00.000Z' }))])),
    ready: '.planned input:checked',
  },
  's6-missed': { ...at(desk([missed, work([kim], there)])), ready: '[data-focus=call_back]' },
  's6-countdown': {
    ...at(desk([over, work([jane])]), { ...note(over, said), ...countdown(over, 14) }),
    ready: '.countdown',
    open: (page) => page.locator('.edits summary').click(),
  },
  's6-held': {
    ...at(desk([over, work([jane], { log: log('held', { until: Date.parse(now) + 4000 }) })])),
    ready: '.toast',
  },
  's6-logged': {
    ...host(
      office({ toast: { id: Date.parse(now), text: 'Done', kind: 'success' } }),
      { desk: desk([over, work([jane], { log: log('logged'), ...followUp('logged', task) })]) },
    ),
    ready: '.toast',
  },
  's6-failed': {
    ...at(desk([over, work([jane], { log: log('failed', { error: 'Your plan has no call logs.' }) })])),
    ready: '[data-log=failed]',
  },
  's6-undone': {
    ...at(desk([over, work([jane], { log: log('logged', { undone }) })])),
    ready: '.undone',
  },
  's6-declined': { ...at(desk([declined, work([jane])])), ready: '[data-focus=call_back]' },
  's7-stopped': {
    ...host(hostIs('stopped', { detail: 'Native host has exited.' }), {
      desk: desk([over, work([jane], { log: log('waiting') })]),
    }),
    ready: '.banner',
  },
  's7-slow': {
    session: { office: office(), lines, outbox: { entries: [slow, { ...slow, id: 'o2', kind: 'task' }] } },
    local: { desk: desk([over, work([jane], { log: log('queued'), ...followUp('queued') })]) },
    ready: '.banner',
  },
  's7-expired': {
    ...host(expired, { desk: desk([over, work([jane], { log: log('queued') })]) }),
    ready: '.banner',
  },
  's7-knock': { ...host(office({ knocks: ['https://phone.example.org'] })), ready: '.banner' },
  's8-several': inbox('several'),
  's8-nobody': inbox('nobody'),
  's8-follow-up': inbox('follow_up'),
  's8-refused': inbox('refused'),
  's8-undone': inbox('undone'),
  's8-missing': inbox('missing'),
  's9-changed': inbox('changed'),
  's9-card': {
    ...at(
      desk([talked, { ...work([jane], { log: log('logged', changed) }), ...followUp('failed', full) }]),
      note(talked, said),
    ),
    ready: 'blockquote',
  },
  's8-outbox': inbox('set_aside'),
  's10-settings': { ...host(office()), open: settings },
  's10-locked': {
    ...host(office(), { policy: { logMode: 'all', several: 'first', wrapUpSeconds: 60, undoSeconds: 10 } }),
    open: async (page) => {
      await settings(page);
      await page.locator('#set-wrapUpSeconds:disabled').scrollIntoViewIfNeeded();
      await page.locator('.setting .locked').nth(3).waitFor();
    },
  },
  's10-keys': {
    ...host(office()),
    ready: '.idle',
    open: async (page) => {
      await page.keyboard.press('?');
      await page.locator('dialog[open] button').waitFor();
    },
    technical: true,
  },
  's11-messages': {
    ...host(office(), letters),
    ready: '#panel-inbox .row',
    open: (page) => page.locator('[data-reason=several] .row').click(),
  },
  's11-nobody': {
    ...host(office(), { mail: mail({ lookup: 'done', contacts: [], state: 'none', told: [] }) }),
    ready: '#panel-inbox .row',
    open: (page) => page.locator('[data-reason=nobody] .row').click(),
  },
  phone: { page: 'src/phone/index.html', ready: 'h1:not(:empty)' },
  diagnostics: {
    page: 'src/diagnostics/index.html',
    session: { office: office(), lines, measured: { traces, traffic } },
    ready: 'table',
    technical: true,
  },
};
