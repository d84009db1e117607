// What of a message may be kept for diagnostics: words of the protocols' own vocabulary and numbers. Whatever
// is not on a list here comes out as "other", so that no number, name, note or token can slip through. Pure.
import { vocabulary } from '../softphones/index.js';

/** @typedef {import('../types').Traffic} Traffic */

export const other = 'other';

const hostMethods = [
  ...['host.hello', 'host.info', 'platform.list', 'connection.authorize', 'connection.authorizing'],
  ...['connection.list', 'connection.changed', 'unAuthorize', 'userInfo.get', 'contact.find'],
  ...['contact.search', 'contact.create', 'contact.changed', 'directory.status', 'directory.sync'],
  ...['directory.progress', 'callLog.create', 'callLog.get', 'callLog.update', 'callLog.changed'],
  ...['callDisposition.set', 'messageLog.create', 'messageLog.changed', 'outbox.list', 'outbox.retry'],
  ...['task.create', 'task.changed', 'outbox.drop', 'outbox.changed', 'settings.get', 'settings.set'],
];
const phoneMethods = [
  ...['call.ringing', 'call.answered', 'call.held', 'call.resumed', 'call.ended', 'call.updated'],
  ...['message.received', 'message.sent', 'phone.status', 'dial.failed', 'softphone.command/1'],
];
const methods = new Set([...hostMethods, ...phoneMethods, ...vocabulary]);
const outcomes = new Set([
  ...['ok', 'told', 'taken', 'refused', 'unknown', 'failed', 'parse_error', 'invalid_request'],
  ...['method_not_found', 'invalid_params', 'unsupported', 'not_found', 'conflict', 'auth_required'],
  ...['forbidden', 'rate_limited', 'unavailable', 'timeout', 'cancelled', 'bad_reply', 'unknown_outcome'],
  'internal',
]);
const providers = new Set(['ringcentral', 'calling-extensions', 'jssip', 'sip', 'demo', 'generic', 'test']);

/** @param {Set<string>} list @param {unknown} value */
const listed = (list, value) => (list.has(String(value)) ? String(value) : other);
/** @param {unknown} value */
const amount = (value) => (Number.isFinite(value) ? Math.max(0, Math.round(Number(value))) : undefined);

/** @param {unknown} value a phone's name for itself */
export const providerWord = (value) => listed(providers, value);

/** A message's name as phones and hosts use it. @param {unknown} value */
export const methodWord = (value) => listed(methods, value);

/** @param {any} message @returns {Traffic} */
export function redacted(message) {
  const [answer, ms] = [amount(message.answer), amount(message.ms)];
  return {
    with: message.with === 'host' ? 'host' : 'phone',
    at: amount(message.at) ?? 0,
    method: methodWord(message.method),
    size: amount(message.size) ?? 0,
    ...(answer === undefined ? {} : { answer }),
    ...(ms === undefined ? {} : { ms }),
    outcome: listed(outcomes, message.outcome),
  };
}

/** Where a person's own folder begins, there stands "~": its name is the person's. @param {unknown} path */
export const homeless = (path) =>
  String(path ?? '')
    .slice(0, 300)
    .replace(/(?:\/home|\/Users|[A-Za-z]:\\+Users)[/\\]+(?:[^/\\\n]+(?=[/\\])|[^/\\\s]+)/g, '~');

/** A version number, or nothing. @param {unknown} value */
export const versionWord = (value) => (/^\d+(\.\d+){0,3}$/.test(String(value)) ? String(value) : other);
