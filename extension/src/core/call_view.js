// What a Call means: who, how long, how it ended; and the record of it that the host logs. Pure.
import { keyOf } from './calls.js';
import { isTest } from './test_call.js';

/** @typedef {import('../types').Call} Call @typedef {import('../types').CallView} CallView */

/** @param {string | undefined} from @param {string | undefined} to */
function seconds(from, to) {
  return from && to ? Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000)) : undefined;
}

/** When a thing first happened on any device. @param {Call} call @param {string} thing */
const onAny = (call, thing) =>
  Object.entries(call.reached)
    .filter(([name]) => name.split('@')[0] === thing)
    .map(([, at]) => at)
    .sort()[0];

/** The devices that have the call: those that answered, or else every one that rang. @param {Call} call */
function holdersOf({ reached }) {
  const devices = [...new Set(Object.keys(reached).map((name) => name.split('@')[1] ?? ''))];
  const talking = devices.filter((device) => device && reached[`answered@${device}`]);
  return talking.length ? talking : devices;
}

/**
 * A call is over when the phone says so for all devices, when somebody else took it, or when the devices that
 * have it have all put it down.
 * @param {Call} call @param {boolean} answered by this agent
 */
function isOver(call, answered) {
  const { reached, facts } = call;
  if (reached.ended || facts.endedAt || (reached.elsewhere && !answered)) return true;
  return holdersOf(call).every((device) => device && reached[`ended@${device}`]);
}

/** @param {Call} call that is over @returns {string | undefined} */
function endOf(call) {
  const said = call.facts.endedAt?.value ?? call.reached.ended;
  if (said) return String(said);
  const ends = holdersOf(call).map((device) => call.reached[`ended@${device}`] ?? '');
  return ends.sort().at(-1) || call.reached.elsewhere;
}

/** Results that cannot be when the agent did answer: one of several devices rang in vain. */
const inVain = new Set(['missed', 'rejected', 'no_answer', 'canceled']);

/**
 * A phone may say no more than that nobody answered: a call that was declined here is none that was missed.
 * @param {Call} call @param {string} direction @param {boolean} answered
 */
function resultFor(call, direction, answered) {
  const said = String(call.facts.result?.value ?? '');
  const declined = call.facts.declinedAt && !answered && !call.reached.elsewhere;
  if (declined && ['', 'missed'].includes(said)) return 'rejected';
  if (said && !(answered && inVain.has(said)) && !(said === 'missed' && call.reached.elsewhere)) return said;
  if (answered) return 'answered';
  if (call.reached.elsewhere) return 'answered_elsewhere';
  if (Number(call.facts.durationSec?.value) > 0) return 'answered';
  return direction === 'inbound' ? 'missed' : 'no_answer';
}

/**
 * Whole seconds of talk; unknown while the phone has still to tell them.
 * @param {Call} call @param {string | undefined} answeredAt @param {string | undefined} endedAt
 */
function talkOf(call, answeredAt, endedAt) {
  const said = call.facts.durationSec?.value;
  if (said !== undefined) return Number(said);
  if (call.facts.durationPending) return undefined;
  return answeredAt ? seconds(answeredAt, endedAt) : 0;
}

/** @param {Call} call @returns {CallView} */
export function viewOf(call) {
  /** @param {string} name @returns {any} */
  const fact = (name) => call.facts[name]?.value;
  const direction = fact('direction') ?? 'inbound';
  const answeredAt = fact('answeredAt') ?? onAny(call, 'answered');
  const answered = Boolean(answeredAt);
  const ringing = onAny(call, 'ringing');
  const over = isOver(call, answered) || !(answeredAt || ringing);
  const phase = over ? 'ended' : answeredAt ? 'answered' : 'ringing';
  const endedAt = over ? endOf(call) : undefined;
  const result = over ? resultFor(call, direction, answered) : '';
  const [origin, provider] = call.scope.split('|');
  return {
    key: keyOf(call),
    session: fact('logSession') ?? call.first.session,
    direction,
    phase,
    provider,
    origin,
    startedAt: fact('startedAt') ?? ringing ?? answeredAt ?? call.first.stamp.split('#')[0],
    answeredAt,
    endedAt,
    held: phase === 'answered' && Boolean(fact('held')),
    missed: result === 'missed',
    far: (direction === 'inbound' ? fact('from') : fact('to')) ?? {},
    near: (direction === 'inbound' ? fact('to') : fact('from')) ?? {},
    queue: fact('queue') ?? '',
    durationSec: over ? talkOf(call, answeredAt, endedAt) : undefined,
    result,
    recording: fact('recording'),
    recordingPending: Boolean(fact('recordingPending')) && !fact('recording'),
    transferOf: fact('transferOf'),
    transferTo: fact('transferTo'),
    legs: fact('legs') ?? [],
  };
}

/** However shortly: a second is no less a talk for being rounded away. @param {CallView} view */
export const hasTalked = ({ answeredAt, durationSec }) => Boolean(answeredAt || durationSec);

/** The agent would not take it. @param {CallView} view */
export const isDeclined = ({ direction, result }) => direction === 'inbound' && result === 'rejected';

/** The host's words for how a call ended. @type {Record<string, string>} */
const results = {
  missed: 'Missed',
  voicemail: 'Voicemail',
  rejected: 'Rejected',
  busy: 'Busy',
  no_answer: 'No Answer',
  canceled: 'Hang Up',
  failed: 'Call Failed',
  answered_elsewhere: 'Answered Elsewhere',
};

/** @param {CallView} view */
function resultOf(view) {
  return results[view.result] ?? (view.direction === 'inbound' ? 'Accepted' : 'Call connected');
}

/** @param {import('../types').Party} party */
function hostParty(party) {
  return {
    ...(party.number ? { phoneNumber: party.number } : {}),
    ...(party.ext ? { extensionNumber: party.ext } : {}),
    ...(party.name ? { name: party.name } : {}),
  };
}

/** @param {import('../types').Leg} leg */
function hostLeg(leg) {
  return {
    ...(leg.direction ? { direction: leg.direction === 'inbound' ? 'Inbound' : 'Outbound' } : {}),
    from: hostParty(leg.from ?? {}),
    to: hostParty(leg.to ?? {}),
    ...(leg.startedAt ? { startTime: leg.startedAt } : {}),
    ...(leg.durationSec !== undefined ? { duration: leg.durationSec } : {}),
    ...(leg.result ? { result: leg.result } : {}),
  };
}

/** What may still change after a call was logged. @param {CallView} view */
export function changingFacts(view) {
  return {
    duration: view.durationSec ?? 'pending',
    startTime: view.startedAt,
    ...(view.phase === 'ended' ? { result: resultOf(view) } : {}),
    ...(view.recording?.url ? { recordingLink: view.recording.url } : {}),
    ...(view.legs.length > 1 ? { legs: view.legs.map(hostLeg) } : {}),
  };
}

/** `logInfo` of callLog.create. @param {CallView} view */
export function logInfoOf(view) {
  const [from, to] = view.direction === 'inbound' ? [view.far, view.near] : [view.near, view.far];
  const { recordingLink, ...facts } = changingFacts(view);
  return {
    sessionId: view.session,
    direction: view.direction === 'inbound' ? 'Inbound' : 'Outbound',
    from: hostParty(from),
    to: hostParty(to),
    ...(isTest(view) ? { customSubject: 'Patchbay test call' } : {}),
    ...facts,
    ...(view.phase === 'ended' && view.durationSec !== undefined ? { action: 'Phone Call' } : {}),
    ...(recordingLink ? { recording: { id: view.recording?.id ?? view.session, link: recordingLink } } : {}),
  };
}
