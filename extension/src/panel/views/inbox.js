// What needs the agent: a row for each thing, and one of them open with what can be done about it.
import { decisive, detail } from './inbox_detail.js';
import { gathered } from '../../core/inbox.js';
import { nameOf as personOf } from '../../core/message.js';
import { h, icon, section } from '../dom.js';
import { letter, tray } from '../icons.js';
import { clock, dotted, listed, plural, pretty, t, when } from '../text.js';
import { phaseIcon, untaken } from './card.js';
import { keyOfContact } from './contact.js';
import { nameOf } from './recent.js';
import { unheardCalls } from './unheard.js';

/** @typedef {import('../../core/inbox.js').Item} Item @typedef {import('./contact.js').Send} Send */
/** @typedef {import('./inbox_detail.js').Drafts} Drafts */
/** @typedef {import('./inbox_detail.js').Actions} Actions */
/**
 * @typedef {object} Shown
 * @property {Item[]} items @property {string} onCard the call that is on the card
 * @property {import('../../types').Office} office @property {boolean} locked the organisation lists numbers
 * @property {string} [busy] an entry of the outbox
 */
/** @typedef {Shown & {open: string, picked: string[][], sure: string, unfolded: boolean}} Drawn */

/** @param {Element} root @param {Actions} actions */
export function createInbox(root, actions) {
  /** @type {Drafts} */ const drafts = { picked: new Map(), notes: new Map(), contacts: new Map(), sure: '' };
  let open = '';
  /** @type {Shown | undefined} */ let last;
  const toggle = (/** @type {Item} */ item) => {
    if (item.id === last?.onCard) return actions.showCard();
    open = open === item.id ? '' : item.id;
    drafts.sure = '';
    redraw();
  };
  let unfolded = false;
  const redraw = () =>
    last && draw({ ...last, open, picked: [...drafts.picked], sure: drafts.sure, unfolded });
  const unfold = () => {
    unfolded = !unfolded;
    redraw();
  };
  const draw = section(root, (/** @type {Drawn} */ shown) => {
    if (!shown.items.length) return [nothing()];
    const unheard = gathered(shown.items);
    const others = shown.items.filter((item) => !unheard.includes(item));
    const sure = others.filter((item) => item.sure).length;
    const doing = { ...actions, toggle, redraw, unfold };
    const list = (/** @type {Item[]} */ items) =>
      h('ul', { class: 'rows' }, ...items.map((item) => row(item, shown, doing, drafts)));
    return [
      ...(unheard.length ? [unheardCalls(unheard, shown.unfolded, doing, drafts)] : []),
      unheard.length && shown.unfolded ? list(unheard) : null,
      sure > 1 ? bulk(sure, unheard.length ? { unheard: false } : {}, actions.send) : null,
      others.length ? list(others) : null,
    ];
  });
  return (/** @type {Shown} */ shown) => {
    last = shown;
    redraw();
  };
}

function nothing() {
  return h(
    'div',
    { class: 'empty' },
    h('p', { class: 'title' }, t('inbox_empty_title')),
    h('p', { class: 'muted' }, t('inbox_empty_text')),
  );
}

/** @param {number} count @param {object} which @param {Send} send */
function bulk(count, which, send) {
  return h(
    'button',
    { class: 'wide', 'data-focus': 'log-sure', onclick: () => send('logSure', which) },
    plural('log_sure', count),
  );
}

/** @param {Item} item */
const tone = ({ reason }) => (decisive.has(reason) ? 'failed' : reason === 'ready' ? 'none' : 'waiting');

/** Who or what a row is about. @param {Item} item */
function titleOf({ kind, row: known, view, works, entry }) {
  if (kind === 'call' && known) return nameOf(known);
  if (entry) return entry.contactName || entry.subject;
  const people = (view?.correspondents ?? []).map((one) => {
    const work = works?.[personOf(one)];
    const contact = work?.contacts.find((found) => keyOfContact(found) === work.chosen);
    return contact?.name ?? one.name ?? pretty(personOf(one));
  });
  return listed(people);
}

/** @param {Item} item */
function factsOf({ at, row: known, view, entry }) {
  const seconds = known?.call.durationSec;
  if (known) return dotted(when(at), untaken(known.call) || (seconds ? clock(seconds) : ''));
  const channel = view && t(`channel_${view.channel}`);
  if (view) return dotted(channel, plural('message_count', view.messages.length), when(at));
  return dotted(when(at), entry?.contactName && entry.subject);
}

/**
 * @param {Item} item @param {Drawn} shown
 * @param {Actions & {toggle: (item: Item) => void, redraw: () => void}} actions @param {Drafts} drafts
 */
function row(item, shown, actions, drafts) {
  const here = item.id === shown.onCard;
  const open = item.id === shown.open && !here;
  const picture = item.row ? phaseIcon(item.row.call) : item.view ? letter : tray;
  return h(
    'li',
    { 'data-reason': item.reason },
    h(
      'button',
      {
        class: 'row',
        'data-focus': `inbox ${item.id}`,
        'aria-expanded': here ? undefined : String(open),
        'aria-current': here ? 'true' : undefined,
        onclick: () => actions.toggle(item),
      },
      h('span', { class: 'way' }, icon(picture)),
      h(
        'span',
        { class: 'what' },
        h('strong', {}, h('bdi', {}, titleOf(item))),
        h('small', {}, factsOf(item)),
      ),
      h('span', { class: `chip ${tone(item)}` }, t(`reason_${item.reason}`)),
    ),
    open ? detail(item, shown, actions, drafts) : null,
  );
}
