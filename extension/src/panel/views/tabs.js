// Tabs by the usual pattern: one of them is in the order of the Tab key, arrows go to the others.
import { h } from '../dom.js';
import { plural, t } from '../text.js';

/**
 * @param {Element} root @param {string[]} ids the texts are `tab_<id>`
 * @param {(id: string, byKey?: boolean) => void} picked
 */
export function createTabs(root, ids, picked) {
  const bar = h('div', { role: 'tablist', class: 'tabs', 'aria-label': t('lists') });
  const panels = ids.map((id) =>
    h('div', { id: `panel-${id}`, role: 'tabpanel', 'aria-labelledby': `tab-${id}`, class: 'tabpanel' }),
  );
  root.append(bar, ...panels);
  const buttons = ids.map((id) => tab(id, picked));
  bar.append(...buttons);
  const label = counter(buttons[0]);
  bar.addEventListener('keydown', (event) => {
    const next = neighbour(ids, event);
    if (!next) return;
    event.preventDefault();
    picked(next);
    document.getElementById(`tab-${next}`)?.focus();
  });
  return {
    panels,
    /** @param {string} shown @param {number} count of what the first tab holds */
    update(shown, count) {
      for (const [place, id] of ids.entries()) {
        panels[place].hidden = id !== shown;
        buttons[place].tabIndex = id === shown ? 0 : -1;
        buttons[place].setAttribute('aria-selected', String(id === shown));
      }
      label(count);
    },
  };
}

/** @param {string} id @param {(id: string, byKey: boolean) => void} picked */
function tab(id, picked) {
  const more = id === 'search' ? { 'aria-keyshortcuts': 'S' } : {};
  const props = { id: `tab-${id}`, role: 'tab', 'aria-controls': `panel-${id}`, ...more };
  const press = (/** @type {MouseEvent} */ event) => picked(id, !event.detail);
  return h('button', { ...props, onclick: press }, h('span', {}, t(`tab_${id}`)));
}

/** What a number beside its name says in words. @param {HTMLElement} button */
function counter(button) {
  const badge = h('span', { class: 'badge' });
  button.append(badge);
  return (/** @type {number} */ count) => {
    badge.hidden = !count;
    badge.textContent = String(count);
    if (count) button.setAttribute('aria-label', plural('inbox_count', count));
    else button.removeAttribute('aria-label');
  };
}

/** The tab that a key goes to. @param {string[]} ids @param {KeyboardEvent} event */
function neighbour(ids, event) {
  const here = ids.indexOf(document.activeElement?.id.replace('tab-', '') ?? '');
  const forward = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  const steps = { [forward]: here + 1, [back]: here - 1 + ids.length, Home: 0, End: ids.length - 1 };
  return event.key in steps ? ids[steps[event.key] % ids.length] : undefined;
}
