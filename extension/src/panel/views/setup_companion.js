// The companion app's row of the set-up, while it is not there: what is wrong, the one thing to do, and after
// three vain attempts the steps, with the places where this browser looks for it.
import { api } from '../../browser.js';
import { browserOf, placesOf } from '../../core/places.js';
import { copyReport } from '../../diagnostics/report.js';
import { h } from '../dom.js';
import { t } from '../text.js';
import { row } from './setup_row.js';

/** @typedef {import('../../types').HostStatus} HostStatus */

const enough = 3;
const command = 'patchbay-host --register';
const brands = /** @type {any} */ (navigator).userAgentData?.brands ?? [];

/** @param {(command: string, said?: object) => void} send */
export function createCompanion(send) {
  let os = '';
  let copied = '';
  let changed = () => {};
  void api.runtime.getPlatformInfo().then((info) => {
    os = info.os;
    changed();
  });
  const again = (/** @type {string} */ words) =>
    h('button', { class: 'small', 'data-focus': 'wake', onclick: () => send('wake') }, words);

  /** @param {string} id @param {() => Promise<void>} copy @param {string} words */
  function copier(id, copy, words) {
    const press = async () => {
      await copy();
      copied = id;
      changed();
    };
    const shown = copied === id ? t('copied') : words;
    return h('button', { class: 'small', 'data-focus': id, onclick: press }, shown);
  }

  /** @param {HostStatus} host */
  function actions({ state }) {
    if (state === 'checking') return [];
    if (state === 'forbidden')
      return [
        again(t('check_again')),
        copier('command', () => navigator.clipboard.writeText(command), t('copy_command')),
      ];
    if (state !== 'stopped') return [again(t('check_again'))];
    return [again(t('start_again')), copier('report', copyReport, t('copy_diagnostics'))];
  }

  /** @param {HostStatus} host */
  function steps({ state, failures = 0 }) {
    if (state !== 'missing' && state !== 'forbidden') return null;
    const places = placesOf(os, browserOf(brands.map((/** @type {{brand: string}} */ one) => one.brand)));
    const install = ['linux', 'mac', 'win'].includes(os) ? os : 'linux';
    return h(
      'details',
      { open: failures >= enough },
      h('summary', {}, t('setup_steps')),
      h(
        'ol',
        {},
        state === 'missing' ? h('li', {}, t(`setup_install_${install}`)) : null,
        h('li', {}, t('setup_doctor')),
        places.length ? h('li', {}, t('setup_places'), ...places.map((one) => h('code', {}, one))) : null,
      ),
    );
  }

  return {
    /** @param {() => void} action */
    changed: (action) => {
      changed = action;
    },
    state: () => ({ os, copied }),
    /**
     * What the row depends on: each attempt in vain is no news, for somebody may be typing below.
     * @param {HostStatus} host @returns {HostStatus}
     */
    shown: ({ state, version, detail, failures = 0 }) => ({
      state,
      version,
      detail,
      failures: Math.min(failures, enough),
    }),
    /** @param {HostStatus} host @param {number} waiting calls to be logged */
    row(host, waiting) {
      const { state, version = '', detail } = host;
      if (state === 'checking') return row('companion', 'quiet', t('companion'), t('state_checking'));
      const help = t(`help_${state}`, version);
      const kept = waiting ? h('p', { class: 'muted' }, t('waiting_calls', waiting)) : null;
      const said = detail && state === 'stopped' ? h('p', { class: 'fine' }, detail) : null;
      const todo = h('div', { class: 'actions' }, ...actions(host));
      const tone = state === 'stopped' ? 'warn' : 'bad';
      return row('companion', tone, t(`setup_${state}`), help, kept, said, todo, steps(host));
    },
  };
}
