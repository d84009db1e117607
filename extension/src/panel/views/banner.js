// A strip across the panel: what stands in the way, and what to do about it.
import { h, icon } from '../dom.js';

/**
 * @param {'warn' | 'bad'} tone
 * @param {string} picture
 * @param {string} title
 * @param {string} words
 * @param {...(Node | null)} more
 */
export function banner(tone, picture, title, words, ...more) {
  return h(
    'section',
    { class: `banner ${tone}` },
    icon(picture),
    h('div', {}, h('h2', {}, title), h('p', {}, words), ...more),
  );
}
