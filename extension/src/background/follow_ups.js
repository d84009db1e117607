// Follow-ups: one task a call, in the agent's own list of the CRM. What was ticked is kept with the call and
// goes out behind its log; the host makes one task a session, so asking again after a loss is safe.
import { keyOf } from '../core/calls.js';
import { isOpen, keepsTasks, planned } from '../core/follow_up.js';
import { passing, written } from './log_requests.js';

/** @typedef {import('../types').FollowUp} FollowUp */

const taskDeadline = 20_000;

export class FollowUps {
  /** @type {Set<FollowUp>} */ #busy = new Set();

  /** @param {import('./logbook.js').Logbook} logbook */
  constructor(logbook) {
    this.logbook = logbook;
  }

  /** @param {string} key */
  #work(key) {
    return this.logbook.desk.work(key);
  }

  /**
   * The agent wants one, at another time, or none any more. Of a call that is logged it goes out at once.
   * @param {string} key @param {{choice?: unknown, due?: unknown}} said
   */
  async plan(key, said) {
    const work = this.#work(key);
    if (!isOpen(work.followUp)) return;
    work.followUp = planned(said);
    await this.#hold(key);
  }

  /** It failed, and the agent says once more. @param {string} key */
  async retry(key) {
    const { followUp } = this.#work(key);
    if (followUp?.state !== 'failed') return;
    followUp.state = 'waiting';
    await this.send(key);
  }

  /** Where the log is written already, it can be undone for as long as a log. @param {string} key */
  async #hold(key) {
    const { followUp, log } = this.#work(key);
    const seconds = this.logbook.outside.settings().undoSeconds;
    if (followUp && seconds && written.has(log.state)) {
      followUp.state = 'held';
      followUp.until = Date.now() + seconds * 1000;
      this.#sendAt(key, followUp);
    }
    this.logbook.changed();
    await this.send(key);
  }

  /** @param {string} key @param {FollowUp} followUp that is held, and no other */
  #sendAt(key, followUp) {
    const until = followUp.until ?? 0;
    const over = () => this.#work(key).followUp === followUp && void this.send(key, until);
    setTimeout(over, Math.max(0, until - Date.now()));
  }

  /** @param {string} key */
  undo(key) {
    const work = this.#work(key);
    if (work.followUp?.state !== 'held') return;
    work.followUp = undefined;
    this.logbook.changed();
  }

  /**
   * What may go out goes: the log that it belongs to is written, and it was held for long enough.
   * @param {string} key @param {number} [now] epoch ms
   */
  async send(key, now = Date.now()) {
    const { followUp, log } = this.#work(key);
    if (!followUp || !written.has(log.state) || this.#busy.has(followUp)) return;
    const held = followUp.state === 'held' && (followUp.until ?? 0) > now;
    if (held || !['none', 'held', 'waiting', 'saving'].includes(followUp.state)) return;
    const { office } = this.logbook;
    const connection = office.connection(log.request?.account ?? '');
    if (connection && !keepsTasks(office.platform(connection.platform))) return;
    followUp.state = connection && office.link.connected ? 'saving' : 'waiting';
    this.logbook.changed();
    if (connection && followUp.state === 'saving') await this.#ask(key, followUp, connection.jwtToken);
  }

  /** @param {string} key @param {FollowUp} followUp @param {string} jwtToken */
  async #ask(key, followUp, jwtToken) {
    const { office } = this.logbook;
    this.#busy.add(followUp);
    try {
      const params = { jwtToken, ...(await this.#task(key, followUp)) };
      const answer = await office.link.request('task.create', params, taskDeadline);
      if (answer.successful === false) throw new Error(answer.returnMessage?.message);
      followUp.state = answer.state ?? 'logged';
      followUp.url = answer.url ?? followUp.url;
      followUp.error = undefined;
    } catch (fault) {
      const { name, message } = /** @type {Error} */ (fault);
      followUp.state = passing.has(name) ? 'waiting' : 'failed';
      followUp.error = name === 'unavailable' && !message ? undefined : message || name;
      if (name === 'auth_required') await office.refreshConnections().catch(() => {});
    } finally {
      this.#busy.delete(followUp);
      this.logbook.changed();
    }
  }

  /** @param {string} key @param {FollowUp} followUp with whom the log is, and filed as that */
  async #task(key, { due }) {
    const { log } = this.#work(key);
    const { far = {}, session } = this.logbook.desk.view(key) ?? {};
    const { contactId, contactType, contactName, organizationId } = log.moving ?? log.request ?? {};
    const name = contactName || far.number || far.name || '';
    return {
      sessionId: log.request?.sessionId ?? session,
      subject: this.logbook.outside.followUp?.(name) ?? name,
      note: (await this.logbook.outside.noteOf(key)) || log.request?.note,
      dueTime: due,
      ...(contactId ? { contactId, contactType, contactName, organizationId } : {}),
      additionalSubmission: this.logbook.filedNow(key),
    };
  }

  /**
   * Those that wait; and once the host is back, those too that it had taken: it may have written them since.
   * @param {string} key @param {boolean} anew
   */
  async resume(key, anew) {
    const { followUp } = this.#work(key);
    if (!followUp || this.#busy.has(followUp)) return;
    if (followUp.state === 'held') this.#sendAt(key, followUp);
    if (followUp.state === 'queued' && anew) followUp.state = 'waiting';
    await this.send(key);
  }

  /** A task changed without being asked about. @param {any} told params of task.changed */
  learn(told) {
    for (const call of this.logbook.desk.state.calls) {
      const key = keyOf(call);
      const { followUp, log } = this.#work(key);
      const ours = log.request?.account.startsWith(`${told.platform}|`);
      if (!followUp || !ours || this.logbook.requests.sessionOf(key) !== told.sessionId) continue;
      if (written.has(told.state) || told.state === 'failed') followUp.state = told.state;
      followUp.url = told.url ?? followUp.url;
      followUp.error = told.state === 'failed' ? told.reason : undefined;
    }
    this.logbook.changed();
  }
}
