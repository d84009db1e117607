// Who is signed in where, which pages may report calls, and what runs.
import { api } from '../../browser.js';
import { siteOrigin } from '../../core/fields.js';
import { h, icon, section } from '../dom.js';
import { warning } from '../icons.js';
import { dotted, t } from '../text.js';
import { createPreferences } from './preferences.js';
import { platformIcon } from './sign_in.js';
import { healthOf, platformName } from './top.js';

/** @typedef {import('../../types').Office} Office */

/**
 * @param {Element} crm
 * @param {Element} rest below the form for another CRM
 * @param {(command: string, said?: object) => void} send
 * @param {() => void} showKeys
 */
export function createSettings(crm, rest, send, showKeys) {
  const [preferences, phones, about] = [0, 1, 2].map(() => h('div', {}));
  rest.append(preferences, phones, about);
  const updatePreferences = createPreferences(preferences, send, showKeys);
  const updateCrm = section(crm, (/** @type {Office} */ office) => [
    h('h2', {}, t('crm')),
    connections(office, send),
  ]);
  const updateAbout = section(about, (/** @type {Office} */ office) => [
    h('h2', {}, t('companion')),
    h(
      'p',
      { class: 'card quiet' },
      office.host.state === 'connected'
        ? t('companion_version', office.host.version ?? '')
        : healthOf(office).words,
    ),
    h(
      'a',
      {
        href: api.runtime.getURL('src/diagnostics/index.html'),
        target: '_blank',
        'data-focus': 'diagnostics',
      },
      t('diagnostics'),
    ),
  ]);
  const showPhones = createPhones(phones, send);
  void showPhones();
  api.permissions.onAdded.addListener(() => void showPhones());
  api.permissions.onRemoved.addListener(() => void showPhones());
  api.storage.local.onChanged.addListener((changes) => {
    if (changes.consent) void showPhones();
  });
  /** @typedef {import('../../types').SettingsView} SettingsView @typedef {import('../../types').Desk} Desk */
  return (/** @type {Office} */ office, /** @type {SettingsView} */ view, /** @type {Desk} */ desk) => {
    updateCrm(office);
    updateAbout(office);
    updatePreferences(view, desk);
  };
}

/** @param {Office} office @param {(command: string, said?: object) => void} send */
function connections(office, send) {
  if (!office.connections.length) return h('p', { class: 'card quiet' }, t('state_signed_out'));
  return h(
    'ul',
    { class: 'card list' },
    ...office.connections.map((one) => {
      const platform = office.platforms.find((known) => known.id === one.platform);
      return h(
        'li',
        {},
        platform ? platformIcon(platform) : null,
        h(
          'span',
          { class: 'what' },
          h('strong', {}, platformName(office, one.platform)),
          h('small', {}, dotted(one.user.name, one.user.email)),
          one.state === 'active'
            ? null
            : h('small', { class: 'weak' }, icon(warning), one.reason ?? t('state_expired')),
        ),
        h(
          'button',
          {
            class: 'small',
            'data-focus': `out ${one.account}`,
            onclick: () => send('signOut', { account: one.account }),
          },
          t('sign_out'),
        ),
      );
    }),
  );
}

/** @param {Element} root @param {(command: string, said?: object) => void} send */
function createPhones(root, send) {
  let problem = '';
  const allow = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const origin = siteOrigin(String(new FormData(form).get('origin')));
    problem = origin ? '' : t('phone_wrong');
    if (origin) await api.permissions.request({ origins: [`${origin}/*`] });
    await show();
  };
  const draw = section(root, (/** @type {{sites: Site[], problem: string}} */ { sites, problem: wrong }) => [
    h('h2', {}, t('phones')),
    h('p', { class: 'muted' }, t('phones_text')),
    sites.length ? h('ul', { class: 'card list' }, ...sites.map(siteRow)) : null,
    h(
      'a',
      { href: api.runtime.getURL('src/phone/index.html'), target: '_blank', 'data-focus': 'hosted' },
      t('host_phone'),
    ),
    h(
      'form',
      { class: 'inline', onsubmit: allow },
      h('input', {
        name: 'origin',
        'aria-label': t('phone_address'),
        placeholder: 'https://phone.example.com',
        required: true,
        'data-focus': 'origin',
        autocomplete: 'off',
      }),
      h('button', {}, t('allow')),
    ),
    wrong ? h('p', { class: 'problem bad', role: 'alert' }, icon(warning), wrong) : null,
  ]);
  const forget = async (/** @type {Site} */ { origin, pattern }) => {
    if (pattern) await api.permissions.remove({ origins: [pattern] });
    else send('admit', { origin });
  };
  const show = async () => draw({ sites: await sitesOf(forget), problem });
  return show;
}

/**
 * @typedef {object} Site
 * @property {string} origin
 * @property {string} [pattern] of a permission of the browser's; none where the page knocked
 * @property {boolean} blocked
 * @property {(site: Site) => void} forget
 */

/** @param {Site['forget']} forget @returns {Promise<Site[]>} what the person allowed or blocked */
async function sitesOf(forget) {
  const [{ origins = [] }, { consent }] = await Promise.all([
    api.permissions.getAll(),
    api.storage.local.get('consent'),
  ]);
  const granted = origins.filter((pattern) => pattern.startsWith('https://'));
  return [
    ...granted.map((pattern) => ({ origin: pattern.replace(/\/\*$/, ''), pattern, blocked: false, forget })),
    ...Object.entries(consent ?? {}).map(([origin, allowed]) => ({ origin, blocked: !allowed, forget })),
  ];
}

/** @param {Site} site */
function siteRow(site) {
  return h(
    'li',
    {},
    h(
      'span',
      { class: 'what' },
      site.origin.replace('https://', ''),
      site.blocked ? h('small', { class: 'weak' }, t('blocked')) : null,
    ),
    h('button', { class: 'small', onclick: () => site.forget(site) }, t('remove')),
  );
}
