// What must outlive the service worker: the desk (calls and the work on them), the mail and the settings in
// storage.local; the office (the host's state), the phones that are there and the counts in storage.session.
// The worker is the only writer of them; panels read them and listen for changes. Notes are the panel's own.
import { api } from '../browser.js';
import { settle } from '../core/settings.js';

/** @typedef {import('../types').Desk} Desk @typedef {import('../types').Office} Office */
/** @typedef {import('../types').Mail} Mail @typedef {import('../types').SettingsView} SettingsView */
/** @typedef {import('./lines.js').Line} Line @typedef {import('./tally.js').Counts} Counts */

export const noteKey = (/** @type {string} */ key) => `note:${key}`;

/** @returns {Office} */
export const emptyOffice = () => ({
  host: { state: 'checking' },
  platforms: [],
  refused: [],
  connections: [],
  known: false,
  signIn: null,
  toast: null,
  knocks: [],
});
/** @returns {Desk} */
export const emptyDesk = () => ({ calls: [], work: {}, dismissed: [] });

/** @returns {Mail} */
export const emptyMail = () => ({ conversations: [], work: {} });

/** @returns {import('../types').OutboxState} */
export const emptyOutbox = () => ({ entries: [] });

/** @returns {import('../types').SearchState} */
export const emptySearch = () => ({ text: '', state: 'none', contacts: [], failures: [] });

/**
 * @typedef {object} Shown what panels show of it
 * @property {Desk} desk
 * @property {Mail} mail
 * @property {Record<string, number>} countdowns when calls log themselves
 * @property {import('../types').OutboxState} outbox
 * @property {import('../types').SearchState} search
 * @property {SettingsView} settings
 * @property {import('./settings.js').SettingsStore['said']} said what they are made of
 * @property {Office} office
 */
/**
 * @typedef {object} Behind
 * @property {import('./regulars.js').Regulars['known']} regulars
 * @property {Record<string, string>} numbers how the host read them
 * @property {Line[]} lines
 * @property {Record<string, number>} popTabs tabs that we opened, by the origin of a CRM
 * @property {Counts} counts
 * @property {import('./instruments.js').Instruments['kept']} measured
 */
/** @typedef {Shown & Behind} Remembered */

/** @returns {Promise<Shown>} a panel reads no more: it is there the sooner */
export async function recallShown() {
  const [local, session] = /** @type {any[]} */ (
    await Promise.all([
      api.storage.local.get(['desk', 'mail', 'countdowns', 'settings', 'policy', 'managed']),
      api.storage.session.get(['office', 'outbox', 'search']),
    ])
  );
  const said = { own: { ...local.settings }, policy: { ...local.policy }, managed: { ...local.managed } };
  return {
    desk: { ...emptyDesk(), ...local.desk },
    mail: { ...emptyMail(), ...local.mail },
    countdowns: { ...local.countdowns },
    outbox: { ...emptyOutbox(), ...session.outbox, busy: undefined },
    search: { ...emptySearch(), ...session.search },
    settings: settle(said),
    said,
    office: { ...emptyOffice(), ...session.office },
  };
}

/** @returns {Promise<Remembered>} */
export async function recall() {
  const [shown, local, session] = /** @type {[Shown, any, any]} */ (
    await Promise.all([
      recallShown(),
      api.storage.local.get('regulars'),
      api.storage.session.get(['numbers', 'lines', 'popTabs', 'counts', 'measured']),
    ])
  );
  return {
    ...shown,
    regulars: { ...local.regulars },
    numbers: { ...session.numbers },
    lines: session.lines ?? [],
    popTabs: { ...session.popTabs },
    counts: session.counts ?? {},
    measured: { traces: [], traffic: [], ...session.measured },
  };
}

/**
 * What changes several times while one thing happens is written once, right behind it: each write is copied
 * to every page that is open. What there is no room for is written with what comes next.
 * @param {'local' | 'session'} area @returns {(what: Partial<Remembered>) => void}
 */
function writer(area) {
  /** @type {Partial<Remembered>} */ let changed = {};
  let due = false;
  const write = () => {
    const now = changed;
    [changed, due] = [{}, false];
    api.storage[area].set(now).catch(() => {
      changed = { ...now, ...changed };
      noRoom?.();
    });
  };
  return (what) => {
    Object.assign(changed, what);
    if (!due) queueMicrotask(write);
    due = true;
  };
}
/** @type {(() => void) | undefined} */ let noRoom;
/** @param {() => void} tell what is done where the browser keeps no more */
export const onNoRoom = (tell) => (noRoom = tell);
/** Of desk, mail, regulars and countdowns. */
export const keepLocal = writer('local');
/** Of office, outbox, search, numbers, lines, counts and measured. */
export const keepSession = writer('session');

/** @param {import('./settings.js').SettingsStore} store */
export function keepSettings({ said, view }) {
  void api.storage.local.set({ settings: said.own, policy: said.policy, managed: said.managed });
  void api.storage.session.set({ settings: view });
}

/** @param {string} key @returns {Promise<string>} */
export async function noteOf(key) {
  const found = await api.storage.local.get(noteKey(key));
  return String(found[noteKey(key)] ?? '');
}

/** @param {string} key @param {string} note an empty one is forgotten */
export const keepNote = (key, note) =>
  note ? api.storage.local.set({ [noteKey(key)]: note }) : api.storage.local.remove(noteKey(key));
