// The softphones in frames that the extension understands, and how their messages become events. Pure.
import { object } from '../core/fields.js';
import * as callingExtensions from './calling_extensions.js';
import * as ringcentral from './ringcentral.js';

/**
 * @typedef {object} Softphone
 * @property {string} provider
 * @property {string[]} origins that are known to be this phone's own
 * @property {(said: Record<string, unknown>) => boolean} speaks it is this phone's language
 * @property {(said: Record<string, unknown>) => Record<string, unknown>[] | null} read null: not known
 * @property {(number: string) => object} dial
 * @property {(call: {session: string, alias?: string}, what: import('../types').Control) => object} [control]
 *   where a phone that we host can be told about a call that rings
 * @property {string[]} vocabulary the types of message that are known
 */

/** @type {Softphone[]} */
export const softphones = [ringcentral, callingExtensions];
export const vocabulary = softphones.flatMap((one) => one.vocabulary);

/** @param {unknown} message as posted */
export const softphoneOf = (message) => softphones.find((one) => one.speaks(object(message)));

/**
 * @param {Softphone} phone @param {unknown} message
 * @returns {Record<string, unknown>[] | null} events to be read by core/event and core/message, null when the
 *   message is not known
 */
export function eventsOf(phone, message) {
  const events = phone.read(object(message));
  return (
    events &&
    events.map((event) => ({ ...event, source: { ...object(event.source), provider: phone.provider } }))
  );
}
