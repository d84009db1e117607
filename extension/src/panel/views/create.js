// Makes a contact of somebody whom nobody knows: the types, and what each takes, are the platform's.
import { contactFormOf, filledIn } from '../../core/forms.js';
import { h } from '../dom.js';
import { faultWords, listed, t } from '../text.js';
import { choiceField, textField } from './field.js';
import { problem } from './problem.js';
import { platformName } from './top.js';

/** @typedef {import('./contact.js').Send} Send @typedef {import('../../types').Work} Work */
/**
 * @typedef {object} Unknown somebody whom no CRM has, at the other end of a call or of messages
 * @property {{key: string, far: import('../../types').Party}} call
 * @property {Pick<Work, 'creating' | 'createError' | 'createField'>} work
 * @property {import('../../types').Office} office
 */
/**
 * @typedef {object} Look
 * @property {string} [ids] beside another such form
 * @property {boolean} [primary]
 * @property {string} [words] in the place of: nobody has the number
 * @property {string} [account] the only CRM that counts
 * @property {(account: string) => void} [logNobody] without a contact
 */
/** @typedef {{name?: string, type?: string, account?: string, fields: Record<string, string>}} Draft */

/**
 * @param {Unknown} shown @param {Send} send
 * @param {Map<string, Draft>} drafts what was typed, by call
 * @param {() => void} redraw another CRM has other types, another type other fields
 * @param {Look} [look]
 */
export function creation({ call, work, office }, send, drafts, redraw, look = {}) {
  const { ids = '', primary = false, words, account, logNobody } = look;
  const draft = drafts.get(call.key) ?? { name: call.far.name ?? '', fields: {} };
  drafts.set(call.key, draft);
  if (account) draft.account = account;
  const { connections, connection, types, type, fields } = contactFormOf(office, draft);
  if (!connection || (account && account !== connection.account)) return null;
  const platform = office.platforms.find((one) => one.id === connection.platform);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send('createContact', {
      key: call.key,
      account: connection.account,
      name: (draft.name ?? '').trim(),
      type: type?.id ?? '',
      fields: filledIn(fields.map(({ id }) => [id, draft.fields[id]])),
    });
  };
  const pick = (/** @type {'type' | 'account'} */ member) => (/** @type {string} */ value) => {
    draft[member] = value;
    redraw();
  };
  const typed = (/** @type {string} */ id) => (/** @type {string} */ value) => {
    draft.fields[id] = value;
  };
  const nameField = { id: `${ids}new-name`, label: t('new_contact_name'), required: true, keys: 'C' };
  const crms = office.connections.map((one) => platformName(office, one.platform));
  return h(
    'form',
    { class: 'create', onsubmit: submit },
    h(
      'p',
      { class: 'muted' },
      words ?? t('nobody_known', listed(crms, 'disjunction')),
    ),
    textField({ ...nameField, value: draft.name }, (name) => {
      draft.name = name;
    }),
    h(
      'div',
      { class: 'pair' },
      typePicker(`${ids}new-type`, types, type?.id, pick('type')),
      crmPicker(pick('account')),
    ),
    ...fields.map(({ id, label, required }) =>
      textField(
        {
          id: `${ids}new-field-${id}`,
          label,
          required,
          value: draft.fields[id],
          wrong: work.createField === id,
        },
        typed(id),
      ),
    ),
    work.createError ? problem('bad', faultWords(work.createError)) : null,
    h(
      'button',
      { class: primary ? 'primary wide' : 'wide', disabled: work.creating, 'data-focus': 'create' },
      t(work.creating ? 'creating' : 'create_contact'),
    ),
    logNobody && platform?.logsWithoutContact
      ? withNobody(work.creating, () => logNobody(connection.account))
      : null,
  );

  /** @param {(value: string) => void} changed */
  function crmPicker(changed) {
    const options = connections.map((one) => [one.account, platformName(office, one.platform)]);
    const field = { id: `${ids}new-account`, label: t('crm'), value: connection.account, options };
    return options.length > 1 && !account ? choiceField(field, changed) : null;
  }
}

/** @param {boolean | undefined} disabled @param {() => void} onclick */
const withNobody = (disabled, onclick) =>
  h('button', { type: 'button', class: 'quiet', disabled, 'data-focus': 'nobody', onclick }, t('log_nobody'));

/**
 * @param {string} id @param {import('../../types').ContactType[]} types @param {string | undefined} value
 * @param {(value: string) => void} changed
 */
function typePicker(id, types, value, changed) {
  const options = types.map((one) => [one.id, one.name]);
  const field = { id, label: t('new_contact_type'), value, options };
  return options.length > 1 ? choiceField(field, changed) : null;
}
