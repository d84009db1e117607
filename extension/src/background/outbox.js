// What the host's outbox holds. Much of it is about calls and conversations that are known here; the rest is
// older than what is kept here, or came from another browser.
import { isOverdue } from '../core/retries.js';

/** @typedef {import('../types').OutboxState} OutboxState */

const listDeadline = 15_000;
const tryDeadline = 20_000;
const mostPages = 5;

export class Outbox {
  #asking = false;
  #again = false;

  /**
   * @param {OutboxState} state changed in place
   * @param {import('./office.js').FrontOffice} office
   * @param {() => void} changed
   */
  constructor(state, office, changed) {
    this.state = state;
    this.office = office;
    this.changed = changed;
  }

  /** The host says that something changed. @param {{nextAttempt?: string}} told */
  learn({ nextAttempt }) {
    if (nextAttempt) this.state.tells = true;
    void this.refresh();
  }

  /** Time went by: an older host does not tell when it tries something again. @param {number} now epoch ms */
  tick(now) {
    const { entries, tells } = this.state;
    if (entries.length && (!tells || isOverdue(entries, now))) void this.refresh();
  }

  /** Asks what is there now; while that is asked, once more afterwards. */
  async refresh() {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#again) {
        this.#again = false;
        this.state.entries = await this.#list();
        this.changed();
      }
    } catch {
      // Shown is what was known; a host that is away, or older than its outbox, says so elsewhere.
    } finally {
      this.#asking = false;
    }
  }

  async #list() {
    /** @type {import('../types').Waiting[]} */
    const entries = [];
    let after;
    for (let page = 0; page < mostPages; page += 1) {
      const asked = after === undefined ? {} : { after };
      const answer = await this.office.link.request('outbox.list', asked, listDeadline);
      entries.push(...(answer.entries ?? []));
      after = answer.next;
      if (after === undefined) break;
    }
    return entries;
  }

  /** An entry is tried now, or given up. @param {string} id @param {'outbox.retry' | 'outbox.drop'} method */
  async act(id, method) {
    this.state.busy = id;
    this.changed();
    try {
      const done = await this.office.link.request(method, { id }, tryDeadline);
      this.office.say(done.returnMessage);
    } catch (fault) {
      this.office.complain(/** @type {Error} */ (fault));
    }
    this.state.busy = undefined;
    this.changed();
    await this.refresh();
  }
}
