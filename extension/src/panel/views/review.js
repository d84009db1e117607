// A note that somebody changed in the CRM, beside the agent's own: both are kept unless the agent says
// otherwise, and what will be saved can be written on.
import { api } from '../../browser.js';
import { noteKey } from '../../background/memory.js';
import { joined } from '../../core/notes.js';
import { h } from '../dom.js';
import { t } from '../text.js';

/** @typedef {import('./contact.js').Send} Send */

/** @typedef {{theirs: string, way: string, text?: string, mine?: string}} Draft */

/** What was picked and typed, by call. @type {Map<string, Draft>} */
const drafts = new Map();

/** @param {string} key of the call @param {string} theirs @param {Send} send */
export function review(key, theirs, send) {
  const known = drafts.get(key);
  const draft = known?.theirs === theirs ? known : { theirs, way: 'both' };
  drafts.set(key, draft);
  const id = `review-${crypto.randomUUID()}`; // the card may show it, too
  const mine = h('blockquote', { class: 'mine' });
  const area = /** @type {HTMLTextAreaElement} */ (
    h('textarea', { rows: 5, id, 'data-focus': 'review' })
  );
  const text = () => ({ both: joined(theirs, draft.mine ?? ''), theirs, mine: draft.mine })[draft.way] ?? '';
  const show = () => {
    mine.textContent = draft.mine ?? '';
    area.value = draft.text ?? text();
  };
  const pick = (/** @type {string} */ way) => {
    draft.way = way;
    draft.text = undefined;
    show();
  };
  const save = async () => {
    await api.storage.local.set({ [noteKey(key)]: area.value });
    send('resolve', { key, note: area.value });
    drafts.delete(key);
  };
  area.addEventListener('input', () => (draft.text = area.value));
  const written = (/** @type {unknown} */ note) => {
    draft.mine = String(note ?? '');
    show();
  };
  const listen = (/** @type {Record<string, chrome.storage.StorageChange>} */ changes) => {
    if (!area.isConnected) api.storage.local.onChanged.removeListener(listen);
    else if (changes[noteKey(key)]) written(changes[noteKey(key)].newValue);
  };
  api.storage.local.onChanged.addListener(listen);
  api.storage.local.get(noteKey(key)).then((found) => written(found[noteKey(key)]));
  show();
  return [
    version('in_crm_now', h('blockquote', {}, theirs)),
    version('your_note', mine),
    ways(id, draft.way, pick),
    h('div', { class: 'field' }, h('label', { for: id }, t('will_be_saved')), area),
    h('button', { class: 'primary wide', 'data-focus': 'primary', onclick: save }, t('save_note')),
  ];
}

/** @param {string} title @param {HTMLElement} text */
const version = (title, text) => h('div', {}, h('p', { class: 'fine' }, t(title)), text);

/** @param {string} id @param {string} picked @param {(way: string) => void} pick */
function ways(id, picked, pick) {
  const way = (/** @type {string} */ one) => {
    const props = { type: 'radio', name: `keep ${id}`, value: one, checked: one === picked };
    const input = h('input', { ...props, 'data-focus': `keep ${one}`, onchange: () => pick(one) });
    return h('label', { class: 'tick' }, input, t(`keep_${one}`));
  };
  const all = ['both', 'theirs', 'mine'].map(way);
  return h('fieldset', { class: 'ways' }, h('legend', {}, t('what_to_keep')), ...all);
}
