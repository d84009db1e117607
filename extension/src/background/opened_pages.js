// The person opens the page of one of several callers in the CRM, and that one is proposed. The browser shows
// addresses only of sites that the person let in; they are compared, and neither kept nor told to anybody.
import { api } from '../browser.js';

/** @param {Promise<Pick<import('./main.js').Parts, 'desk' | 'wrapUp'>>} parts */
export function watchOpenedPages(parts) {
  /** @param {chrome.tabs.Tab | undefined} tab that the person looks at */
  const look = async (tab) => {
    if (!tab?.active || !tab.url) return;
    const { desk, wrapUp } = await parts;
    for (const key of desk.callers.open(tab.url)) wrapUp.touch(key);
  };
  api.tabs.onUpdated.addListener((_, { url }, tab) => void (url && look({ ...tab, url })));
  api.tabs.onActivated.addListener(({ tabId }) => void api.tabs.get(tabId).then(look, () => {}));
}
