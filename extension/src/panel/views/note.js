// The note of one call. Every keystroke is written to storage by the panel itself, so that neither a killed
// worker nor a closed panel loses a word; what another panel writes shows up here, also while one types.
import { api } from '../../browser.js';
import { joined } from '../../core/notes.js';
import { h } from '../dom.js';
import { t } from '../text.js';
import { problem } from './problem.js';

/** @typedef {{text: string, focused: boolean}} Draft */

const soon = 1000;
/** What another panel writes while somebody types here does not go over it. */
const recently = 3000;
const longest = 60_000;

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
  const alert = h('div', { role: 'alert' });
  root.replaceChildren(h('div', { class: 'field' }, h('label', { for: id }, t('note'), kept), area, alert));
  /** @type {() => void} */ let changed = () => {};
  let [typed, joining, typedAt] = [false, false, -Infinity];
  let stored = '';
  /** What was written here and not yet heard of. @type {string[]} */ let echoes = [];

  const fit = () => {
    area.style.height = 'auto';
    if (area.scrollHeight) area.style.height = `${Math.min(area.scrollHeight + 2, 260)}px`;
  };
  const save = async () => {
    const text = area.value;
    if (text !== stored) echoes.push(text); // else nobody hears of it
    stored = text;
    const done = await api.storage.local.set({ [storageKey(key)]: text }).then(
      () => true,
      () => false,
    );
    kept.textContent = done ? t('note_kept') : '';
    if (done) alert.replaceChildren();
    else if (!alert.firstChild) alert.append(problem('bad', t('note_not_kept')));
    const unheard = () => (echoes = echoes.filter((one) => one !== text));
    if (done) return void setTimeout(unheard, longest);
    unheard();
    setTimeout(() => area.isConnected && text === area.value && save(), soon);
  };
  const show = (/** @type {string} */ text) => {
    const { value, selectionStart: caret } = area;
    const [before, after] = [value.slice(0, caret), value.slice(caret)];
    area.value = text;
    if (document.activeElement === area) {
      const fromStart = after && (text.startsWith(before) || !text.endsWith(after));
      const place = fromStart ? caret : text.length - after.length; // at the end it stays at the end
      area.setSelectionRange(place, place);
    }
    fit();
    changed();
  };
  area.addEventListener('input', () => {
    [typed, typedAt] = [true, Date.now()];
    fit();
    changed();
    void save();
  });
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  });
  api.storage.local.get(storageKey(key)).then((found) => {
    const known = String(found[storageKey(key)] ?? '');
    if (!typed) stored = known;
    // Who typed before it was read goes on with what is there.
    const text = typed ? joined(known, area.value) : known;
    if (text === area.value) return;
    show(text);
    if (typed) void save();
  });
  /** @param {unknown} now what the note is */
  const heard = (now) => {
    const place = echoes.indexOf(String(now ?? ''));
    if (place >= 0) return void echoes.splice(0, place + 1);
    const theirs = String(now ?? '');
    stored = theirs;
    const forgotten = now === undefined && document.activeElement === area; // it goes by another key now
    if (theirs === area.value || forgotten) return;
    const together = joining || echoes.length || Date.now() - typedAt < recently;
    const text = together ? joined(theirs, area.value) : theirs;
    if (text !== area.value) show(text);
    if (text !== theirs) void save();
  };
  const listen = (
    /** @type {Record<string, chrome.storage.StorageChange>} */ changes,
    /** @type {string} */ where,
  ) => {
    if (!area.isConnected && typed) return api.storage.onChanged.removeListener(listen);
    const change = where === 'local' ? changes[storageKey(key)] : undefined;
    if (change) heard(change.newValue);
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
