// The note of one call. Every keystroke is written to storage by the panel itself, so that neither a killed
// worker nor a closed panel loses a word; what another panel writes shows up here.
import { api } from '../../browser.js';
import { h } from '../dom.js';
import { t } from '../text.js';

/** @param {string} key of the call */
const storageKey = (key) => `note:${key}`;

/** @param {Element} root @param {string} key of the call @param {() => void} submit Ctrl+Enter was pressed */
export function createNote(root, key, submit) {
  const id = `note-${crypto.randomUUID()}`;
  const area = /** @type {HTMLTextAreaElement} */ (
    h('textarea', {
      id,
      rows: 3,
      placeholder: t('note_hint'),
      'data-focus': 'note',
      'aria-keyshortcuts': 'N',
    })
  );
  const kept = h('span', { class: 'kept', 'aria-hidden': 'true' });
  root.replaceChildren(h('div', { class: 'field' }, h('label', { for: id }, t('note'), kept), area));
  /** @type {() => void} */ let changed = () => {};
  let typed = false;

  const fit = () => {
    area.style.height = 'auto';
    if (area.scrollHeight) area.style.height = `${Math.min(area.scrollHeight + 2, 260)}px`;
  };
  const show = (/** @type {string} */ text) => {
    area.value = text;
    fit();
    changed();
  };
  area.addEventListener('input', async () => {
    typed = true;
    fit();
    changed();
    await api.storage.local.set({ [storageKey(key)]: area.value });
    kept.textContent = t('note_kept');
  });
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  });
  api.storage.local.get(storageKey(key)).then((found) => {
    if (!typed && found[storageKey(key)]) show(String(found[storageKey(key)]));
  });
  const listen = (
    /** @type {Record<string, chrome.storage.StorageChange>} */ changes,
    /** @type {string} */ where,
  ) => {
    if (!area.isConnected && typed) return api.storage.onChanged.removeListener(listen);
    const change = where === 'local' ? changes[storageKey(key)] : undefined;
    if (change && document.activeElement !== area && change.newValue !== area.value)
      show(String(change.newValue ?? ''));
  };
  api.storage.onChanged.addListener(listen);

  return {
    value: () => area.value,
    focus: () => area.focus(),
    onChange: (/** @type {() => void} */ listener) => {
      changed = listener;
    },
  };
}
