// A sentence about what went wrong, where it went wrong.
import { h, icon } from '../dom.js';
import { failure, warning } from '../icons.js';

/** @param {'warn' | 'bad'} tone @param {string} text */
export function problem(tone, text) {
  return h('p', { class: `problem ${tone}` }, icon(tone === 'bad' ? failure : warning), text);
}
