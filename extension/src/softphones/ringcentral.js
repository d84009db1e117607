// RingCentral Embeddable, a phone in a frame: what it posts to the page around it, as softphone events. Pure.
// Listening is all this does; answering its requests is in ringcentral_service.js.
import { controls } from '../core/call_controls.js';
import { list, object } from '../core/fields.js';
import { activeCall, conversation, directionOf, message, record } from './ringcentral_records.js';

/** @typedef {import('./ringcentral_records.js').Said} Said */
/** @typedef {import('./ringcentral_records.js').Event} Event */

export const provider = 'ringcentral';
/** Where the phone itself comes from. */
export const origins = ['https://apps.ringcentral.com'];
const device = 'browser';

/**
 * A call of the browser's own phone. Its id is that of the SIP session; the telephony session, which presence
 * and history know it by, comes with the party's data.
 * @param {string} type @param {Said} call @param {Said} [more] @returns {Event[]}
 */
function browserCall(type, call, more = {}) {
  const session = object(call.partyData).sessionId ?? call.id;
  const inbound = directionOf(call.direction) !== 'outbound';
  return [
    {
      type,
      at: type === 'call.ended' ? call.endTime : undefined,
      source: { device },
      call: {
        session,
        aliases: call.id ? [call.id] : [],
        direction: inbound ? 'inbound' : 'outbound',
        from: { number: call.from, name: call.fromUserName },
        to: { number: call.to, name: call.toUserName },
        startedAt: call.startTime,
        queue: call.callQueueName ? { name: call.callQueueName } : undefined,
        transfer: { of: call.warmTransferSessionId },
        recording: call.recordStatus === 'recordStatus-recording' ? { state: 'pending' } : undefined,
        ...more,
      },
    },
  ];
}

/** Of a telephony session only the recording is news. @param {Said} session @returns {Event[]} */
function telephony(session) {
  const recorded = list(session.parties, 20).some((party) => list(object(party).recordings, 1).length);
  if (!recorded) return [];
  const recording = { state: 'pending' };
  return [{ type: 'call.updated', call: { session: session.sessionId, recording } }];
}

/** Another service's requests pass by too, and bring whole records. @param {Said} body @returns {Event[]} */
function requested(body) {
  if (typeof body.triggerType !== 'string') return [];
  if (body.call) return record(object(body.call));
  return body.conversation ? conversation(object(body.conversation)) : [];
}

/** @type {Record<string, (said: Said) => Event[]>} */
const readers = {
  'rc-active-call-notify': (said) => activeCall(object(said.call)),
  'rc-call-ring-notify': (said) => browserCall('call.ringing', object(said.call), { controls }),
  'rc-call-init-notify': (said) => browserCall('call.ringing', object(said.call)),
  'rc-call-start-notify': (said) => browserCall('call.answered', object(said.call)),
  'rc-call-hold-notify': (said) => browserCall('call.held', object(said.call)),
  'rc-call-resume-notify': (said) => browserCall('call.resumed', object(said.call)),
  'rc-call-end-notify': (said) => browserCall('call.ended', object(said.call)),
  'rc-telephony-session-notify': (said) => telephony(object(said.telephonySession)),
  'rc-call-history-synced-notify': (said) => list(said.calls, 100).flatMap((call) => record(object(call))),
  'rc-inbound-message-notify': (said) => message(object(said.message)),
  'rc-message-updated-notify': (said) => message(object(said.message)),
  'rc-post-message-request': (said) => requested(object(said.body)),
  'rc-region-settings-notify': ({ countryCode: country, areaCode: area }) => [
    { type: 'phone.status', phone: { region: { country, area } } },
  ],
  'rc-control-call-error': ({ callId }) => (callId ? [] : [{ type: 'dial.failed' }]),
};
/** Known, and nothing about a call. */
const quiet = new Set(
  [
    ['adapter-pushAdapterState', 'adapter-syncPresence', 'adapter-message-response', 'adapter-theme-notify'],
    ['adapter-side-drawer-open-notify', 'adapter-ai-assistant-settings-notify', 'analytics-track'],
    ['brand-assets-notify', 'call-mute-notify', 'callLogger-auto-log-notify', 'calling-settings-notify'],
    ['dialer-status-notify', 'login-popup-notify', 'login-status-notify', 'meeting-status-notify'],
    ['messageLogger-auto-log-notify', 'ringout-call-notify'],
    ['route-changed-notify'],
    ['sms-settings-notify', 'webphone-active-notify', 'webphone-connection-status-notify'],
    ['webphone-sessions-sync'],
  ].flatMap((names) => names.map((name) => `rc-${name}`)),
);

/** Every message that is known. */
export const vocabulary = [...Object.keys(readers), ...quiet];

/** @param {Said} said */
export const speaks = (said) => typeof said.type === 'string' && said.type.startsWith('rc-');

/** @param {Said} said one message @returns {Event[] | null} null for a message that is not known */
export function read(said) {
  const type = String(said.type);
  if (Object.hasOwn(readers, type)) return readers[type](said);
  return quiet.has(type) ? [] : null;
}

/** What makes the phone dial. @param {string} number */
export const dial = (number) => ({ type: 'rc-adapter-new-call', phoneNumber: number, toCall: true });

/**
 * What makes it answer or decline a call of the browser's own phone, which goes by the id of its SIP session.
 * @param {{session: string, alias?: string}} call @param {import('../types').Control} what
 */
export const control = ({ session, alias }, what) => ({
  type: 'rc-adapter-control-call',
  callAction: what === 'answer' ? 'answer' : 'reject',
  callId: alias ?? session,
});
