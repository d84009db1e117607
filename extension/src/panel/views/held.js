// Logs and follow-ups that are held, and the one button that takes them back.
import { h, section } from '../dom.js';
import { listed, plural, t } from '../text.js';
import { nameOf } from './recent.js';

/** @typedef {import('./recent.js').Row} Row */

/** @param {Element} root @param {import('./contact.js').Send} send */
export function createHeld(root, send) {
  return section(root, (/** @type {{logs: string[], tasks: string[]}} */ { logs, tasks }) => {
    if (!logs.length && !tasks.length) return [];
    const calls = logs.length === 1 ? t('held_one_call', logs[0]) : plural('held_calls', logs.length);
    const words = logs.length ? calls : t('held_follow_up', listed(tasks));
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

/** With whom. @param {Row[]} rows */
export const heldOf = (rows) => ({
  logs: rows.filter(({ work }) => work.log.state === 'held').map(nameOf),
  tasks: rows.filter(({ work }) => work.followUp?.state === 'held').map(nameOf),
});
