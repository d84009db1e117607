// Numbers that a phone writes as one dials them at its place, in full. Pure.
import { object } from './fields.js';

/** A phone's place. @typedef {{country: string, area?: string}} Region */

/** A country's code, and what its people dial before a number. @type {Record<string, string[]>} */
const countries = {
  ...{ AT: ['43', '0'], AU: ['61', '0'], BE: ['32', '0'], BR: ['55', '0'], CA: ['1', '1'], CH: ['41', '0'] },
  ...{ DE: ['49', '0'], DK: ['45', ''], ES: ['34', ''], FI: ['358', '0'], FR: ['33', '0'], GB: ['44', '0'] },
  ...{ IE: ['353', '0'], IN: ['91', '0'], IT: ['39', ''], JP: ['81', '0'], MX: ['52', ''], NL: ['31', '0'] },
  ...{ NO: ['47', ''], NZ: ['64', '0'], PL: ['48', ''], PT: ['351', ''], SE: ['46', '0'], US: ['1', '1'] },
};
export const countryCodes = Object.keys(countries).sort();
const shortest = 7;

/** @param {unknown} value what a phone says of its place @returns {Region | undefined} */
export function regionOf(value) {
  const said = object(value);
  const country = String(said.country ?? '').toUpperCase();
  if (!Object.hasOwn(countries, country)) return undefined;
  const area = String(said.area ?? '');
  return /^\d{1,5}$/.test(area) ? { country, area } : { country };
}

/**
 * A number with its country's code. One that has it, an extension, and one that cannot be told stay as they
 * are.
 * @param {string | undefined} number digits, with a plus or without @param {Region | undefined} region
 */
export function inFull(number, region) {
  if (!number || !region || number.startsWith('+') || number.length < shortest) return number;
  const [code, trunk] = countries[region.country];
  if (code === '1') return northAmerican(number, region);
  if (number.startsWith('00')) return `+${number.slice(2)}`;
  if (!trunk) return `+${code}${number}`;
  return number.startsWith(trunk) ? `+${code}${number.slice(trunk.length)}` : number;
}

/** @param {string} number @param {Region} region */
function northAmerican(number, { area }) {
  if (number.startsWith('011')) return `+${number.slice(3)}`;
  if (number.length === 11 && number.startsWith('1')) return `+${number}`;
  if (number.length === 10) return `+1${number}`;
  return number.length === 7 && area?.length === 3 ? `+1${area}${number}` : number;
}
