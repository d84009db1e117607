// The service behind a phone that our own page hosts: what it is told about callers and logs, out of the
// desk, the logbook and the mailroom.
import { api } from '../browser.js';
import { keyOf } from '../core/calls.js';
import { dialledAt } from '../core/region.js';
import { contactKey } from '../core/contact.js';
import { list, object, phoneNumber, text, webUrl } from '../core/fields.js';
import { conversation, record } from '../softphones/ringcentral_records.js';
import { awaitsRecord, callerMatch } from '../softphones/calling_extensions.js';
import * as ringcentral from '../softphones/ringcentral_service.js';
import { withAccount } from './callers.js';
import { lanes } from './lanes.js';
import { written } from './log_requests.js';

/** @typedef {Record<string, unknown>} Said */

const findDeadline = 25_000;
/** Fewer than the host takes at a time: a phone does not keep the panel's own questions waiting. */
const questionsAtATime = 30;
/** @param {string} id */
const words = (id) => api.i18n.getMessage(id);

export class PhoneService {
  /**
   * @param {object} parts
   * @param {import('./desk.js').Desk} parts.desk
   * @param {import('./logbook.js').Logbook} parts.logbook
   * @param {import('./mailroom.js').Mailroom} parts.mailroom
   * @param {import('./office.js').FrontOffice} parts.office
   * @param {import('./switchboard.js').Switchboard} parts.switchboard
   * @param {import('./tally.js').Tally} parts.tally
   * @param {import('./lines.js').Lines} parts.lines
   * @param {import('./settings.js').SettingsStore} parts.settings
   * @param {(key: string, note: string) => Promise<void>} parts.keepNote
   * @param {(key: string) => Promise<string>} parts.noteOf
   */
  constructor(parts) {
    this.parts = parts;
    this.turn = lanes(questionsAtATime);
  }

  /**
   * @param {Said} said by the phone @param {string} origin of the phone
   * @returns {Promise<object[]>} what to post to it
   */
  async answer(said, origin) {
    if (said.type === 'rc-adapter-pushAdapterState') return this.#greeting();
    if (said.type === 'rc-login-status-notify')
      return said.loggedIn === true ? [...this.#greeting(), ringcentral.askHistory(1)] : [];
    const history = ringcentral.historyOf(said);
    if (history) {
      for (const call of history.calls) this.#hear(record(call), origin);
      return history.next ? [ringcentral.askHistory(history.next)] : [];
    }
    if (said.type === 'rc-post-message-request') {
      const reply = await ringcentral.respond(said, this.#crm(origin));
      return reply ? [reply] : [];
    }
    if (awaitsRecord(said)) this.#awaitRecord(String(object(said.data).externalCallId), origin);
    return said.type === 'INCOMING_CALL' ? this.#callerMatch(object(said.data), origin) : [];
  }

  /** It is told once there is one. @param {string} session @param {string} origin */
  #awaitRecord(session, origin) {
    const { desk } = this.parts;
    const call = desk.called(session, origin);
    if (!call) return;
    desk.work(keyOf(call)).phoneTold ??= 'nothing';
    desk.outside.changed();
  }

  /** @param {object[]} messages */
  async #tell(...messages) {
    const hosted = this.parts.lines.known.filter((one) => one.provider === 'ringcentral' && one.hosted);
    for (const line of hosted) for (const message of messages) await this.parts.lines.tell(line, message);
  }

  /** The host came or went; signed in, out, or as somebody else: the phones are told. */
  async officeChanged() {
    const { authorized, account } = this.#standing();
    const status = ringcentral.authorizationStatus(authorized, account);
    await this.#tell(status, ringcentral.notice(this.#trouble()));
  }

  /** Something was set elsewhere, or by the organisation. */
  async settingsChanged() {
    await this.#tell(ringcentral.settingsChanged(this.#quiet()));
  }

  #quiet() {
    const { values, view } = this.parts.settings;
    return { quiet: values.notifications !== 'all', locked: 'notifications' in view.locked, words };
  }

  /** Why no log goes to a CRM now, and what the agent can do about it. */
  #trouble() {
    const { host, known, connections } = this.parts.office.office;
    if (host.state === 'checking') return undefined;
    if (host.state !== 'connected') return { message: words('phone_no_host'), action: words('check_again') };
    if (!known || this.#standing().authorized) return undefined;
    const action = words(connections.length ? 'sign_in_again' : 'welcome_title');
    return { message: words('phone_no_crm'), action };
  }

  /** What the notice's button does: that which its trouble needs. */
  #mend() {
    const { host } = this.parts.office.office;
    if (host.state !== 'connected') this.parts.office.link.connect();
    else void this.#openPanel();
  }

  #openPanel() {
    return api.tabs.create({ url: api.runtime.getURL('src/panel/index.html') });
  }

  async #signOut() {
    const { office } = this.parts;
    await Promise.allSettled(office.office.connections.map((one) => office.signOut(one.account)));
    await this.officeChanged();
  }

  #standing() {
    const active = this.parts.office.office.connections.filter((one) => one.state === 'active');
    const crm = active.map((one) => this.parts.office.platformName(one.platform)).join(', ');
    const account = active.map((one) => one.user.email ?? one.user.name ?? '').join(', ');
    return { authorized: active.length > 0, account, crm };
  }

  #greeting() {
    const registration = ringcentral.registration({ ...this.#standing(), ...this.#quiet() });
    return [registration, ringcentral.handOver, ringcentral.notice(this.#trouble())];
  }

  /** @param {Said[]} events @param {string} origin */
  #hear(events, origin) {
    for (const event of events) {
      const source = { ...object(event.source), provider: 'ringcentral' };
      this.parts.switchboard.hear({ ...event, source }, origin, Date.now());
    }
  }

  /** @param {string} method @param {object} params @returns {Promise<import('../types').Contact[]>} */
  async #ask(method, params) {
    const ask = () => this.parts.office.link.request(method, params, findDeadline);
    const found = await this.turn(ask);
    if (!found.contact?.length && found.failures?.length) throw new Error('no CRM answered');
    return (found.contact ?? []).map(withAccount);
  }

  /** @param {unknown} written by the phone @param {string} provider @param {string} origin its own */
  #find(written, provider, origin) {
    const place = this.parts.lines.regionOf(provider, origin);
    const { number = '', region } = dialledAt(phoneNumber(written), place);
    return this.#ask('contact.find', { phoneNumber: number, ...(region ? { region } : {}) });
  }

  /** @param {Said} data of a call that comes in @param {string} origin */
  async #callerMatch(data, origin) {
    const found = await this.#find(data.fromNumber, 'calling-extensions', origin).catch(() => []);
    return [callerMatch(String(data.externalCallId), found)];
  }

  /**
   * The page of a contact, as the CRM names it: a phone's word for an address opens nothing.
   * @param {Said} said a contact, as matches have it @param {string} origin
   */
  async #open(said, origin) {
    const [number] = list(said.phoneNumbers, 1).map((one) => object(one).phoneNumber);
    const search = () => this.#ask('contact.search', { name: text(said.name, 120) ?? '' });
    const asked = number ? this.#find(number, 'ringcentral', origin) : search();
    const found = await asked.catch(() => []);
    const url = webUrl(found.find((one) => contactKey(one) === said.id)?.url);
    if (url) void api.tabs.create({ url });
  }

  /** @param {string} origin @returns {import('../softphones/ringcentral_service.js').Crm} */
  #crm(origin) {
    const { mailroom, tally } = this.parts;
    return {
      find: (number) => this.#find(number, 'ringcentral', origin),
      search: (name) => this.#ask('contact.search', { name }),
      open: (contact) => void this.#open(contact, origin),
      call: (call, how) => this.#logCall(call, how, origin),
      conversation: async (said, asked) => {
        this.#hear(conversation(said), origin);
        if (!asked) return;
        const views = mailroom.named(String(said.conversationId), origin);
        await Promise.all(views.map(({ key }) => mailroom.log(key)));
      },
      callLogs: (sessions) => this.#callLogs(sessions, origin),
      messageLogs: async (ids) => Object.fromEntries(ids.map((id) => [id, this.#messageRows(id, origin)])),
      authorize: (authorized) => void (authorized ? this.#signOut() : this.#openPanel()),
      set: (setting) => {
        const notifications = setting.value === true ? 'needed' : 'all';
        if (setting.id === 'quiet') this.parts.settings.set('notifications', notifications);
      },
      mend: () => this.#mend(),
      unknown: (path) => tally.unknown(`ringcentral ${origin}`, path),
    };
  }

  /**
   * @param {Said} call @param {{asked: boolean, note?: string, trigger: string}} how @param {string} origin
   */
  async #logCall(call, { asked, note, trigger }, origin) {
    const { desk, logbook } = this.parts;
    this.#hear(record(call), origin);
    const found = desk.called(String(call.telephonySessionId ?? call.sessionId), origin);
    if (!found) return;
    const key = keyOf(found);
    const views = trigger === 'viewLog' || (trigger === 'editLog' && asked && note === undefined);
    if (views) {
      const url = webUrl(desk.work(key).log.url);
      if (url) void api.tabs.create({ url });
      return;
    }
    if (note !== undefined) await this.parts.keepNote(key, note);
    const kept = note ?? (await this.parts.noteOf(key));
    if (written.has(desk.work(key).log.state)) return logbook.update(key, kept);
    if (!asked) return; // it logs itself, or does not, as every call
    await desk.callers.lookup(key);
    await logbook.log(key, kept);
  }

  /** @param {string[]} sessions @param {string} origin @returns {Promise<Record<string, object[]>>} */
  async #callLogs(sessions, origin) {
    const { desk } = this.parts;
    /** @type {Record<string, object[]>} */
    const rows = {};
    const others = [];
    for (const session of sessions) {
      const call = desk.called(session, origin);
      const log = call && desk.work(keyOf(call)).log;
      if (log && log.state !== 'none') rows[session] = [rowOf(log, session)];
      else others.push(session);
    }
    for (const { account, jwtToken } of this.parts.office.office.connections) {
      const asked = others.filter((session) => !rows[session]);
      if (!asked.length || !account) break;
      const answer = await this.parts.office.link
        .request('callLog.get', { jwtToken, sessionIds: asked }, findDeadline)
        .catch(() => ({ logs: [] }));
      for (const row of answer.logs ?? []) if (row.matched) rows[row.sessionId] = [rowOf(row, row.sessionId)];
    }
    return rows;
  }

  /** @param {string} id conversation and day @param {string} origin @returns {object[]} */
  #messageRows(id, origin) {
    const { mailroom } = this.parts;
    const [conversationId, ...date] = id.split('/');
    const [month, dayOfMonth, year] = date.map((part) => part.padStart(2, '0'));
    return mailroom
      .named(conversationId, origin)
      .filter(({ day }) => !date.length || day === `${year}-${month}-${dayOfMonth}`)
      .flatMap(({ key }) => Object.entries(mailroom.state.work[key] ?? {}))
      .filter(([, work]) => written.has(work.state))
      .map(([person, { chosen }]) => ({ id: `${id}/${person}`, contact: { id: chosen } }));
  }
}

/** What the phone shows beside a call. @param {any} log @param {string} session */
function rowOf(log, session) {
  if (log.state === 'failed') return { type: 'status', status: 'failed', message: log.error ?? '' };
  if (log.state === 'held' || log.state === 'saving' || log.state === 'waiting' || log.state === 'queued')
    return { type: 'status', status: 'pending', message: log.error ?? '' };
  return { id: String(log.logId ?? session), ...(log.sent?.note ? { note: log.sent.note } : {}) };
}
