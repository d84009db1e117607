// Makes a contact of a caller whom nobody knows.
import { h } from '../dom.js';
import { faultWords, t } from '../text.js';
import { problem } from './problem.js';
import { platformName } from './top.js';

/** @typedef {import('./contact.js').Shown} Shown @typedef {import('./contact.js').Send} Send */

/**
 * @param {Shown} shown @param {Send} send
 * @param {Map<string, {name?: string, type?: string, account?: string}>} drafts what was typed, by call
 * @param {() => void} redraw another CRM has other types
 */
export function creation({ call, work, office }, send, drafts, redraw) {
  const draft = drafts.get(call.key) ?? { name: call.far.name ?? '' };
  drafts.set(call.key, draft);
  const connections = office.connections.filter((one) => one.state === 'active');
  const account = connections.find((one) => one.account === draft.account) ?? connections[0];
  const types = office.platforms.find((one) => one.id === account?.platform)?.contactTypes ?? [];
  if (!account) return null;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = new FormData(/** @type {HTMLFormElement} */ (event.target));
    send('createContact', {
      key: call.key,
      account: account.account,
      name: String(said.get('name')).trim(),
      type: String(said.get('type') ?? types[0]?.id ?? ''),
    });
  };
  const keep = (/** @type {'name' | 'type' | 'account'} */ member) => (/** @type {any} */ event) => {
    draft[member] = event.target.value;
    if (member === 'account') redraw();
  };
  return h(
    'form',
    { class: 'create', onsubmit: submit },
    h(
      'p',
      { class: 'muted' },
      t('nobody_known', office.connections.map((one) => platformName(office, one.platform)).join(', ')),
    ),
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'new-name' }, t('new_contact_name')),
      h('input', {
        id: 'new-name',
        name: 'name',
        required: true,
        value: draft.name ?? '',
        autocomplete: 'off',
        'data-focus': 'new-name',
        oninput: keep('name'),
      }),
    ),
    h(
      'div',
      { class: 'pair' },
      types.length > 1
        ? picker(
            'type',
            t('new_contact_type'),
            types.map((one) => [one.id, one.name]),
            draft.type,
            keep('type'),
          )
        : null,
      connections.length > 1
        ? picker(
            'account',
            t('crm'),
            connections.map((one) => [one.account, platformName(office, one.platform)]),
            account.account,
            keep('account'),
          )
        : null,
    ),
    work.createError ? problem('bad', faultWords(work.createError)) : null,
    h(
      'button',
      { class: 'wide', disabled: work.creating, 'data-focus': 'create' },
      t(work.creating ? 'creating' : 'create_contact'),
    ),
  );
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string[][]} options
 * @param {string | undefined} value
 * @param {(event: Event) => void} keep
 */
function picker(name, label, options, value, keep) {
  return h(
    'div',
    { class: 'field' },
    h('label', { for: `new-${name}` }, label),
    h(
      'select',
      { id: `new-${name}`, name, 'data-focus': `new-${name}`, onchange: keep },
      ...options.map(([id, text]) => h('option', { value: id, selected: id === value }, text)),
    ),
  );
}
