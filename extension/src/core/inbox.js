// What needs a person, and why: calls and conversations that are not in the CRM and will not get there by
// themselves, and what the host's outbox holds of others. Pure.
import { conversationView, keyOf, nameOf } from './message.js';
import { decide, isInternal, isListed, sureContact } from './log_rule.js';
import { isTest } from './test_call.js';

/** @typedef {import('../types').CallView} CallView @typedef {import('../types').Work} Work */
/** @typedef {import('../types').Office} Office @typedef {import('../types').Waiting} Waiting */
/** @typedef {import('../types').LetterWork} LetterWork @typedef {import('../types').Settings} Settings */
/** @typedef {{call: CallView, work: Work}} Row */
/**
 * @typedef {'changed' | 'gone' | 'missing' | 'refused' | 'unsaved' | 'several' | 'nobody' | 'unsure'
 *   | 'unasked' | 'host' | 'sign_in' | 'later' | 'set_aside' | 'undone' | 'unsent' | 'follow_up'
 *   | 'ready'} Reason
 */
/**
 * @typedef {object} Item
 * @property {'call' | 'mail' | 'outbox'} kind
 * @property {string} id
 * @property {Reason} reason
 * @property {string} at
 * @property {boolean} sure it could be logged as it is
 * @property {Row} [row] of a call
 * @property {import('../types').ConversationView} [view] of a conversation
 * @property {Record<string, LetterWork>} [works] of its people
 * @property {string} [person] of a conversation, whom the reason is about
 * @property {Waiting} [entry] of the host's outbox
 */
/**
 * @typedef {object} Known
 * @property {Row[]} rows
 * @property {import('../types').Mail} mail
 * @property {Office} office
 * @property {Waiting[]} outbox
 * @property {Settings} settings
 * @property {Record<string, number>} countdowns of calls that log themselves
 */

const written = new Set(['queued', 'logged', 'existing']);
const stuck = new Set(['blocked', 'failed', 'setAside']);

/**
 * Why something cannot be asked or sent now.
 * @param {Office} office @param {string} [account] whose sign-in it takes; else anybody's
 * @returns {'host' | 'sign_in' | undefined}
 */
function roadblock(office, account) {
  if (office.host.state !== 'connected') return 'host';
  const active = office.connections.filter((one) => one.state === 'active');
  return active.some((one) => !account || one.account === account) ? undefined : 'sign_in';
}

/**
 * What stands between a call, or a conversation, and its log, as far as people go.
 * @param {Pick<Work, 'lookup' | 'contacts' | 'chosen' | 'confirmed'>} work @param {Office} office
 * @returns {Reason | undefined}
 */
function whom({ lookup, contacts, chosen, confirmed }, office) {
  if (confirmed && chosen) return 'ready';
  if (lookup === 'asking') return undefined;
  if (lookup !== 'done') return roadblock(office) ?? 'unasked';
  if (!contacts.length) return 'nobody';
  return contacts.length > 1 ? 'several' : 'ready';
}

/** @param {Work} work @param {Office} office @returns {'missing' | 'refused'} */
function refusal({ log }, office) {
  const platform = office.platforms.find((one) => one.id === log.request?.account.split('|')[0]);
  return platform?.relatedRecords.some((one) => one.kind === log.field) ? 'missing' : 'refused';
}

/**
 * Of a log that somebody or something asked for.
 * @param {Work} work @param {Office} office @param {Waiting | undefined} entry of the outbox
 * @returns {Reason | undefined}
 */
function ofLog(work, office, entry) {
  const { log } = work;
  const account = log.request?.account;
  if (log.conflict) return 'changed';
  if (log.gone) return 'gone';
  if (log.state === 'failed') return refusal(work, office);
  if (log.state === 'waiting') return roadblock(office, account) ?? 'later';
  if (!written.has(log.state)) return undefined;
  if (log.undone) return 'undone';
  if (log.error && (log.pending || log.moving))
    return roadblock(office, account) ?? (log.refused ? 'unsaved' : 'later');
  if (entry?.state === 'blocked') return 'sign_in';
  if (entry && stuck.has(entry.state)) return 'unsaved';
  if (work.unsent) return 'unsent';
  return work.followUp?.state === 'failed' ? 'follow_up' : undefined;
}

/** @param {Row} row @param {Known} known @param {Waiting | undefined} entry @returns {Reason | undefined} */
function reasonOf({ call, work }, { office, settings, countdowns }, entry) {
  if (work.log.state !== 'none') return ofLog(work, office, entry);
  const { act, reason } = decide(call, work, settings);
  if (call.phase !== 'ended' || act === 'skip' || call.key in countdowns) return undefined;
  if (act === 'wait' && reason !== 'not_asked') return undefined;
  const found = whom(work, office);
  return found === 'ready' && !work.confirmed && !sureContact(work) ? 'unsure' : found;
}

/** The entry of the outbox that is about a call. @param {Row} row @param {Waiting[]} outbox */
function entryOf({ call, work }, outbox) {
  const session = work.log.request?.sessionId ?? call.session;
  return outbox.find((one) => one.kind === 'call' && one.sessionId === session);
}

/** @param {Row} row @param {Known} known @returns {Item[]} */
function callItem(row, known) {
  const reason = reasonOf(row, known, entryOf(row, known.outbox));
  const { call, work } = row;
  const item = { kind: /** @type {const} */ ('call'), id: call.key, at: call.startedAt, row };
  return reason ? [{ ...item, reason, sure: reason === 'ready' && Boolean(work.chosen) }] : [];
}

/** @param {LetterWork} work @param {Office} office @returns {Reason | undefined} */
function ofLetter(work, office) {
  const account = work.chosen?.split('|').slice(0, 2).join('|');
  if (work.skipped || written.has(work.state) || work.state === 'saving') return undefined;
  if (work.state === 'failed') return 'refused';
  if (work.state === 'waiting') return roadblock(office, account) ?? 'later';
  if (work.chosen) return 'ready';
  return whom(work, office);
}

/** What is most to do comes first. @type {Reason[]} */
const order = ['refused', 'several', 'nobody', 'unasked', 'host', 'sign_in', 'later', 'ready'];

/** @param {Known['mail']['conversations'][0]} conversation @param {Known} known @returns {Item[]} */
function mailItem(conversation, { mail, office, settings }) {
  const view = conversationView(conversation);
  const works = mail.work[view.key] ?? {};
  const found = view.correspondents
    .filter((one) => !isInternal(one) && !isListed(one.number, settings.doNotLog) && works[nameOf(one)])
    .map((one) => ({ person: nameOf(one), reason: ofLetter(works[nameOf(one)], office) }))
    .filter(({ reason }) => reason)
    .sort((a, b) => order.indexOf(a.reason ?? 'ready') - order.indexOf(b.reason ?? 'ready'));
  if (!found.length) return [];
  const { person, reason = 'ready' } = found[0];
  const at = view.messages[view.messages.length - 1].sentAt;
  const what = { id: `mail ${view.key}`, at, reason, sure: reason === 'ready' };
  return [{ kind: 'mail', ...what, view, works, person }];
}

/** Entries that no call and no conversation here is about. @param {Known} known @returns {Item[]} */
function foreign({ rows, mail, outbox }) {
  /** @param {(work: Work) => boolean} which */
  const sessions = (which) =>
    rows.flatMap(({ call, work }) => (which(work) ? [work.log.request?.sessionId ?? call.session] : []));
  const calls = new Set(sessions(({ log }) => log.state !== 'none'));
  const tasks = new Set(sessions(({ followUp }) => followUp?.state === 'failed'));
  const letters = mail.conversations.filter((one) =>
    Object.values(mail.work[keyOf(one)] ?? {}).some(({ state }) => state === 'failed'),
  );
  const ours = (/** @type {Waiting} */ one) =>
    one.kind === 'call' || one.kind === 'task'
      ? (one.kind === 'call' ? calls : tasks).has(one.sessionId ?? '')
      : letters.some(({ conversation }) => one.conversation?.startsWith(`${conversation}/`));
  return outbox
    .filter((one) => stuck.has(one.state) && !ours(one))
    .map((entry) => ({
      kind: 'outbox',
      id: `outbox ${entry.id}`,
      at: entry.since,
      reason: entry.state === 'blocked' ? 'sign_in' : entry.state === 'failed' ? 'refused' : 'set_aside',
      sure: false,
      entry,
    }));
}

/** @param {Known} known @returns {Item[]} the newest first */
export function inboxOf(known) {
  const items = [
    ...known.rows.flatMap((row) => callItem(row, known)),
    ...known.mail.conversations.flatMap((one) => mailItem(one, known)),
    ...foreign(known),
  ];
  return items.sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Calls that ended while nobody listened, where there are several. @param {Item[]} items */
export function gathered(items) {
  const unheard = items.filter(({ row }) => row?.work.unheard);
  return unheard.length > 1 ? unheard : [];
}

/**
 * The calls of a day, and how many of them are in the CRM.
 * @param {Row[]} rows @param {Date} day @param {import('../types').Desk['past']} [past] that are not kept
 */
export function dayOf(rows, day, past) {
  const today = (/** @type {string} */ iso) => new Date(iso).toDateString() === day.toDateString();
  const calls = rows.filter(({ call }) => !isTest(call) && today(call.startedAt));
  const logged = calls.filter(({ work }) => written.has(work.log.state)).length;
  const gone = past?.day === day.toDateString() ? past : { calls: 0, logged: 0 };
  return { calls: calls.length + gone.calls, logged: logged + gone.logged };
}

/** Logs that wait for the host or a sign-in. @param {Row[]} rows @param {string} [platform] of one CRM */
export function waitingFor(rows, platform) {
  const waits = (/** @type {Row} */ { work: { log } }) =>
    log.state === 'waiting' && (!platform || log.request?.account.startsWith(`${platform}|`));
  return rows.filter(waits).length;
}
