// RingCentral's call records and messages, as events of softphone.event/1. Pure. A record is what its history
// holds; an active call is one that its presence tells about and that is not in the history yet.
import { list, object } from '../core/fields.js';

/** @typedef {Record<string, unknown>} Said @typedef {Record<string, unknown>} Event */

/** How a call ended, in its words and in ours. @type {Record<string, string>} */
const results = {
  accepted: 'answered',
  'call connected': 'answered',
  missed: 'missed',
  voicemail: 'voicemail',
  rejected: 'rejected',
  declined: 'rejected',
  busy: 'busy',
  'no answer': 'no_answer',
  'hang up': 'canceled',
  'answered elsewhere': 'answered_elsewhere',
  'call failed': 'failed',
  'wrong number': 'failed',
  blocked: 'failed',
};
/** @type {Record<string, string>} */
const states = {
  Ringing: 'call.ringing',
  CallConnected: 'call.answered',
  OnHold: 'call.held',
  ParkedCall: 'call.held',
};
const answering = new Set(['answered', 'answered_elsewhere']);

/** @param {unknown} value */
const resultOf = (value) => results[String(value).toLowerCase()];
/** @param {unknown} value */
export const directionOf = (value) =>
  value === 'Inbound' ? 'inbound' : value === 'Outbound' ? 'outbound' : undefined;

/** @param {unknown} value @param {unknown} [name] where it is told apart from the number */
function partyOf(value, name) {
  const said = object(value);
  return { number: said.phoneNumber, ext: said.extensionNumber, name: said.name ?? name };
}

/**
 * Both ids of a call: the telephony session is the one that every message has, the session the one that a log
 * goes by.
 * @param {Said} call
 */
function idsOf({ sessionId, telephonySessionId }) {
  return {
    session: telephonySessionId ?? sessionId,
    aliases: sessionId ? [sessionId] : [],
    logSession: sessionId,
  };
}

/** @param {Said} call */
const queueOf = (call) =>
  call.queueCall === true || call.delegationType === 'QueueForwarding'
    ? { name: object(call.to).name ?? call.toName ?? 'Queue' }
    : undefined;

/** @param {Said} call of rc-active-call-notify: all the agent's devices at once @returns {Event[]} */
export function activeCall(call) {
  const gone = call.telephonyStatus === 'NoCall';
  if (gone && call.terminationType !== 'final') return [];
  const type = gone ? 'call.ended' : states[String(call.telephonyStatus)];
  if (!type) return [];
  return [
    {
      type,
      call: {
        ...idsOf(call),
        direction: directionOf(call.direction),
        from: partyOf(call.from, call.fromName),
        to: partyOf(call.to, call.toName),
        startedAt: call.startTime,
        queue: queueOf(call),
      },
    },
  ];
}

/** @param {unknown} value */
function legOf(value) {
  const said = object(value);
  return {
    direction: directionOf(said.direction),
    from: partyOf(said.from),
    to: partyOf(said.to),
    startedAt: said.startTime,
    durationSec: said.duration,
    result: said.result,
  };
}

/**
 * A queue rings many: that this one did not answer is no missed call when a colleague did.
 * @param {Said} call
 */
function outcomeOf(call) {
  const result = resultOf(call.result);
  if (result !== 'missed' || !queueOf(call)) return result;
  const taken = list(call.legs, 12).some((leg) => answering.has(resultOf(object(leg).result)));
  return taken ? 'answered_elsewhere' : result;
}

/** A link that needs a token is a secret and is not taken. @param {unknown} value */
function recordingOf(value) {
  const said = object(value);
  if (!Object.keys(said).length) return undefined;
  return said.link ? { id: said.id, url: said.link } : { id: said.id, state: 'pending' };
}

/** @param {Said} call as the call logger hands it over, or as the history has it @returns {Event[]} */
export function record(call) {
  if (call.type === 'Fax') return [];
  if (call.telephonyStatus && !call.action) return activeCall(call);
  return [
    {
      type: call.action ? 'call.ended' : 'call.updated',
      call: {
        ...idsOf(call),
        direction: directionOf(call.direction),
        from: partyOf(call.from),
        to: partyOf(call.to),
        startedAt: call.startTime,
        durationSec: call.duration,
        result: outcomeOf(call),
        queue: queueOf(call),
        recording: recordingOf(call.recording),
        legs: list(call.legs, 12).map(legOf),
      },
    },
  ];
}

/** @type {Record<string, string>} */
const channels = { SMS: 'sms', VoiceMail: 'voicemail', Fax: 'fax' };

/** @param {Said} said @param {Said} [conversation] that it belongs to @returns {Event[]} */
export function message(said, conversation = {}) {
  const channel = channels[String(said.type ?? conversation.type)];
  const direction = directionOf(said.direction);
  if (!channel || !direction) return [];
  const others = list(conversation.correspondents, 20).map((one) => partyOf(one));
  const self = conversation.self ? partyOf(conversation.self) : undefined;
  const inbound = direction === 'inbound';
  const told = list(said.to, 20).map((one) => partyOf(one));
  return [
    {
      type: inbound ? 'message.received' : 'message.sent',
      message: {
        id: said.id,
        conversation: said.conversationId ?? object(said.conversation).id ?? conversation.conversationId,
        channel,
        self,
        from: said.from ? partyOf(said.from) : inbound ? others[0] : self,
        to: told.length ? told : inbound ? (self ? [self] : []) : others,
        text: said.subject,
        sentAt: said.creationTime,
        attachments: list(said.attachments, 10).map((one) => ({
          url: object(one).link,
          mime: object(one).contentType,
        })),
      },
    },
  ];
}

/** All that a conversation to be logged holds. @param {Said} said @returns {Event[]} */
export const conversation = (said) => list(said.messages, 100).flatMap((one) => message(object(one), said));
