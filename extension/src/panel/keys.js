// Keys that act while nobody types. A letter goes to what names it in aria-keyshortcuts: a field is focused,
// anything else is clicked. And the list of them, behind the question mark.
import { api } from '../browser.js';
import { h } from './dom.js';
import { t } from './text.js';

const typing = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]';
const inCall = ['A', 'D', '1-9', 'N', 'C', 'W', 'O', 'S'];

/** @param {Element} element */
const visible = (element) => element instanceof HTMLElement && element.checkVisibility();

/** What a digit picks from: people, until the call is over; then how it went. */
function pickable() {
  const over = document.querySelector('.call[data-phase=ended] .chips, .call[data-phase=missed] .chips');
  const group = over ?? document.querySelector('.choices') ?? document.querySelector('.chips');
  return (group ?? document.createElement('div')).querySelectorAll('input:enabled');
}

/** @param {string} key @returns {HTMLElement | undefined} what it acts on */
function targetOf(key) {
  const named = [...document.querySelectorAll(`[aria-keyshortcuts="${CSS.escape(key.toUpperCase())}" i]`)];
  const there = named.filter(visible);
  const field = there.find((element) => element.matches(typing));
  const found = /^[1-9]$/.test(key) ? pickable()[Number(key) - 1] : (field ?? there[0]);
  return found instanceof HTMLElement ? found : undefined;
}

/**
 * @param {object} panel
 * @param {() => boolean} panel.singleKeys whether keys without a modifier act
 * @param {() => void} panel.back
 * @returns {() => void} shows the list
 */
export function listenToKeys({ singleKeys, back }) {
  const help = /** @type {HTMLDialogElement} */ (h('dialog', { 'aria-labelledby': 'keys-title' }));
  document.body.append(help);
  const showHelp = async () => {
    help.replaceChildren(...listOf(await api.commands.getAll(), () => help.close()));
    if (!help.open) help.showModal();
  };
  document.addEventListener('keydown', (event) => {
    const field = /** @type {HTMLElement} */ (event.target).closest(typing);
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || help.open) return;
    if (event.key === 'Escape') return field instanceof HTMLElement ? field.blur() : back();
    if (field || !singleKeys()) return;
    const target = targetOf(event.key);
    if (event.key === '?') void showHelp();
    else if (target) act(target, event.key);
    else return;
    event.preventDefault();
  });
  return () => void showHelp();
}

/** A field is focused, also one that a click brought. @param {HTMLElement} target @param {string} key */
function act(target, key) {
  if (!target.matches(typing)) target.click();
  const field = /^[1-9]$/.test(key) ? undefined : targetOf(key);
  if (field?.matches(typing)) field.focus();
}

/** @param {chrome.commands.Command[]} commands of the whole browser @param {() => void} close */
function listOf(commands, close) {
  const row = (/** @type {string} */ key, /** @type {string} */ words) =>
    h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, words));
  const global = commands.filter((one) => one.shortcut);
  return [
    h('h2', { id: 'keys-title' }, t('keys')),
    h(
      'dl',
      { class: 'keys' },
      ...inCall.map((key) => row(key, t(`key_${key === '1-9' ? 'digit' : key.toLowerCase()}`))),
      row(t('ctrl_enter'), t('key_log')),
      row('Esc', t('key_esc')),
      ...global.map((one) => row(one.shortcut ?? '', one.description || t('open_panel'))),
    ),
    h('button', { class: 'wide', onclick: close }, t('close')),
  ];
}
