// Keeps a written log up to date: the note and what else the agent changes, the facts that come late, the
// records it is filed under. A note that somebody changed in the CRM is never written over: the agent reviews
// it first. What the CRM refuses is taken back in refusals.js.
import { contactKey } from '../core/contact.js';
import { changingFacts } from '../core/call_view.js';
import { canRefile, filedUnder, refiled } from '../core/filing.js';
import { passing, written } from './log_requests.js';
import { confirm, remember, revoke, takeBack } from './refusals.js';

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
    if (log.revoke) return revoke(this.requests, key, connection.jwtToken);
    if (log.moving) return this.#move(key, connection.jwtToken, log.moving);
    const { told, changes } = this.#news(view, log, edits);
    if (!Object.keys(changes).length) return this.#file(key, connection.jwtToken);
    if (log.refused === JSON.stringify(changes)) return false;
    const safe = changes.note === undefined || (await this.#mayWrite(key, told.note));
    if (!safe) return Boolean(log.conflict);
    const params = { jwtToken: connection.jwtToken, sessionId: this.requests.sessionOf(key), ...changes };
    const answered = await this.#tell(key, 'callLog.update', params, () => {
      log.sent = told;
      log.refused = undefined;
      if (log.pending?.note === told.note) log.pending = undefined;
    });
    if (answered === 'refused') log.refused = JSON.stringify(changes);
    return answered === 'done';
  }

  /**
   * What the CRM does not know yet, and what it will have been told then.
   * @param {CallView} view @param {Log} log @param {Work['edits']} edits
   */
  #news(view, log, edits) {
    const sent = /** @type {NonNullable<Log['sent']>} */ (log.sent);
    const told = { ...sent, ...this.#wanted(log, edits), facts: JSON.stringify(newsOf(view, edits)) };
    const changes = {
      ...(told.note !== sent.note ? { note: told.note } : {}),
      ...(told.facts !== sent.facts ? newsOf(view, edits) : {}),
      ...(told.subject !== sent.subject ? { subject: told.subject } : {}),
    };
    return { told, changes };
  }

  /**
   * Asks for a change; where it is refused for good, the call is as the CRM has it.
   * @param {string} key @param {string} method @param {object} params @param {() => void} learn
   * @param {Parameters<typeof takeBack>[2]} [asked] what is more than was told before
   */
  async #tell(key, method, params, learn, asked = {}) {
    const work = this.desk.work(key);
    const { log } = work;
    remember(log);
    const told = await this.requests.ask(key, method, params, (answer) => {
      log.state = answer.state ?? log.state;
      learn();
      if (log.state !== 'queued') confirm(log, false);
    });
    if (told === 'refused') takeBack(work, log.error, asked);
    return told;
  }

  /**
   * A change that the host had taken was refused by the CRM in the end.
   * @param {string} key @param {string | undefined} reason
   */
  async refused(key, reason) {
    const work = this.desk.work(key);
    const { log } = work;
    const view = this.desk.view(key);
    if (!view || this.requests.busy(key)) return; // the answer to come says so
    [log.state, log.error] = ['logged', reason];
    takeBack(work, reason);
    if (log.sent && !log.revoke) log.refused = JSON.stringify(this.#news(view, log, work.edits).changes);
    this.changed();
    const [found] = await this.requests.read([key], true);
    const gone = found?.row.error?.name === 'not_found' && !found.row.logData;
    if (gone) Object.assign(log, { gone, error: reason, undone: undefined });
    await this.sync(key);
  }

  /** The agent has seen what was refused. @param {string} key */
  leave(key) {
    this.desk.work(key).log.undone = undefined;
    this.changed();
  }

  /**
   * The log goes to another contact.
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
    const taken = () => {
      Object.assign(/** @type {object} */ (log.request), moving, { additionalSubmission: filed });
      log.sent = { .../** @type {NonNullable<Log['sent']>} */ (log.sent), filed };
      if (log.moving === moving) log.moving = undefined; // else the agent chose once more
    };
    const told = await this.#tell(key, 'callLog.update', params, taken, { contact: moving, filed });
    return told === 'done' || (told === 'refused' && Boolean(log.revoke));
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
    if (!['logged', 'failed'].includes(found?.row.state)) return true;
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
    const work = this.desk.work(key);
    const { log } = work;
    if (!log.conflict || !log.sent) return;
    work.unsent = undefined;
    log.sent = { ...log.sent, note: log.conflict.theirs };
    log.conflict = log.error = log.refused = undefined;
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
    const taken = () => {
      work.log.sent = { ...sent, filed };
    };
    const told = await this.#tell(key, 'callDisposition.set', params, taken, { filed });
    return told === 'done' || (told === 'refused' && Boolean(work.log.revoke));
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

/** But for white space, which CRMs treat as they like. @param {string} one @param {string} other */
function alike(one, other) {
  const squeezed = (/** @type {string} */ text) => text.replaceAll(/\s+/g, ' ').trim();
  return squeezed(one) === squeezed(other);
}
