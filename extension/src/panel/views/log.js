// The button that logs the call, and where the log stands, in words.
import { isListed } from '../../core/log_rule.js';
import { h, icon, section } from '../dom.js';
import { away, check, failure, waiting } from '../icons.js';
import { faultWords, t, when } from '../text.js';
import { chosenOf, safeUrl } from './contact.js';
import { problem } from './problem.js';
import { review } from './review.js';
import { platformName } from './top.js';

/**
 * @typedef {import('./wrap_up.js').Planned & {note: string}} Shown
 * @typedef {import('./contact.js').Send} Send
 */
/** @typedef {import('../../types').Log} Log */

/** @param {Log} log */
export const isWritten = (log) => ['queued', 'logged', 'existing'].includes(log.state);

/**
 * Where the log stands; nothing while nobody asked for one.
 * @param {Log} log @param {string} crm its name
 * @param {{again?: string, signedOut?: boolean}} [more] again: when the host tries it next
 */
export function logWords(log, crm, { again, signedOut } = {}) {
  if (log.state === 'none') return '';
  if (log.moving && !log.error) return t('log_moving', log.moving.contactName ?? '');
  if (log.state === 'logged' && !log.request?.contactId) return t('log_logged_nobody', crm);
  if (log.state === 'queued' && signedOut) return t('log_signed_out', crm);
  if (log.state === 'queued' && again) return t('log_queued_until', crm, when(again));
  if (log.state === 'failed')
    return t(log.logId ? 'update_failed' : 'log_failed', faultWords(log.error)); // what is there, is there
  if (log.state === 'waiting' && log.error) return faultWords(log.error);
  return log.state === 'waiting' && signedOut ? t('log_signed_out', crm) : t(`log_${log.state}`, crm);
}

/** What the CRM refused, and was taken back. @param {import('../../types').Undone} undone */
export const undoneWords = ({ contact, reason }) =>
  contact
    ? t('undone_move', contact.contactName || t('unknown_caller'), faultWords(reason))
    : t('undone_filing', faultWords(reason));

/**
 * The companion app is there, and nobody is signed in to where the log shall go.
 * @param {import('./contact.js').Shown} shown
 */
export const isSignedOut = ({ office, work: { log } }) =>
  office.host.state === 'connected' &&
  office.known &&
  !office.connections.some((one) => one.account === log.request?.account && one.state === 'active');

/** @param {import('./contact.js').Shown} shown */
export const crmOf = (shown) =>
  platformName(
    shown.office,
    shown.work.log.request?.account.split('|')[0] ?? chosenOf(shown)?.platform ?? '',
  );

/** @param {Element} root @param {Send} send @param {() => string} note */
export function createLog(root, send, note) {
  const draw = section(root, (/** @type {any} */ drawn) => {
    const { key, log, crm, obstacle, dirty, gone, more } = drawn;
    const standsSo = standing(key, log, log.state === 'none' ? obstacle : logWords(log, crm, more));
    const refused = log.undone ? undone(key, log.undone) : null;
    if (log.conflict) return [...conflict(key, log.conflict.theirs), standsSo, refused];
    return [button(key, log, obstacle, dirty, gone), standsSo, refused];
  });

  /** @param {string} key @param {import('../../types').Undone} what */
  function undone(key, what) {
    const way = (/** @type {string} */ command, /** @type {string} */ words) =>
      h('button', { class: 'small', 'data-focus': command, onclick: () => send(command, { key }) }, t(words));
    const ways = [way('redo', 'try_again'), way('leave', 'understood')];
    return h('div', { class: 'undone' }, problem('bad', undoneWords(what)), ...ways);
  }

  /** @param {string} key @param {string} theirs */
  const conflict = (key, theirs) => [
    h('p', { class: 'muted' }, t('about_changed')),
    ...review(key, theirs, send),
  ];

  /**
   * @param {string} key @param {Log} log @param {string} obstacle @param {boolean} dirty
   * @param {boolean} gone the host is away, and a button would be of no use
   */
  function button(key, log, obstacle, dirty, gone) {
    if (isWritten(log)) {
      return dirty || log.pending
        ? h(
            'button',
            {
              class: 'primary wide',
              disabled: Boolean(log.pending) && !log.error,
              'data-focus': 'log',
              onclick: () => send('updateNote', { key, note: note() }),
            },
            t(log.pending && !log.error ? 'saving_note' : 'update_note'),
            h('kbd', {}, t('ctrl_enter')),
          )
        : null;
    }
    if (log.state === 'waiting') {
      return gone
        ? null
        : h(
            'button',
            { class: 'wide', 'data-focus': 'log', onclick: () => send('retryLog') },
            t('try_again'),
          );
    }
    const busy = log.state === 'saving' || log.state === 'held';
    return h(
      'button',
      {
        class: 'primary wide',
        disabled: busy || Boolean(obstacle),
        'data-focus': 'log',
        onclick: () => send('log', { key, note: note() }),
      },
      t(busy ? 'saving' : log.state === 'none' ? 'log_call' : 'try_again'),
      h('kbd', {}, t('ctrl_enter')),
    );
  }

  return (/** @type {Shown} */ shown) => {
    const { log } = shown.work;
    draw({
      key: shown.call.key,
      log,
      crm: crmOf(shown),
      obstacle: obstacleOf(shown),
      more: { again: shown.again, signedOut: isSignedOut(shown) },
      gone: shown.office.host.state !== 'connected',
      dirty: isWritten(log) && shown.note !== (log.pending?.note ?? log.sent?.note ?? ''),
    });
  };
}

/** Why the call cannot be logged now, or ''. @param {Shown} shown */
function obstacleOf(shown) {
  const { office, work } = shown;
  if (work.log.state !== 'none' && work.log.state !== 'failed') return '';
  if (isListed(shown.call.far.number, shown.settings.doNotLog)) return t('why_do_not_log');
  const { state, request } = work.log;
  if (chosenOf(shown) || (state === 'failed' && request && !request.contactId)) return '';
  if (office.host.state !== 'connected') return t('obstacle_host');
  if (office.known && !office.connections.length) return t('obstacle_signed_out');
  if (work.contacts.length) return t('obstacle_several');
  if (work.lookup === 'done' && shown.call.far.number) return t('obstacle_nobody');
  return work.lookup === 'asking' ? t('obstacle_looking') : t('obstacle_unknown');
}

/** @param {string} key @param {Log} log @param {string} words */
function standing(key, log, words) {
  const url = safeUrl(log.url);
  const there = isWritten(log) && log.state !== 'queued' && !log.moving;
  const picture = there ? check : log.state === 'failed' ? failure : waiting;
  return h(
    'div',
    { class: 'standing', 'data-log': log.state, 'data-key': key },
    words
      ? h(
          'p',
          {},
          log.state === 'none' ? null : icon(picture),
          h('span', {}, words),
          url
            ? h(
                'a',
                { href: url, target: '_blank', rel: 'noreferrer', 'data-focus': 'record' },
                t('view_record'),
                icon(away),
              )
            : null,
        )
      : null,
    log.error && isWritten(log)
      ? h('p', { class: 'problem bad' }, icon(failure), t('update_failed', faultWords(log.error)))
      : null,
  );
}
