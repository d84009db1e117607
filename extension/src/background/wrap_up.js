// Calls that log themselves. Each waits its seconds, which begin again whenever somebody works on it; once
// they are over it is decided anew. What is due is kept, so that neither a killed worker nor a closed browser
// forgets a call; the alarm looks after what no timer does.
import { decide } from '../core/log_rule.js';

const more = 60_000;
/** Between calls that ended unheard, which come all at once. */
const apart = 5_000;

export class WrapUp {
  /** @type {any} */ #timer = undefined;

  /**
   * @param {Record<string, number>} due when a call logs itself (epoch ms), changed in place
   * @param {object} parts
   * @param {import('./desk.js').Desk} parts.desk
   * @param {{log: (key: string, note: string) => Promise<void>}} parts.logbook
   * @param {{values: import('../types').Settings}} parts.settings
   * @param {object} outside
   * @param {() => void} outside.changed
   * @param {(key: string) => Promise<string>} outside.noteOf
   * @param {() => number} [outside.now]
   */
  constructor(due, parts, outside) {
    this.due = due;
    this.parts = parts;
    this.outside = outside;
  }

  #now() {
    return (this.outside.now ?? Date.now)();
  }

  /** Whether a call logs itself, by what is known now. @param {string} key */
  #logsItself(key) {
    const view = this.parts.desk.view(key);
    if (!view) return false;
    const work = this.parts.desk.work(key);
    return work.log.state === 'none' && decide(view, work, this.parts.settings.values).act === 'log';
  }

  /** Something became of a call. @param {string} key */
  consider(key) {
    if (!(key in this.due) && this.#logsItself(key)) this.#wait(key);
  }

  /** Something was learned, or set otherwise: a call may not log itself any more. */
  review() {
    const gone = Object.keys(this.due).filter((key) => !this.#logsItself(key));
    for (const key of gone) delete this.due[key];
    if (gone.length) this.outside.changed();
  }

  /** Somebody works on a call. @param {string} key */
  touch(key) {
    if (key in this.due) this.#wait(key);
  }

  /** The person wants more time. @param {string} key */
  extend(key) {
    if (key in this.due) this.#set(key, this.due[key] + more);
  }

  /** The person logs it later. @param {string} key */
  later(key) {
    this.parts.desk.work(key).later = true;
    this.parts.desk.outside.changed();
  }

  /** The person does not want it logged. @param {string} key */
  skip(key) {
    this.parts.desk.work(key).skipped = true;
    this.parts.desk.outside.changed();
  }

  /** @param {string} key */
  #wait(key) {
    const soon = this.#now() + this.parts.settings.values.wrapUpSeconds * 1000;
    const last = Math.max(0, ...Object.values(this.due));
    const due = this.parts.desk.work(key).unheard ? Math.max(soon, last + apart) : soon;
    if (!(this.due[key] >= due)) this.#set(key, due); // also where there is none yet
  }

  /** @param {string} key @param {number} due */
  #set(key, due) {
    this.due[key] = due;
    this.outside.changed();
    this.#schedule();
  }

  #schedule() {
    clearTimeout(this.#timer);
    const next = Math.min(...Object.values(this.due));
    if (!Number.isFinite(next)) return;
    this.#timer = setTimeout(() => void this.tick(), Math.max(0, next - this.#now()));
  }

  /** Logs what is due. */
  async tick() {
    const now = this.#now();
    this.review();
    const over = Object.keys(this.due).filter((key) => this.due[key] <= now);
    for (const key of over) delete this.due[key];
    if (over.length) this.outside.changed();
    for (const key of over) await this.parts.logbook.log(key, await this.outside.noteOf(key));
    this.#schedule();
  }
}
