// The Calling Extensions SDK: a phone in a frame of a CRM's page talks to that page in these messages. Read
// here as softphone events; and the page's half of the talk, for where the extension hosts the phone. Pure.
import { object } from '../core/fields.js';

/** @typedef {Record<string, unknown>} Said @typedef {Record<string, unknown>} Event */

export const provider = 'calling-extensions';
/** Such phones come from anywhere: each origin has to be allowed by the person. */
export const origins = /** @type {string[]} */ ([]);

/** @type {Record<string, string>} */
const results = {
  COMPLETED: 'answered',
  FAILED: 'failed',
  CANCELED: 'canceled',
  BUSY: 'busy',
  NO_ANSWER: 'no_answer',
  REJECTED: 'rejected',
  MISSED: 'missed',
};

/** @param {Said} data */
const parties = (data) => ({
  from: { number: data.fromNumber },
  to: { number: data.toNumber },
  startedAt: data.callStartTime,
});

/** @param {string} type @param {Said} data @param {object} [more] @returns {Event[]} */
function event(type, data, more = {}) {
  const session = data.externalCallId;
  return session ? [{ type, call: { session, ...more } }] : [];
}

/** What the phone writes down of a call at its very end. @param {Said} data @returns {Event[]} */
function completed(data) {
  const said = object(data.engagementProperties);
  const ms = Number.parseInt(String(said.hs_call_duration ?? ''), 10);
  const direction = String(said.hs_call_direction ?? '').toLowerCase();
  const began = said.hs_timestamp;
  return event('call.updated', data, {
    direction,
    from: { number: said.hs_call_from_number },
    to: { number: said.hs_call_to_number },
    startedAt: /^\d{12,13}$/.test(String(began)) ? Number(began) : began,
    durationSec: Number.isFinite(ms) ? Math.round(ms / 1000) : undefined,
    result: results[String(said.hs_call_status)],
    recording: { url: said.hs_call_recording_url },
  });
}

/** @type {Record<string, (data: Said) => Event[]>} */
const readers = {
  INCOMING_CALL: (data) => event('call.ringing', data, { direction: 'inbound', ...parties(data) }),
  OUTGOING_CALL_STARTED: (data) => event('call.ringing', data, { direction: 'outbound', ...parties(data) }),
  CALL_ANSWERED: (data) => event('call.answered', data),
  CALL_TRANSFERRED: (data) => event('call.updated', data, { result: 'transferred' }),
  CALL_ENDED: (data) => event('call.ended', data, { result: results[String(data.callEndStatus)] }),
  CALL_COMPLETED: completed,
};
/** Known, and nothing about a call. */
const quiet = new Set([
  ...['SYNC', 'SYNC_ACK', 'SYNC_ACK_FAILED', 'READY', 'INITIALIZED', 'UNLOADING', 'ERROR', 'SET_CALL_STATE'],
  ...['LOGGED_IN', 'LOGGED_OUT', 'USER_AVAILABLE', 'USER_UNAVAILABLE', 'RESIZE_WIDGET', 'CALL_DATA'],
  ...['NAVIGATE_TO_RECORD', 'PUBLISH_TO_CHANNEL', 'FINALIZE_ENGAGEMENT', 'SET_WIDGET_URL'],
]);

/** Every message that is known. */
export const vocabulary = [...Object.keys(readers), ...quiet];

/** @param {Said} said */
export const speaks = (said) =>
  typeof said.type === 'string' && /^[A-Z][A-Z_]{2,40}$/.test(said.type) && Boolean(said.messageId);

/** @param {Said} said one message @returns {Event[] | null} null for a message that is not known */
export function read(said) {
  const type = String(said.type);
  if (Object.hasOwn(readers, type)) return readers[type](object(said.data));
  return quiet.has(type) ? [] : null;
}

let last = 0;
/** Ids that no phone takes for answers to its own. @param {string} type @param {object} [data] */
const toPhone = (type, data) => ({ type, messageId: `page_${Date.now()}_${++last}`, data });

/** Said until the phone answers SYNC_ACK. @param {string} hostUrl the origin of the page around it */
export const sync = (hostUrl) => ({ ...toPhone('SYNC'), hostUrl });

/** What makes the phone dial. @param {string} number */
export const dial = (number) => toPhone('DIAL_NUMBER', { phoneNumber: number });

/** Whether the phone wants to hear what becomes of a call's record. @param {Said} said */
export const awaitsRecord = ({ type, data }) =>
  /^(INCOMING_CALL|OUTGOING_CALL_STARTED)$/.test(String(type)) && object(data).createEngagement === true;

/**
 * The record that the CRM has of a call. Where its id is a number, phones take it for one.
 * @param {string} session @param {string} id
 */
export function recordMade(session, id) {
  const engagementId = /^\d{1,15}$/.test(id) ? Number(id) : id;
  return toPhone('CREATE_ENGAGEMENT_SUCCEEDED', { externalCallId: session, engagementId });
}

/** Why the CRM has none. @param {string} session @param {string} message */
export const recordFailed = (session, message) =>
  toPhone('CREATE_ENGAGEMENT_FAILED', { externalCallId: session, error: { message } });

/**
 * Who is calling, for the phone to show.
 * @param {string} session @param {{name: string, email?: string}[]} contacts
 */
export function callerMatch(session, contacts) {
  if (!contacts.length) return toPhone('CALLER_ID_MATCH_FAILED', { externalCallId: session });
  return toPhone('CALLER_ID_MATCH_SUCCEEDED', {
    externalCallId: session,
    callerIdMatches: contacts.map(({ name, email }) => {
      const [first, ...rest] = name.split(' ');
      return { callerIdType: 'CONTACT', firstName: first, lastName: rest.join(' '), email };
    }),
  });
}
