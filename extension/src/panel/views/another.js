// A call that is logged with nobody, or with the wrong person: whom the agent names instead gets the log.
import { canMove } from '../../core/filing.js';
import { h } from '../dom.js';
import { pretty, t } from '../text.js';
import { chosenOf } from './contact.js';
import { creation } from './create.js';
import { button } from './doubt.js';
import { isWritten } from './log.js';

/** @typedef {import('./contact.js').Shown} Shown @typedef {import('./contact.js').Send} Send */
/**
 * @typedef {object} Asking
 * @property {Map<string, string>} open who was chosen when it was asked, by call
 * @property {Map<string, import('./create.js').Draft>} drafts
 * @property {() => void} redraw
 */

/** @param {Shown} shown @param {Send} send @param {import('./doubt.js').Link} link @param {Asking} asking */
export function another(shown, send, link, { open, drafts, redraw }) {
  const { call, work, office } = shown;
  const account = work.log.request?.account ?? '';
  const platform = office.platforms.find((one) => one.id === account.split('|')[0]);
  if (!isWritten(work.log) || !canMove(platform)) return [];
  const { key, far } = call;
  const chosen = work.chosen ?? '';
  const ask = (/** @type {boolean} */ on) => () => {
    if (on) open.set(key, chosen);
    else open.delete(key);
    redraw();
  };
  const contact = chosenOf(shown);
  if (open.get(key) !== chosen) {
    const words = contact ? t('not_them', contact.name) : t('add_contact');
    return [h('div', { class: 'doubts' }, button(words, contact ? 'W' : 'C', ask(true)))];
  }
  return [
    creation(shown, send, drafts, redraw, { account, words: contact && t('somebody_else') }),
    h(
      'div',
      { class: 'doubts' },
      button(t('link_existing'), 'S', () => link({ key, name: pretty(far.number), account })),
      button(t('cancel'), '', ask(false)),
    ),
  ];
}
