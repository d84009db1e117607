// The call that Patchbay rings itself with, so that somebody who sets it up sees all of it work. It goes the
// way of every call; the origin, which no page can have, tells it apart. Pure.

export const testOrigin = 'patchbay:test';
/** A number that belongs to nobody: it is kept free for stories. */
export const testNumber = '+14155550132';

/** @param {{origin: string}} view */
export const isTest = ({ origin }) => origin === testOrigin;

/** @type {Record<string, string>} */
const events = { ring: 'call.ringing', answer: 'call.answered', hangUp: 'call.ended' };

/**
 * What the phone in the extension says.
 * @param {unknown} step `ring`, `answer` or `hangUp`
 * @param {string} session @param {string} name of the caller
 * @returns {object | null} softphone.event/1
 */
export function testEvent(step, session, name) {
  if (!Object.hasOwn(events, String(step))) return null;
  const call = { session, direction: 'inbound', from: { number: testNumber, name } };
  return { v: 1, type: events[String(step)], source: { provider: 'test' }, call };
}
