// Conversations of a day, each with its people and where their logs stand; one button logs them all.
import { conversationView, nameOf } from '../../core/message.js';
import { h, section } from '../dom.js';
import { dotted, faultWords, listed, plural, pretty, t, when } from '../text.js';
import { keyOfContact } from './contact.js';
import { choiceField } from './field.js';

/** @typedef {import('../../types').Mail} Mail @typedef {import('../../types').LetterWork} LetterWork */
/** @typedef {import('../../types').ConversationView} ConversationView */
/** @typedef {(command: string, said?: object) => void} Send */
/** @typedef {{name: string, key: string, work: LetterWork | undefined}} Person */

/** The one that a person has most to do about comes first. */
const order = ['failed', 'none', 'waiting', 'saving', 'queued', 'existing', 'logged'];
const shown = 20;

/** @param {Element} root @param {Send} send */
export function createMail(root, send) {
  return section(root, (/** @type {Mail} */ mail) => {
    const views = mail.conversations.map(conversationView).reverse().slice(0, shown);
    if (!views.length) return [];
    return [
      h('h2', {}, t('messages')),
      h('ul', { class: 'rows' }, ...views.map((view) => row(view, mail.work[view.key] ?? {}, send))),
    ];
  });
}

/** @param {ConversationView} view @param {Record<string, LetterWork>} works @param {Send} send */
function row(view, works, send) {
  const people = view.correspondents.map((one) => {
    const work = works[nameOf(one)];
    const contact = work?.contacts.find((known) => keyOfContact(known) === work.chosen);
    return { name: contact?.name ?? one.name ?? pretty(nameOf(one)), key: nameOf(one), work };
  });
  const states = people.map(({ work }) => work?.state ?? 'none');
  const state = order.find((one) => states.some((known) => known === one)) ?? 'none';
  const last = view.messages[view.messages.length - 1];
  const about = dotted(
    t(`channel_${view.channel}`),
    plural('message_count', view.messages.length),
    when(last.sentAt),
  );
  const ready = people.some(({ work }) => work?.chosen && ['none', 'failed'].includes(work.state));
  return h(
    'li',
    { class: 'mail' },
    h(
      'span',
      { class: 'what' },
      h('strong', {}, listed(people.map(({ name }) => name))),
      h('small', {}, about),
      last.text ? h('small', {}, last.text.slice(0, 120)) : null,
    ),
    h('span', { class: `chip ${state}` }, t(`chip_${state}`)),
    ...people.map((person) => choice(view, person, send)),
    ready
      ? h(
          'button',
          {
            class: 'small',
            'data-focus': `mail ${view.key}`,
            onclick: () => send('logMessages', { key: view.key }),
          },
          t('log_messages'),
        )
      : null,
  );
}

/**
 * Who of several it is, or why there is nobody.
 * @param {ConversationView} view @param {Person} person @param {Send} send
 */
function choice(view, { name, key, work }, send) {
  if (work?.error) return h('p', { class: 'problem bad' }, faultWords(work.error));
  if (work?.lookup === 'done' && !work.contacts.length)
    return h('p', { class: 'muted' }, t('mail_nobody', name));
  if (!work || work.contacts.length < 2 || work.state !== 'none') return null;
  const options = work.contacts.map((one) => [keyOfContact(one), dotted(one.name, one.organization)]);
  return choiceField(
    {
      id: `mail ${view.key} ${key}`,
      label: t('mail_who', pretty(key)),
      value: work.chosen ?? '',
      options: [['', t('none')], ...options],
    },
    (contact) => send('chooseCorrespondent', { key: view.key, person: key, contact }),
  );
}
