// The one third-party service of a RingCentral Embeddable phone, where the extension hosts it: what is
// registered, and the answers to what the phone asks. The phone forgets a question after its deadline, so
// each answer comes in time, with less in it if need be. Pure but for the port `crm` that it asks.
import { contactKey } from '../core/contact.js';
import { clean, identifier, list, object, text } from '../core/fields.js';

/** @typedef {Record<string, unknown>} Said @typedef {import('../types').Contact} Contact */

const name = 'Patchbay';
/** The line at the top of the phone: there is room for one. */
const noticeId = 'patchbay';
const mostMatches = 20;
const mostNumbers = 30;
const historyPage = 50;
const mostPages = 10;

/**
 * What the service needs of the rest.
 * @typedef {object} Crm
 * @property {(number: string) => Promise<Contact[]>} find rejects where nobody could be asked
 * @property {(words: string) => Promise<Contact[]>} search
 * @property {(contact: Said) => void} open its page in the CRM
 * @property {(call: Said, how: {asked: boolean, note?: string, trigger: string}) => Promise<void>} call
 *   resolves once the host has it
 * @property {(conversation: Said, asked: boolean) => Promise<void>} conversation
 * @property {(sessions: string[]) => Promise<Record<string, object[]>>} callLogs
 * @property {(ids: string[]) => Promise<Record<string, object[]>>} messageLogs
 * @property {(authorized: boolean) => void} authorize the agent pressed the button
 * @property {(setting: Said) => void} set
 * @property {() => void} mend the agent pressed the button of the notice
 * @property {(path: string) => void} unknown
 */

/**
 * What the agent may set in the phone; what the organisation set is only shown.
 * @param {{quiet: boolean, locked: boolean, words: (id: string) => string}} now
 */
const settingsOf = ({ quiet, locked, words }) => [
  {
    id: 'quiet',
    type: 'boolean',
    name: words('quiet_ring'),
    value: quiet,
    readOnly: locked,
    readOnlyReason: locked ? words('locked') : undefined,
  },
];

/** @param {Parameters<typeof settingsOf>[0]} now */
export const settingsChanged = (now) => ({
  type: 'rc-adapter-update-third-party-settings',
  settings: settingsOf(now),
});

/**
 * The phone hands over calls and messages only where its own logging is on. It stays on: what is logged, and
 * when, is decided here.
 * @param {(id: string) => string} words
 */
const handedOver = (words) => ({
  callLoggerAutoSettingLabel: words('phone_tells_calls'),
  callLoggerAutoSettingReadOnly: true,
  callLoggerAutoSettingReadOnlyReason: words('phone_tells_why'),
  callLoggerAutoSettingReadOnlyValue: true,
  callLoggerAutoLogOnCallSync: true,
  messageLoggerAutoSettingLabel: words('phone_tells_messages'),
  messageLoggerAutoSettingReadOnly: true,
  messageLoggerAutoSettingReadOnlyReason: words('phone_tells_why'),
  messageLoggerAutoSettingReadOnlyValue: true,
});

/** Switches that on in a phone where somebody had switched it off. */
export const handOver = { type: 'rc-adapter-update-auto-log-settings', call: true, message: true };

/**
 * Says at the top of the phone why calls wait, and what to press; or says nothing.
 * @param {{message: string, action: string} | undefined} what
 */
export const notice = (what) => ({
  type: 'rc-adapter-update-customized-banner',
  banner: what
    ? { id: noticeId, message: what.message, severity: 'warning', action: { label: what.action } }
    : { id: noticeId, hidden: true },
});

/**
 * @param {object} now
 * @param {boolean} now.authorized @param {string} now.account @param {string} now.crm
 * @param {boolean} now.quiet @param {boolean} now.locked @param {(id: string) => string} now.words
 */
export function registration({ authorized, account, crm, quiet, locked, words }) {
  return {
    type: 'rc-adapter-register-third-party-service',
    service: {
      name,
      displayName: crm || name,
      contactMatchPath: '/contacts/match',
      contactSearchPath: '/contacts/search',
      viewMatchedContactPath: '/contacts/view',
      contactMatchTtl: 10 * 60_000,
      contactNoMatchTtl: 15_000,
      authorizationPath: '/authorize',
      authorized,
      authorizedTitle: words('sign_out'),
      unauthorizedTitle: words('welcome_title'),
      authorizedAccount: account,
      showAuthRedDot: true,
      callLoggerPath: '/callLogger',
      callLoggerTitle: words('log_call'),
      showLogModal: false,
      callLogEntityMatcherPath: '/callLogger/match',
      messageLoggerPath: '/messageLogger',
      messageLoggerTitle: words('log_messages'),
      messageLogEntityMatcherPath: '/messageLogger/match',
      settingsPath: '/settings',
      settings: settingsOf({ quiet, locked, words }),
      buttonEventPath: '/button',
      ...handedOver(words),
    },
  };
}

/** @param {boolean} authorized @param {string} account */
export const authorizationStatus = (authorized, account) => ({
  type: 'rc-adapter-update-authorization-status',
  authorized,
  authorizedAccount: account,
});

/** Has the phone ask again what became of a call. @param {string[]} sessions */
export const lookAgain = (sessions) => ({
  type: 'rc-adapter-trigger-call-logger-match',
  sessionIds: sessions,
});

/** Has the phone ask again who has a number. @param {string} number */
export const askAgain = (number) => ({ type: 'rc-adapter-trigger-contact-match', phoneNumbers: [number] });

/**
 * Shows who of several it is.
 * @param {string} telephonySessionId @param {string} contactId as matches have it
 */
export const pick = (telephonySessionId, contactId) => ({
  type: 'rc-adapter-set-call-contact-matches-select',
  telephonySessionId,
  contactId,
});

/** Asks the phone for what ended while nobody listened. @param {number} page */
export const askHistory = (page) => ({
  type: 'rc-adapter-message-request',
  requestId: `history:${page}`,
  path: '/unlogged-calls',
  body: { perPage: historyPage, page },
});

/**
 * The phone's answer to that.
 * @param {Said} said @returns {{calls: Said[], next: number | null} | null}
 */
export function historyOf(said) {
  const [what, page] = String(said.responseId).split(':');
  if (said.type !== 'rc-adapter-message-response' || what !== 'history') return null;
  const response = object(said.response);
  const next = Number(page) + 1;
  const more = response.hasMore === true && next <= mostPages;
  return { calls: list(response.calls, historyPage).map(object), next: more ? next : null };
}

/** @template T @param {Promise<T>} promise @param {number} ms @param {T} otherwise @returns {Promise<T>} */
async function within(promise, ms, otherwise) {
  /** @type {any} */ let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  return Promise.race([promise.catch(() => otherwise), late]).finally(() => clearTimeout(timer));
}

/** @param {Contact} contact @param {string} [number] */
function matchOf(contact, number) {
  const known = number ?? contact.phone;
  return clean({
    id: contactKey(contact),
    type: name,
    name: contact.name,
    entityType: contact.type,
    company: contact.organization,
    jobTitle: contact.title,
    emails: contact.email ? [contact.email] : undefined,
    phoneNumbers: known ? [{ phoneNumber: known, phoneType: 'direct' }] : [],
    url: contact.url,
  });
}

/**
 * A number about which nobody could be asked is left out; where that is so of all, the phone asks again.
 * @param {Said} body @param {Crm} crm
 */
async function matches(body, crm) {
  const numbers = list(body.phoneNumbers, mostNumbers).map((one) => text(one, 40) ?? '');
  const asked = numbers.filter(Boolean).map(async (number) => {
    const found = await within(
      crm.find(number).then((contacts) => contacts.slice(0, mostMatches)),
      25_000,
      /** @type {Contact[] | null} */ (null),
    );
    return /** @type {const} */ ([number, found?.map((one) => matchOf(one, number))]);
  });
  return Object.fromEntries((await Promise.all(asked)).filter(([, found]) => found));
}

/** @param {unknown} value */
const ids = (value) =>
  list(value, 200)
    .map(identifier)
    .filter((id) => id !== undefined);

/** @param {Promise<void>} work @returns {Promise<string>} 'ok' when it is safe, or when time is up */
const done = (work) =>
  within(
    work.then(() => 'ok'),
    12_000,
    'ok',
  );

/** @param {() => void} action is not waited for: the phone waits three seconds only */
function afterwards(action) {
  setTimeout(action, 0);
  return 'ok';
}

/** @param {Said} body @param {Crm} crm */
function logCall(body, crm) {
  const note = body.note ?? object(body.formData).note;
  const how = { asked: body.redirect === true, trigger: String(body.triggerType) };
  const typed = typeof note === 'string' ? note.slice(0, 20_000) : undefined;
  return done(crm.call(object(body.call), typed === undefined ? how : { ...how, note: typed }));
}

/** The notice's button is the only one that there is. @param {Said} body @param {Crm} crm */
function press(body, crm) {
  const { id, dismissed } = object(body.button);
  return id === noticeId && dismissed !== true ? afterwards(() => crm.mend()) : 'ok';
}

/** @type {Record<string, (body: Said, crm: Crm) => unknown>} */
const answers = {
  '/contacts/match': matches,
  '/contacts/search': (body, crm) =>
    within(
      crm.search(text(body.searchString, 100) ?? '').then((found) => found.map((one) => matchOf(one))),
      25_000,
      [],
    ),
  '/contacts/view': (body, crm) => afterwards(() => crm.open(body)),
  '/callLogger': logCall,
  '/callLogger/match': (body, crm) => within(crm.callLogs(ids(body.sessionIds)), 25_000, {}),
  '/messageLogger': (body, crm) => done(crm.conversation(object(body.conversation), body.redirect === true)),
  '/messageLogger/match': (body, crm) => within(crm.messageLogs(ids(body.conversationLogIds)), 25_000, {}),
  '/authorize': (body, crm) => afterwards(() => crm.authorize(body.authorized === true)),
  '/settings': (body, crm) => afterwards(() => crm.set(object(body.setting))),
  '/button': press,
};

/**
 * @param {Said} said a request of the phone's @param {Crm} crm
 * @returns {Promise<Said | null>} what to post back; null where it asks for what was never registered
 */
export async function respond(said, crm) {
  const path = String(said.path);
  if (!Object.hasOwn(answers, path)) {
    crm.unknown(path.slice(0, 64));
    return null;
  }
  const data = await answers[path](object(said.body), crm);
  return { type: 'rc-post-message-response', responseId: said.requestId, response: { data } };
}
