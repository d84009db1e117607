// The note of one call. Every keystroke is written to storage by the panel itself, so that neither a killed
// worker nor a closed panel loses a word; what another panel writes shows up here.
import { api } from '../../browser.js';
import { joined } from '../../core/notes.js';
import { h } from '../dom.js';
import { t } from '../text.js';

/** @typedef {{text: string, focused: boolean}} Draft */

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
  let [typed, joining] = [false, false];

  const fit = () => {
    area.style.height = 'auto';
    if (area.scrollHeight) area.style.height = `${Math.min(area.scrollHeight + 2, 260)}px`;
  };
  const save = () => api.storage.local.set({ [storageKey(key)]: area.value });
  const show = (/** @type {string} */ text) => {
    area.value = text;
    fit();
    changed();
  };
  area.addEventListener('input', async () => {
    typed = true;
    fit();
    changed();
    await save();
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
    if (!change || change.newValue === area.value) return;
    if (document.activeElement !== area && !joining) return show(String(change.newValue ?? ''));
    const both = joining ? joined(String(change.newValue ?? ''), area.value) : area.value;
    if (both !== area.value) show(both);
    if (joining && both !== change.newValue) void save();
  };
  api.storage.onChanged.addListener(listen);

  return {
    value: () => area.value,
    focus: () => area.focus(),
    /** What is being written on a call, for when that turns out to be another one. @returns {Draft} */
    draft: () => ({ text: area.value, focused: document.activeElement === area }),
    /**
     * Goes on writing. The worker brings the notes of both calls together, and may be behind.
     * @param {Draft} draft
     */
    goOn({ text, focused }) {
      if (focused) area.focus();
      if (!text) return;
      [typed, joining] = [true, true];
      show(text);
      void save();
    },
    onChange: (/** @type {() => void} */ listener) => {
      changed = listener;
    },
  };
}
