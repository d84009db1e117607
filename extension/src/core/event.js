// Makes a trustworthy PhoneEvent out of whatever a page posted, or null. Pure.
import { believable, clean, identifier, list, object, party, seconds, sourceOf } from './fields.js';
import { text, time, webUrl } from './fields.js';

/** @typedef {import('../types').PhoneEvent} PhoneEvent @typedef {import('../types').CallFacts} CallFacts */

const types = new Set([
  'call.ringing',
  'call.answered',
  'call.held',
  'call.resumed',
  'call.ended',
  'call.updated',
]);
const results = new Set([
  'answered',
  'missed',
  'voicemail',
  'rejected',
  'busy',
  'no_answer',
  'canceled',
  'failed',
  'answered_elsewhere',
  'transferred',
]);
const maxAliases = 8;
const maxLegs = 12;

/** @param {unknown} value */
const known = (value) => (results.has(String(value)) ? String(value) : undefined);
/** @param {unknown} value @returns {import('../types').Direction | undefined} */
const direction = (value) => (value === 'inbound' || value === 'outbound' ? value : undefined);

/** @param {unknown} value @returns {import('../types').Leg} */
function leg(value) {
  const said = object(value);
  return clean({
    direction: direction(said.direction),
    from: party(said.from),
    to: party(said.to),
    startedAt: time(said.startedAt),
    durationSec: seconds(said.durationSec),
    result: text(said.result, 40),
  });
}

/** @param {unknown} value */
function legs(value) {
  const found = list(value, maxLegs)
    .map(leg)
    .filter((one) => one.from || one.to);
  return found.length ? found : undefined;
}

/**
 * A recording that is still to come and one that is there are two facts, so that a late word about the first
 * cannot hide the second.
 * @param {unknown} value
 */
function recordingFacts(value) {
  const said = object(value);
  const url = webUrl(said.url);
  if (url) return { recording: clean({ id: identifier(said.id), url }) };
  return said.state === 'pending' ? { recordingPending: true } : {};
}

/** @param {unknown} value @returns {CallFacts | null} */
function facts(value) {
  const call = object(value);
  const session = identifier(call.session);
  if (!session) return null;
  const transfer = object(call.transfer);
  return clean(
    /** @type {CallFacts} */ ({
      session,
      aliases: list(call.aliases, maxAliases)
        .map(identifier)
        .filter((id) => id !== undefined),
      logSession: identifier(call.logSession),
      direction: direction(call.direction),
      from: party(call.from),
      to: party(call.to),
      queue: text(object(call.queue).name, 80),
      startedAt: time(call.startedAt),
      answeredAt: time(call.answeredAt),
      endedAt: time(call.endedAt),
      durationSec: seconds(call.durationSec),
      durationPending: call.durationSec === 'pending' || undefined,
      result: known(call.result),
      ...recordingFacts(call.recording),
      transferOf: identifier(transfer.of),
      transferTo: party(transfer.to),
      legs: legs(call.legs),
    }),
  );
}

/**
 * @param {unknown} posted what the page sent
 * @param {string} origin where it came from, as the browser says
 * @param {number} now epoch ms
 * @returns {PhoneEvent | null}
 */
export function readEvent(posted, origin, now) {
  const event = object(posted);
  if (!types.has(String(event.type)) || (event.v !== undefined && event.v !== 1)) return null;
  const call = facts(event.call);
  if (!call) return null;
  return {
    type: String(event.type),
    at: believable(event.at, now),
    seq: Number.isSafeInteger(event.seq) && Number(event.seq) >= 0 ? Number(event.seq) : 0,
    source: sourceOf(event, origin),
    call,
  };
}
