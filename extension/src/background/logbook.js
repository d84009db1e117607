// Logs calls. What the agent asked for is written down before the host is asked, and asked again after a
// loss: the host makes one record a session, so asking twice is safe.
import { changingFacts, logInfoOf } from '../core/call_view.js';
import { keyOf } from '../core/calls.js';
import { contactKey } from '../core/contact.js';
import { canRefile, filedUnder, refiled } from '../core/filing.js';
import { sureContact, whyNot } from '../core/log_rule.js';

/** @typedef {import('../types').Log} Log @typedef {import('../types').LogRequest} LogRequest */
/** @typedef {import('../types').Work} Work */

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
   * Nobody asked, but there is no doubt: the call is over and one for the CRM, and it is sure with whom.
   * @param {string} key @param {string} note
   */
  async logWhenSure(key, note) {
    const view = this.desk.view(key);
    const work = this.desk.work(key);
    const contact = sureContact(work);
    const clear = view?.phase === 'ended' && !whyNot(view);
    if (clear && contact && contactKey(contact) === work.chosen) await this.log(key, note);
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
        additionalSubmission: filedUnder(work.related, this.office.platform(contact.platform)),
      },
    };
    await this.#send(key);
  }

  /** The agent changed the note of a call that is logged. @param {string} key @param {string} note */
  async update(key, note) {
    this.desk.work(key).log.pending = { note };
    await this.#sync(key);
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
        const existing = answer.state === 'existing';
        log.sent = existing
          ? { note: '', facts, filed: {} }
          : { note: request.note, facts, filed: request.additionalSubmission };
        if (existing) log.pending = { note: request.note };
      },
    );
    await this.#sync(key);
  }

  /**
   * Brings the CRM up to date with a note, a fact or a related record that changed since it was told.
   * @param {string} key @returns {Promise<void>}
   */
  async #sync(key) {
    const { log } = this.desk.work(key);
    const view = this.desk.view(key);
    const connection = log.request && this.office.connection(log.request.account);
    if (!view || !connection || !log.sent || !written.has(log.state) || this.#busy.has(key))
      return this.changed();
    const facts = JSON.stringify(newsOf(view));
    const note = log.pending?.note ?? log.sent.note;
    if (facts === log.sent.facts && note === log.sent.note) {
      log.pending = undefined;
      return this.#file(key, connection.jwtToken);
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
    if (told === 'done') await this.#sync(key);
  }

  /**
   * A log that is up to date is filed under other records, if it is to be.
   * @param {string} key @param {string} jwtToken @returns {Promise<void>}
   */
  async #file(key, jwtToken) {
    const work = this.desk.work(key);
    const sent = /** @type {NonNullable<Log['sent']>} */ (work.log.sent);
    const filed = this.#filed(work);
    const dispositions = refiled(sent.filed ?? filed, filed);
    if (!Object.keys(dispositions).length) return this.changed();
    const sessionId = this.#sessionOf(key);
    const told = await this.#ask(key, 'callDisposition.set', { jwtToken, sessionId, dispositions }, () => {
      work.log.sent = { ...sent, filed };
    });
    if (told === 'done') return this.#sync(key);
    if (told === 'later') return;
    for (const kind of Object.keys(dispositions)) work.related[kind] = [sent.filed?.[kind] ?? []].flat();
    this.changed();
  }

  /**
   * @param {string} key @param {string} method @param {object} params @param {(answer: any) => void} learn
   * @returns {Promise<'done' | 'later' | 'refused'>} later: asking again may help
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
      return 'done';
    } catch (fault) {
      const { name, message } = /** @type {Error} */ (fault);
      log.error = name === 'unavailable' && !message ? undefined : message || name;
      if (log.state === 'saving') log.state = passing.has(name) ? 'waiting' : 'failed';
      if (name === 'auth_required') await this.office.refreshConnections().catch(() => {});
      return passing.has(name) ? 'later' : 'refused';
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
