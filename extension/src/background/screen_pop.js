// Opens the caller's page in the CRM, once a call, when it is sure who calls. It goes into a tab of the CRM
// that is there, and else into a new one; never in front of what the person looks at, never where somebody
// types, and never into a tab that a phone lives in, whose call would end.
import { api } from '../browser.js';
import { contactKey } from '../core/contact.js';
import { webUrl } from '../core/fields.js';
import { isListed, sureContact, whyNot } from '../core/log_rule.js';

/** @typedef {import('../types').CallView} CallView @typedef {import('../types').Work} Work */
/** @typedef {import('../types').Settings} Settings @typedef {chrome.tabs.Tab} Tab */

/**
 * The address to open for a call, where it is time for that and nobody doubts who calls.
 * @param {CallView} view @param {Work} work @param {Settings} settings
 */
export function popFor(view, work, { screenPop, doNotLog }) {
  const time = { off: false, answer: view.phase === 'answered', ring: view.phase !== 'ended' }[screenPop];
  if (!time || view.direction !== 'inbound' || work.popped || whyNot(view)) return undefined;
  if (isListed(view.far.number, doNotLog)) return undefined;
  const chosen = work.contacts.find((one) => contactKey(one) === work.chosen);
  const sure = work.confirmed || (chosen && sureContact(work) === chosen);
  return sure ? webUrl(chosen?.url) : undefined;
}

export class ScreenPop {
  /**
   * @param {Record<string, number>} tabs those that were opened here, by origin, changed in place
   * @param {object} parts
   * @param {import('./desk.js').Desk} parts.desk
   * @param {{values: Settings}} parts.settings
   * @param {{known: {tabId: number}[]}} parts.lines the tabs of the phones
   * @param {() => void} changed
   */
  constructor(tabs, parts, changed) {
    this.tabs = tabs;
    this.parts = parts;
    this.changed = changed;
  }

  /** Something became of a call. @param {string} key */
  async consider(key) {
    const { desk, settings } = this.parts;
    const view = desk.view(key);
    const url = view && popFor(view, desk.work(key), settings.values);
    if (!url) return;
    desk.work(key).popped = true;
    desk.outside.changed();
    await this.#open(url);
  }

  /** @param {string} url */
  async #open(url) {
    const { origin } = new URL(url);
    for (const tab of await this.#tabsOf(origin)) {
      if (tab.url === url) return;
      if (!(await this.#isFree(tab))) continue;
      await api.tabs.update(/** @type {number} */ (tab.id), { url });
      return;
    }
    const made = await api.tabs.create({ url, active: false });
    if (made.id !== undefined) this.tabs[origin] = made.id;
    this.changed();
  }

  /**
   * The tabs that show the CRM: without a permission for its site, only the one that was opened here.
   * @param {string} origin
   */
  async #tabsOf(origin) {
    const id = this.tabs[origin];
    const own = id === undefined ? undefined : await api.tabs.get(id).catch(() => undefined);
    const seen = await api.tabs.query({ url: `${origin}/*` });
    const strayed = own?.url && !own.url.startsWith(`${origin}/`);
    return own && !strayed && !seen.some((tab) => tab.id === own.id) ? [own, ...seen] : seen;
  }

  /** @param {Tab} tab */
  async #isFree(tab) {
    if (this.parts.lines.known.some((line) => line.tabId === tab.id)) return false;
    const typing = await isTypedIn(/** @type {number} */ (tab.id));
    if (typing !== undefined) return !typing;
    return !tab.active; // nothing can be seen in it without a permission
  }
}

/**
 * Whether the focus is where one types, or in a frame.
 * @param {number} tabId @returns {Promise<boolean | undefined>}
 */
async function isTypedIn(tabId) {
  const func = () => {
    const element = document.activeElement;
    return Boolean(element?.matches('input, textarea, select, iframe, [contenteditable]'));
  };
  const found = await api.scripting.executeScript({ target: { tabId }, func }).catch(() => []);
  return found[0]?.result;
}
