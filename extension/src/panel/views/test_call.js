// What a test call's card says and offers: nobody is on the line, so the person answers and hangs up here.
import { isTest } from '../../core/test_call.js';
import { h, section } from '../dom.js';
import { t } from '../text.js';

/** @param {Element} root @param {(command: string, said?: object) => void} send */
export function createTestCall(root, send) {
  return section(root, (/** @type {import('../../types').CallView} */ call) => {
    if (!isTest(call)) return [];
    const press = (/** @type {string} */ step, /** @type {string} */ words) =>
      h(
        'button',
        { class: 'small', 'data-focus': step, onclick: () => send('testCall', { step, key: call.key }) },
        words,
      );
    return [
      h('strong', {}, t('test_call')),
      h('p', {}, t('test_call_text')),
      call.phase === 'ended'
        ? null
        : h(
            'div',
            { class: 'actions' },
            call.phase === 'ringing' ? press('answer', t('test_answer')) : null,
            press('hangUp', t('test_hang_up')),
          ),
    ];
  });
}
