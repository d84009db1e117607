// Which pages may report calls: loopback always, others once the person allowed their origin.
import { api } from '../browser.js';

const scriptId = 'bridge';
const perSecond = 50;
/** @type {Map<string, {second: number, count: number}>} */
const rates = new Map();

/** @param {string} origin */
const isLoopback = (origin) => /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin);

/**
 * The origin of a bridge message that may be believed, or ''.
 * @param {chrome.runtime.MessageSender} sender
 */
export async function trustedOrigin(sender) {
  if (sender.frameId !== 0 || !sender.url) return '';
  const origin = new URL(sender.url).origin;
  if (isLoopback(origin)) return origin;
  return (await api.permissions.contains({ origins: [`${origin}/*`] })) ? origin : '';
}

/** @param {string} origin @param {number} now epoch ms */
export function withinRate(origin, now) {
  const second = Math.floor(now / 1000);
  const rate = rates.get(origin);
  if (!rate || rate.second !== second) rates.set(origin, { second, count: 1 });
  else rate.count += 1;
  return (rates.get(origin)?.count ?? 0) <= perSecond;
}

/** Runs the bridge on exactly the origins that are allowed now. */
export async function registerBridges() {
  const { origins = [] } = await api.permissions.getAll();
  const matches = origins.filter((pattern) => pattern.startsWith('https://'));
  const known = await api.scripting.getRegisteredContentScripts({ ids: [scriptId] });
  if (known.length) await api.scripting.unregisterContentScripts({ ids: [scriptId] });
  if (!matches.length) return;
  await api.scripting.registerContentScripts([
    { id: scriptId, matches, js: ['src/content/bridge.js'], runAt: 'document_start' },
  ]);
}
