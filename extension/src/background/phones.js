// Which pages may report calls: those of this computer, those whose origin the person allowed in the browser,
// and those that knocked at the extension itself and were let in.
import { api } from '../browser.js';
import { rate } from './rates.js';

const scriptId = 'bridge';
const scripts = ['src/content/bridge.js', 'src/content/tap.js', 'src/content/dial.js'];
const perSecond = 50;
const mostKnocks = 5;
/** The only sites that may report calls, where the organisation named them. @type {string[]} */
let listed = [];

/** @param {string} origin */
const isLoopback = (origin) => /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin);

/** @param {string[]} origins none: whatever the person allows */
export function onlyFrom(origins) {
  listed = origins.map((origin) => new URL(origin).origin);
}

/** Whether the organisation has nothing against it. @param {string} origin */
export const mayReport = (origin) => !listed.length || isLoopback(origin) || listed.includes(origin);

/** @param {string} origin @returns {Promise<boolean>} */
export async function isAllowed(origin) {
  if (isLoopback(origin)) return true;
  if (!origin.startsWith('https://')) return false;
  return api.permissions.contains({ origins: [`${origin}/*`] });
}

/**
 * The origin of the top frame that a content script speaks for, or ''.
 * @param {chrome.runtime.MessageSender} sender
 */
export async function trustedOrigin(sender) {
  if (sender.frameId !== 0 || !sender.url) return '';
  const origin = new URL(sender.url).origin;
  return (await isAllowed(origin)) ? origin : '';
}

/** What an origin says in a second. */
export const withinRate = rate(perSecond, 1000);

/**
 * What the person said about a page that speaks to the extension itself: it may, it may not, or nothing yet.
 * @param {string} origin @returns {Promise<boolean | undefined>}
 */
async function verdictOn(origin) {
  const { consent } = await api.storage.local.get('consent');
  return /** @type {any} */ (consent)?.[origin];
}

/** @param {string} origin @param {unknown} allowed neither true nor false forgets what was said */
export async function decide(origin, allowed) {
  const { consent } = await api.storage.local.get('consent');
  const decided = { .../** @type {any} */ (consent), [origin]: allowed };
  if (typeof allowed !== 'boolean') delete decided[origin];
  await api.storage.local.set({ consent: decided });
}

/**
 * The origin of a page that speaks to the extension itself, if it may, or ''. One that nobody decided about
 * is put on the list of those that knock, for the person to decide.
 * @param {chrome.runtime.MessageSender} sender @param {string[]} knocks changed in place
 */
export async function admittedOrigin(sender, knocks) {
  if (sender.frameId !== 0 || !sender.url || sender.id) return '';
  const origin = new URL(sender.url).origin;
  if (!mayReport(origin)) return '';
  if (listed.includes(origin) || (await isAllowed(origin))) return origin;
  const verdict = await verdictOn(origin);
  if (verdict === undefined && !knocks.includes(origin) && knocks.length < mostKnocks) knocks.push(origin);
  return verdict ? origin : '';
}

/**
 * Pages that were open before their origin was allowed do not have to be loaded again.
 * @param {string[]} patterns
 */
export async function enterOpenPages(patterns) {
  const url = patterns.filter((pattern) => pattern.startsWith('https://'));
  const tabs = url.length ? await api.tabs.query({ url }) : [];
  for (const { id } of tabs)
    if (id !== undefined)
      await api.scripting.executeScript({ target: { tabId: id }, files: scripts }).catch(() => {});
}

/** Runs the content scripts on exactly the origins that are allowed now. */
export async function registerBridges() {
  const { origins = [] } = await api.permissions.getAll();
  const matches = origins.filter((pattern) => pattern.startsWith('https://'));
  const known = await api.scripting.getRegisteredContentScripts({ ids: [scriptId] });
  if (known.length) await api.scripting.unregisterContentScripts({ ids: [scriptId] });
  if (!matches.length) return;
  await api.scripting.registerContentScripts([
    { id: scriptId, matches, js: scripts, runAt: 'document_start' },
  ]);
}
