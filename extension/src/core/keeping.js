// What may be forgotten once there is more than is kept: what is settled first, what still waits for somebody
// only when there is far too much of it, what was written or asked for never. Pure.
import { viewOf } from './call_view.js';
import { isSettled } from './follow_up.js';
import { whyNot } from './log_rule.js';

/** @typedef {import('../types').Call} Call @typedef {import('../types').Work} Work */

const keptCalls = 60;
/** With those that nobody has logged yet. */
const mostCalls = 200;

const written = new Set(['logged', 'existing', 'queued']);

/** @param {Call} call @param {Work} work @returns {'settled' | 'open' | 'owed'} */
function standing(call, work) {
  const view = viewOf(call);
  const { log } = work;
  if (view.phase !== 'ended' || (work.followUp && !isSettled(work.followUp))) return 'owed';
  const { pending, moving, undone, revoke, conflict, gone } = log;
  const lacking = pending || moving || undone || revoke || conflict || gone || work.unsent;
  if (written.has(log.state)) return lacking ? 'owed' : 'settled';
  const bare = log.state === 'failed' && !log.request?.note && !work.noted;
  if (log.state !== 'none') return bare ? 'open' : 'owed';
  if (work.skipped || whyNot(view)) return 'settled';
  return work.noted ? 'owed' : 'open';
}

/** @param {Call} call */
const originOf = (call) => call.scope.split('|')[0];

/** The origin that told of most. @param {Call[]} calls */
function busiest(calls) {
  /** @type {Map<string, number>} */ const counts = new Map();
  for (const call of calls) counts.set(originOf(call), (counts.get(originOf(call)) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/**
 * The call to forget next, if any, and whether somebody will miss it.
 * @param {Call[]} calls the oldest first @param {(call: Call) => Work} workOn
 * @returns {{call: Call, missed: boolean} | undefined}
 */
export function spareCall(calls, workOn) {
  if (calls.length <= keptCalls) return undefined;
  const most = busiest(calls);
  // A page that tells of many calls pushes out its own before anybody else's.
  const inTurn = [...calls].sort((a, b) => Number(originOf(b) === most) - Number(originOf(a) === most));
  const first = (/** @type {string} */ one) => inTurn.find((call) => standing(call, workOn(call)) === one);
  const settled = first('settled');
  if (settled) return { call: settled, missed: false };
  const open = calls.length > mostCalls ? first('open') : undefined;
  return open && { call: open, missed: true };
}
