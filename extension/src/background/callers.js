// Who is calling: asks every connection who has a caller's number, and keeps whom the agent chose or created.
import { keyOf } from '../core/calls.js';
import { viewOf } from '../core/call_view.js';
import { contactKey } from '../core/contact.js';
import { sameNumber } from '../core/fields.js';
import { picked, proposed } from '../core/filing.js';
import { isInternal } from '../core/log_rule.js';
import { accountOf, accountOfToken } from './office.js';

/** @typedef {import('../types').Work} Work @typedef {import('../types').Contact} Contact */

const findDeadline = 15_000;
const createDeadline = 30_000;

export class Callers {
  /** @param {import('./desk.js').Desk} desk @param {import('./office.js').FrontOffice} office */
  constructor(desk, office) {
    this.desk = desk;
    this.office = office;
  }

  /** Asks every connection who has this number. @param {string} key @param {boolean} [refresh] */
  async lookup(key, refresh = false) {
    const far = this.desk.view(key)?.far ?? {};
    const number = far.number;
    if (isInternal(far) || !this.office.link.connected || !this.office.office.connections.length) return;
    const work = this.desk.work(key);
    work.lookup = 'asking';
    work.error = undefined;
    this.desk.outside.changed();
    this.desk.outside.mark?.(key, 'asked');
    try {
      const found = await this.office.link.request(
        'contact.find',
        { phoneNumber: number, ...(refresh ? { refresh } : {}) },
        findDeadline,
      );
      this.desk.outside.mark?.(key, 'answered');
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
    work.contacts = (found.contact ?? []).map(withAccount);
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
      work.contacts = work.contacts.filter((one) => one.account !== account);
      work.contacts.splice(place < 0 ? work.contacts.length : place, 0, ...contacts);
      const chosen = work.contacts.find((contact) => contactKey(contact) === work.chosen);
      const picked = chosen && Object.values(work.related).some((ids) => ids.length);
      if (work.log.state !== 'none' || picked) continue;
      if (chosen) this.#choose(work, chosen, work.confirmed);
      else this.#propose(keyOf(call), work);
    }
    this.desk.outside.changed();
  }

  /**
   * Who was chosen for the call that this one continues, or else the first.
   * @param {string} key @param {Work} work
   */
  #propose(key, work) {
    const before = this.desk.called(this.desk.view(key)?.transferOf ?? '');
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

  /** Calls that nobody could be asked about, once somebody can. */
  lookupMissed() {
    for (const call of this.desk.state.calls) {
      const work = this.desk.work(keyOf(call));
      if (work.log.state === 'none' && (work.lookup !== 'done' || !work.contacts.length))
        this.lookup(keyOf(call));
    }
  }

  /** @param {string} key @param {string} contact */
  choose(key, contact) {
    const work = this.desk.work(key);
    const found = work.contacts.find((one) => contactKey(one) === contact);
    if (found) this.#choose(work, found, true);
    this.desk.outside.changed();
  }

  /** @param {string} key @param {string} kind @param {string[]} ids */
  relate(key, kind, ids) {
    const work = this.desk.work(key);
    const chosen = work.contacts.find((contact) => contactKey(contact) === work.chosen);
    work.related = picked(work.related, kind, ids, this.office.platform(chosen?.platform));
    this.desk.outside.changed();
  }

  /**
   * @param {string} key
   * @param {{account: string, name: string, type: string, fields?: Record<string, string>}} form
   */
  async createContact(key, form) {
    const work = this.desk.work(key);
    const connection = this.office.connection(form.account);
    const number = this.desk.view(key)?.far.number;
    if (!connection || !number) return;
    work.creating = true;
    work.createError = work.createField = undefined;
    this.desk.outside.changed();
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
      this.#choose(work, contact, true);
      this.office.say(made.returnMessage);
    } catch (fault) {
      const { message, name, field } = /** @type {import('./host_link.js').HostError} */ (fault);
      work.createError = message || name;
      work.createField = field;
    }
    work.creating = false;
    this.desk.outside.changed();
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
