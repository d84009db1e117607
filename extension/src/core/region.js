// Where a phone is, so that the host can read its numbers as they are dialled there. Pure.
import { object } from './fields.js';

/** @typedef {import('../types').Party} Party */
/** A phone's place. @typedef {{country: string, area?: string}} Region */

/** Every country that has telephone numbers of its own. */
export const countryCodes = `
  AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
  BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG
  EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT
  HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR
  LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF
  NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD
  SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW
  TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
`.trim().split(/\s+/);
const known = new Set(countryCodes);
const shortest = 7;

/** @param {unknown} value what a phone says of its place @returns {Region | undefined} */
export function regionOf(value) {
  const said = object(value);
  const country = String(said.country ?? '').toUpperCase();
  if (!known.has(country)) return undefined;
  const area = String(said.area ?? '');
  return /^\d{1,5}$/.test(area) ? { country, area } : { country };
}

/**
 * What the host needs to read a number: the code of its area, where people leave that out, and the country
 * that it is dialled in. One with a plus needs nothing, and an extension is nobody's number.
 * @param {string | undefined} number digits, with a plus or without @param {Region | undefined} region
 * @returns {{number?: string, region?: string}}
 */
export function dialledAt(number, region) {
  if (!number || !region || number.startsWith('+') || number.length < shortest) return { number };
  const { country, area } = region;
  return { number: number.length === 7 && area?.length === 3 ? area + number : number, region: country };
}

/**
 * Everybody whom a call or a message names.
 * @param {any} facts @returns {Party[]} those that have a number
 */
export const partiesOf = ({ from, self, to, transferTo, legs = [] }) =>
  [from, self, to, transferTo, ...legs.flatMap((/** @type {any} */ leg) => [leg.from, leg.to])]
    .flat()
    .filter((one) => one?.number);
