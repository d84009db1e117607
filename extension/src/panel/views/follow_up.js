// The follow-up of a call: a box and a time until it is sent, then where it stands.
import { choices, dueAt, isOpen, keepsTasks } from '../../core/follow_up.js';
import { isInternal, isListed } from '../../core/log_rule.js';
import { isTest } from '../../core/test_call.js';
import { h, icon, section } from '../dom.js';
import { away, check, failure, waiting } from '../icons.js';
import { faultWords, language, t } from '../text.js';
import { chosenOf, safeUrl } from './contact.js';
import { crmOf, isSignedOut } from './log.js';

/** @typedef {import('./wrap_up.js').Planned} Shown @typedef {import('./contact.js').Send} Send */
/** @typedef {import('../../types').FollowUp} FollowUp */

const timeOfDay = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(language, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

/** "tomorrow 9:00". @param {string} iso */
export function dueWords(iso) {
  const due = new Date(iso);
  const tomorrow = dueAt('tomorrow', new Date());
  if (due.toDateString() === tomorrow.toDateString()) return t('follow_up_tomorrow', timeOfDay.format(due));
  const today = due.toDateString() === new Date().toDateString();
  return today ? t('today_at', timeOfDay.format(due)) : dayAndTime.format(due);
}

/** Whether the log that the call has, or would have, can have one. @param {Shown} shown */
export function hasFollowUp(shown) {
  const { call, work, office, settings } = shown;
  if (call.phase === 'ringing' || isInternal(call.far) || isTest(call)) return false;
  if (isListed(call.far.number, settings.doNotLog)) return false;
  const platform = (/** @type {string} */ id) => office.platforms.find((one) => one.id === id);
  const id = work.log.request?.account.split('|')[0] ?? chosenOf(shown)?.platform;
  if (id) return keepsTasks(platform(id));
  const crms = office.connections.map((one) => platform(one.platform));
  const possible = crms.filter((one) => one?.logsWithoutContact); // which of them is still to be said
  return work.lookup === 'done' && !work.contacts.length && possible.length > 0 && possible.every(keepsTasks);
}

/**
 * Where it stands, once it is on its way.
 * @param {FollowUp | undefined} followUp @param {string} crm @param {boolean} [signedOut] of it
 */
export function followUpWords(followUp, crm, signedOut = false) {
  if (!followUp || ['none', 'held'].includes(followUp.state)) return '';
  const { state, due, error } = followUp;
  if (state === 'failed') return t('follow_up_failed', faultWords(error));
  if (state === 'waiting' && error) return t('follow_up_delayed', dueWords(due), faultWords(error));
  const waits = state === 'waiting' || state === 'queued';
  if (waits && signedOut) return t('follow_up_signed_out', dueWords(due), crm);
  return t(`follow_up_${state === 'existing' ? 'logged' : state}`, dueWords(due), crm);
}

/** @param {Element} root @param {Send} send */
export function createFollowUp(root, send) {
  const draw = section(root, (/** @type {any} */ { key, there, followUp, words }) => {
    if (!there) return [];
    const line = words ? standing(key, followUp, words, send) : null;
    return isOpen(followUp) ? [control(key, followUp, send), line] : [line];
  });
  return (/** @type {Shown} */ shown) => {
    const { followUp } = shown.work;
    const typing = followUp?.choice === 'picked'; // into a field that must stay as it is
    draw({
      key: shown.call.key,
      there: hasFollowUp(shown),
      followUp: followUp && { ...followUp, ...(typing && isOpen(followUp) ? { due: '' } : {}) },
      words: followUpWords(followUp, crmOf(shown), isSignedOut(shown)),
      today: new Date().toDateString(),
    });
    // Not part of what is drawn: the time that was typed.
    const field = /** @type {HTMLInputElement | null} */ (root.querySelector('input[type=datetime-local]'));
    if (field && followUp && document.activeElement !== field) field.value = typed(new Date(followUp.due));
  };
}

/** @param {Date} time as a field has it */
function typed(time) {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** @param {string} key @param {FollowUp | undefined} followUp @param {Send} send */
function control(key, followUp, send) {
  const plan = (/** @type {string} */ choice, due = dueAt(choice, new Date())) =>
    send('followUp', { key, choice, due: due.toISOString() });
  const chosen = followUp?.choice ?? 'tomorrow';
  const tick = (/** @type {any} */ { target }) => (target.checked ? plan(chosen) : send('followUp', { key }));
  const box = { type: 'checkbox', checked: Boolean(followUp), 'data-focus': 'follow-up', onchange: tick };
  const list = {
    'aria-label': t('follow_up_when'),
    'data-focus': 'follow-up-when',
    onchange: (/** @type {any} */ { target }) => plan(target.value),
  };
  const option = (/** @type {string} */ one) =>
    h('option', { value: one, selected: one === chosen }, wordsOf(one, followUp));
  return h(
    'div',
    { class: 'planned' },
    h('label', { class: 'tick' }, h('input', box), t('follow_up')),
    h('select', list, ...choices.map(option)),
    followUp?.choice === 'picked' ? timeField((due) => plan('picked', due)) : null,
  );
}

/** One that was chosen says the very time. @param {string} choice @param {FollowUp | undefined} followUp */
function wordsOf(choice, followUp) {
  if (choice === 'picked') return t('follow_up_picked');
  const { choice: chosen, due = '' } = followUp ?? {};
  const time = dueAt(choice, new Date());
  if (choice === chosen && due !== time.toISOString()) return dueWords(due);
  return t(`follow_up_${choice}`, timeOfDay.format(time));
}

/** @param {(due: Date) => void} changed */
function timeField(changed) {
  const change = (/** @type {any} */ { target }) =>
    target.value && target.validity.valid && changed(new Date(target.value));
  return h('input', {
    type: 'datetime-local',
    'aria-label': t('follow_up_time'),
    'data-focus': 'follow-up-time',
    min: typed(new Date()),
    onchange: change,
  });
}

/** @param {string} key @param {FollowUp} followUp @param {string} words @param {Send} send */
function standing(key, { state, url }, words, send) {
  const there = state === 'logged' || state === 'existing';
  const link = { href: safeUrl(url), target: '_blank', rel: 'noreferrer', 'data-focus': 'task' };
  const retry = { class: 'small', 'data-focus': 'retry-task', onclick: () => send('retryFollowUp', { key }) };
  return h(
    'p',
    { class: 'task', 'data-task': state },
    icon(there ? check : state === 'failed' ? failure : waiting),
    h('span', {}, words),
    there && link.href ? h('a', link, t('view_task'), icon(away)) : null,
    state === 'failed' ? h('button', retry, t('try_again')) : null,
  );
}
