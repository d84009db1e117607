// Whether a call is one for the CRM, whether it is sure with whom, and what becomes of it by itself. Pure.
import { sameNumber } from './fields.js';
import { isTest } from './test_call.js';

/** @typedef {import('../types').CallView} CallView @typedef {import('../types').Work} Work */
/** @typedef {import('../types').Decision} Decision */

/**
 * A short number without a plus is an extension of the agent's own company.
 * @param {import('../types').Party} far
 */
export const isInternal = ({ number }) => !number || (!number.startsWith('+') && number.length <= 6);

/**
 * Why the call is not logged unless the agent asks for it: a colleague took it, a queue rang and nobody took
 * it, nobody can tell who it was, it was a word with a colleague about another call, it never left the
 * house, or it was a test. '' where it is to be logged.
 * @param {CallView} view
 * @returns {'' | 'answered_elsewhere' | 'queue' | 'no_number' | 'consult' | 'internal' | 'test'}
 */
export function whyNot(view) {
  if (isTest(view)) return 'test';
  if (view.result === 'answered_elsewhere') return 'answered_elsewhere';
  if ((view.missed || view.result === 'rejected') && view.queue) return 'queue';
  if (!isInternal(view.far)) return '';
  if (view.transferOf) return 'consult';
  return view.far.number || view.far.ext ? 'internal' : 'no_number';
}

/**
 * Whether calls with this number stay out of the CRM.
 * @param {string | undefined} number @param {string[]} entries numbers, or their beginnings with an asterisk
 */
export function isListed(number, entries) {
  if (!number) return false;
  return entries.some((entry) => {
    if (entry.endsWith('*')) return number.startsWith(entry.slice(0, -1));
    return number === entry || sameNumber(number, entry);
  });
}

const strong = new Set(['exact', 'e164']);

/**
 * The only person who can have been meant, as far as every CRM answered. A number that is alike in its last
 * digits only is not enough.
 * @param {Work} work
 */
export function sureContact(work) {
  const [contact, ...others] = work.contacts;
  const sure = work.lookup === 'done' && !others.length && !work.failures.length && !work.rejected?.length;
  return sure && contact?.evidence && strong.has(contact.evidence.strength) ? contact : undefined;
}

/** How long it lasted is known; a recording may still come. @param {CallView} view */
export const isFinal = (view) => view.phase === 'ended' && view.durationSec !== undefined;

const fresh = 2 * 60_000;

/**
 * A call that was over long before anybody here heard of it: a phone's history brought it.
 * @param {CallView} view @param {number} now epoch ms
 */
export function endedUnheard(view, now) {
  if (view.phase !== 'ended' || !view.endedAt) return false;
  const talked = view.durationSec === undefined ? Infinity : view.durationSec * 1000;
  const over = Math.min(Date.parse(view.endedAt), Date.parse(view.startedAt) + talked);
  return now - over > fresh;
}

/**
 * With whom a call would be logged, as far as that is known.
 * @param {Work} work @param {import('../types').Settings} settings @returns {Decision}
 */
function decideWhom(work, settings) {
  if (work.confirmed && work.chosen) return { act: 'log', reason: 'confirmed' };
  if (work.lookup === 'none') return { act: 'wait', reason: 'not_asked' };
  if (work.lookup === 'asking') return { act: 'wait', reason: 'looking' };
  if (work.lookup === 'failed' || work.failures.length) return { act: 'ask', reason: 'crm_silent' };
  if (!work.contacts.length) return { act: settings.noMatch, reason: 'no_match' };
  if (sureContact(work)) return { act: 'log', reason: 'sure' };
  if (work.contacts.length === 1) return { act: 'ask', reason: 'weak' };
  const first = settings.logMode === 'all' && settings.several === 'first';
  return first ? { act: 'log', reason: 'first' } : { act: 'ask', reason: 'several' };
}

/**
 * What becomes of a call that nobody logged, and why: it logs itself, needs the person, stays out of the CRM,
 * or something is still to come.
 * @param {CallView} view @param {Work} work @param {import('../types').Settings} settings
 * @returns {Decision}
 */
export function decide(view, work, settings) {
  if (isListed(view.far.number, settings.doNotLog)) return { act: 'skip', reason: 'do_not_log' };
  if (work.skipped) return { act: 'skip', reason: 'skipped' };
  const not = whyNot(view);
  if (not) return { act: 'skip', reason: not };
  if (view.phase !== 'ended') return { act: 'wait', reason: 'live' };
  if (settings.logMode === 'hand') return { act: 'ask', reason: 'by_hand' };
  const decision = decideWhom(work, settings);
  if (decision.act !== 'log') return decision;
  if (work.later) return { act: 'ask', reason: 'later' };
  if (work.unheard && settings.logMode !== 'all') return { act: 'ask', reason: 'unheard' };
  return isFinal(view) ? decision : { act: 'wait', reason: 'duration' };
}
