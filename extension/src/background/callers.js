// Who is calling: asks every connection who has a caller's number, and keeps whom the agent chose or created.
import { keyOf } from '../core/calls.js';
import { viewOf } from '../core/call_view.js';
import { contactKey } from '../core/contact.js';
import { sameNumber } from '../core/fields.js';
import { mayBeWith, picked, proposed } from '../core/filing.js';
import { agreeing } from '../core/local_time.js';
import { isInternal } from '../core/log_rule.js';
import { isPageOf } from '../core/opened.js';
import { lanes } from './lanes.js';
import { makeContact } from './new_contact.js';
import { accountOf, accountOfToken } from './office.js';

/** @typedef {import('../types').Work} Work @typedef {import('../types').Contact} Contact */

const findDeadline = 15_000;
/** Of calls that are over, as a phone's history brings many; one that rings is asked about at once. */
const questionsAtATime = 6;

export class Callers {
  /** @param {import('./desk.js').Desk} desk @param {import('./office.js').FrontOffice} office */
  constructor(desk, office) {
    this.desk = desk;
    this.office = office;
    this.turn = lanes(questionsAtATime);
  }

  /** Asks every connection who has this number. @param {string} key @param {boolean} [refresh] */
  async lookup(key, refresh = false) {
    const { far = {}, phase } = this.desk.view(key) ?? {};
    if (isInternal(far) || !this.office.link.connected || !this.office.office.connections.length) return;
    const work = this.desk.work(key);
    if (refresh) work.rejected = undefined;
    work.lookup = 'asking';
    work.error = undefined;
    this.desk.outside.changed();
    this.desk.outside.mark?.(key, 'asked');
    try {
      const { number: phoneNumber, region } = far;
      const asked = { phoneNumber, ...(region ? { region } : {}), ...(refresh ? { refresh } : {}) };
      const ask = () => this.office.link.request('contact.find', asked, findDeadline);
      const found = await (phase === 'ended' && !refresh ? this.turn(ask) : ask());
      this.desk.outside.mark?.(key, 'answered');
      this.desk.spell(far, found.phoneNumber);
      this.#found(key, found);
    } catch (fault) {
      const { name, message } = /** @type {Error} */ (fault);
      work.lookup = 'failed';
      work.error = name === 'invalid_params' ? name : message || name;
    }
    this.desk.outside.changed();
    const view = this.desk.view(key);
    if (view) this.desk.outside.progressed(view);
  }

  /** @param {string} key @param {any} found */
  #found(key, found) {
    const work = this.desk.work(key);
    work.timeZones = agreeing(found.timeZones ?? [], Date.now()) ? found.timeZones : undefined;
    work.contacts = settled(work, (found.contact ?? []).map(withAccount));
    work.failures = (found.failures ?? []).map(
      (/** @type {any} */ one) => `${this.office.platformName(one.platform)}: ${one.message}`,
    );
    work.lookup = work.contacts.length || !work.failures.length ? 'done' : 'failed';
    if (work.lookup === 'failed') work.error = work.failures.join('\n');
    const chosen = work.contacts.find((contact) => contactKey(contact) === work.chosen);
    if (!chosen && work.log.state === 'none') this.#propose(key, work);
  }

  /**
   * The CRM says otherwise than the answer from the directory did, in which no related records are.
   * @param {any} told params of contact.changed
   */
  learn(told) {
    const account = accountOf(told.platform, String(told.userId));
    const contacts = told.contact.map((/** @type {any} */ one) => ({ ...withAccount(one), account }));
    for (const call of this.desk.state.calls) {
      const work = this.desk.work(keyOf(call));
      if (work.lookup !== 'done' || !sameNumber(viewOf(call).far.number, told.phoneNumber)) continue;
      const place = work.contacts.findIndex((one) => one.account === account);
      const others = work.contacts.filter((one) => one.account !== account);
      others.splice(place < 0 ? others.length : place, 0, ...contacts);
      work.contacts = settled(work, others);
      const chosen = work.contacts.find((contact) => contactKey(contact) === work.chosen);
      const picked = chosen && Object.values(work.related).some((ids) => ids.length);
      if (work.log.state !== 'none' || picked) continue;
      if (chosen) this.#choose(work, chosen, work.confirmed);
      else this.#propose(keyOf(call), work);
    }
    this.desk.outside.changed();
  }

  /**
   * Who always is at this number, who was chosen for the call that this one continues, or else the first.
   * @param {string} key @param {Work} work
   */
  #propose(key, work) {
    const regular = this.#regular(key, work);
    if (regular) return this.#choose(work, regular, true);
    const { transferOf = '', origin = '' } = this.desk.view(key) ?? {};
    const before = this.desk.called(transferOf, origin);
    const { chosen, confirmed } = (before && this.desk.state.work[keyOf(before)]) ?? {};
    const known = work.contacts.find((contact) => contactKey(contact) === chosen);
    this.#choose(work, known ?? work.contacts[0], known && confirmed);
  }

  /** @param {Work} work @param {Contact | undefined} contact @param {boolean} [confirmed] by the person */
  #choose(work, contact, confirmed) {
    work.chosen = contact && contactKey(contact);
    work.confirmed = confirmed;
    work.related = proposed(contact?.additionalInfo ?? {}, this.office.platform(contact?.platform));
  }

  /** @param {string} key @param {Work} work @returns {Contact | undefined} */
  #regular(key, work) {
    const known = this.desk.outside.regulars?.of(this.desk.view(key)?.far.number);
    if (!known || work.rejected?.includes(contactKey(known))) return undefined;
    const found = work.contacts.find((one) => contactKey(one) === contactKey(known));
    if (!found && !this.office.connection(known.account)) return undefined;
    if (!found) work.contacts.push({ ...known, linked: true });
    work.regular = contactKey(known);
    return found ?? work.contacts[work.contacts.length - 1];
  }

  /**
   * The agent says who it is, though the CRM does not know the number.
   * @param {string} key @param {Contact} contact
   */
  link(key, contact) {
    const work = this.desk.work(key);
    if (!this.#mayBeWith(contact.account, work)) return;
    const others = work.contacts.filter((one) => contactKey(one) !== contactKey(contact));
    work.contacts = [...others, { ...contact, linked: true }];
    work.rejected = work.rejected?.filter((one) => one !== contactKey(contact));
    work.lookup = 'done';
    this.#choose(work, work.contacts[work.contacts.length - 1], true);
    this.desk.outside.changed();
  }

  /** The agent says that it is not the one who is chosen. @param {string} key */
  reject(key) {
    const work = this.desk.work(key);
    if (!work.chosen || !['none', 'failed'].includes(work.log.state)) return;
    work.rejected = [...(work.rejected ?? []), work.chosen];
    if (work.regular === work.chosen) this.remember(key, false);
    work.contacts = settled(work, work.contacts);
    this.#choose(work, undefined);
    this.desk.outside.changed();
  }

  /** The one who is chosen always is at this number. @param {string} key @param {boolean} on */
  remember(key, on) {
    const work = this.desk.work(key);
    const number = this.desk.view(key)?.far.number;
    const contact = work.contacts.find((one) => contactKey(one) === work.chosen);
    if (!number || !contact) return;
    work.regular = on ? work.chosen : undefined;
    if (on) this.desk.outside.regulars?.remember(number, contact);
    else this.desk.outside.regulars?.forget(number);
    this.desk.outside.changed();
  }

  /** Calls that nobody could be asked about, once somebody can. */
  lookupMissed() {
    for (const call of this.desk.state.calls) {
      const work = this.desk.work(keyOf(call));
      if (work.log.state === 'none' && (work.lookup !== 'done' || !work.contacts.length))
        this.lookup(keyOf(call));
    }
  }

  /**
   * The person opened a page in the CRM: the one of several callers whose it is will be proposed, unless
   * something was picked by hand.
   * @param {string} url @returns {string[]} the calls to which that was new
   */
  open(url) {
    const keys = this.desk.state.calls.map(keyOf).filter((key) => {
      const work = this.desk.work(key);
      const contact = this.#isUndecided(work) && work.contacts.find((one) => isPageOf(url, one.url));
      if (!contact || work.opened === contactKey(contact)) return false;
      if (work.chosen !== contactKey(contact)) this.#choose(work, contact);
      work.opened = work.chosen;
      return true;
    });
    if (keys.length) this.desk.outside.changed();
    return keys;
  }

  /** Nobody picked who of several it is, nor what the call is about. @param {Work} work */
  #isUndecided({ contacts, chosen, confirmed, related, log }) {
    if (contacts.length < 2 || confirmed || log.state !== 'none') return false;
    const contact = contacts.find((one) => contactKey(one) === chosen);
    const before = proposed(contact?.additionalInfo ?? {}, this.office.platform(contact?.platform));
    return JSON.stringify(related) === JSON.stringify(before);
  }

  /** @param {string} key @param {string} contact */
  choose(key, contact) {
    const work = this.desk.work(key);
    const found = work.contacts.find((one) => contactKey(one) === contact);
    if (found && this.#mayBeWith(found.account, work)) this.#choose(work, found, true);
    this.desk.outside.changed();
  }

  /** @param {string} account of a contact @param {Work} work */
  #mayBeWith(account, { log }) {
    return mayBeWith(account, log, this.office.platform(account.split('|')[0]));
  }

  /** @param {string} key @param {string} kind @param {string[]} ids */
  relate(key, kind, ids) {
    const work = this.desk.work(key);
    const chosen = work.contacts.find((contact) => contactKey(contact) === work.chosen);
    work.related = picked(work.related, kind, ids, this.office.platform(chosen?.platform));
    this.desk.outside.changed();
  }

  /** @param {string} key @param {import('./new_contact.js').ContactForm} form */
  async createContact(key, form) {
    const work = this.desk.work(key);
    if (!this.#mayBeWith(form.account, work)) return;
    const changed = () => this.desk.outside.changed();
    const contact = await makeContact(this.office, this.desk.view(key)?.far, form, work, changed);
    if (!contact) return;
    const others = work.log.state === 'none' ? [] : work.contacts; // it may stay with one of them
    work.contacts = [...others.filter((one) => contactKey(one) !== contactKey(contact)), contact];
    work.lookup = 'done';
    this.#choose(work, contact, true);
    changed();
  }
}

/**
 * Those who were found, and those whom the agent linked, but for whom the agent said it is not.
 * @param {Work} work @param {Contact[]} found
 */
function settled(work, found) {
  const known = new Set(found.map(contactKey));
  const linked = work.contacts.filter((one) => one.linked && !known.has(contactKey(one)));
  return [...found, ...linked].filter((one) => !work.rejected?.includes(contactKey(one)));
}

/**
 * Tokens are not written to disk: the contact remembers whose it is, not the key to it.
 * @param {any} contact
 * @returns {Contact}
 */
export function withAccount({ jwtToken, ...contact }) {
  return { ...contact, id: String(contact.id), account: accountOfToken(String(jwtToken ?? '')) };
}
