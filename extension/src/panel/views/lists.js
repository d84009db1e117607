// Below the card: what needs the agent, what was, and whom there is.
import { gathered, inboxOf } from '../../core/inbox.js';
import { h } from '../dom.js';
import { createDropped } from './dropped.js';
import { createInbox } from './inbox.js';
import { createMail } from './mail.js';
import { createRecent } from './recent.js';
import { createSearch } from './search.js';
import { createTabs } from './tabs.js';

/** @typedef {import('../../core/inbox.js').Known} Known @typedef {import('./search.js').Linking} Linking */
/**
 * @typedef {object} Around
 * @property {import('./contact.js').Send} send
 * @property {(key: string) => void} pick
 * @property {() => void} showCard
 * @property {() => void} signIn
 * @property {() => void} changed something else is to be shown
 */
/**
 * @typedef {Known & {search: import('../../types').SearchState, busy?: string, locked: boolean,
 *   onCard: string, dropped: {calls: number, conversations: number},
 *   past?: import('../../types').Desk['past']}} Shown
 */

/** @param {Element} root @param {Around} around */
export function createLists(root, around) {
  const { send, pick, changed } = around;
  let shown = '';
  /** @type {Linking | null} */ let linking = null;
  const show = (/** @type {string} */ id, byKey = false) => {
    shown = id;
    if (id !== 'search') linking = null;
    changed();
    if (id === 'search' && byKey) finder.focus();
  };
  const tabs = createTabs(root, ['inbox', 'recent', 'search'], show);
  const [inbox, recent, search] = tabs.panels;
  root.querySelector('#tab-search')?.setAttribute('aria-keyshortcuts', 'S');
  const parts = ['recent', 'mail'].map((id) => h('section', { id }));
  recent.append(...parts);
  const link = (/** @type {Linking} */ whom) => {
    linking = whom;
    show('search');
    finder.focus();
  };
  const back = () => {
    linking = null;
    show('inbox');
  };
  const needs = ['dropped', 'needs'].map((id) => h('div', { id }));
  inbox.append(...needs);
  const updateDropped = createDropped(needs[0], send);
  const updateInbox = createInbox(needs[1], { ...around, link });
  const updateRecent = createRecent(parts[0], pick, send);
  const updateMail = createMail(parts[1], send);
  const finder = createSearch(search, send, back);
  return {
    link,
    /** The search as it was left. @param {string} text */
    open: (text) => finder.fill(text),
    /** What nobody sees is not drawn: sixty calls take longer than the card. @param {Shown} known */
    update(known) {
      const { rows, mail, office, busy, locked, onCard } = known;
      // A note that somebody is at work on is not one that was left.
      const items = inboxOf(known).filter(({ id, reason }) => id !== onCard || reason !== 'unsent');
      shown ||= items.length ? 'inbox' : 'recent';
      const together = gathered(items).length; // are one thing to do
      tabs.update(shown, items.length - Math.max(0, together - 1));
      if (shown === 'inbox') updateDropped(known.dropped);
      if (shown === 'inbox') updateInbox({ items, office, busy, locked, onCard });
      else if (shown === 'search') finder.update({ search: known.search, office, linking });
      else {
        updateRecent({ rows, picked: onCard, past: known.past });
        updateMail(mail);
      }
    },
  };
}
