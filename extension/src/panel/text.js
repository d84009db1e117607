// Words, numbers and times as the person reads them.
import { api } from '../browser.js';

const mirrored = api.i18n.getMessage('direction') === 'rtl';
/** Where texts run from right to left, what others wrote is set apart, so that it keeps its own order. */
const apart = (/** @type {string} */ words) => (mirrored && words ? `\u2068${words}\u2069` : words);

/** @param {string} id @param {(string | number)[]} values */
const say = (id, values) =>
  api.i18n.getMessage(
    id,
    values.map((value) => apart(String(value))),
  );

/** @param {string} id of a message @param {...(string | number)} values for $1, $2, ... */
export const t = (id, ...values) => say(id, values) || id;

/** Facts in a row, without those that are not known. @param {...(string | false | undefined)} facts */
export const dotted = (...facts) =>
  facts
    .filter((fact) => typeof fact === 'string' && fact)
    .map((fact) => apart(String(fact)))
    .join(' · ');

const [wanted, spoken] = [api.i18n.getUILanguage(), t('language')];
/** That of the texts: the browser's own, with its country, where we speak it. */
export const language = wanted.split('-')[0] === spoken.split('-')[0] ? wanted : spoken;
const plurals = new Intl.PluralRules(language);

/** Says in the page what language it is in, and which way that is written. */
export function declareLanguage() {
  document.documentElement.lang = language;
  document.documentElement.dir = t('direction');
}

/**
 * @param {string} id its messages are `<id>_one`, `<id>_other`
 * @param {number} count is $1
 * @param {...(string | number)} values for $2, $3, ...
 */
export function plural(id, count, ...values) {
  const said = [count, ...values];
  return say(`${id}_${plurals.select(count)}`, said) || t(`${id}_other`, ...said);
}

/**
 * "Jane, Kim and Ravi", each once.
 * @param {string[]} names @param {'conjunction' | 'disjunction'} [type]
 */
export const listed = (names, type = 'conjunction') =>
  new Intl.ListFormat(language, { type }).format(new Set(names.map(apart)));

/** @param {number} seconds */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const timeOfDay = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(language, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

/** A fault in words: the host's own, or ours where it could say nothing. @param {string | undefined} fault */
export const faultWords = (fault = '') =>
  (/^\w+$/.test(fault) && api.i18n.getMessage(`fault_${fault}`)) || apart(fault);

/** @param {string} iso */
export function when(iso) {
  const date = new Date(iso);
  return date.toDateString() === new Date().toDateString() ? timeOfDay.format(date) : dayAndTime.format(date);
}

const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
const day = 24 * 3600_000;

/**
 * "yesterday", "2 days ago", "3 months ago"; nothing of what is no time, or still to come.
 * @param {string | undefined} iso
 */
export function ago(iso = '') {
  const then = new Date(iso.length === 10 ? `${iso}T12:00` : iso).setHours(12, 0, 0, 0); // a day is one here
  const days = Math.round((new Date(Date.now()).setHours(12, 0, 0, 0) - then) / day);
  if (!(days >= 0)) return '';
  if (days < 14) return relative.format(-days, 'day');
  if (days < 60) return relative.format(-Math.round(days / 7), 'week');
  if (days < 548) return relative.format(-Math.round(days / 30.44), 'month');
  return relative.format(-Math.round(days / 365.25), 'year');
}

/** Groups North American numbers; others stand as they are. @param {string | undefined} number */
export function pretty(number) {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number ?? '');
  return apart(parts ? `+1 ${parts[1]} ${parts[2]} ${parts[3]}` : (number ?? ''));
}

/** @param {string} name */
export function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map((word) => [...word][0].toUpperCase()).join('') || '#';
}

/**
 * What to call the far end.
 * @param {import('../types').CallView} view
 * @param {import('../types').Contact} [contact]
 */
export function callerName(view, contact) {
  return (
    contact?.name ||
    view.far.name ||
    pretty(view.far.number) ||
    (view.far.ext && t('extension_number', view.far.ext)) ||
    t('unknown_caller')
  );
}
