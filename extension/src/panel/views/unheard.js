// Calls that ended while nobody listened, gathered, so that a morning does not begin with sixty rows.
import { h } from '../dom.js';
import { plural, t } from '../text.js';

/** @typedef {import('../../core/inbox.js').Item} Item @typedef {import('./inbox_detail.js').Drafts} Drafts */
/** @typedef {import('./inbox_detail.js').Doing & {unfold: () => void}} Doing */

const id = 'unheard';
const primary = { class: 'primary wide', 'data-focus': 'log-unheard' };

/** @param {Item[]} items @param {boolean} unfolded @param {Doing} doing @param {Drafts} drafts */
export function unheardCalls(items, unfolded, doing, drafts) {
  const sure = items.filter((item) => item.sure).length;
  const log = () => doing.send('logSure', { unheard: true });
  const folds = { 'aria-expanded': String(unfolded), 'data-focus': 'unfold', onclick: doing.unfold };
  return h(
    'section',
    { class: 'card gathered' },
    h('h2', {}, plural('unheard_calls', items.length)),
    sure ? h('p', { class: 'muted' }, plural('unheard_sure', sure)) : null,
    sure ? h('button', { ...primary, onclick: log }, plural('log_unheard', sure)) : null,
    h(
      'div',
      { class: 'ways' },
      h('button', { class: 'small', ...folds }, t(unfolded ? 'hide_unheard' : 'show_unheard')),
      skipping(doing, drafts),
    ),
  );
}

/** All of them are left out, so it takes two presses. @param {Doing} doing @param {Drafts} drafts */
function skipping({ send, redraw }, drafts) {
  const sure = drafts.sure === id;
  const press = () => {
    drafts.sure = sure ? '' : id;
    if (sure) send('skipUnheard');
    redraw();
  };
  const words = t(sure ? 'skip_unheard_really' : 'skip_unheard');
  return h('button', { class: 'small', 'data-focus': 'skip-unheard', onclick: press }, words);
}
