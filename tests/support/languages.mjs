// Languages that nobody speaks, made of the English texts, to see what real ones would break: texts that are
// longer, letters that are not ASCII, a page that runs from right to left. Values ($1) stay where they are.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {Record<string, {message: string}>} Texts */

const locales = join(dirname(fileURLToPath(import.meta.url)), '../../extension/_locales');
const accents = 'àƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÀƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ';
const hebrew = 'אבקדעפגהיחכלמנוסצרשטתזשחיז';
const kept = /(\$\d)/;

/** @param {string} letters of the alphabet, small and large @returns {(text: string) => string} */
const speller = (letters) => (text) =>
  text.replace(/[a-z]/gi, (letter) => {
    const place = letter.toLowerCase().charCodeAt(0) - 97;
    return [...letters][letter < 'a' ? (place + 26) % [...letters].length : place];
  });

/** @param {Texts} texts @param {(text: string) => string} change @param {Texts} fixed @returns {Texts} */
function changed(texts, change, fixed) {
  const all = Object.entries(texts).map(([id, { message }]) => [id, { message: change(message) }]);
  return { ...Object.fromEntries(all), name: texts.name, ...fixed };
}

/** @param {string} text @param {(text: string) => string} spell */
const spelled = (text, spell) =>
  text
    .split(kept)
    .map((part) => (kept.test(part) ? part : spell(part)))
    .join('');

/** Accents, brackets around each text, and two fifths more of it. @param {Texts} texts */
export function pseudo(texts) {
  const spell = speller(accents);
  const longer = (/** @type {string} */ text) => {
    const words = 'ñéǫ öšţ '.repeat(40).slice(0, Math.ceil(text.length * 0.4));
    return `[${spelled(text, spell)} ${words.trim()}]`;
  };
  return changed(texts, longer, { language: { message: 'en' }, direction: { message: 'ltr' } });
}

/** Hebrew letters, from right to left. @param {Texts} texts */
export const mirrored = (texts) =>
  changed(texts, (text) => spelled(text, speller(hebrew)), {
    language: { message: 'he' },
    direction: { message: 'rtl' },
  });

/** The texts of a language that is shipped, for a browser that speaks English. @param {string} language */
export const shipped = (language) => () =>
  JSON.parse(readFileSync(join(locales, language, 'messages.json'), 'utf8'));
