// Which phone somebody has, and how it gets heard: RingCentral in a page of ours, any other in its own page,
// which the person has to allow.
import { api } from '../../browser.js';
import { siteOrigin } from '../../core/fields.js';
import { h } from '../dom.js';
import { t } from '../text.js';

/** @param {() => void} changed */
export function createPhoneChoice(changed) {
  let kind = '';
  let problem = '';
  let typed = '';
  let allowed = '';

  /** @param {string} value @param {string} words */
  const choice = (value, words) =>
    h(
      'label',
      { class: 'choice' },
      h('input', {
        type: 'radio',
        name: 'phone',
        value,
        checked: kind === value,
        'data-focus': `phone ${value}`,
        onchange: () => {
          kind = value;
          changed();
        },
      }),
      words,
    );

  const allow = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const origin = siteOrigin(typed);
    const granted = origin && (await api.permissions.request({ origins: [`${origin}/*`] }));
    problem = origin ? '' : t('phone_wrong');
    allowed = granted ? origin : allowed;
    changed();
  };

  const siteForm = () =>
    h(
      'form',
      { class: 'inline', onsubmit: allow },
      h('input', {
        'aria-label': t('phone_address'),
        placeholder: 'https://phone.example.com',
        value: typed,
        required: true,
        autocomplete: 'off',
        'data-focus': 'setup-origin',
        'aria-invalid': problem ? 'true' : undefined,
        oninput: (/** @type {Event} */ event) => {
          typed = /** @type {HTMLInputElement} */ (event.target).value;
        },
      }),
      h('button', { 'data-focus': 'setup-allow' }, t('allow')),
    );

  return {
    state: () => ({ kind, problem, allowed }),
    element: () =>
      h(
        'div',
        { class: 'phone-choice' },
        h(
          'fieldset',
          {},
          h('legend', { class: 'unseen' }, t('setup_which')),
          choice('ringcentral', 'RingCentral'),
          choice('other', t('setup_other')),
        ),
        kind === 'ringcentral'
          ? h(
              'a',
              {
                href: api.runtime.getURL('src/phone/index.html'),
                target: '_blank',
                'data-focus': 'setup-hosted',
              },
              t('setup_hosted'),
            )
          : null,
        kind === 'other' ? h('p', { class: 'fine' }, t('setup_other_text')) : null,
        kind === 'other' ? siteForm() : null,
        problem ? h('p', { class: 'problem', role: 'alert' }, problem) : null,
        allowed ? h('p', { class: 'fine' }, t('setup_allowed', allowed.replace('https://', ''))) : null,
      ),
  };
}
