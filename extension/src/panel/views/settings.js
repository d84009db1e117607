// Who is signed in where, which pages may report calls, and what runs.
import { api } from '../../browser.js';
import { h, icon, section } from '../dom.js';
import { warning } from '../icons.js';
import { t } from '../text.js';
import { platformIcon } from './sign_in.js';
import { healthOf, platformName } from './top.js';

/** @typedef {import('../../types').Office} Office */

/**
 * @param {Element} crm
 * @param {Element} rest below the form for another CRM
 * @param {(command: string, said?: object) => void} send
 */
export function createSettings(crm, rest, send) {
  const phones = h('div', {});
  const about = h('div', {});
  rest.append(phones, about);
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
  ]);
  const showPhones = createPhones(phones);
  void showPhones();
  api.permissions.onAdded.addListener(() => void showPhones());
  api.permissions.onRemoved.addListener(() => void showPhones());
  return (/** @type {Office} */ office) => {
    updateCrm(office);
    updateAbout(office);
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
          h('small', {}, [one.user.name, one.user.email].filter(Boolean).join(' · ')),
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

/** @param {Element} root */
function createPhones(root) {
  let problem = '';
  const allow = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const origin = originOf(String(new FormData(form).get('origin')));
    problem = origin ? '' : t('phone_wrong');
    if (origin) await api.permissions.request({ origins: [`${origin}/*`] });
    await show();
  };
  const draw = section(
    root,
    (/** @type {{origins: string[], problem: string}} */ { origins, problem: wrong }) => [
      h('h2', {}, t('phones')),
      h('p', { class: 'muted' }, t('phones_text')),
      origins.length
        ? h(
            'ul',
            { class: 'card list' },
            ...origins.map((pattern) =>
              h(
                'li',
                {},
                h('span', { class: 'what' }, pattern.replace(/^https:\/\/|\/\*$/g, '')),
                h(
                  'button',
                  { class: 'small', onclick: () => api.permissions.remove({ origins: [pattern] }) },
                  t('remove'),
                ),
              ),
            ),
          )
        : null,
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
    ],
  );
  const show = async () => {
    const { origins = [] } = await api.permissions.getAll();
    draw({ origins: origins.filter((pattern) => pattern.startsWith('https://')), problem });
  };
  return show;
}

/** @param {string} typed */
function originOf(typed) {
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`);
    return url.protocol === 'https:' ? url.origin : '';
  } catch {
    return '';
  }
}
