// Logs calls. What the agent asked for is written down before the host is asked, and asked again after a
// loss: the host makes one record a session, so asking twice is safe.
import { changingFacts, logInfoOf } from '../core/call_view.js';
import { keyOf } from '../core/calls.js';
import { sureContact, whyNot } from '../core/log_rule.js';
import { contactKey } from './desk.js';

/** @typedef {import('../types').Log} Log @typedef {import('../types').LogRequest} LogRequest */

const logDeadline = 20_000;
/** Answers after which asking again may help, without the agent doing anything. */
export const passing = new Set(['unavailable', 'timeout', 'rate_limited', 'auth_required']);
export const written = new Set(['logged', 'existing', 'queued']);

export class Logbook {
  /** @type {Set<string>} */ #busy = new Set();

  /**
   * @param {import('./desk.js').Desk} desk
   * @param {import('./office.js').FrontOffice} office
   * @param {() => void} changed
   */
  constructor(desk, office, changed) {
    this.desk = desk;
    this.office = office;
    this.changed = changed;
  }

  /**
   * Nobody asked, but there is no doubt: the call is one for the CRM, and it is sure with whom.
   * @param {string} key @param {string} note
   */
  async logWhenSure(key, note) {
    const view = this.desk.view(key);
    const work = this.desk.work(key);
    const contact = sureContact(work);
    if (view && !whyNot(view) && contact && contactKey(contact) === work.chosen) await this.log(key, note);
  }

  /** The agent pressed "Log call". @param {string} key @param {string} note */
  async log(key, note) {
    const work = this.desk.work(key);
    const view = this.desk.view(key);
    const contact = work.contacts.find((one) => contactKey(one) === work.chosen);
    if (!view || !contact || !['none', 'failed'].includes(work.log.state)) return;
    work.log = {
      state: 'saving',
      request: {
        account: contact.account,
        sessionId: view.session,
        contactId: contact.id,
        contactType: contact.type,
        contactName: contact.name,
        note,
        additionalSubmission: submissionOf(work.related, this.#multiple(contact.platform)),
      },
    };
    await this.#send(key);
  }

  /** The agent changed the note of a call that is logged. @param {string} key @param {string} note */
  async update(key, note) {
    this.desk.work(key).log.pending = { note };
    await this.#sync(key);
  }

  /** Kinds of which several may be given. @param {string} platform */
  #multiple(platform) {
    const found = this.office.office.platforms.find((one) => one.id === platform);
    return new Set((found?.relatedRecords ?? []).filter((one) => one.multiple).map((one) => one.kind));
  }

  /** @param {string} key */
  async #send(key) {
    const { log } = this.desk.work(key);
    const view = this.desk.view(key);
    const connection = log.request && this.office.connection(log.request.account);
    if (!view || !log.request || this.#busy.has(key)) return;
    log.error = undefined;
    log.state = connection && this.office.link.connected ? 'saving' : 'waiting';
    this.changed();
    if (log.state === 'waiting') return;
    const { account, sessionId = view.session, ...request } = log.request;
    const facts = JSON.stringify(newsOf(view));
    await this.#ask(
      key,
      'callLog.create',
      { jwtToken: connection?.jwtToken, logInfo: { ...logInfoOf(view), sessionId }, ...request },
      (answer) => {
        log.state = answer.state ?? 'logged';
        log.sent = { note: answer.state === 'existing' ? '' : request.note, facts };
        if (answer.state === 'existing') log.pending = { note: request.note };
      },
    );
    await this.#sync(key);
  }

  /**
   * Brings the CRM up to date with a note, a fact or a related record that changed since it was told.
   * @param {string} key @returns {Promise<void>}
   */
  async #sync(key) {
    const work = this.desk.work(key);
    const { log } = work;
    const view = this.desk.view(key);
    const connection = log.request && this.office.connection(log.request.account);
    if (!view || !connection || !log.sent || !written.has(log.state) || this.#busy.has(key))
      return this.changed();
    const facts = JSON.stringify(newsOf(view));
    const note = log.pending?.note ?? log.sent.note;
    if (facts === log.sent.facts && note === log.sent.note) {
      log.pending = undefined;
      return this.changed();
    }
    const changes = {
      ...(note !== log.sent.note ? { note } : {}),
      ...(facts !== log.sent.facts ? newsOf(view) : {}),
    };
    const told = await this.#ask(
      key,
      'callLog.update',
      { jwtToken: connection.jwtToken, sessionId: log.request?.sessionId ?? view.session, ...changes },
      (answer) => {
        log.state = answer.state ?? 'logged';
        log.sent = { ...log.sent, note, facts };
        if (log.pending?.note === note) log.pending = undefined;
      },
    );
    if (told) await this.#sync(key);
  }

  /**
   * @param {string} key @param {string} method @param {object} params @param {(answer: any) => void} learn
   * @returns {Promise<boolean>} the host took it
   */
  async #ask(key, method, params, learn) {
    const { log } = this.desk.work(key);
    this.#busy.add(key);
    this.changed();
    try {
      const answer = await this.office.link.request(method, params, logDeadline);
      if (answer.successful === false) throw new Error(answer.returnMessage?.message);
      learn(answer);
      log.logId = answer.logId ?? log.logId;
      log.url = answer.url ?? log.url;
      log.error = undefined;
      return true;
    } catch (fault) {
      const { name, message } = /** @type {Error} */ (fault);
      log.error = name === 'unavailable' && !message ? undefined : message || name;
      if (log.state === 'saving') log.state = passing.has(name) ? 'waiting' : 'failed';
      if (name === 'auth_required') await this.office.refreshConnections().catch(() => {});
      return false;
    } finally {
      this.#busy.delete(key);
      this.changed();
    }
  }

  /** The call went on after it was logged. @param {string} key */
  async follow(key) {
    if (written.has(this.desk.work(key).log.state)) await this.#sync(key);
  }

  /** Once the host is back: what waits is sent, what was queued is asked for. */
  async resume() {
    const keys = this.desk.state.calls.map(keyOf);
    for (const key of keys) {
      const { state } = this.desk.work(key).log;
      if (state === 'saving' || state === 'waiting') await this.#send(key);
      else if (written.has(state)) await this.#sync(key);
    }
    await this.#askQueued(keys.filter((key) => this.desk.work(key).log.state === 'queued'));
  }

  /** The id that the log was made under: the phone may name a better one later. @param {string} key */
  #sessionOf(key) {
    return this.desk.work(key).log.request?.sessionId ?? this.desk.view(key)?.session;
  }

  /** @param {string[]} keys */
  async #askQueued(keys) {
    for (const account of new Set(keys.map((key) => this.desk.work(key).log.request?.account))) {
      const connection = this.office.connection(account ?? '');
      const sessions = keys
        .filter((key) => this.desk.work(key).log.request?.account === account)
        .map((key) => this.#sessionOf(key));
      if (!connection) continue;
      const answer = await this.office.link
        .request('callLog.get', { jwtToken: connection.jwtToken, sessionIds: sessions }, logDeadline)
        .catch(() => ({ logs: [] }));
      for (const row of answer.logs ?? [])
        if (row.matched) this.learn({ ...row, platform: connection.platform });
    }
  }

  /** A log changed without being asked about. @param {any} told params of callLog.changed */
  learn(told) {
    for (const call of this.desk.state.calls) {
      const { log } = this.desk.work(keyOf(call));
      if (
        this.#sessionOf(keyOf(call)) !== told.sessionId ||
        !log.request?.account.startsWith(`${told.platform}|`)
      )
        continue;
      log.state = written.has(told.state) ? told.state : told.state === 'failed' ? 'failed' : log.state;
      log.logId = told.logId ?? log.logId;
      log.url = told.url ?? log.url;
      log.error = log.state === 'failed' ? told.reason : undefined;
    }
    this.changed();
  }
}

/** What an update may say: a duration to come is no news. @param {import('../types').CallView} view */
function newsOf(view) {
  const { duration, ...facts } = changingFacts(view);
  return duration === 'pending' ? facts : { duration, ...facts };
}

/** @param {Record<string, string[]>} related @param {Set<string>} multiple */
function submissionOf(related, multiple) {
  return Object.fromEntries(
    Object.entries(related)
      .filter(([, ids]) => ids.length)
      .map(([kind, ids]) => [kind, multiple.has(kind) ? ids : ids[0]]),
  );
}
