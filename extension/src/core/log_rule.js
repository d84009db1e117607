// Whether a call is one for the CRM, and whether it is sure with whom. Pure.

/** @typedef {import('../types').CallView} CallView @typedef {import('../types').Work} Work */

/**
 * A short number without a plus is an extension of the agent's own company.
 * @param {import('../types').Party} far
 */
export const isInternal = ({ number }) => !number || (!number.startsWith('+') && number.length <= 6);

/**
 * Why the call is not logged unless the agent asks for it: a colleague took it, a queue rang and nobody took
 * it, it was a word with a colleague about another call, or it never left the house. '' where it is to be
 * logged.
 * @param {CallView} view
 * @returns {'' | 'answered_elsewhere' | 'queue' | 'consult' | 'internal'}
 */
export function whyNot(view) {
  if (view.result === 'answered_elsewhere') return 'answered_elsewhere';
  if (view.missed && view.queue) return 'queue';
  if (!isInternal(view.far)) return '';
  return view.transferOf ? 'consult' : 'internal';
}

const strong = new Set(['exact', 'e164']);

/**
 * The only person who can have been meant, as far as every CRM answered. A number that is alike in its last
 * digits only is not enough.
 * @param {Work} work
 */
export function sureContact(work) {
  const [contact, ...others] = work.contacts;
  const sure = work.lookup === 'done' && !others.length && !work.failures.length;
  return sure && contact?.evidence && strong.has(contact.evidence.strength) ? contact : undefined;
}

/** Nothing about the call is still to come. @param {CallView} view */
export const isFinal = (view) =>
  view.phase === 'ended' && view.durationSec !== undefined && !view.recordingPending;
