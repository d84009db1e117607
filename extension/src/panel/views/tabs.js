// Tabs by the usual pattern: one of them is in the order of the Tab key, arrows go to the others.
import { h, section } from '../dom.js';
import { plural, t } from '../text.js';

/**
 * @param {Element} root @param {string[]} ids the texts are `tab_<id>`
 * @param {(id: string) => void} picked
 */
export function createTabs(root, ids, picked) {
  const bar = h('div', { role: 'tablist', class: 'tabs', 'aria-label': t('lists') });
  const panels = ids.map((id) =>
    h('div', { id: `panel-${id}`, role: 'tabpanel', 'aria-labelledby': `tab-${id}`, class: 'tabpanel' }),
  );
  root.append(bar, ...panels);
  const draw = section(bar, (/** @type {{shown: string, count: number}} */ { shown, count }) =>
    ids.map((id) => tab(id, id === shown, id === ids[0] ? count : 0, picked)),
  );
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
      draw({ shown, count });
      for (const [place, id] of ids.entries()) panels[place].hidden = id !== shown;
    },
  };
}

/** @param {string} id @param {boolean} shown @param {number} count @param {(id: string) => void} picked */
function tab(id, shown, count, picked) {
  return h(
    'button',
    {
      id: `tab-${id}`,
      role: 'tab',
      'aria-selected': String(shown),
      'aria-controls': `panel-${id}`,
      'aria-label': count ? plural('inbox_count', count) : undefined,
      tabindex: shown ? 0 : -1,
      'data-focus': `tab ${id}`,
      onclick: () => picked(id),
    },
    t(`tab_${id}`),
    count ? h('span', { class: 'badge' }, String(count)) : null,
  );
}

/** The tab that a key goes to. @param {string[]} ids @param {KeyboardEvent} event */
function neighbour(ids, event) {
  const here = ids.indexOf(/** @type {Element} */ (event.target).id.replace('tab-', ''));
  const forward = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  const steps = { [forward]: here + 1, [back]: here - 1 + ids.length, Home: 0, End: ids.length - 1 };
  return event.key in steps ? ids[steps[event.key] % ids.length] : undefined;
}
