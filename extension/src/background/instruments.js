// Measures: when each call went through which hands, and what passed between the extension, the host and the
// phones. Kept until the browser closes, and only what core/redact.js lets through.
import { providerWord, redacted } from '../core/redact.js';
import { begin, mark, traceId } from '../core/trace.js';

/** @typedef {import('../types').Trace} Trace @typedef {import('../types').Traffic} Traffic */

const mostMessages = 200;
const writeAfter = 200;

export class Instruments {
  /** @type {any} */ #writing = undefined;

  /**
   * @param {{traces: Trace[], traffic: Traffic[]}} kept changed in place
   * @param {() => void} changed called once for many changes
   */
  constructor(kept, changed) {
    this.kept = kept;
    this.changed = changed;
  }

  /** Writing takes time that a ringing call needs, and nobody waits for it. */
  #later() {
    this.#writing ??= setTimeout(() => this.write(), writeAfter);
  }

  /** Writes now, for somebody who looks. */
  write() {
    clearTimeout(this.#writing);
    this.#writing = undefined;
    this.changed();
  }

  /** @param {Traffic} message */
  saw(message) {
    this.kept.traffic.push(redacted(message));
    this.kept.traffic.splice(0, this.kept.traffic.length - mostMessages);
    this.#later();
  }

  /** @param {import('../types').CallView} view @param {import('./desk.js').Times} times */
  heard(view, { phone, received }) {
    const provider = providerWord(view.provider);
    if (begin(this.kept.traces, traceId(view.key), provider, phone, received)) this.#later();
  }

  /** @param {string} key of a call @param {import('../core/trace.js').Step} step @param {number} [at] */
  mark(key, step, at = Date.now()) {
    if (mark(this.kept.traces, traceId(key), step, at)) this.#later();
  }
}
