// A labelled text or choice, as every form of the panel draws it.
import { h } from '../dom.js';
import { t } from '../text.js';

/**
 * @param {object} field
 * @param {string} field.id of the element; what was focused is found again by it
 * @param {string} field.label
 * @param {string} [field.name] in the form's data
 * @param {string} [field.help]
 * @param {boolean} [field.secret]
 * @param {boolean} [field.required]
 * @param {string | undefined} field.value
 * @param {boolean} [field.wrong] somebody found fault with it
 * @param {string} [field.keys] the key that leads to it
 * @param {(value: string) => void} changed
 */
export function textField({ id, label, name, help, secret, required, value, wrong, keys }, changed) {
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, required ? label : t('optional', label)),
    h('input', {
      id,
      name,
      type: secret ? 'password' : 'text',
      required,
      autocomplete: 'off',
      spellcheck: 'false',
      value: value ?? '',
      'aria-invalid': wrong ? 'true' : undefined,
      'aria-keyshortcuts': keys,
      'data-focus': id,
      'aria-describedby': help ? `${id}-help` : undefined,
      oninput: (/** @type {any} */ event) => changed(event.target.value),
    }),
    help ? h('p', { class: 'fine', id: `${id}-help` }, help) : null,
  );
}

/**
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {string} [field.name]
 * @param {string | undefined} field.value
 * @param {string[][]} field.options value and text of each
 * @param {boolean} [field.disabled]
 * @param {(value: string) => void} changed
 */
export function choiceField({ id, label, name, value, options, disabled }, changed) {
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label),
    h(
      'select',
      {
        id,
        name,
        disabled,
        'data-focus': id,
        onchange: (/** @type {any} */ event) => changed(event.target.value),
      },
      ...options.map(([one, text]) => h('option', { value: one, selected: one === value }, text)),
    ),
  );
}
