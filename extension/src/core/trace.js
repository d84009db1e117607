// When a call went through which hands: from the phone's word until its caller's name was on the screen. All
// hands' clocks are that of this computer, in milliseconds. Pure.

/** @typedef {import('../types').Trace} Trace */

/** In the order of a call's way. */
export const steps = /** @type {const} */ (['phone', 'received', 'asked', 'answered', 'painted']);
/** @typedef {typeof steps[number]} Step */
const most = 50;

/** A call's id in a trace: the real one may hold somebody's number. @param {string} key */
export function traceId(key) {
  let hash = 0x811c9dc5;
  for (const character of key) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * Each step counts once, and only behind the one before it: a name that is asked for again was on the screen
 * long ago. Only a phone's word begins a trace.
 * @param {Trace[]} traces changed in place, the oldest first
 * @param {string} call as traceId has it @param {Step} step @param {number} at epoch ms
 * @returns {boolean} whether that was news
 */
export function mark(traces, call, step, at) {
  const trace = traces.find((one) => one.call === call);
  const before = steps[steps.indexOf(step) - 1];
  if (!trace || trace.marks[step] !== undefined) return false;
  if (before && trace.marks[before] === undefined) return false;
  trace.marks[step] = at;
  return true;
}

/**
 * A phone said something about a call.
 * @param {Trace[]} traces @param {string} call @param {string} provider
 * @param {number} phone when the phone's page heard it @param {number} received when we did
 * @returns {boolean} it is the first word
 */
export function begin(traces, call, provider, phone, received) {
  if (traces.some((one) => one.call === call)) return false;
  traces.push({ call, provider, marks: { phone: Math.min(phone, received), received } });
  traces.splice(0, traces.length - most);
  return true;
}

/**
 * The stretches between the marks that are there.
 * @param {Trace} trace @returns {{step: Step, from: number, ms: number}[]} `from` counts from the first mark
 */
export function stretches({ marks }) {
  const seen = steps.filter((step) => marks[step] !== undefined);
  const start = marks[seen[0]] ?? 0;
  return seen.slice(1).map((step, i) => {
    const [from, to] = [marks[seen[i]] ?? 0, marks[step] ?? 0];
    return { step, from: from - start, ms: Math.max(0, to - from) };
  });
}

/** From the phone's word to the name on the screen. @param {Trace} trace @returns {number | undefined} */
export const whole = ({ marks: { phone, painted } }) =>
  phone === undefined || painted === undefined ? undefined : painted - phone;

/** @param {number[]} values @param {number} share of 1 @returns {number | undefined} */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
