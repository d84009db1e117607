// The agent's desk: takes softphone events, asks who is calling, and keeps the list of calls. What is logged
// is in logbook.js.
import { keyOf, reduce, scopeOf } from '../core/calls.js';
import { viewOf } from '../core/call_view.js';
import { sameNumber } from '../core/fields.js';
import { picked, proposed } from '../core/filing.js';
import { isInternal } from '../core/log_rule.js';
import { accountOf, accountOfToken } from './office.js';

/** @typedef {import('../types').Desk} DeskState @typedef {import('../types').Work} Work */
/** @typedef {import('../types').Contact} Contact @typedef {import('../types').CallView} CallView */
/** @typedef {import('../types').Call} Call */

const keptCalls = 60;
const findDeadline = 15_000;
const createDeadline = 30_000;
const longestRing = 5 * 60_000;
const longestCall = 12 * 3600_000;
const longestPending = 3600_000;

/** @returns {Work} */
export const freshWork = () => ({
  lookup: 'none',
  contacts: [],
  failures: [],
  related: {},
  log: { state: 'none' },
});

/** @param {Contact} contact */
export const contactKey = (contact) => `${contact.account}|${contact.type ?? ''}|${contact.id}`;

export class Desk {
  /**
   * @param {DeskState} state changed in place
   * @param {import('./office.js').FrontOffice} office
   * @param {object} outside
   * @param {() => void} outside.changed
   * @param {(key: string) => void} outside.forget a call fell off the list
   * @param {(from: string, to: string) => void} outside.moveNote two calls turned out to be one
   * @param {(view: CallView) => void} outside.progressed a call rang, was answered or ended
   */
  constructor(state, office, outside) {
    this.state = state;
    this.office = office;
    this.outside = outside;
  }

  /** @param {string} key @returns {CallView | undefined} */
  view(key) {
    const call = this.state.calls.find((one) => keyOf(one) === key);
    return call && viewOf(call);
  }

  /** @param {string} key @returns {Work} */
  work(key) {
    return (this.state.work[key] ??= freshWork());
  }

  /** @param {import('../types').PhoneEvent} event */
  take(event) {
    const before = new Set(this.state.calls.map(keyOf));
    this.state.calls = reduce(this.state.calls, event);
    const after = new Set(this.state.calls.map(keyOf));
    const scope = scopeOf(event);
    const call = this.state.calls.find((one) => one.scope === scope && one.ids.includes(event.call.session));
    if (!call) return;
    const view = viewOf(call);
    for (const gone of before) if (!after.has(gone)) this.#merge(gone, view.key);
    this.#prune();
    const work = this.work(view.key);
    if (work.lookup === 'none' && !isInternal(view.far)) this.lookup(view.key);
    this.outside.changed();
    this.outside.progressed(view);
  }

  /** @param {string} gone @param {string} kept */
  #merge(gone, kept) {
    const old = this.state.work[gone];
    delete this.state.work[gone];
    const known = this.state.work[kept];
    if (old && (!known || (known.log.state === 'none' && old.log.state !== 'none')))
      this.state.work[kept] = old;
    this.outside.moveNote(gone, kept);
  }

  #prune() {
    while (this.state.calls.length > keptCalls) {
      const oldest = this.state.calls.findIndex((call) => viewOf(call).phase === 'ended');
      const [call] = this.state.calls.splice(Math.max(0, oldest), 1);
      delete this.state.work[keyOf(call)];
      this.outside.forget(keyOf(call));
    }
    const keys = new Set(this.state.calls.map(keyOf));
    this.state.dismissed = this.state.dismissed.filter((key) => keys.has(key));
  }

  /**
   * Ends what a closed page can no longer end.
   * @param {number} now
   * @param {boolean} all at the browser's start, nothing is live
   */
  sweep(now, all = false) {
    for (const call of this.state.calls) {
      const view = viewOf(call);
      const at = view.answeredAt ?? view.startedAt;
      const age = now - Date.parse(at);
      const longest = view.phase === 'ringing' ? longestRing : longestCall;
      if (view.phase !== 'ended' && (all || age > longest)) this.#say(call, 'call.ended', at, {});
      else if (view.phase === 'ended' && view.durationSec === undefined) this.#settle(call, view, now);
    }
  }

  /**
   * A duration that the phone never told is the one that was seen.
   * @param {Call} call @param {CallView} view @param {number} now
   */
  #settle(call, view, now) {
    if (!view.endedAt || now - Date.parse(view.endedAt) < longestPending) return;
    const talked = view.answeredAt ? Date.parse(view.endedAt) - Date.parse(view.answeredAt) : 0;
    this.#say(call, 'call.updated', view.startedAt, { durationSec: Math.max(0, Math.round(talked / 1000)) });
  }

  /**
   * An event of our own, older than any of the phone's.
   * @param {Call} call @param {string} type @param {string} at @param {object} facts
   */
  #say(call, type, at, facts) {
    const [origin, provider, account] = call.scope.split('|');
    const source = { origin, provider, account };
    this.take({ type, at, seq: 0, source, call: { session: call.first.session, aliases: [], ...facts } });
  }

  /** The call that goes by an id of the phone's. @param {string} id */
  called(id) {
    return this.state.calls.find((call) => call.ids.includes(id));
  }

  /** Asks every connection who has this number. @param {string} key @param {boolean} [refresh] */
  async lookup(key, refresh = false) {
    const far = this.view(key)?.far ?? {};
    const number = far.number;
    if (isInternal(far) || !this.office.link.connected || !this.office.office.connections.length) return;
    const work = this.work(key);
    work.lookup = 'asking';
    work.error = undefined;
    this.outside.changed();
    try {
      const found = await this.office.link.request(
        'contact.find',
        { phoneNumber: number, ...(refresh ? { refresh } : {}) },
        findDeadline,
      );
      this.#found(key, found);
    } catch (fault) {
      const { name, message } = /** @type {Error} */ (fault);
      work.lookup = 'failed';
      work.error = name === 'invalid_params' ? name : message || name;
    }
    this.outside.changed();
    const view = this.view(key);
    if (view) this.outside.progressed(view);
  }

  /** @param {string} key @param {any} found */
  #found(key, found) {
    const work = this.work(key);
    work.contacts = (found.contact ?? []).map(withAccount);
    work.failures = (found.failures ?? []).map(
      (/** @type {any} */ one) => `${this.platformName(one.platform)}: ${one.message}`,
    );
    work.lookup = work.contacts.length || !work.failures.length ? 'done' : 'failed';
    if (work.lookup === 'failed') work.error = work.failures.join('\n');
    const chosen = work.contacts.find((contact) => contactKey(contact) === work.chosen);
    if (!chosen && work.log.state === 'none')
      this.#choose(work, this.#passedOn(key, work) ?? work.contacts[0]);
  }

  /**
   * The CRM says otherwise than the answer from the directory did, in which no related records are.
   * @param {any} told params of contact.changed
   */
  learn(told) {
    const account = accountOf(told.platform, String(told.userId));
    const contacts = told.contact.map((/** @type {any} */ one) => ({ ...withAccount(one), account }));
    for (const call of this.state.calls) {
      const work = this.work(keyOf(call));
      if (work.lookup !== 'done' || !sameNumber(viewOf(call).far.number, told.phoneNumber)) continue;
      const place = work.contacts.findIndex((one) => one.account === account);
      work.contacts = work.contacts.filter((one) => one.account !== account);
      work.contacts.splice(place < 0 ? work.contacts.length : place, 0, ...contacts);
      const chosen = work.contacts.find((contact) => contactKey(contact) === work.chosen);
      const picked = chosen && Object.values(work.related).some((ids) => ids.length);
      if (work.log.state === 'none' && !picked)
        this.#choose(work, chosen ?? this.#passedOn(keyOf(call), work) ?? work.contacts[0]);
    }
    this.outside.changed();
  }

  /** Who was chosen for the call that this one continues. @param {string} key @param {Work} work */
  #passedOn(key, work) {
    const before = this.called(this.view(key)?.transferOf ?? '');
    const chosen = before && this.state.work[keyOf(before)]?.chosen;
    return work.contacts.find((contact) => contactKey(contact) === chosen);
  }

  /** @param {Work} work @param {Contact | undefined} contact */
  #choose(work, contact) {
    work.chosen = contact && contactKey(contact);
    work.related = proposed(contact?.additionalInfo ?? {}, this.office.platform(contact?.platform));
  }

  /** Calls that nobody could be asked about, once somebody can. */
  lookupMissed() {
    for (const call of this.state.calls) {
      const work = this.work(keyOf(call));
      if (work.log.state === 'none' && (work.lookup !== 'done' || !work.contacts.length))
        this.lookup(keyOf(call));
    }
  }

  /** @param {string} key @param {string} contact */
  choose(key, contact) {
    const work = this.work(key);
    const found = work.contacts.find((one) => contactKey(one) === contact);
    if (found) this.#choose(work, found);
    this.outside.changed();
  }

  /** @param {string} key @param {string} kind @param {string[]} ids */
  relate(key, kind, ids) {
    const work = this.work(key);
    const chosen = work.contacts.find((contact) => contactKey(contact) === work.chosen);
    work.related = picked(work.related, kind, ids, this.office.platform(chosen?.platform));
    this.outside.changed();
  }

  /**
   * @param {string} key
   * @param {{account: string, name: string, type: string, fields?: Record<string, string>}} form
   */
  async createContact(key, form) {
    const work = this.work(key);
    const connection = this.office.connection(form.account);
    const number = this.view(key)?.far.number;
    if (!connection || !number) return;
    work.creating = true;
    work.createError = work.createField = undefined;
    this.outside.changed();
    try {
      const made = await this.office.link.request(
        'contact.create',
        {
          jwtToken: connection.jwtToken,
          phoneNumber: number,
          newContactName: form.name,
          ...(form.type ? { newContactType: form.type } : {}),
          ...(Object.keys(form.fields ?? {}).length ? { additionalSubmission: form.fields } : {}),
        },
        createDeadline,
      );
      const contact = withAccount({
        ...made.contact,
        platform: connection.platform,
        jwtToken: connection.jwtToken,
      });
      work.contacts = [contact];
      work.lookup = 'done';
      this.#choose(work, contact);
      this.office.say(made.returnMessage);
    } catch (fault) {
      const { message, name, field } = /** @type {import('./host_link.js').HostError} */ (fault);
      work.createError = message || name;
      work.createField = field;
    }
    work.creating = false;
    this.outside.changed();
  }

  /** The card is put away; the call stays in the list. @param {string} key */
  dismiss(key) {
    if (!this.state.dismissed.includes(key)) this.state.dismissed.push(key);
    this.outside.changed();
  }

  /** @param {string} id */
  platformName(id) {
    return this.office.platform(id)?.name ?? id;
  }
}

/**
 * Tokens are not written to disk: the contact remembers whose it is, not the key to it.
 * @param {any} contact
 * @returns {Contact}
 */
export function withAccount({ jwtToken, ...contact }) {
  return { ...contact, id: String(contact.id), account: accountOfToken(String(jwtToken ?? '')) };
}
