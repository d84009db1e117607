// Answer and Decline, on a call that rings on a phone that can be told. They stand above the caller's name,
// so that they stay where they are while it is looked up.
import { controlsOf, isTold } from '../../core/call_controls.js';
import { h, section } from '../dom.js';
import { t } from '../text.js';

/** @typedef {import('./wrap_up.js').Planned} Planned @typedef {import('./contact.js').Send} Send */

const letters = { answer: 'A', decline: 'D' };

/** @param {Planned} shown @param {number} now epoch ms */
function stateOf({ call, work, settings }, now) {
  const busy = isTold(work.reach, now);
  return { key: call.key, able: controlsOf(call, work), busy, singleKeys: settings.singleKeys };
}

/** @param {Element} root @param {Send} send */
export function createCallControls(root, send) {
  /** @type {Planned | undefined} */ let last;
  const draw = section(root, (/** @type {ReturnType<typeof stateOf>} */ { key, able, busy, singleKeys }) =>
    able.map((control) => {
      const letter = singleKeys && letters[control];
      const props = {
        class: control,
        'data-focus': control,
        'aria-disabled': busy && 'true',
        'aria-keyshortcuts': letter,
        onclick: () => busy || send('control', { key, control }),
      };
      return h('button', props, t(control), letter && h('kbd', { 'aria-hidden': 'true' }, letter));
    }),
  );
  const tick = () => {
    if (last) draw(stateOf(last, Date.now()));
  };
  return {
    tick,
    /** @param {Planned} shown */
    update(shown) {
      last = shown;
      tick();
    },
  };
}
