// Finds people in every CRM, by name or number: to open them there, or to say that a call was with them.
import { h, icon, section } from '../dom.js';
import { away } from '../icons.js';
import { dotted, faultWords, plural, pretty, t } from '../text.js';
import { keyOfContact, safeUrl } from './contact.js';
import { problem } from './problem.js';
import { platformName } from './top.js';

/** @typedef {import('../../types').SearchState} SearchState */
/** @typedef {import('../../types').Office} Office */
/** @typedef {import('../../types').Contact} Contact @typedef {import('./contact.js').Send} Send */
/**
 * For whom somebody is searched; a log that is written stays in its account.
 * @typedef {{key: string, person?: string, name: string, account?: string}} Linking
 */
/** @typedef {{search: SearchState, office: Office, linking: Linking | null}} Shown */

const pause = 200;

/** @param {Element} root @param {Send} send @param {() => void} done with the search for a call */
export function createSearch(root, send, done) {
  const props = { type: 'search', id: 'search', autocomplete: 'off', spellcheck: 'false' };
  const focus = { 'data-focus': 'search', 'aria-keyshortcuts': 'S' };
  const field = /** @type {HTMLInputElement} */ (h('input', { ...props, ...focus }));
  const [head, status, found] = ['linking', 'status', 'found'].map((name) => h('div', { class: name }));
  status.setAttribute('role', 'status');
  root.append(head, h('label', { for: 'search' }, t('search_label')), field, status, found);
  let timer = 0;
  const ask = () => send('search', { text: field.value });
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, pause);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    clearTimeout(timer);
    ask();
  });
  const updateHead = section(head, (/** @type {Linking | null} */ linking) =>
    linking ? [whom(linking, done)] : [],
  );
  const updateStatus = section(status, (/** @type {SearchState} */ search) => statusOf(search));
  const updateFound = section(found, (/** @type {Shown} */ shown) => [results(shown, send, done)]);
  return {
    focus: () => field.focus(),
    /** @param {string} text @param {boolean} [now] */
    fill(text, now = false) {
      field.value = text;
      if (now) ask();
    },
    update(/** @type {Shown} */ shown) {
      updateHead(shown.linking);
      updateStatus(shown.search);
      updateFound(shown);
    },
  };
}

/** @param {Linking} linking @param {() => void} done */
function whom({ name }, done) {
  return h(
    'p',
    { class: 'banner warn' },
    h('span', {}, t('linking', name)),
    h('button', { class: 'small', 'data-focus': 'cancel-link', onclick: done }, t('cancel')),
  );
}

/** @param {SearchState} search */
function statusOf({ state, contacts, failures, error }) {
  if (state === 'none') return [h('p', { class: 'fine' }, t('search_hint'))];
  if (state === 'asking') return [h('p', { class: 'fine' }, t('searching'))];
  if (state === 'failed') return [problem('bad', error === 'search_number' ? t(error) : faultWords(error))];
  const words = contacts.length ? plural('found_people', contacts.length) : t('found_nobody');
  return [h('p', { class: 'fine' }, words), ...failures.map((text) => problem('warn', text))];
}

/** @param {Shown} shown @param {Send} send @param {() => void} done */
function results({ search, office, linking }, send, done) {
  if (!search.contacts.length) return null;
  const several = office.connections.length > 1;
  const link = (/** @type {Contact} */ contact) => {
    send('link', { key: linking?.key, person: linking?.person, contact: keyOfContact(contact) });
    done();
  };
  const row = (/** @type {Contact} */ contact) =>
    h(
      'li',
      { class: 'person' },
      person(contact, several ? platformName(office, contact.platform) : ''),
      linking && contact.account === (linking.account ?? contact.account)
        ? linkButton(contact, () => link(contact))
        : null,
    );
  return h('ul', { class: 'rows' }, ...search.contacts.map(row));
}

/** @param {Contact} contact @param {() => void} link */
function linkButton(contact, link) {
  const label = t('link_to', contact.name);
  const focus = `link ${keyOfContact(contact)}`;
  return h('button', { class: 'small', 'aria-label': label, 'data-focus': focus, onclick: link }, t('link'));
}

/** @param {Contact} contact @param {string} crm */
function person(contact, crm) {
  const url = safeUrl(contact.url);
  const about = dotted(contact.title, contact.organization, pretty(contact.phone), crm);
  const props = { href: url, target: '_blank', rel: 'noreferrer' };
  const focus = `open ${keyOfContact(contact)}`;
  const name = url ? h('a', { ...props, 'data-focus': focus }, contact.name, icon(away)) : contact.name;
  return h('span', { class: 'what' }, h('strong', {}, name), h('small', {}, about));
}
