// When the caller is not who the CRM says, or nobody there: it is somebody else, always is, or should never
// be logged.
import { isInternal, isListed } from '../../core/log_rule.js';
import { h } from '../dom.js';
import { pretty, t } from '../text.js';
import { chosenOf } from './contact.js';

/** @typedef {import('./contact.js').Shown} Shown @typedef {import('./contact.js').Send} Send */
/** @typedef {(whom: import('./search.js').Linking) => void} Link */

/** @typedef {Shown & {locked?: boolean, settings?: import('../../types').Settings}} Doubted */

/** @param {Doubted} shown @param {Send} send @param {Link} link */
export function doubts(shown, send, link) {
  const { call, work } = shown;
  const contact = chosenOf(shown);
  if (!['none', 'failed'].includes(work.log.state) || isInternal(call.far)) return null;
  const key = call.key;
  const listed = isListed(call.far.number, shown.settings?.doNotLog ?? []);
  return h(
    'div',
    { class: 'doubts' },
    contact && work.contacts.length === 1
      ? button(t('not_them', contact.name), 'W', () => send('reject', { key }))
      : null,
    contact && work.lookup === 'done'
      ? null
      : button(t('link_existing'), 'S', () => link({ key, name: pretty(call.far.number) })),
    listed || shown.locked || work.log.state !== 'none'
      ? null
      : button(t('never_log'), '', () => send('neverLog', { key })),
    contact && (work.contacts.length > 1 || contact.linked) && work.confirmed ? always(shown, send) : null,
  );
}

/** @param {string} words @param {string} shortcut @param {() => void} act */
export function button(words, shortcut, act) {
  const props = { class: 'quiet', 'data-focus': words, onclick: act };
  return h('button', shortcut ? { ...props, 'aria-keyshortcuts': shortcut } : props, words);
}

/** @param {Shown} shown @param {Send} send */
function always({ call, work }, send) {
  const tick = (/** @type {any} */ { target }) => send('remember', { key: call.key, on: target.checked });
  const checked = work.regular === work.chosen;
  const input = h('input', { type: 'checkbox', checked, 'data-focus': 'remember', onchange: tick });
  return h('label', { class: 'tick' }, input, t('remember_number'));
}
