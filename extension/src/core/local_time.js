// What time it is where a telephone number belongs. Pure.

/**
 * How far the clocks are from Greenwich's, in words.
 * @param {number} at epoch ms @param {string} [zone] this computer's, unless it is said
 */
const offsetOf = (at, zone) =>
  new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;

/**
 * Whether all of them show the same time: of one that the browser does not know nobody can say.
 * @param {string[]} zones IANA names @param {number} at epoch ms
 */
export function agreeing(zones, at) {
  try {
    const [first, ...others] = zones.map((zone) => offsetOf(at, zone));
    return Boolean(first) && others.every((one) => one === first);
  } catch {
    return false;
  }
}

/** @param {number} at epoch ms @param {string} [zone] */
const dayOf = (at, zone) => new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'short' }).format(at);

/**
 * The time there, with the day where that is another one than here; '' where it is not certain or no other
 * than here.
 * @param {string[]} zones where the number may be @param {number} at epoch ms
 * @param {string} language @param {string} [own] zone
 */
export function localTime(zones, at, language, own) {
  if (!agreeing(zones, at) || offsetOf(at, zones[0]) === offsetOf(at, own)) return '';
  const [timeZone] = zones;
  const weekday = dayOf(at, timeZone) === dayOf(at, own) ? undefined : 'short';
  const format = new Intl.DateTimeFormat(language, { timeZone, weekday, hour: 'numeric', minute: '2-digit' });
  return format.format(at);
}
