// Keeps what a phone shows that our own page hosts: the mark of a call's log, and who of several was picked.
import { viewOf } from '../core/call_view.js';
import { lookAgain, pick } from '../softphones/ringcentral_service.js';

export class PhoneMarks {
  /** What the phones were told, by call. @type {Map<string, {log: string, chosen: string | undefined}>} */
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
      const now = { log: `${work.log.state} ${work.log.logId ?? ''}`, chosen: work.chosen };
      const before = this.#told.get(view.key);
      this.#told.set(view.key, now);
      if (!before) return [];
      const picked = now.chosen && before.chosen !== now.chosen && work.contacts.length > 1;
      return [
        ...(before.log === now.log ? [] : [lookAgain([view.session])]),
        ...(picked ? [pick(call.first.session, String(now.chosen))] : []),
      ];
    });
    for (const message of messages) await this.lines.tell(phone, message);
  }
}
