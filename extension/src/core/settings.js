// What can be set, and what counts where several said something: the organisation's word in the browser
// first, then the one that the host brings, then the person's own. Pure.

/** @typedef {import('../types').Settings} Settings @typedef {import('../types').SettingsView} SettingsView */

/** @type {Settings} */
export const defaults = Object.freeze({
  logMode: 'sure',
  noMatch: 'ask',
  several: 'ask',
  wrapUpSeconds: 20,
  undoSeconds: 5,
  screenPop: 'answer',
  notifications: 'all',
  hideDetails: false,
  singleKeys: true,
  defaultCountry: '',
  doNotLog: [],
  allowedOrigins: [],
});

const flag = [false, true];
/** What a setting may be, where that can be counted. @type {Record<string, unknown[]>} */
export const choices = {
  logMode: ['hand', 'sure', 'all'],
  noMatch: ['ask', 'skip'],
  several: ['ask', 'first'],
  wrapUpSeconds: [0, 10, 20, 60],
  undoSeconds: [0, 5, 10],
  screenPop: ['off', 'answer', 'ring'],
  notifications: ['all', 'needed', 'off'],
  hideDetails: flag,
  singleKeys: flag,
};
/** What a text looks like. @type {Record<string, RegExp>} */
export const texts = { defaultCountry: /^([A-Z]{2})?$/i };
/** What the texts in a list look like. @type {Record<string, RegExp>} */
export const lists = {
  doNotLog: /^(\+[1-9]\d{0,14}|\d{2,15})\*?$/,
  allowedOrigins: /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?\/?$/i,
};
const mostInList = 500;
/** The person lets sites in one by one, in the browser itself. */
const organisationOnly = new Set(['allowedOrigins']);
/** Whom a list that was meant to restrict lets in when nothing in it is right: nobody, and not everybody. */
const nobody = Object.freeze({ allowedOrigins: ['https://nowhere.invalid'] });

/** @param {string} key @param {unknown} value */
export function isValid(key, value) {
  if (Object.hasOwn(choices, key)) return choices[key].includes(value);
  if (Object.hasOwn(texts, key)) return typeof value === 'string' && texts[key].test(value);
  if (!Object.hasOwn(lists, key) || !Array.isArray(value) || value.length > mostInList) return false;
  return value.every((one) => typeof one === 'string' && lists[key].test(one));
}

/** @param {string} key @param {unknown} value @returns {unknown[]} */
const listOf = (key, value) =>
  Object.hasOwn(lists, key) && Array.isArray(value) ? value.slice(0, mostInList) : [];

/**
 * What can be used of a value: of a list, those that are right.
 * @param {string} key @param {unknown} value
 */
function usable(key, value) {
  if (isValid(key, value)) return value;
  const right = listOf(key, value).filter((one) => isValid(key, [one]));
  if (right.length) return right;
  return Object.hasOwn(nobody, key) ? nobody[/** @type {keyof typeof nobody} */ (key)] : undefined;
}

/**
 * @param {object} said
 * @param {Record<string, unknown>} said.own the person's
 * @param {Record<string, unknown>} said.policy the organisation's, by the host
 * @param {Record<string, unknown>} said.managed the organisation's, by the browser
 * @returns {SettingsView}
 */
export function settle({ own, policy, managed }) {
  const values = /** @type {any} */ ({ ...defaults });
  /** @type {SettingsView['locked']} */
  const locked = {};
  const problems = [];
  for (const [key, value] of Object.entries(own))
    if (isValid(key, value) && !organisationOnly.has(key)) values[key] = value;
  for (const [source, keys] of /** @type {const} */ ([
    ['policy', policy],
    ['managed', managed],
  ]))
    for (const [key, value] of Object.entries(keys)) {
      const kept = usable(key, value);
      if (kept !== value) problems.push(`${source}.${key}`);
      if (kept === undefined) continue;
      values[key] = kept;
      locked[/** @type {keyof Settings} */ (key)] = source;
    }
  return { values, locked, problems };
}
