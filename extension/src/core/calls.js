// Merges softphone events into calls. Pure. Each part of a Call is a set, a minimum or a register whose
// younger value wins, so that any order and any repetition of the same events gives the same calls.

/** @typedef {import('../types').Call} Call @typedef {import('../types').PhoneEvent} PhoneEvent */
/** @typedef {import('../types').Register} Register */

/** @type {Record<string, import('../types').Phase>} */
const phases = {
  'call.ringing': 'ringing',
  'call.answered': 'answered',
  'call.held': 'answered',
  'call.resumed': 'answered',
  'call.ended': 'ended',
};

/** Far more than any call has: what a page that means harm invents does not pile up. */
const mostIds = 32;
const mostMilestones = 40;

const names = /** @type {const} */ ([
  'logSession',
  'direction',
  'from',
  'to',
  'queue',
  'startedAt',
  'answeredAt',
  'endedAt',
  'declinedAt',
  'durationSec',
  'durationPending',
  'result',
  'recording',
  'recordingPending',
  'transferOf',
  'transferTo',
  'legs',
]);

/** Ids mean something within one account of one phone at one origin. @param {PhoneEvent} event */
export const scopeOf = ({ source }) => `${source.origin}|${source.provider}|${source.account}`;

/** @param {Call} call */
export const keyOf = (call) => `${call.scope}|${call.first.session}`;

/**
 * @param {Register | undefined} a
 * @param {Register} b the winner; ties go by value so that both orders agree
 */
function younger(a, b) {
  if (!a || a.stamp < b.stamp) return b;
  if (a.stamp > b.stamp) return a;
  return JSON.stringify(a.value) < JSON.stringify(b.value) ? b : a;
}

/**
 * What the event says to have happened, and on which of the agent's devices. That somebody else answered is
 * no end of a call that this agent answered on another device, so it is a thing of its own.
 * @param {PhoneEvent} event @returns {string | undefined}
 */
function milestone(event) {
  if (event.call.result === 'answered_elsewhere') return 'elsewhere';
  const phase = phases[event.type];
  return phase && event.source.device ? `${phase}@${event.source.device}` : phase;
}

/** @param {PhoneEvent} event @returns {Call} what this event alone says */
function fromEvent(event) {
  const stamp = `${event.at}#${String(event.seq).padStart(16, '0')}`;
  /** @type {Record<string, Register>} */
  const facts = {};
  for (const name of names) {
    const value = event.call[name];
    if (value !== undefined && value !== 'answered_elsewhere') facts[name] = { value, stamp };
  }
  if (event.type === 'call.held' || event.type === 'call.resumed') {
    facts.held = { value: event.type === 'call.held', stamp };
  }
  const reached = milestone(event);
  return {
    scope: scopeOf(event),
    ids: [...new Set([event.call.session, ...event.call.aliases])].sort(),
    first: { stamp, session: event.call.session },
    reached: reached ? { [reached]: event.at } : {},
    facts,
  };
}

/** @param {Call} a @param {Call} b @returns {Call} */
function join(a, b) {
  const aFirst = a.first.stamp + a.first.session <= b.first.stamp + b.first.session;
  const facts = { ...a.facts };
  for (const [name, register] of Object.entries(b.facts)) facts[name] = younger(facts[name], register);
  const reached = { ...a.reached };
  for (const [thing, at] of Object.entries(b.reached)) {
    const room = reached[thing] || Object.keys(reached).length < mostMilestones;
    if (room && !(reached[thing] <= at)) reached[thing] = at;
  }
  return {
    scope: a.scope,
    ids: [...new Set([...a.ids, ...b.ids])].slice(0, mostIds).sort(),
    first: aFirst ? a.first : b.first,
    reached,
    facts,
  };
}

/**
 * @param {readonly Call[]} calls
 * @param {PhoneEvent} event
 * @returns {Call[]} sorted by when each was first heard of
 */
export function reduce(calls, event) {
  let joined = fromEvent(event);
  const others = [];
  for (const call of calls) {
    const same = call.scope === joined.scope && call.ids.some((id) => joined.ids.includes(id));
    if (same) joined = join(joined, call);
    else others.push(call);
  }
  return [...others, joined].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** @param {Call} call */
const order = (call) => `${call.first.stamp}|${keyOf(call)}`;
