// What the phone of a call can be told while it rings: to answer it, or to decline. Pure.

/** @typedef {import('../types').Control} Control @typedef {import('../types').Reach} Reach */

/** @type {readonly Control[]} */
export const controls = ['answer', 'decline'];
/** How long a phone is given to do what it was told; then it may be told again. */
const patience = 4000;

/**
 * @param {Pick<import('../types').CallView, 'phase' | 'direction'>} call
 * @param {Pick<import('../types').Work, 'reach'>} work
 * @returns {Control[]}
 */
export const controlsOf = ({ phase, direction }, { reach }) =>
  phase === 'ringing' && direction === 'inbound' ? (reach?.controls ?? []) : [];

/**
 * It was told, and has some seconds to do it.
 * @param {Reach | undefined} reach @param {number} now epoch ms
 */
export const isTold = (reach, now) =>
  reach?.toldAt !== undefined && now >= reach.toldAt && now - reach.toldAt < patience;
