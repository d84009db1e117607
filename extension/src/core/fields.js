// Reads single members of what a page posted: each gives a clean, capped value, or undefined. Pure.

/** @typedef {import('../types').Party} Party */

const week = 7 * 24 * 3600;

/** @param {unknown} value @returns {Record<string, unknown>} */
export const object = (value) =>
  value && typeof value === 'object' && !Array.isArray(value) ? /** @type {any} */ (value) : {};

/** @param {unknown} value @param {number} most @returns {unknown[]} */
export const list = (value, most) => (Array.isArray(value) ? value.slice(0, most) : []);

/** @template {object} T @param {T} members @returns {T} without the undefined ones */
export function clean(members) {
  return /** @type {T} */ (
    Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
  );
}

const forbidden = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A line of text without control or bidirectional-override characters.
 * @param {unknown} value
 * @param {number} most
 */
export function text(value, most) {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const line = String(value)
    .slice(0, most * 4)
    .replace(forbidden, ' ')
    .trim();
  return [...line].slice(0, most).join('') || undefined;
}

/** The same, with its line breaks. @param {unknown} value @param {number} most */
export function lines(value, most) {
  if (typeof value !== 'string') return undefined;
  const kept = value
    .slice(0, most * 4)
    .replaceAll('\r\n', '\n')
    .replace(forbidden, (one) => (one === '\n' || one === '\t' ? one : ' '))
    .trim();
  return [...kept].slice(0, most).join('') || undefined;
}

/** A text that may stand between the bars of a scope. @param {unknown} value @param {number} most */
export const word = (value, most) => text(value, most)?.replaceAll('|', '/');

/**
 * Texts of a phone's become names of members: never one that every object has, as `constructor`.
 * @param {string | undefined} name
 */
const memberName = (name) => (name !== undefined && name in Object.prototype ? undefined : name);

/** @param {unknown} value */
export function identifier(value) {
  const id = text(value, 129);
  return id && id.length <= 128 ? memberName(id) : undefined;
}

/** Digits with a leading plus where there was one. @param {unknown} value */
export function phoneNumber(value) {
  const raw = text(value, 40)?.replace(/^tel:|^sip:/i, '');
  const digits = raw?.replace(/[^\d]/g, '');
  return digits ? (raw?.startsWith('+') ? '+' : '') + digits : undefined;
}

/**
 * The number of a tel:, sip: or callto: link; undefined for a name at a host.
 * @param {unknown} value
 */
export function linkedNumber(value) {
  const [, address] = /^(?:tel|sip|callto):(?:\/\/)?([^;?@]*)/i.exec(String(value)) ?? [];
  try {
    const said = decodeURIComponent(address ?? '');
    return /^[+\d\s().-]+$/.test(said) ? phoneNumber(said.trim()) : undefined;
  } catch {
    return undefined;
  }
}

/** The first number that stands in a text. @param {string} written */
export function writtenNumber(written) {
  const [found] = /\+?\d[\d\s().\/-]{3,}\d|\(\d[\d\s().\/-]{3,}\d/.exec(written) ?? [];
  return phoneNumber(found);
}

/** @param {unknown} value */
export function time(value) {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isFinite(ms) && ms > 0 && ms < 4e12 ? new Date(ms).toISOString() : undefined;
}

/**
 * When something was said: a time of the last week that is not to come, else now.
 * @param {unknown} value
 * @param {number} now epoch ms
 */
export function believable(value, now) {
  const said = time(value);
  const age = said ? now - Date.parse(said) : NaN;
  return said && age < week * 1000 && age >= -60_000 ? said : new Date(now).toISOString();
}

/** @param {unknown} value */
export function seconds(value) {
  const whole = typeof value === 'number' ? Math.round(value) : -1;
  return whole >= 0 && whole <= week ? whole : undefined;
}

/** Only what a browser may open without harm. @param {unknown} value */
export function webUrl(value) {
  if (typeof value !== 'string' || value.length > 2000) return undefined;
  try {
    const url = new URL(value);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** The origin of a site whose address somebody typed, or ''. @param {string} typed */
export function siteOrigin(typed) {
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`);
    return url.protocol === 'https:' && /^[\w.-]+(:\d+)?$/.test(url.host) ? url.origin : '';
  } catch {
    return '';
  }
}

/** The bytes of a file. @param {unknown} value @param {number} most characters */
export function base64(value, most) {
  if (typeof value !== 'string' || !value || value.length > most || value.length % 4) return undefined;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(value) ? value : undefined;
}

/** @param {unknown} value @returns {Party | undefined} */
export function party(value) {
  const said = object(value);
  const found = clean({
    number: phoneNumber(said.number) ?? phoneNumber(said.raw),
    ext: memberName(text(said.ext, 16)),
    name: memberName(text(said.name, 120)),
  });
  return Object.keys(found).length ? found : undefined;
}

/** @param {unknown} event what a page posted @param {string} origin as the browser says */
export function sourceOf(event, origin) {
  const source = object(object(event).source);
  return {
    provider: word(source.provider, 32) ?? 'generic',
    account: word(source.account, 64) ?? '',
    origin,
    ...clean({ device: word(source.device, 32)?.replaceAll('@', ' ') }),
  };
}

/**
 * Whether a number is the one that the host wrote in full; a phone may have written it short.
 * @param {string | undefined} ours @param {string} full
 */
export function sameNumber(ours, full) {
  const digits = (ours ?? '').replaceAll(/\D/g, '').replace(/^0+/, '');
  return digits.length > 6 && full.replaceAll(/\D/g, '').endsWith(digits);
}
