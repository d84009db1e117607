// The panel: reads what the service worker keeps in storage, shows it, and sends what the person does. It
// decides only what is on the screen; everything else is the worker's.
import { api } from '../browser.js';
import { keyOf } from '../core/calls.js';
import { viewOf } from '../core/call_view.js';
import { waitingFor } from '../core/inbox.js';
import { retriesOf, retryOf } from '../core/retries.js';
import { settle } from '../core/settings.js';
import {
  emptyDesk,
  emptyMail,
  emptyOffice,
  emptyOutbox,
  emptySearch,
  recallShown,
} from '../background/memory.js';
import { createAnnouncer } from './announcer.js';
import { h, icon, section } from './dom.js';
import { handset } from './icons.js';
import { listenToKeys } from './keys.js';
import { markShown, tellPainted } from './painted.js';
import { declareLanguage, dotted, faultWords, t } from './text.js';
import { createCard } from './views/card.js';
import { followUpWords } from './views/follow_up.js';
import { crmOf, isSignedOut, logWords } from './views/log.js';
import { createLists } from './views/lists.js';
import { createHeld, heldOf } from './views/held.js';
import { createStrips } from './views/recent.js';
import { createSettings } from './views/settings.js';
import { createSetup } from './views/setup.js';
import { createSignIn } from './views/sign_in.js';
import { createNotice, createTop } from './views/top.js';

/** @typedef {import('../types').CallView} CallView @typedef {import('../types').Office} Office */

/** What changed while the rest was read, which may be older. @type {Parameters<learn>[] | null} */
let early = [];
api.storage.onChanged.addListener((...change) => {
  if (early) early.push(change);
  else learn(...change);
});
const remembered = recallShown();

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
let desk = emptyDesk();
let mail = emptyMail();
let outbox = emptyOutbox();
let search = emptySearch();
/** @type {Office} */ let office = emptyOffice();
let settings = false;
let rules = settle({ own: {}, policy: {}, managed: {} });
/** @type {Record<string, number>} */ let countdowns = {};
let picked = '';
/** @type {ReturnType<typeof createCard> & {key: string} | null} */ let card = null;

const send = (/** @type {string} */ command, said = {}) =>
  void api.runtime.sendMessage({ to: 'desk', command, ...said });
const pick = (/** @type {string} */ key) => {
  picked = key;
  settings = false;
  render();
};

const [crmPart, signInPart, settingsPart, idlePart] = [0, 1, 2, 3].map(() => h('div', {}));
element('home').append(crmPart, signInPart, settingsPart, idlePart);
const updateTop = createTop(element('top'), {
  turnPage: () => {
    settings = !settings;
    render();
  },
});
const updateNotice = createNotice(element('notice'), send, () => {
  settings = true;
  render();
});
const setup = createSetup(element('setup'), send, () => signInPart.querySelector('button')?.focus());
const updateStrips = createStrips(element('strips'), pick);
const lists = createLists(element('lists'), {
  send,
  pick,
  showCard: () => element('card').scrollIntoView({ block: 'start' }),
  signIn: () => {
    settings = true;
    render();
  },
  changed: () => render(),
});
const updateHeld = createHeld(element('held'), send);
/** @type {ReturnType<typeof createSettings> | undefined} made when they are first seen */
let updateSettings;
const updateSignIn = createSignIn(signInPart, send);
const updateIdle = section(idlePart, () => [
  h(
    'div',
    { class: 'idle' },
    h('span', { class: 'ring' }, icon(handset)),
    h('h2', { class: 'title' }, t('ready_title')),
    h('p', { class: 'muted' }, t('ready_text')),
  ),
]);
const updateToast = section(element('polite'), (/** @type {import('../types').Toast | null} */ toast) =>
  toast && Date.now() - toast.id < 6000
    ? [h('p', { class: `toast ${toast.kind}` }, faultWords(toast.text))]
    : [],
);
const announce = createAnnouncer(element('urgent'));
const updateSaid = section(element('said'), (/** @type {string} */ words) => [words]);

/**
 * A call may turn out to be another one, by which its key changes.
 * @param {string | undefined} key that it had @param {CallView} call
 */
const isNow = (key, call) =>
  call.key === key ||
  desk.calls.some((one) => keyOf(one) === call.key && one.ids.some((id) => `${one.scope}|${id}` === key));

/**
 * The call on the card: the one picked, the one that is talked on, the newest that rings, the last one until
 * it is put away.
 * @param {CallView[]} calls
 */
function callOnCard(calls) {
  const typing = card && document.activeElement && card.element.contains(document.activeElement);
  const stays = typing && calls.find((call) => isNow(card?.key, call) && !desk.dismissed.includes(call.key));
  const live = calls.filter((call) => call.phase !== 'ended' && !desk.dismissed.includes(call.key));
  const newest = calls.filter((call) => !desk.work[call.key]?.unheard).at(-1);
  return (
    calls.find((call) => picked && isNow(picked, call)) ??
    (stays || undefined) ??
    live.find((call) => call.phase === 'answered') ??
    live[live.length - 1] ??
    (newest && !desk.dismissed.includes(newest.key) ? newest : undefined)
  );
}

/** @param {CallView | undefined} call */
function showCard(call) {
  const place = element('card');
  if (!call || settings) {
    place.hidden = true;
    if (!call) card = null;
    return;
  }
  place.hidden = false;
  if (card?.key !== call.key) {
    const dismiss = () => {
      picked = '';
      send('dismiss', { key: call.key });
      /** @type {any} */ (document.activeElement)?.blur();
      render(); // one that was put away before changes nothing that is kept
    };
    const written = card && isNow(card.key, call) && card.note.draft();
    card = { ...createCard(call.key, send, dismiss, lists.link), key: call.key };
    place.replaceChildren(card.element);
    if (written) card.note.goOn(written);
  }
  const locked = 'doNotLog' in rules.locked;
  const again = retryOf(sessionOf(call), outbox.entries, Date.now());
  const shown = { call, work: workOf(call), office, settings: rules.values, locked, again };
  card.update({ ...shown, due: countdowns[call.key] });
}

function showSettings() {
  updateSettings ??= createSettings(crmPart, settingsPart, send, showKeys);
  updateSettings(office, rules, desk);
}

/** @param {CallView} call */
function workOf(call) {
  return (
    desk.work[call.key] ?? { lookup: 'none', contacts: [], failures: [], related: {}, log: { state: 'none' } }
  );
}

/** What its log goes by. @param {CallView} call */
const sessionOf = (call) => workOf(call).log.request?.sessionId ?? call.session;

function render() {
  const locked = 'doNotLog' in rules.locked;
  const calls = desk.calls.map(viewOf).sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  const call = callOnCard(calls);
  const rows = calls.map((one) => ({ call: one, work: workOf(one) }));
  const signedOut = office.host.state === 'connected' && office.known && !office.connections.length;
  updateTop({ office, settings });
  const waiting = waitingFor(rows);
  const seen = { office, calls: desk.calls, waiting };
  const setupShown = settings || !(call || setup.done(seen));
  setup.show(setupShown ? seen : null);
  const platforms = office.connections.map((one) => one.platform);
  const waits = Object.fromEntries(platforms.map((one) => [one, waitingFor(rows, one)]));
  const retries = retriesOf(outbox.entries, Date.now());
  updateNotice({ office, waiting, waits, retries, setup: setupShown });
  updateStrips(
    settings
      ? []
      : rows.filter(
          (row) =>
            row.call.phase !== 'ended' &&
            row.call.key !== call?.key &&
            !desk.dismissed.includes(row.call.key),
        ),
  );
  showCard(call);
  crmPart.hidden = settingsPart.hidden = !settings;
  signInPart.hidden = !(settings ? office.host.state === 'connected' : signedOut);
  const quiet = !calls.length && !signedOut && office.host.state === 'connected';
  idlePart.hidden = settings || !quiet;
  if (settings) showSettings();
  updateSignIn({ office, welcome: signedOut && !settings });
  updateIdle(null);
  element('lists').hidden = settings;
  const known = { rows: rows.reverse(), mail, office, settings: rules.values, countdowns };
  const { entries, busy } = outbox;
  const dropped = { calls: desk.dropped ?? 0, conversations: mail.dropped ?? 0 };
  const [past, onCard] = [desk.past, call?.key ?? ''];
  lists.update({ ...known, outbox: entries, busy, search, locked, dropped, past, onCard });
  updateHeld(heldOf(rows));
  updateToast(office.toast);
  announce(rows);
  if (call && !settings && workOf(call).lookup === 'done') tellPainted(call.key, send);
  if (call) {
    const shown = { call, work: workOf(call), office };
    const waits = call.key in countdowns;
    const crm = crmOf(shown);
    const signedOut = isSignedOut(shown);
    const { log, followUp } = shown.work;
    const words = dotted(logWords(log, crm, { signedOut }), followUpWords(followUp, crm, signedOut));
    updateSaid(waits ? t('logs_itself_soon') : words);
  }
}

/** A key of the browser's was pressed for it, perhaps before the panel was there. @param {unknown} at */
function focusNote(at) {
  if (Date.now() - Number(at ?? 0) > 3000) return;
  settings = false;
  render();
  card?.note.focus();
}

/** What becomes of what is in storage. @type {Record<string, (now: any) => void>} */
const learned = {
  desk: (now) => (desk = { ...emptyDesk(), ...now }),
  mail: (now) => (mail = { ...emptyMail(), ...now }),
  office: (now) => (office = { ...emptyOffice(), ...now }),
  outbox: (now) => (outbox = now),
  search: (now) => (search = now),
  countdowns: (now) => (countdowns = now ?? {}),
  settings: (now) => (rules = now),
};

/**
 * Several may change at once.
 * @param {Record<string, chrome.storage.StorageChange>} changes @param {string} where
 */
function learn(changes, where) {
  const { settings: own, ...others } = changes; // the person's own are not what counts
  const told = Object.entries(where === 'session' ? changes : others);
  const known = told.filter(([name]) => Object.hasOwn(learned, name));
  for (const [name, { newValue }] of known) learned[name](newValue);
  if (known.length) render();
  if (changes.focusNote) focusNote(changes.focusNote.newValue);
}

const showKeys = listenToKeys({
  singleKeys: () => rules.values.singleKeys,
  back: () => {
    if (!settings) return;
    settings = false;
    render();
    // What had the focus is hidden now: it goes to where the settings were opened.
    /** @type {HTMLElement | null} */ (element('top').querySelector('[data-focus=settings]'))?.focus();
  },
});
setInterval(() => {
  card?.tick();
  if (office.toast && Date.now() - office.toast.id > 6000) element('polite').replaceChildren();
}, 1000);
declareLanguage();
({ desk, mail, office, outbox, search, countdowns, settings: rules } = await remembered);
const missed = early;
early = null;
lists.open(search.text);
addEventListener('pagehide', () => send('release'));
render();
for (const change of missed) learn(...change);
markShown();
send('wake');
focusNote((await api.storage.session.get('focusNote')).focusNote);
