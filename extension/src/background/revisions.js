// Keeps a written log up to date: the note and what else the agent changes, the facts that come late, the
// records it is filed under. A note that somebody changed in the CRM is never written over: the agent reviews
// it first.
import { contactKey } from '../core/contact.js';
import { changingFacts } from '../core/call_view.js';
import { canRefile, filedUnder, refiled } from '../core/filing.js';
import { passing, written } from './log_requests.js';

/** @typedef {import('../types').Log} Log @typedef {import('../types').Work} Work */
/** @typedef {import('../types').CallView} CallView */

export class Revisions {
  /** @type {Map<string, boolean>} calls that are being brought up to date, and whether once more */
  #due = new Map();

  /**
   * @param {import('./log_requests.js').LogRequests} requests
   * @param {import('./desk.js').Desk} desk
   * @param {import('./office.js').FrontOffice} office
   * @param {() => void} changed
   */
  constructor(requests, desk, office, changed) {
    this.requests = requests;
    this.desk = desk;
    this.office = office;
    this.changed = changed;
  }

  /**
   * Brings the CRM up to date with what changed since it was told.
   * @param {string} key @returns {Promise<void>}
   */
  async sync(key) {
    const underway = this.#due.has(key);
    this.#due.set(key, true);
    if (underway) return;
    while (this.#due.get(key)) {
      this.#due.set(key, false);
      while (await this.#step(key));
    }
    this.#due.delete(key);
    this.changed();
  }

  /** @param {string} key @returns {Promise<boolean>} there may be more to tell */
  async #step(key) {
    const { log, edits } = this.desk.work(key);
    const view = this.desk.view(key);
    const connection = log.request && this.office.connection(log.request.account);
    const open = log.sent && written.has(log.state) && !this.requests.busy(key);
    if (!view || !connection || !log.sent || !open) return false;
    if (log.moving) return this.#move(key, connection.jwtToken, log.moving);
    const told = { ...log.sent, ...this.#wanted(log, edits), facts: JSON.stringify(newsOf(view, edits)) };
    const changes = {
      ...(told.note !== log.sent.note ? { note: told.note } : {}),
      ...(told.facts !== log.sent.facts ? newsOf(view, edits) : {}),
      ...(told.subject !== log.sent.subject ? { subject: told.subject } : {}),
    };
    if (!Object.keys(changes).length) return this.#file(key, connection.jwtToken);
    const safe = changes.note === undefined || (await this.#mayWrite(key, told.note));
    if (!safe) return Boolean(log.conflict);
    const params = { jwtToken: connection.jwtToken, sessionId: this.requests.sessionOf(key), ...changes };
    const answered = await this.requests.ask(key, 'callLog.update', params, (answer) => {
      log.state = answer.state ?? 'logged';
      log.sent = told;
      if (log.pending?.note === told.note) log.pending = undefined;
    });
    return answered === 'done';
  }

  /**
   * The log goes to another contact; where the CRM refuses that, the call is again with whom the log is with.
   * @param {string} key @param {string} jwtToken @param {import('../types').LoggedContact} moving
   * @returns {Promise<boolean>} there may be more to tell
   */
  async #move(key, jwtToken, moving) {
    const work = this.desk.work(key);
    const { log } = work;
    const contact = work.contacts.find((one) => contactKey(one) === work.chosen);
    const filed = filedUnder(work.related, this.office.platform(contact?.platform));
    const sessionId = this.requests.sessionOf(key);
    const params = { jwtToken, sessionId, ...moving, additionalSubmission: filed };
    const told = await this.requests.ask(key, 'callLog.update', params, (answer) => {
      log.state = answer.state ?? 'logged';
      Object.assign(/** @type {object} */ (log.request), moving, { additionalSubmission: filed });
      Object.assign(/** @type {object} */ (log.sent), { filed });
    });
    if (log.moving !== moving) return true; // the agent chose once more
    if (told !== 'later') log.moving = undefined;
    if (told === 'refused') goBack(work);
    return told === 'done';
  }

  /** A note that is under review is not told. @param {Log} log @param {Work['edits']} edits */
  #wanted({ conflict, pending, sent }, edits) {
    const note = (conflict ? undefined : pending?.note) ?? sent?.note ?? '';
    const subject = edits?.subject || sent?.subject;
    return { note, ...(subject ? { subject } : {}) };
  }

  /**
   * Whether the CRM still has the note that it was told last. Where it cannot be asked now, the note waits
   * here; where it cannot be asked at all, the host is trusted.
   * @param {string} key @param {string} note
   */
  async #mayWrite(key, note) {
    const { log } = this.desk.work(key);
    const [found] = await this.requests.read([key], true);
    if (found?.row.state !== 'logged') return true;
    if (passing.has(found.row.error?.name)) {
      log.error = found.row.error.message;
      return false;
    }
    const theirs = String(found.row.logData?.note ?? '');
    if (!theirs.trim() || alike(theirs, log.sent?.note ?? '') || alike(theirs, note)) return true;
    log.conflict = { theirs };
    return false;
  }

  /**
   * The agent saw what the CRM has, and says what the note is to be.
   * @param {string} key @param {string} note
   */
  async resolve(key, note) {
    const { log } = this.desk.work(key);
    if (!log.conflict || !log.sent) return;
    log.sent = { ...log.sent, note: log.conflict.theirs };
    log.conflict = log.error = undefined;
    log.pending = { note };
    await this.sync(key);
  }

  /**
   * What a written log is to be filed under, where that can still be said and is about the contact it is for.
   * @param {Work} work
   */
  #filed(work) {
    const { request, sent } = work.log;
    const contact = work.contacts.find((one) => contactKey(one) === work.chosen);
    const known = contact && contact.id === request?.contactId && contact.account === request.account;
    const platform = known ? this.office.platform(contact.platform) : undefined;
    return canRefile(platform) ? filedUnder(work.related, platform) : (sent?.filed ?? {});
  }

  /**
   * A log that is up to date is filed under other records, if it is to be.
   * @param {string} key @param {string} jwtToken @returns {Promise<boolean>} there may be more to tell
   */
  async #file(key, jwtToken) {
    const work = this.desk.work(key);
    if (!work.log.conflict) work.log.pending = undefined;
    const sent = /** @type {NonNullable<Log['sent']>} */ (work.log.sent);
    const filed = this.#filed(work);
    const dispositions = refiled(sent.filed ?? filed, filed);
    if (!Object.keys(dispositions).length) return false;
    const params = { jwtToken, sessionId: this.requests.sessionOf(key), dispositions };
    const told = await this.requests.ask(key, 'callDisposition.set', params, () => {
      work.log.sent = { ...sent, filed };
    });
    if (told === 'refused')
      for (const kind of Object.keys(dispositions)) work.related[kind] = [sent.filed?.[kind] ?? []].flat();
    return told === 'done';
  }
}

/**
 * What an update may say: a duration to come is no news.
 * @param {CallView} view @param {Work['edits']} edits
 */
export function newsOf(view, edits) {
  const { duration, ...facts } = changingFacts(view);
  return {
    ...(duration === 'pending' ? {} : { duration }),
    ...facts,
    ...(edits?.result ? { result: edits.result } : {}),
  };
}

/** The call is with whom its log is with, and filed as that. @param {Work} work */
function goBack(work) {
  const { request, sent } = work.log;
  const { account = '', contactId = '', contactType: type } = request ?? {};
  const kinds = Object.keys({ ...work.related, ...sent?.filed });
  work.chosen = contactId ? contactKey({ account, type, id: contactId }) : undefined;
  work.related = Object.fromEntries(kinds.map((kind) => [kind, [sent?.filed?.[kind] ?? []].flat()]));
}

/** But for white space, which CRMs treat as they like. @param {string} one @param {string} other */
function alike(one, other) {
  const squeezed = (/** @type {string} */ text) => text.replaceAll(/\s+/g, ' ').trim();
  return squeezed(one) === squeezed(other);
}
