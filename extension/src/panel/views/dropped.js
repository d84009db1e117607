// What was forgotten here though nobody had logged it: said until somebody has read it.
import { h, section } from '../dom.js';
import { warning } from '../icons.js';
import { plural, t } from '../text.js';
import { banner } from './banner.js';

/** @param {Element} root @param {import('./contact.js').Send} send */
export function createDropped(root, send) {
  return section(root, (/** @type {{calls: number, conversations: number}} */ { calls, conversations }) => {
    if (!calls && !conversations) return [];
    const said = conversations ? plural('dropped_conversations', conversations) : '';
    const title = calls ? plural('dropped_calls', calls) : said;
    const read = { class: 'small', 'data-focus': 'dropped', onclick: () => send('readDropped') };
    const more = calls && said ? h('h2', {}, said) : null;
    return [banner('warn', warning, title, t('dropped_text'), more, h('button', read, t('understood')))];
  });
}
