// Keeps what a phone shows that our own page hosts: the mark of a call's log, who it is, and who
// of several was picked.
import { viewOf } from '../core/call_view.js';
import { contactKey } from '../core/contact.js';
import { askAgain, lookAgain, pick } from '../softphones/ringcentral_service.js';

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
    const phone = this.lines.known.find((one) => one.hosted && one.provider === 'ringcentral');
    if (!phone) return;
    const messages = this.desk.state.calls.flatMap((call) => {
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
    for (const message of messages) await this.lines.tell(phone, message);
  }
}
