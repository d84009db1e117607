// The records that the log is filed under: a choice for kinds that take one, boxes for those that take more.
import { canRefile, hasChips } from '../../core/filing.js';
import { h, section } from '../dom.js';
import { dotted, t } from '../text.js';
import { chosenOf, keyOfContact } from './contact.js';
import { choiceField } from './field.js';
import { isWritten } from './log.js';

/** @typedef {import('./contact.js').Shown} Shown @typedef {import('./contact.js').Send} Send */
/** @typedef {import('../../types').RelatedOption} Option */

/** @param {Element} root @param {Send} send */
export function createRelated(root, send) {
  /** @type {Map<string, string[]>} what was picked here and is not yet back from the worker */
  const underway = new Map();
  return section(root, (/** @type {Shown} */ shown) => pickers(shown, send, underway));
}

/**
 * Open until the log is asked for; afterwards too, where the platform offers that.
 * @param {Shown} shown @param {Send} send @param {Map<string, string[]>} underway
 */
function pickers(shown, send, underway) {
  const contact = chosenOf(shown);
  const platform = shown.office.platforms.find((one) => one.id === contact?.platform);
  const { log } = shown.work;
  const open = log.state === 'none' || log.state === 'failed';
  const fixed = !open && !(isWritten(log) && canRefile(platform));
  return (platform?.relatedRecords ?? []).map(({ kind, label, multiple }) => {
    const options = contact?.additionalInfo?.[kind] ?? [];
    if (!contact || !options.length) return null;
    const place = `${keyOfContact(contact)} ${kind}`;
    const known = shown.work.related[kind] ?? [];
    if (String(underway.get(place)) === String(known)) underway.delete(place);
    const picked = underway.get(place) ?? known;
    const relate = (/** @type {string[]} */ ids) => {
      underway.set(place, ids);
      send('relate', { key: shown.call.key, kind, ids });
    };
    if (hasChips({ kind, multiple }, options)) return chips(kind, label, options, picked, fixed, relate);
    return multiple
      ? boxes(kind, label, options, picked, fixed, relate)
      : list(kind, label, options, picked, fixed, relate);
  });
}

/**
 * @param {string} kind @param {string} label @param {Option[]} options @param {string[]} picked
 * @param {boolean} fixed @param {(ids: string[]) => void} relate
 */
function list(kind, label, options, picked, fixed, relate) {
  const words = options.map((one) => [String(one.const), dotted(one.title, one.description)]);
  const field = {
    id: `related-${kind}`,
    label,
    disabled: fixed,
    value: picked[0],
    options: [['', t('none')], ...words],
  };
  return choiceField(field, (id) => relate(id ? [id] : []));
}

/**
 * How a call went: one of a few, picked by a click or a digit, and taken back the same way.
 * @param {string} kind @param {string} label @param {Option[]} options @param {string[]} picked
 * @param {boolean} fixed @param {(ids: string[]) => void} relate
 */
function chips(kind, label, options, picked, fixed, relate) {
  const chip = (/** @type {Option} */ { const: id, title }, /** @type {number} */ place) => {
    const value = String(id);
    const checked = picked.includes(value);
    const input = h('input', {
      type: 'radio',
      name: `chips ${kind}`,
      value,
      checked,
      'data-focus': `${kind} ${value}`,
      onchange: () => relate([value]),
      onclick: () => checked && relate([]),
    });
    return h('label', {}, input, title, h('kbd', { 'aria-hidden': 'true' }, String(place + 1)));
  };
  return h('fieldset', { class: 'chips', disabled: fixed }, h('legend', {}, label), ...options.map(chip));
}

/**
 * @param {string} kind @param {string} label @param {Option[]} options @param {string[]} picked
 * @param {boolean} fixed @param {(ids: string[]) => void} relate
 */
function boxes(kind, label, options, picked, fixed, relate) {
  // Read from the boxes: the next tick may come before the last one is drawn.
  const change = (/** @type {any} */ event) =>
    relate([...event.target.closest('fieldset').querySelectorAll(':checked')].map((box) => box.value));
  return h(
    'fieldset',
    { class: 'boxes', disabled: fixed },
    h('legend', {}, label),
    ...options.map((one) => {
      const value = String(one.const);
      return h(
        'label',
        { class: 'choice' },
        h('input', {
          type: 'checkbox',
          value,
          checked: picked.includes(value),
          'data-focus': `${kind} ${value}`,
          onchange: change,
        }),
        h('span', {}, one.title, one.description ? h('small', {}, one.description) : null),
      );
    }),
  );
}
