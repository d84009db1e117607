// The agent's desk: takes softphone events and keeps the list of calls. Who is calling is in callers.js, what
// is logged in logbook.js.
import { keyOf, reduce, scopeOf } from '../core/calls.js';
import { viewOf } from '../core/call_view.js';
import { partiesOf } from '../core/region.js';
import { joinedWork } from '../core/joined_work.js';
import { spareCall } from '../core/keeping.js';
import { endedUnheard, isInternal } from '../core/log_rule.js';
import { isUnsent } from '../core/notes.js';
import { isTest } from '../core/test_call.js';
import { Callers } from './callers.js';

/** @typedef {import('../types').Desk} DeskState @typedef {import('../types').Work} Work */
/** @typedef {import('../types').CallView} CallView @typedef {import('../types').Call} Call */

/** Epoch ms: the page heard it, we heard it. @typedef {{phone: number, received: number}} Times */

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
  /** @type {Map<string, string>} keys of calls that turned out to be others, for what is under way */
  #moved = new Map();

  /**
   * @param {DeskState} state changed in place
   * @param {import('./office.js').FrontOffice} office
   * @param {object} outside
   * @param {() => void} outside.changed
   * @param {(key: string) => void} outside.forget a call fell off the list
   * @param {(from: string, to: string) => void} outside.moveNote two calls turned out to be one
   * @param {(view: CallView) => void} outside.progressed a call rang, was answered or ended
   * @param {import('./regulars.js').Regulars} [outside.regulars]
   * @param {import('./numbers.js').Numbers} [outside.numbers]
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
    const now = this.keyNow(key);
    const call = this.state.calls.find((one) => keyOf(one) === now);
    return call && viewOf(call);
  }

  /** What a call goes by now. @param {string} key that it went by once @returns {string} */
  keyNow(key) {
    const next = this.#moved.get(key);
    return next === undefined ? key : this.keyNow(next);
  }

  /** @param {string} key @returns {Work} */
  work(key) {
    return (this.state.work[this.keyNow(key)] ??= freshWork());
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
    const merged = [...before].filter((key) => !after.has(key));
    for (const gone of merged) this.#merge(gone, view.key);
    this.#prune();
    const work = this.work(view.key);
    const fresh = !before.has(view.key) && !merged.length;
    if (view.phase !== 'ringing') work.reach = undefined;
    if (times && fresh) work.unheard = endedUnheard(view, times.received) || undefined;
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
    if (old) this.state.work[kept] = known ? joinedWork(known, old) : old;
    this.#moved.delete(kept);
    this.#moved.set(gone, kept);
    if (this.state.dismissed.includes(gone)) this.dismiss(kept);
    this.outside.moveNote(gone, kept);
  }

  #prune() {
    const workOn = (/** @type {Call} */ call) => this.work(keyOf(call));
    for (let spare; (spare = spareCall(this.state.calls, workOn)); ) {
      const { call, missed } = spare;
      if (missed) this.state.dropped = (this.state.dropped ?? 0) + 1;
      this.#count(call);
      this.state.calls = this.state.calls.filter((one) => one !== call);
      delete this.state.work[keyOf(call)];
      this.outside.forget(keyOf(call));
    }
    const keys = new Set(this.state.calls.map(keyOf));
    this.state.dismissed = this.state.dismissed.filter((key) => keys.has(key));
  }

  /** A call of today that is not kept is one of today's all the same. @param {Call} call */
  #count(call) {
    const [view, today] = [viewOf(call), new Date(Date.now()).toDateString()];
    if (isTest(view) || new Date(view.startedAt).toDateString() !== today) return;
    const { past } = this.state;
    const { calls, logged } = past?.day === today ? past : { calls: 0, logged: 0 };
    const more = ['queued', 'logged', 'existing'].includes(this.work(view.key).log.state) ? 1 : 0;
    this.state.past = { day: today, calls: calls + 1, logged: logged + more };
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
      if (view.phase !== 'ended' && (all || age > longest)) {
        this.work(view.key).unheard = true;
        this.#say(call, 'call.ended', at, {});
      } else if (view.phase === 'ended' && view.durationSec === undefined) this.#settle(call, view, now);
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

  /** The agent declined it here: its phone may end it without a word about that. @param {string} key */
  decline(key) {
    const call = this.state.calls.find((one) => keyOf(one) === this.keyNow(key));
    if (!call) return;
    const now = new Date(Date.now()).toISOString();
    this.#say(call, 'call.updated', now, { declinedAt: now });
  }

  /**
   * The call that goes by an id of the phone's; ids mean something at one origin only.
   * @param {string} id @param {string} origin
   */
  called(id, origin) {
    return this.state.calls.find((call) => call.scope.startsWith(`${origin}|`) && call.ids.includes(id));
  }

  /**
   * The host read a number: from now on it is written so, in every call.
   * @param {import('../types').Party} party as it was asked about @param {unknown} full
   */
  spell(party, full) {
    const { numbers } = this.outside;
    if (!numbers?.learn({ ...party }, full)) return;
    for (const { facts } of this.state.calls) {
      const values = Object.entries(facts).map(([name, { value }]) => [name, value]);
      for (const one of partiesOf(Object.fromEntries(values))) numbers.spell(one);
    }
  }

  /** Somebody wrote its note. @param {string} key @param {string} note */
  note(key, note) {
    const work = this.state.work[key];
    const [noted, unsent] = [Boolean(note), Boolean(work && isUnsent(work.log, note))];
    if (!work || (Boolean(work.noted) === noted && Boolean(work.unsent) === unsent)) return;
    Object.assign(work, { noted: noted || undefined, unsent: unsent || undefined });
    this.outside.changed();
  }

  /** The card is put away; the call stays in the list. @param {string} key */
  dismiss(key) {
    if (!this.state.dismissed.includes(key)) this.state.dismissed.push(key);
    this.outside.changed();
  }
}
