// Where messages come in from outside the panel: from content scripts, from the page that hosts a phone, and
// from pages that speak to the extension itself. Checks who says it, and hands it to the right one.
import { api } from '../browser.js';
import { linkedNumber, object } from '../core/fields.js';
import { softphoneOf } from '../softphones/index.js';
import { admittedOrigin, isAllowed, mayReport, trustedOrigin, withinRate } from './phones.js';

/** Characters of one message: a file may be in it, or a page of a phone's history. */
const longest = 1_500_000;

/** @typedef {chrome.runtime.MessageSender} Sender */
/**
 * @typedef {object} Behind
 * @property {import('./switchboard.js').Switchboard} switchboard
 * @property {import('./tally.js').Tally} tally
 * @property {import('./phone_service.js').PhoneService} service
 * @property {import('./office.js').FrontOffice} office
 */

/** @param {Sender} sender @param {'page' | 'frame'} via @param {string} origin */
const placeOf = (sender, via, origin) => ({ tabId: sender.tab?.id ?? -1, via, origin });

/**
 * When the page heard it, as our script there says: in the last minute, or now.
 * @param {unknown} said @param {number} now
 */
const heardAt = (said, now) => (Number(said) <= now && Number(said) > now - 60_000 ? Number(said) : now);

/** @param {unknown} said */
const isShort = (said) => (JSON.stringify(said)?.length ?? 0) <= longest;

/** A frame is believed where it is a phone's own, or where the person allowed it. @param {any} said */
async function believed(said) {
  const phone = softphoneOf(said.message);
  const origin = String(said.origin);
  if (!phone || !mayReport(origin) || !isShort(said.message)) return '';
  return phone.origins.includes(origin) || (await isAllowed(origin)) ? origin : '';
}

/** @type {Record<string, (said: any, sender: Sender, behind: Behind) => Promise<object | void>>} */
const doors = {
  /** An event of the bridge. */
  async bridge(said, sender, { switchboard }) {
    const origin = await trustedOrigin(sender);
    const now = Date.now();
    if (origin && mayReport(origin) && withinRate(origin, now) && isShort(said.event))
      switchboard.hear(said.event, origin, now, placeOf(sender, 'page', origin), heardAt(said.at, now));
  },

  /** What a phone in a frame of an allowed page said. */
  async tap(said, sender, { switchboard, tally }) {
    const now = Date.now();
    if (!(await trustedOrigin(sender)) || !withinRate(`tap ${said.origin}`, now)) return;
    const origin = await believed(said);
    const place = placeOf(sender, 'frame', origin);
    if (origin) switchboard.overhear(said.message, origin, now, place, heardAt(said.at, now));
    else tally.count(`frame ${String(said.origin).slice(0, 100)}`, 'refused');
  },

  /** What a phone said that our own page hosts; the answer is what to post to it. */
  async hosted(said, sender, { switchboard, service }) {
    if (!sender.url?.startsWith(api.runtime.getURL('src/phone/'))) return;
    const [origin, now] = [await believed(said), Date.now()];
    if (!origin || !withinRate(`hosted ${origin}`, now)) return;
    const place = { ...placeOf(sender, 'frame', origin), hosted: true };
    switchboard.overhear(said.message, origin, now, place, heardAt(said.at, now));
    return { post: await service.answer(object(said.message), origin) };
  },

  /** A click on a number. */
  async dial(said, sender, { switchboard }) {
    if (!(await trustedOrigin(sender))) return;
    const number = linkedNumber(said.href);
    return { dialed: number !== undefined && (await switchboard.dial(number)) };
  },
};

/** @param {any} said @param {Sender} sender @param {Promise<Behind>} behind */
export async function enter(said, sender, behind) {
  if (Object.hasOwn(doors, String(said?.to))) return doors[said.to](said, sender, await behind);
  return undefined;
}

/**
 * A page that speaks to the extension itself (Chromium only).
 * @param {any} said @param {Sender} sender @param {Behind} behind
 */
export async function knock(said, sender, { switchboard, office }) {
  const now = Date.now();
  if (said?.type !== 'softphone.event/1' || !withinRate(`knock ${sender.origin ?? sender.url}`, now)) return;
  const before = office.office.knocks.length;
  const origin = await admittedOrigin(sender, office.office.knocks);
  if (office.office.knocks.length !== before) office.changed();
  if (origin && isShort(said.event)) switchboard.hear(said.event, origin, now);
}
