// A change of a written log that the CRM refused for good, at once or long after the host took it: the call
// is again as the CRM has it, the host gives up what it still wanted of it, and the agent is told and may ask
// once more. A note is not taken back: it waits for the agent.
import { contactKey } from '../core/contact.js';
import { refiled } from '../core/filing.js';
import { passing } from './log_requests.js';

/** @typedef {import('../types').Log} Log @typedef {import('../types').Work} Work */
/** @typedef {import('../types').LoggedContact} LoggedContact @typedef {import('../types').Filed} Filed */

const listDeadline = 15_000;
const dropDeadline = 20_000;
/** The states of an entry that goes on only when a person says so. */
const settled = new Set(['failed', 'setAside']);

/** @param {LoggedContact} request @returns {LoggedContact} of a request, whom it is with */
const whomOf = ({ contactId, contactType, contactName, organizationId }) =>
  contactId ? { contactId, contactType, contactName, organizationId } : {};

/** What the CRM has, as it was told last. @param {Log} log */
const hadOf = ({ request, sent }) => request && sent && { contact: whomOf(request), sent };

/** Before the CRM is asked for a change. @param {Log} log */
export function remember(log) {
  log.had ??= hadOf(log);
}

/** The CRM has all that it was told by now. @param {Log} log @param {boolean} asked for more already */
export function confirm(log, asked) {
  log.had = asked ? hadOf(log) : undefined;
}

/**
 * @param {Work} work @param {string | undefined} reason in words
 * @param {{contact?: LoggedContact, filed?: Filed}} [asked] what is more than was told before
 */
export function takeBack(work, reason, { contact, filed = work.log.sent?.filed } = {}) {
  const { log, chosen, related } = work;
  const { had, request, sent } = log;
  log.had = undefined;
  if (log.moving === contact) log.moving = undefined; // else the agent chose once more
  if (!had || !request || !sent) return;
  const wanted = contact ?? whomOf(request);
  const moved = wanted.contactId !== had.contact.contactId || wanted.contactType !== had.contact.contactType;
  const note = log.pending?.note ?? sent.note;
  log.sent = had.sent;
  log.pending = note === had.sent.note ? undefined : { note };
  if (!moved && !Object.keys(refiled(had.sent.filed ?? {}, filed ?? {})).length) return;
  setTo(log, had.contact);
  log.revoke = true;
  if (log.moving) return;
  show(work);
  if (log.gone) return;
  log.error = undefined;
  log.undone = { reason, related, ...(moved && { chosen, contact: wanted, filed }) };
}

/** Whom the log is with, and what it is filed under. @param {Log} log @param {LoggedContact} contact */
function setTo(log, contact) {
  if (!log.request) return;
  const { contactId, contactType, contactName, organizationId, ...rest } = log.request;
  log.request = { ...rest, ...contact, additionalSubmission: log.sent?.filed ?? {} };
}

/** The call is with whom its log is with, and filed as that. @param {Work} work */
function show(work) {
  const { account = '', contactId: id, contactType: type } = work.log.request ?? {};
  const filed = work.log.sent?.filed ?? {};
  const kinds = Object.keys({ ...work.related, ...filed });
  work.chosen = id ? contactKey({ account, type, id }) : undefined;
  work.related = Object.fromEntries(kinds.map((kind) => [kind, [filed[kind] ?? []].flat()]));
}

/**
 * The host gives up what it still wants of a log: else it would ask for that again with the next change, and
 * nothing would get through. It may have moved the log and failed over something else: then that is so.
 * @param {import('./log_requests.js').LogRequests} requests @param {string} key @param {string} jwtToken
 * @returns {Promise<boolean>} whether that is done
 */
export async function revoke(requests, key, jwtToken) {
  const { log } = requests.desk.work(key);
  const { link } = requests.office;
  try {
    const entry = await entryOf(link, jwtToken, requests.sessionOf(key));
    if (entry && !settled.has(entry.state)) return false; // another browser wants something of it meanwhile
    if (entry) await link.request('outbox.drop', { id: entry.id }, dropDeadline);
  } catch (fault) {
    const { name } = /** @type {Error} */ (fault);
    if (passing.has(name) || name === 'conflict') return false;
  }
  const { contact, filed, reason } = log.undone ?? {};
  if (contact && contact.contactName !== log.request?.contactName) {
    const [found] = await requests.read([key], true);
    const name = found?.row.logData?.contactName;
    if (name && name === contact.contactName && log.sent) {
      log.sent = { ...log.sent, filed };
      setTo(log, contact);
      show(requests.desk.work(key));
      [log.error, log.undone] = [reason, undefined];
    }
  }
  log.revoke = undefined;
  requests.changed();
  return true;
}

/**
 * @param {import('./host_link.js').HostLink} link @param {string} jwtToken @param {string} session
 * @returns {Promise<import('../types').Waiting | undefined>} what the host has not brought to the CRM
 */
async function entryOf(link, jwtToken, session) {
  for (let after; ; ) {
    const asked = { jwtToken, ...(after === undefined ? {} : { after }) };
    const { entries = [], next } = await link.request('outbox.list', asked, listDeadline);
    const found = entries.find(
      (/** @type {import('../types').Waiting} */ one) => one.kind === 'call' && one.sessionId === session,
    );
    if (found || next === undefined) return found;
    after = next;
  }
}
