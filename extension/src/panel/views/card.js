// The call card: what happens, who it is, what belongs to it, the note, and the log. One card per call; it is
// never replaced while somebody types in it.
import { h, icon, section } from '../dom.js';
import { isDeclined } from '../../core/call_view.js';
import { isTest } from '../../core/test_call.js';
import { close, handset, incoming, missed, outgoing } from '../icons.js';
import { clock, dotted, t } from '../text.js';
import { createCallControls } from './call_controls.js';
import { createContact } from './contact.js';
import { createEdits } from './edits.js';
import { createLocalTime } from './local_time.js';
import { createFollowUp } from './follow_up.js';
import { createLog } from './log.js';
import { createNote } from './note.js';
import { createRelated } from './related.js';
import { createTestCall } from './test_call.js';
import { createWrapUp } from './wrap_up.js';

/** @typedef {import('./wrap_up.js').Planned} Shown @typedef {import('./contact.js').Send} Send */

/** @param {import('../../types').CallView} call */
export function phaseWords(call) {
  if (call.phase === 'ringing') return t(call.direction === 'inbound' ? 'incoming_call' : 'calling');
  if (call.phase === 'answered') return t(call.held ? 'on_hold' : 'on_call');
  if (call.result === 'answered_elsewhere') return t('answered_elsewhere');
  if (isDeclined(call)) return t('declined_call');
  return t(call.missed ? 'missed_call' : 'call_ended');
}

/**
 * That nobody talked, and whose doing it was; '' where somebody did.
 * @param {import('../../types').CallView} call
 */
export const untaken = (call) => (call.missed ? t('missed') : isDeclined(call) ? t('declined') : '');

/** @param {import('../../types').CallView} call */
export function phaseIcon(call) {
  if (call.missed) return missed;
  if (call.phase === 'answered') return handset;
  return call.direction === 'inbound' ? incoming : outgoing;
}

/**
 * How long the call lasts, or nothing while the phone has still to tell.
 * @param {import('../../types').CallView} call @param {number} now
 */
function elapsed(call, now) {
  if (call.missed || isDeclined(call) || call.result === 'answered_elsewhere') return '';
  if (call.phase === 'ended') return call.durationSec === undefined ? '' : clock(call.durationSec);
  const since = call.phase === 'answered' ? (call.answeredAt ?? call.startedAt) : call.startedAt;
  return clock((now - Date.parse(since)) / 1000);
}

/** Whose word it is that there is a call. @param {import('../../types').CallView} call */
function provenance(call) {
  if (isTest(call)) return null;
  const host = call.origin.replace(/^https?:\/\//, '');
  const words = dotted(t('reported_by', host), call.recordingPending && t('recording_pending'));
  return h('p', { class: 'provenance' }, words);
}

/**
 * @param {string} key @param {Send} send @param {() => void} dismissed
 * @param {import('./doubt.js').Link} link searches for somebody to link
 * @returns {{element: HTMLElement, update: (shown: Shown) => void, tick: () => void,
 *   note: ReturnType<typeof createNote>}}
 */
export function createCard(key, send, dismissed, link) {
  const parts = ['head', 'contact', 'related', 'note', 'log', 'wrapup', 'foot'].map((name) =>
    h('div', { class: name }),
  );
  const [head, who, related, note, log, wrapUp, foot] = parts;
  const element = h('article', { class: 'card call', 'data-call': key }, ...parts);
  const test = h('div', { class: 'test' });
  const told = h('div', { class: 'controls' });
  head.after(test, told);
  const timer = h('span', { class: 'timer', 'aria-hidden': 'true' });
  /** @type {Shown | undefined} */ let last;
  const tick = () => {
    if (last) timer.textContent = elapsed(last.call, Date.now());
    localTime.tick();
    callControls.tick();
    plan.tick();
  };

  const updateHead = section(head, (/** @type {import('../../types').CallView} */ call) => [
    h('span', { class: 'phase' }, icon(phaseIcon(call)), phaseWords(call)),
    timer,
    call.queue ? h('span', { class: 'queue' }, call.queue) : null,
    h(
      'button',
      {
        class: 'round tiny',
        'aria-label': t('put_away'),
        title: t('put_away'),
        'data-focus': 'close',
        onclick: dismissed,
      },
      icon(close),
    ),
  ]);
  const updateFoot = section(foot, (/** @type {import('../../types').CallView} */ call) => [
    provenance(call),
  ]);
  const updateTest = createTestCall(test, send);
  const callControls = createCallControls(told, send);
  const localTime = createLocalTime();
  const updateContact = createContact(who, send, link, localTime.element);
  const updateRelated = createRelated(related, send);
  const noteBox = createNote(note, key, () => logNow());
  const plan = createWrapUp(wrapUp, send, dismissed);
  const edits = h('div', { class: 'changes' });
  log.after(edits);
  const updateEdits = createEdits(edits, send);
  const updateLog = createLog(log, send, () => noteBox.value());
  const followUp = h('div', { class: 'followup' });
  note.after(followUp);
  const updateFollowUp = createFollowUp(followUp, send);
  const logNow = () =>
    /** @type {HTMLButtonElement | null} */ (log.querySelector('button.primary:not([disabled])'))?.click();
  noteBox.onChange(() => {
    if (last) updateLog({ ...last, note: noteBox.value() });
  });

  return {
    element,
    tick,
    note: noteBox,
    update(shown) {
      last = shown;
      element.dataset.phase = shown.call.missed ? 'missed' : shown.call.phase;
      updateHead(shown.call);
      updateTest(shown.call);
      callControls.update(shown);
      updateContact(shown);
      localTime.update(shown);
      updateFoot(shown.call);
      updateRelated({
        call: shown.call,
        work: { ...shown.work, log: { state: shown.work.log.state } },
        office: shown.office,
      });
      updateLog({ ...shown, note: noteBox.value() });
      updateFollowUp(shown);
      updateEdits(shown);
      plan.update(shown);
      tick();
    },
  };
}
