// The set-up: whether the companion app, a phone and a CRM are there, one thing to do about each that is not,
// and a call that rings for nothing, to see it all work. It checks itself.
import { api } from '../../browser.js';
import { viewOf } from '../../core/call_view.js';
import { checksOf, doneOf } from '../../core/setup.js';
import { isTest } from '../../core/test_call.js';
import { h, section } from '../dom.js';
import { t } from '../text.js';
import { createCompanion } from './setup_companion.js';
import { createPhoneChoice } from './setup_phone.js';
import { row } from './setup_row.js';

/** @typedef {import('../../types').HostStatus} HostStatus @typedef {import('../../types').Call} Call */
/** @typedef {import('../../core/setup.js').Check} Check */
/** @typedef {ReturnType<typeof checksOf>} Checks */
/** @typedef {{office: import('../../types').Office, calls: Call[], waiting: number}} Seen */

/**
 * @param {Element} root
 * @param {(command: string, said?: object) => void} send
 * @param {() => void} connect shows where to sign in
 */
export function createSetup(root, send, connect) {
  const companion = createCompanion(send);
  const phoneChoice = createPhoneChoice(() => update());
  /** @type {import('../../background/lines.js').Line[]} */ let lines = [];
  /** @type {Seen | undefined} */ let last;

  const draw = section(root, (/** @type {any} */ shown) => (shown ? [card(shown)] : []));

  /** @param {{checks: Checks, host: HostStatus, waiting: number, testing: boolean}} shown */
  function card({ checks, host, waiting: count, testing }) {
    return h(
      'section',
      { class: 'card setup', 'aria-labelledby': 'setup-title' },
      h(
        'div',
        { class: 'setup-head' },
        h('h2', { id: 'setup-title' }, t('setup')),
        h('span', { class: 'muted' }, t('setup_progress', doneOf(checks), Object.keys(checks).length)),
      ),
      checks.companion.ok
        ? row('companion', 'good', t('companion'), t('setup_connected', host.version ?? ''))
        : companion.row(host, count),
      checks.phone.ok
        ? row('phone', 'good', t('setup_phone'), t('setup_heard', checks.phone.name ?? ''))
        : row('phone', 'warn', t('setup_phone'), t('setup_unheard'), phoneChoice.element()),
      crmRow(checks.crm),
      h(
        'div',
        { class: 'setup-test' },
        h(
          'button',
          {
            class: 'small',
            'data-focus': 'test',
            disabled: testing,
            onclick: () => send('testCall', { step: 'ring' }),
          },
          t('setup_test'),
        ),
        h('p', { class: 'fine' }, t('setup_test_text')),
      ),
    );
  }

  /** @param {Check} crm */
  function crmRow(crm) {
    if (crm.ok) return row('crm', 'good', t('crm'), crm.name ?? '');
    if (crm.state !== 'signed_out')
      return row('crm', crm.state === 'expired' ? 'warn' : 'quiet', t('crm'), t(`setup_crm_${crm.state}`));
    const press = { class: 'small', 'data-focus': 'connect', onclick: connect };
    return row('crm', 'warn', t('crm'), t('setup_crm_signed_out'), h('button', press, t('setup_connect')));
  }

  function update() {
    if (!last) return draw(null);
    const checks = checksOf({ office: last.office, lines, calls: last.calls });
    const testing = last.calls.map(viewOf).some((call) => isTest(call) && call.phase !== 'ended');
    const { office, waiting: count } = last;
    const own = { ...phoneChoice.state(), ...companion.state() };
    draw({ checks, host: companion.shown(office.host), waiting: count, testing, ...own });
  }

  companion.changed(update);
  void api.storage.session.get('lines').then((found) => {
    lines = /** @type {any} */ (found).lines ?? [];
    update();
  });
  api.storage.session.onChanged.addListener((changes) => {
    if (changes.lines) lines = /** @type {any} */ (changes.lines.newValue) ?? [];
    if (changes.lines) update();
  });

  return {
    /** @param {Seen | null} seen nothing hides it */
    show(seen) {
      last = seen ?? undefined;
      update();
    },
    /** @param {Seen} seen */
    done: ({ office, calls }) => doneOf(checksOf({ office, lines, calls })) === 3,
  };
}
