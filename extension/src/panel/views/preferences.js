// What the person can set; what the organisation set is shown and cannot be changed.
import { api } from '../../browser.js';
import { countryCodes } from '../../core/region.js';
import { choices, isValid } from '../../core/settings.js';
import { h, icon, section } from '../dom.js';
import { lock, warning } from '../icons.js';
import { language, pretty, t } from '../text.js';
import { choiceField } from './field.js';
import { createPopSites } from './pop_sites.js';

/** @typedef {import('../../types').SettingsView} SettingsView @typedef {import('./contact.js').Send} Send */
/** @typedef {keyof import('../../types').Settings} Name */
/** @typedef {{view: SettingsView, problem: string}} Drawn */

/**
 * @param {Element} root @param {Send} send @param {() => void} showKeys
 * @returns {(view: SettingsView, desk: import('../../types').Desk) => void}
 */
export function createPreferences(root, send, showKeys) {
  root.classList.add('preferences');
  /** @type {SettingsView} */ let last;
  const popSites = createPopSites();
  const set = (/** @type {Name} */ setting, /** @type {unknown} */ value) => send('set', { setting, value });
  const draw = section(root, (/** @type {Drawn} */ { view, problem }) => {
    const { logMode, allowedOrigins } = view.values;
    const pick = (/** @type {Name} */ name) => choice(name, view, set);
    return [
      h('h2', {}, t('logging')),
      pick('logMode'),
      logMode === 'hand' ? null : pick('noMatch'),
      logMode === 'all' ? pick('several') : null,
      logMode === 'hand' ? null : pick('wrapUpSeconds'),
      pick('undoSeconds'),
      country(view, set),
      h('h2', {}, t('do_not_log')),
      ...numbers(view, add, set),
      problem ? h('p', { class: 'problem bad', role: 'alert' }, icon(warning), problem) : null,
      h('h2', {}, t('attention')),
      pick('screenPop'),
      popSites.root,
      pick('notifications'),
      box('hideDetails', view, set),
      h('h2', {}, t('keys')),
      box('singleKeys', view, set),
      h('div', { class: 'ways' }, small('show_keys', showKeys), small('change_keys', changeKeys)),
      h('p', { class: 'fine' }, t('language_note')),
      ...(allowedOrigins.length ? sites(allowedOrigins) : []),
    ];
  });
  const add = (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const number = String(form.get('number')).replaceAll(/[\s().\/-]/g, '');
    const list = [...new Set([...last.values.doNotLog, number])];
    const valid = isValid('doNotLog', list);
    if (valid) set('doNotLog', list);
    draw({ view: last, problem: valid ? '' : t('number_wrong') });
  };
  return (view, desk) => {
    last = view;
    popSites.update(desk, view.values.screenPop !== 'off');
    draw({ view, problem: '' });
  };
}

/** Only the browser lets one change them, on a page of its own. */
function changeKeys() {
  const commands = /** @type {any} */ (api.commands);
  if (commands.openShortcutSettings) commands.openShortcutSettings();
  else void api.tabs.create({ url: 'chrome://extensions/shortcuts' });
}

const locked = () => h('p', { class: 'fine locked' }, icon(lock), t('locked'));

/** @param {string} id of its text @param {() => void} onclick */
const small = (id, onclick) => h('button', { class: 'small', 'data-focus': id, onclick }, t(id));

/** @param {string[]} origins */
const sites = (origins) => [
  h('h2', {}, t('allowed_sites')),
  h('ul', { class: 'card list' }, ...origins.map((origin) => h('li', {}, origin))),
  locked(),
];

const countryNames = new Intl.DisplayNames(language, { type: 'region' });

/** @param {SettingsView} view @param {(name: Name, value: unknown) => void} set */
function country({ values, locked: fixed }, set) {
  const value = values.defaultCountry.toUpperCase();
  const names = [...new Set([...countryCodes, value])]
    .filter(Boolean)
    .map((code) => [code, countryNames.of(code) ?? code])
    .sort(([, a], [, b]) => a.localeCompare(b, language));
  const options = [['', t('country_of_host')], ...names];
  const field = { id: 'set-defaultCountry', label: t('set_defaultCountry'), value, options };
  const disabled = 'defaultCountry' in fixed;
  return h(
    'div',
    { class: 'setting' },
    choiceField({ ...field, disabled }, (code) => set('defaultCountry', code)),
    disabled ? locked() : null,
  );
}

/** @param {Name} name @param {SettingsView} view @param {(name: Name, value: unknown) => void} set */
function choice(name, { values, locked: fixed }, set) {
  const options = choices[name].map((one) => [String(one), t(`set_${name}_${one}`)]);
  const field = { id: `set-${name}`, label: t(`set_${name}`), value: String(values[name]), options };
  const changed = (/** @type {string} */ text) =>
    set(
      name,
      choices[name].find((one) => String(one) === text),
    );
  return h(
    'div',
    { class: 'setting' },
    choiceField({ ...field, disabled: name in fixed }, changed),
    name in fixed ? locked() : null,
  );
}

/** @param {Name} name @param {SettingsView} view @param {(name: Name, value: unknown) => void} set */
function box(name, { values, locked: fixed }, set) {
  const input = h('input', {
    type: 'checkbox',
    checked: values[name] === true,
    disabled: name in fixed,
    'data-focus': `set-${name}`,
    onchange: (/** @type {any} */ event) => set(name, event.target.checked),
  });
  const label = h('label', { class: 'choice' }, input, h('span', {}, t(`set_${name}`)));
  return h('div', { class: 'setting' }, label, name in fixed ? locked() : null);
}

/**
 * The do-not-log list.
 * @param {SettingsView} view @param {(event: Event) => void} add
 * @param {(name: Name, value: unknown) => void} set
 */
function numbers({ values, locked: fixed }, add, set) {
  const without = (/** @type {string} */ one) => () =>
    set('doNotLog', values.doNotLog.filter((other) => other !== one));
  const row = (/** @type {string} */ one) =>
    h(
      'li',
      {},
      h('bdi', { class: 'what' }, pretty(one)),
      fixed.doNotLog ? null : h('button', { class: 'small', onclick: without(one) }, t('remove')),
    );
  const list = values.doNotLog.length ? h('ul', { class: 'card list' }, ...values.doNotLog.map(row)) : null;
  const input = h('input', {
    name: 'number',
    'aria-label': t('do_not_log_number'),
    placeholder: '+14155550132',
    required: true,
    autocomplete: 'off',
    'data-focus': 'do-not-log',
  });
  return [
    h('p', { class: 'muted' }, t('do_not_log_text')),
    list,
    fixed.doNotLog
      ? locked()
      : h('form', { class: 'inline', onsubmit: add }, input, h('button', {}, t('add'))),
  ];
}
