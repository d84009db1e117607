// What becomes of a call that is not logged: what the log would say, when it logs itself, or why it does not.
import { hasTalked } from '../../core/call_view.js';
import { decide } from '../../core/log_rule.js';
import { h, icon, section } from '../dom.js';
import { waiting } from '../icons.js';
import { callerName, clock, t } from '../text.js';
import { chosenOf } from './contact.js';
import { dueWords, hasFollowUp } from './follow_up.js';

/**
 * @typedef {import('./contact.js').Shown} Shown
 * @typedef {Shown & {settings: import('../../types').Settings, due?: number, again?: string}} Planned
 */
/** @typedef {import('./contact.js').Send} Send */

/**
 * Reasons that the card says elsewhere: who it is, and what is in the way of a log.
 * @type {Record<string, string[]>}
 */
const saidElsewhere = { wait: ['live', 'looking', 'not_asked'], ask: ['no_match'], skip: ['do_not_log'] };

/** The line that the log would have. @param {Shown} shown */
function subjectOf(shown) {
  const { call, work } = shown;
  if (work.edits?.subject) return work.edits.subject;
  const name = callerName(call, chosenOf(shown));
  const way = call.missed ? 'missed' : call.direction;
  return t(`subject_${way}`, name, hasTalked(call) ? clock(call.durationSec ?? 0) : t('not_answered'));
}

/** What a log would be. @param {Planned} shown */
function planOf(shown) {
  const { followUp } = shown.work;
  if (!chosenOf(shown)) return '';
  const subject = subjectOf(shown);
  if (!followUp || !hasFollowUp(shown)) return t('will_log', subject);
  return t('will_log_follow_up', subject, dueWords(followUp.due));
}

/** @param {Element} root @param {Send} send @param {() => void} putAway */
export function createWrapUp(root, send, putAway) {
  const left = h('span', { class: 'left' });
  /** @type {number | undefined} */ let due;
  const tick = () => {
    const seconds = due ? Math.max(0, Math.ceil((due - Date.now()) / 1000)) : 0;
    left.textContent = t('logs_itself', seconds);
  };
  const draw = section(root, (/** @type {any} */ { key, open, words, reason, counting }) => {
    if (!open) return reason ? [h('p', { class: 'fine' }, t(`why_${reason}`))] : [];
    return [
      words ? h('p', { class: 'fine plan' }, words) : null,
      counting ? countdown(key, left, send) : null,
      reason ? h('p', { class: 'fine' }, t(`why_${reason}`)) : null,
      ways(key, send, putAway),
    ];
  });
  return {
    tick,
    /** @param {Planned} shown */
    update(shown) {
      const { call, work } = shown;
      const { act, reason } = decide(call, work, shown.settings);
      const none = work.log.state === 'none';
      due = shown.due;
      tick();
      draw({
        key: call.key,
        open: none && call.phase === 'ended' && act !== 'skip',
        words: planOf(shown),
        reason: none && act !== 'log' && !(saidElsewhere[act] ?? []).includes(reason) ? reason : '',
        counting: due !== undefined,
      });
    },
  };
}

/** @param {string} id of its text @param {() => void} onclick */
const small = (id, onclick) => h('button', { class: 'small', 'data-focus': id, onclick }, t(id));

/** @param {string} key @param {Element} left how many seconds @param {Send} send */
function countdown(key, left, send) {
  return h(
    'div',
    { class: 'countdown', title: t('countdown_hint') },
    icon(waiting),
    left,
    small('extend', () => send('extend', { key })),
    small('stop', () => send('later', { key })),
  );
}

/** @param {string} key @param {Send} send @param {() => void} putAway */
function ways(key, send, putAway) {
  const later = () => {
    send('later', { key });
    putAway();
  };
  return h(
    'div',
    { class: 'ways' },
    small('later', later),
    small('skip', () => send('skip', { key })),
  );
}
