// Says once, to somebody who listens to the page, that a call rings: not again when it is known better who
// calls, nor because another one rings too.
import { section } from './dom.js';
import { callerName, t } from './text.js';

/** @typedef {{call: import('../types').CallView, work: import('../types').Work}} Row */

/** @param {Row} row whose caller is not known where several may be meant */
const words = ({ call, work: { contacts } }) =>
  t('incoming_from', callerName(call, contacts.length === 1 ? contacts[0] : undefined));

/** @param {Element} root a live region @returns {(rows: Row[]) => void} */
export function createAnnouncer(root) {
  const say = section(root, (/** @type {string[]} */ said) => said);
  /** @type {Set<string>} */ const heard = new Set();
  return (rows) => {
    const ringing = rows.filter(
      ({ call, work }) =>
        call.phase === 'ringing' && call.direction === 'inbound' && work.lookup !== 'asking',
    );
    const fresh = ringing.filter(({ call }) => !heard.has(call.key));
    for (const { call } of fresh) heard.add(call.key);
    if (fresh.length) say(fresh.map(words));
    else if (!ringing.length) say([]);
  };
}
