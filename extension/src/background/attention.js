// Says that a call rings to somebody who looks elsewhere: a notification, and a number on the toolbar button.
// Never takes the focus.
import { api } from '../browser.js';

/** @typedef {import('../types').CallView} CallView */

const prefix = 'call:';

/**
 * @param {CallView} view
 * @param {import('../types').Contact | undefined} contact
 * @param {boolean} transferred from a call we know
 */
export function announce(view, contact, transferred) {
  const id = prefix + view.key;
  if (view.phase !== 'ringing' || view.direction !== 'inbound') return void api.notifications.clear(id);
  if (transferred) return;
  const number = view.far.number ?? '';
  const lines = [contact?.organization, contact ? number : undefined, view.queue].filter(Boolean);
  api.notifications
    .create(id, {
      type: 'basic',
      iconUrl: api.runtime.getURL('icons/128.png'),
      title: contact?.name ?? view.far.name ?? (number || api.i18n.getMessage('unknown_caller')),
      message: lines.join(' · ') || api.i18n.getMessage('incoming_call'),
      silent: true,
    })
    .catch(() => {});
}

/** @param {number} live */
export function countOnButton(live) {
  api.action.setBadgeBackgroundColor({ color: '#0b5fd6' });
  api.action.setBadgeText({ text: live ? String(live) : '' });
}

/**
 * A click on the notification is a gesture, and it lasts until the first await: the window must be known
 * before.
 */
export function openPanelOnClick() {
  const sidebar = /** @type {any} */ (api).sidebarAction;
  let lastWindow = -1;
  const focused = (/** @type {number} */ id) => {
    if (id !== -1) lastWindow = id;
  };
  api.windows.onFocusChanged.addListener(focused);
  api.windows
    .getLastFocused()
    .then(({ id }) => focused(id ?? lastWindow))
    .catch(() => {});
  api.notifications.onClicked.addListener((id) => {
    if (!id.startsWith(prefix)) return;
    if (sidebar) sidebar.open();
    else api.sidePanel.open({ windowId: lastWindow }).catch(() => {});
    api.notifications.clear(id);
  });
  if (sidebar) api.action.onClicked.addListener(() => sidebar.toggle());
  else api.sidePanel.setPanelBehavior({ openPanelOnActionClick: true }).catch(() => {});
}
