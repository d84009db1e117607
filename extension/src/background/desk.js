// The agent's desk: takes softphone events and keeps the list of calls. Who is calling is in callers.js, what
// is logged in logbook.js.
import { keyOf, reduce, scopeOf } from '../core/calls.js';
import { viewOf } from '../core/call_view.js';
import { isInternal } from '../core/log_rule.js';
import { Callers } from './callers.js';

/** @typedef {import('../types').Desk} DeskState @typedef {import('../types').Work} Work */
/** @typedef {import('../types').CallView} CallView @typedef {import('../types').Call} Call */

/** Epoch ms: the page heard it, we heard it. @typedef {{phone: number, received: number}} Times */

const keptCalls = 60;
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

export class Desk {
  /**
   * @param {DeskState} state changed in place
   * @param {import('./office.js').FrontOffice} office
   * @param {object} outside
   * @param {() => void} outside.changed
   * @param {(key: string) => void} outside.forget a call fell off the list
   * @param {(from: string, to: string) => void} outside.moveNote two calls turned out to be one
   * @param {(view: CallView) => void} outside.progressed a call rang, was answered or ended
   * @param {import('./regulars.js').Regulars} [outside.regulars]
   * @param {(view: CallView, times: Times) => void} [outside.heard] a phone spoke of a call
   * @param {(key: string, step: 'asked' | 'answered') => void} [outside.mark] the host is asked, and answered
   */
  constructor(state, office, outside) {
    this.state = state;
    this.outside = outside;
    this.callers = new Callers(this, office);
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

  /** @param {import('../types').PhoneEvent} event @param {Times} [times] */
  take(event, times) {
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
    if (times) this.outside.heard?.(view, times);
    if (work.lookup === 'none' && !isInternal(view.far)) this.callers.lookup(view.key);
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

  /** Something of it is still to be sent. @param {Call} call */
  #owed(call) {
    const { log } = this.work(keyOf(call));
    return ['held', 'saving', 'waiting'].includes(log.state) || Boolean(log.pending);
  }

  #prune() {
    while (this.state.calls.length > keptCalls) {
      const done = (/** @type {Call} */ call) => viewOf(call).phase === 'ended' && !this.#owed(call);
      const oldest = this.state.calls.findIndex(done);
      if (oldest < 0) break;
      const [call] = this.state.calls.splice(oldest, 1);
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

  /** The card is put away; the call stays in the list. @param {string} key */
  dismiss(key) {
    if (!this.state.dismissed.includes(key)) this.state.dismissed.push(key);
    this.outside.changed();
  }
}
