// Makes a trustworthy PhoneEvent out of whatever a page posted, or null. Pure.

/** @typedef {import('../types').PhoneEvent} PhoneEvent @typedef {import('../types').Party} Party */

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
const week = 7 * 24 * 3600;
const maxAliases = 8;

/** @param {unknown} value @returns {Record<string, unknown>} */
const object = (value) =>
  value && typeof value === 'object' && !Array.isArray(value) ? /** @type {any} */ (value) : {};

/**
 * A line of text without control or bidirectional-override characters.
 * @param {unknown} value
 * @param {number} most
 */
function text(value, most) {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const line = String(value)
    .slice(0, most * 4)
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .trim();
  return [...line].slice(0, most).join('') || undefined;
}

/** A text that may stand between the bars of a scope. @param {unknown} value @param {number} most */
const word = (value, most) => text(value, most)?.replaceAll('|', '/');

/** @param {unknown} value */
function identifier(value) {
  const id = text(value, 129);
  return id && id.length <= 128 ? id : undefined;
}

/** Digits with a leading plus where there was one. @param {unknown} value */
function phoneNumber(value) {
  const raw = text(value, 40)?.replace(/^tel:|^sip:/i, '');
  const digits = raw?.replace(/[^\d]/g, '');
  return digits ? (raw?.startsWith('+') ? '+' : '') + digits : undefined;
}

/** @param {unknown} value */
function time(value) {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isFinite(ms) && ms > 0 && ms < 4e12 ? new Date(ms).toISOString() : undefined;
}

/** Only what a browser may open without harm. @param {unknown} value */
export function webUrl(value) {
  if (typeof value !== 'string' || value.length > 2000) return undefined;
  try {
    const url = new URL(value);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** @param {unknown} value @returns {Party | undefined} */
function party(value) {
  const said = object(value);
  const found = clean({
    number: phoneNumber(said.number) ?? phoneNumber(said.raw),
    ext: text(said.ext, 16),
    name: text(said.name, 120),
  });
  return Object.keys(found).length ? found : undefined;
}

/** @template {object} T @param {T} members @returns {T} without the undefined ones */
function clean(members) {
  return /** @type {T} */ (
    Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
  );
}

/** @param {unknown} value @returns {import('../types').CallFacts | null} */
function facts(value) {
  const call = object(value);
  const session = identifier(call.session);
  if (!session) return null;
  const duration = typeof call.durationSec === 'number' ? Math.round(call.durationSec) : -1;
  const recording = object(call.recording);
  const link = clean({ id: identifier(recording.id), url: webUrl(recording.url) });
  return clean(
    /** @type {import('../types').CallFacts} */ ({
      session,
      aliases: Array.isArray(call.aliases)
        ? call.aliases
            .slice(0, maxAliases)
            .map(identifier)
            .filter((id) => id !== undefined)
        : [],
      direction: call.direction === 'inbound' || call.direction === 'outbound' ? call.direction : undefined,
      from: party(call.from),
      to: party(call.to),
      queue: text(object(call.queue).name, 80),
      startedAt: time(call.startedAt),
      answeredAt: time(call.answeredAt),
      endedAt: time(call.endedAt),
      durationSec: duration >= 0 && duration <= week ? duration : undefined,
      result: results.has(String(call.result)) ? String(call.result) : undefined,
      recording: link.url ? link : undefined,
      transferOf: identifier(object(call.transfer).of),
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
  const said = time(event.at);
  const believable =
    said && Math.abs(Date.parse(said) - now) < week * 1000 ? said : new Date(now).toISOString();
  const source = object(event.source);
  return {
    type: String(event.type),
    at: Date.parse(believable) > now + 60_000 ? new Date(now).toISOString() : believable,
    seq: Number.isSafeInteger(event.seq) && Number(event.seq) >= 0 ? Number(event.seq) : 0,
    source: {
      provider: word(source.provider, 32) ?? 'generic',
      account: word(source.account, 64) ?? '',
      origin,
    },
    call,
  };
}
