// What the keys do that work in the whole browser.
import { api } from '../browser.js';
import { viewOf } from '../core/call_view.js';
import { writtenNumber } from '../core/fields.js';
import { isListed } from '../core/log_rule.js';
import { noteOf } from './memory.js';

/** @typedef {import('./main.js').Parts} Parts */

/**
 * The call that "log the last call" means: the youngest that is not logged and can be.
 * @param {Pick<Parts, 'desk' | 'settings'>} parts
 */
export function lastToLog({ desk, settings }) {
  const open = desk.state.calls.map(viewOf).filter((view) => {
    const { log, chosen } = desk.work(view.key);
    const listed = isListed(view.far.number, settings.values.doNotLog);
    return ['none', 'failed'].includes(log.state) && chosen && !listed;
  });
  return open.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0];
}

/** Opens the panel; a keystroke counts for that until the first await. @param {chrome.tabs.Tab} [tab] */
function openPanel(tab) {
  const sidebar = /** @type {any} */ (api).sidebarAction;
  if (sidebar) sidebar.open();
  else if (tab) api.sidePanel.open({ windowId: tab.windowId }).catch(() => {});
}

/** What is selected in the page that the key was pressed in. @param {chrome.tabs.Tab} [tab] */
async function selectionIn(tab) {
  const found = await api.scripting
    .executeScript({ target: { tabId: tab?.id ?? -1 }, func: () => String(getSelection()).slice(0, 200) })
    .catch(() => []);
  return found[0]?.result ?? '';
}

/** @type {Record<string, (parts: Promise<Parts>, tab?: chrome.tabs.Tab) => Promise<void>>} */
const shortcuts = {
  async 'log-last'(parts) {
    const inside = await parts;
    const last = lastToLog(inside);
    if (last) await inside.logbook.log(last.key, await noteOf(last.key));
    else inside.office.complain(new Error(api.i18n.getMessage('nothing_to_log')));
  },
  async 'focus-note'(_, tab) {
    openPanel(tab);
    await api.storage.session.set({ focusNote: Date.now() });
  },
  async 'dial-selection'(parts, tab) {
    const inside = await parts;
    const number = writtenNumber(await selectionIn(tab));
    if (!number) return inside.office.complain(new Error(api.i18n.getMessage('no_number_selected')));
    await dial(number, inside);
  },
};

/** @param {string} number @param {Pick<Parts, 'switchboard' | 'office'>} inside */
export async function dial(number, { switchboard, office }) {
  if (!(await switchboard.dial(number))) office.complain(new Error(api.i18n.getMessage('no_phone')));
}

/** @param {Promise<Parts>} parts */
export function listenToShortcuts(parts) {
  api.commands.onCommand.addListener((name, tab) => void shortcuts[name]?.(parts, tab));
}
