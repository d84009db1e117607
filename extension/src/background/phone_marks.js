// Keeps what a phone shows that our own page hosts: the mark of a call's log, who it is, and who
// of several was picked. A phone that waits for the record of a call is told of it, or why there is none.
import { api } from '../browser.js';
import { viewOf } from '../core/call_view.js';
import { contactKey } from '../core/contact.js';
import { recordFailed, recordMade } from '../softphones/calling_extensions.js';
import { askAgain, lookAgain, pick } from '../softphones/ringcentral_service.js';

/** @typedef {import('./lines.js').Line} Line */

/** @param {string} [fault] its name, or words */
const words = (fault = '') => (/^\w+$/.test(fault) && api.i18n.getMessage(`fault_${fault}`)) || fault;

export class PhoneMarks {
  /**
   * What the phones were told, by call.
   * @type {Map<string, {log: string, chosen: string | undefined, people: string | undefined}>}
   */
  #told = new Map();

  /** @param {import('./desk.js').Desk} desk @param {import('./lines.js').Lines} lines */
  constructor(desk, lines) {
    this.desk = desk;
    this.lines = lines;
  }

  /** Something on the desk changed: a phone that asks anew learns it, so the first time nothing is told. */
  async show() {
    for (const phone of this.lines.known.filter((one) => one.hosted)) {
      const messages = phone.provider === 'ringcentral' ? this.#marks(phone) : this.#records(phone);
      for (const message of messages) await this.lines.tell(phone, message);
    }
  }

  /** @param {Line} phone that waits for records @returns {object[]} */
  #records(phone) {
    const messages = this.desk.state.calls.flatMap((call) => {
      const { key, provider, origin } = viewOf(call);
      const work = this.desk.state.work[key];
      if (provider !== phone.provider || origin !== phone.origin || !work?.phoneTold) return [];
      const { state, logId, error } = work.log;
      const made = ['logged', 'existing'].includes(state) && logId;
      const news = made ? 'made' : state === 'failed' ? 'failed' : work.phoneTold;
      if (news === work.phoneTold) return [];
      work.phoneTold = news;
      const { session } = call.first;
      return [made ? recordMade(session, String(logId)) : recordFailed(session, words(error))];
    });
    if (messages.length) this.desk.outside.changed(); // what they were told is kept
    return messages;
  }

  /** @param {Line} phone @returns {object[]} */
  #marks(phone) {
    return this.desk.state.calls.flatMap((call) => {
      const view = viewOf(call);
      const work = this.desk.state.work[view.key];
      if (view.provider !== phone.provider || view.origin !== phone.origin || !work) return [];
      const now = {
        log: `${work.log.state} ${work.log.logId ?? ''}`,
        chosen: work.chosen,
        people: work.lookup === 'done' ? work.contacts.map(contactKey).join() : undefined,
      };
      const before = this.#told.get(view.key);
      this.#told.set(view.key, now);
      if (!before) return [];
      // It asked when the call rang; now somebody was made for the number, or is not there any more.
      const others = before.people !== undefined && now.people !== undefined && before.people !== now.people;
      const picked = now.chosen && before.chosen !== now.chosen && work.contacts.length > 1;
      return [
        ...(before.log === now.log ? [] : [lookAgain([view.session])]),
        ...(others && view.far.number ? [askAgain(view.far.number)] : []),
        ...(picked ? [pick(call.first.session, String(now.chosen))] : []),
      ];
    });
  }
}
