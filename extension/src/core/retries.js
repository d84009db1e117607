// What the host tries again by itself, and when: for a CRM that is slow or away. Pure.

/** @typedef {import('../types').Waiting} Waiting */
/**
 * @typedef {object} Retry
 * @property {string} platform
 * @property {Record<'logs' | 'tasks' | 'files', number>} counts of all that waits for it
 * @property {string} at when the first of it is tried
 * @property {boolean} slow the CRM asked to wait
 * @property {string} id of what is tried first
 * @property {string} [reason] the host's words
 */

/** What is tried sooner is not worth a word. */
const soon = 10_000;

/** @param {Waiting} entry @param {number} now epoch ms */
const isLater = ({ state, nextAttempt, reason }, now) =>
  state === 'queued' && Boolean(reason) && Date.parse(nextAttempt ?? '') - now > soon;

/**
 * Something was to be tried by now: what came of it is not known here.
 * @param {Waiting[]} outbox @param {number} now epoch ms
 */
export const isOverdue = (outbox, now) =>
  outbox.some(({ state, nextAttempt }) => state === 'queued' && Date.parse(nextAttempt ?? '') <= now);

/** @param {Waiting[]} entries */
function countsOf(entries) {
  const of = (/** @type {Waiting['kind'][]} */ ...kinds) =>
    entries.filter(({ kind }) => kinds.includes(kind)).length;
  return { logs: of('call', 'message'), tasks: of('task'), files: of('attachment') };
}

/**
 * What was never tried itself waits as well: for a CRM that others found away.
 * @param {Waiting[]} outbox @param {number} now epoch ms @returns {Retry[]} one a platform
 */
export function retriesOf(outbox, now) {
  const later = outbox.filter((entry) => isLater(entry, now));
  const platforms = [...new Set(later.map(({ platform }) => platform))];
  return platforms.map((platform) => {
    const entries = later
      .filter((one) => one.platform === platform)
      .sort((a, b) => ((a.nextAttempt ?? '') < (b.nextAttempt ?? '') ? -1 : 1));
    const [{ id, nextAttempt = '', reason }] = entries;
    const slow = entries.some((one) => one.reason?.name === 'rate_limited');
    const counts = countsOf(outbox.filter((one) => one.platform === platform && one.state === 'queued'));
    return { platform, counts, at: nextAttempt, slow, id, reason: reason?.message };
  });
}

/**
 * When the log of a call is tried again.
 * @param {string} session @param {Waiting[]} outbox @param {number} now
 */
export const retryOf = (session, outbox, now) =>
  outbox.find((one) => one.kind === 'call' && one.sessionId === session && isLater(one, now))?.nextAttempt;
