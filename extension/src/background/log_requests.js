// Asks the host about the log of one call, one question at a time, and keeps what came of it with the log.
import { HostError } from './host_link.js';

const logDeadline = 20_000;
/** Answers after which asking again may help, without the agent doing anything. */
export const passing = new Set(['unavailable', 'timeout', 'rate_limited', 'auth_required']);
export const written = new Set(['logged', 'existing', 'queued']);

export class LogRequests {
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

  /** @param {string} key which a question that is under way may have known by another name */
  busy(key) {
    const now = this.desk.keyNow(key);
    return [...this.#busy].some((one) => this.desk.keyNow(one) === now);
  }

  /**
   * The id that a log was made under: the phone may name a better one later.
   * @param {string} key @returns {string}
   */
  sessionOf(key) {
    return this.desk.work(key).log.request?.sessionId ?? this.desk.view(key)?.session ?? '';
  }

  /**
   * @param {string} key @param {string} method @param {object} params @param {(answer: any) => void} learn
   * @returns {Promise<'done' | 'later' | 'refused'>} later: asking again may help
   */
  async ask(key, method, params, learn) {
    const { log } = this.desk.work(key);
    this.#busy.add(key);
    this.changed();
    try {
      const answer = await this.office.link.request(method, params, logDeadline);
      if (answer.successful === false) throw new Error(answer.returnMessage?.message);
      learn(answer);
      log.logId = answer.logId ?? log.logId;
      log.url = answer.url ?? log.url;
      log.error = log.field = log.gone = undefined;
      return 'done';
    } catch (fault) {
      return await this.#failed(key, /** @type {Error} */ (fault));
    } finally {
      this.#busy.delete(key);
      this.changed();
    }
  }

  /** @param {string} key @param {Error} fault @returns {Promise<'later' | 'refused'>} */
  async #failed(key, fault) {
    const { log } = this.desk.work(key);
    const { name, message } = fault;
    log.error = name === 'unavailable' && !message ? undefined : message || name;
    log.field = fault instanceof HostError ? fault.field : undefined;
    log.gone = written.has(log.state) && name === 'not_found' && !(await this.isThere(key));
    if (log.state === 'saving') log.state = passing.has(name) ? 'waiting' : 'failed';
    if (name === 'auth_required') await this.office.refreshConnections().catch(() => {});
    return passing.has(name) ? 'later' : 'refused';
  }

  /** The CRM still has the log: what it did not find is what the log was to refer to. @param {string} key */
  async isThere(key) {
    const [found] = await this.read([key], true);
    return Boolean(found?.row.logData);
  }

  /**
   * What the CRMs have of these calls.
   * @param {string[]} keys @returns {Promise<{key: string, platform: string, row: any}[]>}
   */
  async read(keys, requireDetails = false) {
    const found = [];
    for (const account of new Set(keys.map((key) => this.desk.work(key).log.request?.account))) {
      const connection = this.office.connection(account ?? '');
      const ours = keys.filter((key) => this.desk.work(key).log.request?.account === account);
      if (!connection) continue;
      const sessionIds = ours.map((key) => this.sessionOf(key));
      const params = { jwtToken: connection.jwtToken, sessionIds, ...(requireDetails && { requireDetails }) };
      const answer = await this.office.link
        .request('callLog.get', params, logDeadline)
        .catch(() => ({ logs: [] }));
      for (const row of answer.logs ?? []) {
        const key = ours.find((one) => this.sessionOf(one) === row.sessionId);
        if (key && row.matched) found.push({ key, platform: connection.platform, row });
      }
    }
    return found;
  }
}
