// What a Call means: who, how long, how it ended; and the record of it that the host logs. Pure.
import { keyOf } from './calls.js';

/** @typedef {import('../types').Call} Call @typedef {import('../types').CallView} CallView */

/** @param {string | undefined} from @param {string | undefined} to */
function seconds(from, to) {
  return from && to ? Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000)) : undefined;
}

/** @param {Call} call @returns {import('../types').Phase} */
function phaseOf(call) {
  if (call.reached.ended || call.facts.endedAt) return 'ended';
  if (call.reached.answered || call.facts.answeredAt) return 'answered';
  return call.reached.ringing ? 'ringing' : 'ended';
}

/** @param {Call} call @returns {CallView} */
export function viewOf(call) {
  /** @param {string} name @returns {any} */
  const fact = (name) => call.facts[name]?.value;
  const direction = fact('direction') ?? 'inbound';
  const phase = phaseOf(call);
  const answeredAt = fact('answeredAt') ?? call.reached.answered;
  const endedAt = phase === 'ended' ? (fact('endedAt') ?? call.reached.ended) : undefined;
  const startedAt = fact('startedAt') ?? call.reached.ringing ?? answeredAt ?? call.first.stamp.split('#')[0];
  const talked = fact('durationSec') ?? (answeredAt ? seconds(answeredAt, endedAt) : 0);
  const result =
    fact('result') ?? (talked || answeredAt ? 'answered' : direction === 'inbound' ? 'missed' : 'no_answer');
  const [origin, provider] = call.scope.split('|');
  return {
    key: keyOf(call),
    session: call.first.session,
    direction,
    phase,
    provider,
    origin,
    startedAt,
    answeredAt,
    endedAt,
    held: phase === 'answered' && Boolean(fact('held')),
    missed: phase === 'ended' && result === 'missed',
    far: (direction === 'inbound' ? fact('from') : fact('to')) ?? {},
    near: (direction === 'inbound' ? fact('to') : fact('from')) ?? {},
    queue: fact('queue') ?? '',
    durationSec: phase === 'ended' ? talked : undefined,
    result: phase === 'ended' ? result : '',
    recording: fact('recording'),
    transferOf: fact('transferOf'),
  };
}

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

/** What may still change after a call was logged. @param {CallView} view */
export function changingFacts(view) {
  return {
    duration: view.phase === 'ended' ? (view.durationSec ?? 0) : 'pending',
    startTime: view.startedAt,
    ...(view.phase === 'ended' ? { result: resultOf(view) } : {}),
    ...(view.recording?.url ? { recordingLink: view.recording.url } : {}),
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
    ...facts,
    ...(view.phase === 'ended' ? { action: 'Phone Call' } : {}),
    ...(recordingLink ? { recording: { id: view.recording?.id ?? view.session, link: recordingLink } } : {}),
  };
}
