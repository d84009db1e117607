// Recent calls with the state of their logs, and slim strips for live calls that are not on the card.
import { hasTalked } from '../../core/call_view.js';
import { dayOf } from '../../core/inbox.js';
import { h, icon, parts, section } from '../dom.js';
import { check, failure, waiting } from '../icons.js';
import { callerName, clock, dotted, plural, t, when } from '../text.js';
import { phaseIcon, phaseWords, untaken } from './card.js';
import { chosenOf } from './contact.js';

/** @typedef {import('../../types').CallView} CallView @typedef {import('../../types').Work} Work */
/** @typedef {{call: CallView, work: Work}} Row */
/** @typedef {{rows: Row[], picked: string, past?: import('../../types').Desk['past']}} Listed */

/** @type {Record<string, string>} */
const pictures = {
  logged: check,
  existing: check,
  queued: waiting,
  waiting,
  saving: waiting,
  failed: failure,
};

/** @param {Row} row */
export const nameOf = ({ call, work }) =>
  callerName(
    call,
    work.contacts.length === 1 || work.log.state !== 'none'
      ? chosenOf({ call, work, office: /** @type {any} */ (null) })
      : undefined,
  );

/** @param {Element} root @param {(key: string) => void} pick @param {import('./contact.js').Send} send */
export function createRecent(root, pick, send) {
  const lines = parts((/** @type {Row & {picked: boolean}} */ row) => line(row, row.picked, pick, send));
  return section(root, (/** @type {Listed} */ { rows, picked, past }) => {
    if (!rows.length) return [];
    const today = dayOf(rows, new Date(), past);
    return [
      h(
        'h2',
        {},
        t('recent_calls'),
        today.calls ? h('span', { class: 'count' }, plural('today_calls', today.calls, today.logged)) : null,
      ),
      h('ul', { class: 'rows' }, ...lines(rows.map((row) => ({ ...row, picked: row.call.key === picked })))),
    ];
  });
}

/**
 * @param {Row} row @param {boolean} picked @param {(key: string) => void} pick
 * @param {import('./contact.js').Send} send
 */
function line(row, picked, pick, send) {
  const { call, work } = row;
  const state = work.log.state;
  const untold = call.durationSec === undefined || call.result === 'answered_elsewhere';
  const lasted = hasTalked(call) ? clock(call.durationSec ?? 0) : t('not_answered');
  const talked = untaken(call) || (untold ? phaseWords(call) : lasted);
  return h(
    'li',
    {},
    h(
      'button',
      {
        class: 'row',
        'data-focus': call.key,
        'data-log': state,
        'aria-current': picked ? 'true' : undefined,
        onclick: () => pick(call.key),
      },
      h('span', { class: call.missed ? 'way missed' : 'way' }, icon(phaseIcon(call))),
      h(
        'span',
        { class: 'what' },
        h('strong', {}, nameOf(row)),
        h('small', {}, dotted(when(call.startedAt), talked)),
      ),
      state === 'held' ? null : chip(state),
    ),
    state === 'held' ? undo(row, send) : null,
  );
}

/** @param {string} state */
function chip(state) {
  const picture = pictures[state] ? icon(pictures[state]) : null;
  return h('span', { class: `chip ${state}` }, picture, t(`chip_${state}`));
}

/** @param {Row} row @param {import('./contact.js').Send} send */
function undo(row, send) {
  const press = () => send('undo', { key: row.call.key });
  const label = t('undo_log', nameOf(row));
  const props = { class: 'small', 'aria-label': label, 'data-focus': `undo ${row.call.key}`, onclick: press };
  return h('button', props, t('undo'));
}

/** @param {Element} root @param {(key: string) => void} pick */
export function createStrips(root, pick) {
  return section(root, (/** @type {Row[]} */ rows) =>
    rows.map((row) =>
      h(
        'button',
        { class: 'strip', 'data-focus': row.call.key, onclick: () => pick(row.call.key) },
        icon(phaseIcon(row.call)),
        h('span', {}, h('small', {}, phaseWords(row.call)), h('strong', {}, nameOf(row))),
        h('em', {}, t('show')),
      ),
    ),
  );
}
