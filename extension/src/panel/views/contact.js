// Who is calling: one match, several, none, or why nobody can say.
import { isDeclined } from '../../core/call_view.js';
import { isTest } from '../../core/test_call.js';
import { mayBeWith } from '../../core/filing.js';
import { h, icon, section } from '../dom.js';
import { away, check, copy, warning } from '../icons.js';
import { ago, callerName, dotted, faultWords, initials, plural, pretty, t } from '../text.js';
import { another } from './another.js';
import { companyChoice } from './company.js';
import { creation } from './create.js';
import { doubts } from './doubt.js';
import { problem } from './problem.js';
import { platformName } from './top.js';

/** @typedef {import('../../types').Contact} Contact @typedef {import('../../types').Office} Office */
/**
 * @typedef {{call: import('../../types').CallView, work: import('../../types').Work, office: Office}} Shown
 */
/** @typedef {(command: string, said?: object) => void} Send */
/** @typedef {Shown & {account?: string, type?: string, asked?: string}} Drawn */

/** @param {Contact} contact */
export const keyOfContact = (contact) => `${contact.account}|${contact.type ?? ''}|${contact.id}`;

/** @param {Shown} shown */
export const chosenOf = ({ work }) => work.contacts.find((one) => keyOfContact(one) === work.chosen);

/** Only what a browser may open. @param {string | undefined} url */
export const safeUrl = (url) => (url && /^https?:\/\//i.test(url) ? url : undefined);

/**
 * @param {Element} root @param {Send} send @param {import('./doubt.js').Link} link
 * @param {HTMLElement} localTime stands beside the number
 */
export function createContact(root, send, link, localTime) {
  /** @type {Map<string, import('./create.js').Draft>} */
  const drafts = new Map();
  /** @type {Map<string, string>} */ const open = new Map();
  /** @type {Shown | undefined} */ let last;
  const redraw = () => last && update(last);
  const logNobody = (/** @type {string} */ account) => send('logNobody', { key: last?.call.key, account });
  const draw = section(root, (/** @type {Drawn} */ shown) => [
    headline(shown, send, localTime),
    evidence(chosenOf(shown)),
    openedLine(shown.work),
    shown.work.contacts.length > (chosenOf(shown) ? 1 : 0) ? choices(shown, send) : null,
    companyChoice(shown, send),
    ...answerless(shown, send),
    isUnknown(shown.work) ? creation(shown, send, drafts, redraw, { logNobody }) : null,
    ...(shown.work.contacts.length ? shown.work.failures.map((text) => problem('warn', text)) : []),
    doubts(shown, send, link),
    ...another(shown, send, link, { open, drafts, redraw }),
  ]);
  const update = (/** @type {Shown} */ shown) => {
    last = shown;
    const { account, type } = drafts.get(shown.call.key) ?? {};
    draw({ ...shown, account, type, asked: open.get(shown.call.key) });
  };
  return update;
}

/** Nobody has the number, and nobody logged the call. @param {import('../../types').Work} work */
const isUnknown = ({ contacts, lookup, log }) =>
  !contacts.length && lookup === 'done' && ['none', 'failed'].includes(log.state);

/** @param {import('../../types').CallView} call */
export const mayCallBack = (call) =>
  (call.missed || isDeclined(call)) && Boolean(call.far.number) && !isTest(call);

/** @param {Shown} shown @param {Send} send @param {HTMLElement} localTime */
function headline(shown, send, localTime) {
  const { call, work } = shown;
  const contact = chosenOf(shown);
  const name = callerName(call, contact);
  const url = safeUrl(contact?.url);
  const owner = contact?.owner && t('owner', contact.owner);
  const second = dotted(contact?.title, contact?.organization, owner);
  const number = pretty(call.far.number);
  const last = ago(contact?.mostRecentActivityDate);
  return h(
    'div',
    { class: 'who' },
    h(
      'span',
      { class: contact ? 'avatar known' : 'avatar', 'aria-hidden': 'true' },
      initials(contact?.name ?? call.far.name ?? ''),
    ),
    h(
      'div',
      { class: 'names' },
      h(
        'h2',
        { class: 'title', 'data-caller': contact ? 'known' : 'unknown' },
        url
          ? h(
              'a',
              {
                href: url,
                target: '_blank',
                rel: 'noreferrer',
                title: t('open_in', platformName(shown.office, contact?.platform ?? '')),
                'data-focus': 'open',
                'aria-keyshortcuts': 'O',
              },
              name,
              icon(away),
            )
          : name,
      ),
      second ? h('p', { class: 'second' }, second) : null,
      h(
        'p',
        { class: 'number' },
        number && number !== name ? h('bdi', {}, number) : work.lookup !== 'asking' && t('unknown_caller'),
        call.far.number ? copyButton(call.far.number) : null,
        mayCallBack(call) ? backButton(call.key, send) : null,
        work.lookup === 'asking' ? h('span', { class: 'looking' }, t('looking_up')) : null,
        localTime,
      ),
      last ? h('p', { class: 'fine' }, t('last_activity', last)) : null,
    ),
  );
}

/** @param {string} number */
function copyButton(number) {
  const button = h(
    'button',
    {
      class: 'round tiny',
      'aria-label': t('copy_number'),
      title: t('copy_number'),
      'data-focus': 'copy',
      onclick: async () => {
        await navigator.clipboard.writeText(number);
        button.replaceChildren(icon(check));
        setTimeout(() => button.replaceChildren(icon(copy)), 1200);
      },
    },
    icon(copy),
  );
  return button;
}

/** @param {string} key @param {Send} send */
function backButton(key, send) {
  const dial = () => send('callBack', { key });
  return h('button', { class: 'quiet', 'data-focus': 'call_back', onclick: dial }, t('call_back'));
}

/** Why we believe it. @param {Contact | undefined} contact */
function evidence(contact) {
  if (!contact?.evidence) return null;
  const weak = contact.evidence.strength === 'suffix';
  return h(
    'p',
    { class: weak ? 'evidence weak' : 'evidence' },
    icon(weak ? warning : check),
    t(
      `evidence_${contact.evidence.strength}`,
      contact.evidence.field || t('number'),
      contact.evidence.value ?? '',
    ),
  );
}

/**
 * Why this one of several is picked, where nobody did so by hand.
 * @param {import('../../types').Work} work
 */
export const openedLine = ({ opened, chosen, confirmed }) =>
  opened && opened === chosen && !confirmed
    ? h('p', { class: 'evidence' }, icon(check), t('evidence_opened'))
    : null;

/** @param {Shown} shown @param {Send} send */
function choices({ call, work, office }, send) {
  const several = new Set(work.contacts.map((one) => one.platform)).size > 1;
  return h(
    'fieldset',
    { class: 'choices' },
    h('legend', {}, plural('share_number', work.contacts.length)),
    ...work.contacts.map((contact) => {
      const key = keyOfContact(contact);
      const crm = office.platforms.find((one) => one.id === contact.platform);
      const platform = several && platformName(office, contact.platform);
      const second = dotted(contact.title, contact.organization, platform);
      return h(
        'label',
        { class: 'choice' },
        h('input', {
          type: 'radio',
          name: 'match',
          value: key,
          checked: key === work.chosen,
          disabled: key !== work.chosen && !mayBeWith(contact.account, work.log, crm),
          'data-focus': key,
          onchange: () => send('choose', { key: call.key, contact: key }),
        }),
        h(
          'span',
          {},
          h('strong', {}, contact.name),
          second ? h('small', {}, second) : null,
        ),
      );
    }),
  );
}

/** What stands in the way of an answer. @param {Shown} shown @param {Send} send */
function answerless({ call, work, office }, send) {
  if (work.lookup === 'failed') {
    return [
      problem('bad', faultWords(work.error) || t('lookup_failed')),
      h(
        'button',
        { class: 'small', 'data-focus': 'again', onclick: () => send('lookup', { key: call.key }) },
        t('try_again'),
      ),
    ];
  }
  if (!call.far.number) return [h('p', { class: 'fine' }, t('no_number'))];
  if (
    work.lookup === 'none' &&
    office.host.state === 'connected' &&
    office.known &&
    !office.connections.length
  ) {
    return [h('p', { class: 'fine' }, t('sign_in_to_look_up'))];
  }
  return [];
}
