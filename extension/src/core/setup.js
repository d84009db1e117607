// What has to be there before the first call: the companion app, a phone, a CRM. Pure.
import { viewOf } from './call_view.js';
import { isTest, testOrigin } from './test_call.js';

/** @typedef {import('../types').Office} Office @typedef {import('../types').Call} Call */
/** @typedef {{ok: boolean, state: string, name?: string}} Check */

/** @param {string} origin */
const siteOf = (origin) => origin.replace(/^https?:\/\//, '');

/**
 * A phone that was heard once is set up, though its page may be closed now.
 * @param {import('../background/lines.js').Line[]} lines @param {Call[]} calls @returns {Check}
 */
function phoneCheck(lines, calls) {
  const line = lines.find(({ origin }) => origin !== testOrigin);
  const call = calls.map(viewOf).find((one) => !isTest(one));
  const origin = line?.origin ?? call?.origin;
  return origin ? { ok: true, state: 'heard', name: siteOf(origin) } : { ok: false, state: 'unheard' };
}

/** @param {Office} office @returns {Check} */
function crmCheck({ host, known, connections, platforms }) {
  if (host.state !== 'connected') return { ok: false, state: 'later' };
  if (!known) return { ok: false, state: 'checking' };
  const active = connections.find((one) => one.state === 'active');
  if (!active) return { ok: false, state: connections.length ? 'expired' : 'signed_out' };
  const name = platforms.find(({ id }) => id === active.platform)?.name ?? active.platform;
  return { ok: true, state: 'active', name: [name, active.user.email].filter(Boolean).join(' · ') };
}

/**
 * @param {object} seen
 * @param {Office} seen.office @param {import('../background/lines.js').Line[]} seen.lines
 * @param {Call[]} seen.calls
 */
export function checksOf({ office, lines, calls }) {
  const { state } = office.host;
  return {
    companion: /** @type {Check} */ ({ ok: state === 'connected', state }),
    phone: phoneCheck(lines, calls),
    crm: crmCheck(office),
  };
}

/** @param {ReturnType<typeof checksOf>} checks */
export const doneOf = (checks) => Object.values(checks).filter((one) => one.ok).length;
