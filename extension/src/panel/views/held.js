// Logs that are held, and the one button that takes them back.
import { h, section } from '../dom.js';
import { plural, t } from '../text.js';
import { nameOf } from './recent.js';

/** @typedef {import('./recent.js').Row} Row */

/** @param {Element} root @param {import('./contact.js').Send} send */
export function createHeld(root, send) {
  return section(root, (/** @type {string[]} */ names) => {
    if (!names.length) return [];
    const words = names.length === 1 ? t('held_one_call', names[0]) : plural('held_calls', names.length);
    return [
      h(
        'p',
        { class: 'toast held' },
        h('span', {}, words),
        h('button', { class: 'small', 'data-focus': 'undo', onclick: () => send('undoAll') }, t('undo')),
      ),
    ];
  });
}

/** @param {Row[]} rows */
export const heldOf = (rows) => rows.filter(({ work }) => work.log.state === 'held').map(nameOf);
