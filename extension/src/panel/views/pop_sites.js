// The CRM's sites whose open tabs the caller's page may go into: the browser asks the person for each.
import { api } from '../../browser.js';
import { webUrl } from '../../core/fields.js';
import { h, section } from '../dom.js';
import { t } from '../text.js';

const pattern = (/** @type {string} */ origin) => ({ origins: [`${origin}/*`] });

/** Where the pages of the contacts are that calls were with. @param {import('../../types').Desk} desk */
function sitesOf({ work }) {
  const urls = Object.values(work).flatMap(({ contacts }) => contacts.map(({ url }) => webUrl(url)));
  const origins = urls.map((url) => (url ? new URL(url).origin : ''));
  return [...new Set(origins)].filter((origin) => origin.startsWith('https://'));
}

/** @returns {{root: Element, update: (desk: import('../../types').Desk, wanted: boolean) => void}} */
export function createPopSites() {
  const root = h('div', { class: 'setting' });
  /** @type {string[]} */ let sites = [];
  const draw = section(root, (/** @type {string[]} */ closed) => [
    ...closed.map((origin) => {
      const props = { class: 'small', 'data-focus': `pop ${origin}`, onclick: () => void ask(origin) };
      return h('button', props, t('use_open_tab', origin.replace('https://', '')));
    }),
    closed.length ? h('p', { class: 'fine' }, t('use_open_tab_text')) : null,
  ]);
  const show = async () => {
    const open = await Promise.all(sites.map((origin) => api.permissions.contains(pattern(origin))));
    draw(sites.filter((_, place) => !open[place]));
  };
  const ask = async (/** @type {string} */ origin) => {
    await api.permissions.request(pattern(origin));
    await show();
  };
  return {
    root,
    update(desk, wanted) {
      sites = wanted ? sitesOf(desk) : [];
      void show();
    },
  };
}
