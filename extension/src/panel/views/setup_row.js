// One check of the set-up: where it stands, in a picture and in words, and what there is to do.
import { h, icon } from '../dom.js';
import { check, failure, waiting, warning } from '../icons.js';

const pictures = { good: check, warn: warning, bad: failure, quiet: waiting };

/**
 * @param {string} id @param {keyof typeof pictures} tone @param {string} title @param {string} words
 * @param {...(Node | null)} more
 */
export function row(id, tone, title, words, ...more) {
  return h(
    'div',
    { class: `check ${tone}`, 'data-check': id },
    icon(pictures[tone]),
    h('div', {}, h('h3', {}, title), h('p', { class: 'muted' }, words), ...more),
  );
}
