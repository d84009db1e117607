// A table that a screen reader can walk: its name, its heads, and numbers at the end of their column.
import { h } from '../panel/dom.js';

/** @typedef {{cells: (string | Node)[], numbers: (string | number)[], last?: Node}} Row */

/**
 * @param {string} name @param {string[]} head @param {string[]} numbers heads of the columns of numbers
 * @param {Row[]} rows @param {string} [kind] @param {string} [last] head of a last column
 */
export function table(name, head, numbers, rows, kind = '', last = '') {
  return h(
    'div',
    { class: `scrolls ${kind}`, tabindex: '0', role: 'group', 'aria-label': name },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...head.map((one) => h('th', { scope: 'col' }, one)),
          ...numbers.map((one) => h('th', { scope: 'col', class: 'number' }, one)),
          last ? h('th', { scope: 'col' }, last) : null,
        ),
      ),
      h('tbody', {}, ...rows.map(line)),
    ),
  );
}

/** @param {Row} row */
const line = ({ cells, numbers, last }) =>
  h(
    'tr',
    {},
    ...cells.map((one) => h('td', {}, one)),
    ...numbers.map((one) => h('td', { class: 'number' }, String(one))),
    last ? h('td', { class: 'way' }, last) : null,
  );
