// Logs calls. What the agent asked for is written down before the host is asked, and asked again after a
// loss: the host makes one record a session, so asking twice is safe. A log is held for some seconds, so that
// it can be undone; nothing that is held is lost.
import { logInfoOf, viewOf } from '../core/call_view.js';
import { keyOf } from '../core/calls.js';
import { contactKey, whom } from '../core/contact.js';
import { filedUnder } from '../core/filing.js';
import { isListed } from '../core/log_rule.js';
import { defaults } from '../core/settings.js';
import { FollowUps } from './follow_ups.js';
import { lanes } from './lanes.js';
import { LogRequests, written } from './log_requests.js';
import { confirm } from './refusals.js';
import { newsOf, Revisions } from './revisions.js';

/** @typedef {import('../types').Contact} Contact @typedef {import('../types').CallView} CallView */

const atOnce = { ...defaults, undoSeconds: 0 };
/** However many are let go together, a CRM gets so many at a time. */
const logsAtATime = 4;

export class Logbook {
  /** @type {Set<string>} what a timer lets go */ #timed = new Set();

  /**
   * @param {import('./desk.js').Desk} desk
   * @param {import('./office.js').FrontOffice} office
   * @param {() => void} changed
   * @param {object} [outside]
   * @param {() => import('../types').Settings} outside.settings
   * @param {(key: string) => Promise<string>} outside.noteOf
   * @param {(name: string) => string} [outside.followUp] what a follow-up with somebody is called
   */
  constructor(desk, office, changed, outside = { settings: () => atOnce, noteOf: async () => '' }) {
    this.desk = desk;
    this.office = office;
    this.changed = changed;
    this.outside = outside;
    this.turn = lanes(logsAtATime);
    this.requests = new LogRequests(desk, office, changed);
    this.revisions = new Revisions(this.requests, desk, office, changed);
    this.followUps = new FollowUps(this);
  }

  /**
   * The agent pressed "Log call".
   * @param {string} key @param {string} note
   * @param {string} [nobodyIn] an account: it is logged there, with nobody
   */
  async log(key, note, nobodyIn) {
    if (!['none', 'failed'].includes(this.desk.work(key).log.state)) return;
    const others = this.#held();
    const held = this.hold(key, note, nobodyIn); // it is written down before anything is waited for
    await Promise.all([held, ...others.map((one) => this.#letGo(one))]);
  }

  /** The contact that was chosen. @param {string} key */
  #chosen(key) {
    const work = this.desk.work(key);
    return work.contacts.find((one) => contactKey(one) === work.chosen);
  }

  /** Undone together with what is held already. @param {string} key @param {string} note */
  async hold(key, note, nobodyIn = this.#failedWithNobody(key)) {
    const work = this.desk.work(key);
    const view = this.desk.view(key);
    const contact = nobodyIn ? undefined : this.#chosen(key);
    const possible = contact || this.office.platform(nobodyIn?.split('|')[0])?.logsWithoutContact;
    const account = contact?.account ?? nobodyIn;
    if (!view || !possible || !account || !['none', 'failed'].includes(work.log.state)) return;
    const { doNotLog, undoSeconds: seconds } = this.outside.settings();
    if (isListed(view.far.number, doNotLog)) return;
    work.skipped = undefined;
    if (this.#isTaken(view)) {
      work.log = { state: 'failed', error: 'session_taken' };
      return this.changed();
    }
    work.log = { state: 'held', request: this.#requestFor(key, account, contact, note) };
    if (!seconds) return this.#send(key);
    work.log.until = Date.now() + seconds * 1000;
    this.changed();
    this.#letGoAt(key, work.log.until);
  }

  /**
   * A call that another site told of goes by the same id and has its log: the host knows a log by the id
   * alone, so this one would write over it.
   * @param {CallView} view
   */
  #isTaken({ origin, session }) {
    return this.desk.state.calls.map(viewOf).some((one) => {
      const { log } = this.desk.work(one.key);
      return one.origin !== origin && one.session === session && !['none', 'failed'].includes(log.state);
    });
  }

  /** @param {string} key @param {number} until the log that is held until then, and no other */
  #letGoAt(key, until) {
    const timed = `${until} ${key}`;
    if (this.#timed.has(timed)) return;
    this.#timed.add(timed);
    const over = () => {
      this.#timed.delete(timed);
      if (this.desk.work(key).log.until === until) void this.#letGo(key);
    };
    setTimeout(over, Math.max(0, until - Date.now()));
  }

  /** A log that was deleted in the CRM is made anew. @param {string} key @param {string} note */
  async again(key, note) {
    const work = this.desk.work(key);
    if (work.log.gone) work.log = { state: 'none' };
    await this.log(key, note);
  }

  /** Nobody is known yet to whom a log with nobody that failed could go. @param {string} key */
  #failedWithNobody(key) {
    const { state, request } = this.desk.work(key).log;
    return state === 'failed' && !request?.contactId && !this.#chosen(key) ? request?.account : undefined;
  }

  /** @param {string} key @param {string} account @param {Contact | undefined} contact @param {string} note */
  #requestFor(key, account, contact, note) {
    const sessionId = this.desk.view(key)?.session;
    const additionalSubmission = this.filedNow(key);
    return { account, sessionId, ...(contact && whom(contact)), note, additionalSubmission };
  }

  /** What the log is to be filed under, as that is picked now. @param {string} key */
  filedNow(key) {
    const contact = this.#chosen(key);
    return contact ? filedUnder(this.desk.work(key).related, this.office.platform(contact.platform)) : {};
  }

  /** Another contact was chosen: a log that was asked for goes to that one. @param {string} key */
  async move(key) {
    const { log } = this.desk.work(key);
    const contact = this.#chosen(key);
    const { request } = log;
    if (!contact || !request || ['none', 'failed'].includes(log.state)) return;
    log.undone = undefined;
    const filed = { account: contact.account, additionalSubmission: this.filedNow(key) };
    if (log.state === 'held') Object.assign(request, whom(contact), filed);
    else if (!log.moving && isWith(contact, request)) return;
    else log.moving = whom(contact);
    this.changed();
    await this.revisions.sync(key);
  }

  /** The agent takes a log back while it is held. @param {string} key */
  undo(key) {
    const work = this.desk.work(key);
    this.followUps.undo(key);
    if (work.log.state !== 'held') return;
    work.log = { state: 'none' };
    work.skipped = true; // it is not logged by itself again
    this.changed();
  }

  /**
   * What is held goes out: all of it, or what has been held for long enough.
   * @param {number} [now] epoch ms
   */
  async release(now = Infinity) {
    for (const key of this.#held(now)) await this.#letGo(key);
    const keys = this.desk.state.calls.map(keyOf);
    await Promise.all(keys.map((key) => this.followUps.send(key, now)));
  }

  /** @param {number} [now] for long enough by then */
  #held(now = Infinity) {
    return this.desk.state.calls.map(keyOf).filter((key) => {
      const { log } = this.desk.work(key);
      return log.state === 'held' && (log.until ?? 0) <= now;
    });
  }

  /** @param {string} key with what was written in the meantime */
  async #letGo(key) {
    const { log } = this.desk.work(key);
    const note = await this.outside.noteOf(key);
    if (log.state !== 'held' || !log.request) return;
    if (note) log.request.note = note;
    await this.turn(async () => {
      const { log: now } = this.desk.work(key); // it may have been undone while others went first
      if (now === log && now.state === 'held') await this.#send(key);
    });
  }

  /** The agent changed the note of a call that is logged. @param {string} key @param {string} note */
  async update(key, note) {
    const work = this.desk.work(key);
    work.unsent = undefined;
    Object.assign(work.log, { pending: { note }, refused: undefined });
    await this.revisions.sync(key);
  }

  /**
   * What the agent says of a call beside the note, before or after it is logged.
   * @param {string} key @param {{subject?: string, result?: string}} edits
   */
  async revise(key, edits) {
    const work = this.desk.work(key);
    [work.edits, work.log.refused] = [edits, undefined];
    this.changed();
    await this.revisions.sync(key);
  }

  /** @param {string} key */
  async #send(key) {
    const { log, edits } = this.desk.work(key);
    const view = this.desk.view(key);
    const connection = log.request && this.office.connection(log.request.account);
    if (!view || !log.request || this.requests.busy(key)) return;
    log.error = undefined;
    log.state = connection && this.office.link.connected ? 'saving' : 'waiting';
    this.changed();
    if (log.state === 'waiting') return;
    const { account, sessionId = view.session, ...request } = log.request;
    const facts = JSON.stringify(newsOf(view, edits));
    const logInfo = {
      ...logInfoOf(view),
      ...(edits?.result ? { result: edits.result } : {}),
      ...(edits?.subject ? { customSubject: edits.subject } : {}),
      sessionId,
    };
    const params = { jwtToken: connection?.jwtToken, logInfo, ...request };
    await this.requests.ask(key, 'callLog.create', params, (answer) => {
      log.state = answer.state ?? 'logged';
      const existing = answer.state === 'existing';
      const filed = request.additionalSubmission;
      const told = { note: request.note, facts, filed, subject: edits?.subject };
      log.sent = existing ? { note: '', facts, filed: {} } : told;
      if (existing) log.pending = { note: request.note };
    });
    this.desk.note(key, await this.outside.noteOf(key)); // somebody may have gone on with it
    await this.revisions.sync(key);
    await this.followUps.send(key);
  }

  /** The call went on after it was logged. @param {string} key */
  async follow(key) {
    if (written.has(this.desk.work(key).log.state)) await this.revisions.sync(key);
  }

  /**
   * What waits is sent, what was queued is asked for.
   * @param {boolean} [anew] the host is back
   */
  async resume(anew = false) {
    await this.release(Date.now());
    const keys = this.desk.state.calls.map(keyOf);
    for (const key of keys) {
      const { state, until } = this.desk.work(key).log;
      if (state === 'held' && until) this.#letGoAt(key, until);
      else if (state === 'saving' || state === 'waiting') await this.#send(key);
      else if (written.has(state)) {
        await this.revisions.sync(key);
        await this.followUps.resume(key, anew);
      }
    }
    const queued = keys.filter((key) => this.desk.work(key).log.state === 'queued');
    for (const { row, platform } of await this.requests.read(queued)) this.learn({ ...row, platform });
  }

  /** A log changed without being asked about. @param {any} told params of callLog.changed */
  learn(told) {
    for (const call of this.desk.state.calls) {
      const key = keyOf(call);
      const { log } = this.desk.work(key);
      const ours = log.request?.account.startsWith(`${told.platform}|`);
      if (ours && this.requests.sessionOf(key) === told.sessionId) this.#learned(key, log, told);
    }
    this.changed();
  }

  /** @param {string} key @param {import('../types').Log} log @param {any} told params of callLog.changed */
  #learned(key, log, told) {
    const reason = told.reason ?? told.error?.message;
    log.logId = told.logId ?? log.logId;
    log.url = told.url ?? log.url;
    if (told.state === 'failed' && log.logId) return void this.revisions.refused(key, reason);
    log.state = written.has(told.state) || told.state === 'failed' ? told.state : log.state;
    log.error = log.state === 'failed' ? reason : undefined;
    if (log.state === 'logged') {
      confirm(log, this.requests.busy(key));
      log.refused = undefined;
      void this.revisions.sync(key);
    }
    void this.followUps.send(key);
  }
}

/** @param {Contact} contact @param {import('../types').LogRequest} request */
const isWith = ({ id, type }, { contactId, contactType }) => id === contactId && type === contactType;

