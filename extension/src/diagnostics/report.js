// Gathers what the diagnostics show, from storage, the browser and the host.
import { api } from '../browser.js';
import { emptyOffice } from '../background/memory.js';
import { protocolMajor } from '../background/host_link.js';
import { browserOf } from '../core/places.js';
import { reportText } from '../core/report.js';

/** @returns {Promise<import('../core/report.js').Facts>} */
export async function gather() {
  await api.runtime.sendMessage({ to: 'desk', command: 'askHost' }).catch(() => {});
  const [kept, { os }] = await Promise.all([
    api.storage.session.get(['office', 'counts', 'measured', 'settings']),
    api.runtime.getPlatformInfo(),
  ]);
  const { office, counts, measured, settings } = /** @type {any} */ (kept);
  const brands = /** @type {any} */ (navigator).userAgentData?.brands ?? [];
  return {
    at: new Date().toISOString(),
    version: api.runtime.getManifest().version,
    protocol: protocolMajor,
    browser: browserOf(brands.map((/** @type {{brand: string}} */ one) => one.brand)),
    os,
    office: { ...emptyOffice(), ...office },
    counts: counts ?? {},
    measured: { traces: [], traffic: [], ...measured },
    settings,
  };
}

/** Puts all of it into the clipboard, as text. */
export async function copyReport() {
  await navigator.clipboard.writeText(reportText(await gather()));
}
