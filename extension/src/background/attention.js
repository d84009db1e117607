// Says that a call rings, or that something needs the person, to somebody who looks elsewhere: a
// notification, and a number on the toolbar button. Never takes the focus.
import { api } from '../browser.js';
import { viewOf } from '../core/call_view.js';

/** @typedef {import('../types').CallView} CallView @typedef {import('../types').Settings} Settings */

const prefix = 'patchbay:';
const inFirefox = () => 'sidebarAction' in api;
/** @param {string} id @param {string[]} values */
const words = (id, ...values) => api.i18n.getMessage(id, values);

/** @param {string} id @param {string} title @param {string} message */
const notify = (id, title, message) =>
  void api.notifications
    .create(prefix + id, {
      type: 'basic',
      iconUrl: api.runtime.getURL('icons/128.png'),
      title,
      message,
      ...(inFirefox() ? {} : { silent: true }), // Firefox has none that are loud, and throws at the word
    })
    .catch(() => {});

/**
 * @param {CallView} view
 * @param {import('../types').Contact | undefined} contact
 * @param {boolean} transferred from a call we know
 * @param {Settings} settings
 */
export function announce(view, contact, transferred, { notifications, hideDetails }) {
  const rings = view.phase === 'ringing' && view.direction === 'inbound';
  if (!rings) return void api.notifications.clear(prefix + view.key);
  if (transferred || notifications !== 'all') return;
  if (hideDetails) return notify(view.key, words('incoming_call'), words('open_panel'));
  const number = view.far.number ?? '';
  const lines = [contact?.organization, contact ? number : undefined, view.queue].filter(Boolean);
  const title = contact?.name ?? view.far.name ?? (number || words('unknown_caller'));
  notify(view.key, title, lines.join(' · ') || words('incoming_call'));
}

/** @param {import('../types').Log} log */
const hasRefusal = ({ undone, refused, pending }) => Boolean(undone || (refused && pending));

/**
 * What needs the person now: its name, and what to say of it.
 * @param {import('../types').Desk} desk @param {import('../types').Office} office
 * @returns {Record<string, string[]>} title and text
 */
function needsOf({ calls, work }, office) {
  const views = calls.map(viewOf).filter((view) => work[view.key]);
  const failed = views.filter((view) => work[view.key].log.state === 'failed');
  const untasked = views.filter((view) => work[view.key].followUp?.state === 'failed');
  const refused = views.filter((view) => hasRefusal(work[view.key].log));
  const expired = office.connections.filter((one) => one.state === 'expired');
  const whoOf = (/** @type {CallView} */ { key, far }) =>
    work[key].log.request?.contactName ?? far.name ?? far.number ?? '';
  const crmOf = (/** @type {string} */ id) => office.platforms.find((one) => one.id === id)?.name ?? id;
  return Object.fromEntries([
    ...failed.map((view) => [`failed ${view.key}`, [words('need_failed'), whoOf(view)]]),
    ...refused.map((view) => [`failed change ${view.key}`, [words('need_change'), whoOf(view)]]),
    ...untasked.map((view) => [`failed task ${view.key}`, [words('need_follow_up'), whoOf(view)]]),
    ...expired.map((one) => [
      `expired ${one.account}`,
      [words('expired_title', crmOf(one.platform)), words('expired_text')],
    ]),
  ]);
}

/**
 * Notifies of what begins to need the person; what did already when the worker began is no news.
 * @param {import('../types').Desk} desk @param {import('../types').Office} office
 * @param {() => Settings} settings
 * @returns {() => void} to be called after each change
 */
export function watchNeeds(desk, office, settings) {
  let known = new Set(Object.keys(needsOf(desk, office)));
  return () => {
    const { notifications, hideDetails } = settings();
    const needs = needsOf(desk, office);
    for (const gone of known) if (!needs[gone]) api.notifications.clear(prefix + gone);
    for (const [name, [title, text]] of Object.entries(needs))
      if (!known.has(name) && notifications !== 'off')
        notify(name, title, hideDetails && name.startsWith('failed') ? words('open_panel') : text);
    known = new Set(Object.keys(needs));
  };
}

/** @param {number} live */
export function countOnButton(live) {
  api.action.setBadgeBackgroundColor({ color: '#0b5fd6' });
  api.action.setBadgeText({ text: live ? String(live) : '' });
}

/**
 * To Firefox a click on a notification is no gesture, and a sidebar that is shut stays shut: then the panel
 * comes in a small window of its own.
 * @param {any} sidebar
 */
async function showInFirefox(sidebar) {
  const url = api.runtime.getURL('src/panel/index.html');
  const last = await api.windows.getLastFocused();
  const there = (await sidebar.isOpen({})) ? last.id : (await api.tabs.query({ url }))[0]?.windowId;
  if (there === undefined) await api.windows.create({ url, type: 'popup', width: 380, height: 760 });
  else await api.windows.update(there, { focused: true });
}

/**
 * A click on the notification is a gesture in Chromium, and it lasts until the first await: the window must
 * be known before.
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
    if (sidebar) void showInFirefox(sidebar);
    else api.sidePanel.open({ windowId: lastWindow }).catch(() => {});
    api.notifications.clear(id);
  });
  if (sidebar) api.action.onClicked.addListener(() => sidebar.toggle());
  else api.sidePanel.setPanelBehavior({ openPanelOnActionClick: true }).catch(() => {});
}
