// The header and the banner: who is connected to what, and what to do when something is not.
import { h, icon, section } from '../dom.js';
import { back, failure, gear, mark, waiting, warning } from '../icons.js';
import { listed, plural, t } from '../text.js';
import { banner } from './banner.js';
import { retrying } from './retrying.js';

/** @typedef {import('../../types').Office} Office */

/** @param {Office} office @returns {{tone: 'good' | 'warn' | 'bad' | 'quiet', words: string}} */
export function healthOf(office) {
  const { state } = office.host;
  if (state === 'checking') return { tone: 'quiet', words: t('state_checking') };
  if (state !== 'connected') return { tone: 'bad', words: t(`state_${state}`) };
  if (!office.known) return { tone: 'quiet', words: t('state_checking') };
  const active = office.connections.filter((one) => one.state === 'active');
  if (!office.connections.length) return { tone: 'warn', words: t('state_signed_out') };
  if (!active.length) return { tone: 'warn', words: t('state_expired') };
  const names = active.map((one) => platformName(office, one.platform));
  return { tone: 'good', words: listed(names) };
}

/** @param {Office} office @param {string} id */
export const platformName = (office, id) => office.platforms.find((one) => one.id === id)?.name ?? id;

/** @param {Element} root @param {{turnPage: () => void}} actions */
export function createTop(root, actions) {
  return section(root, (/** @type {{office: Office, settings: boolean}} */ { office, settings }) => {
    const { tone, words } = healthOf(office);
    return [
      h('h1', { class: 'brand' }, icon(mark, 'mark'), t('name')),
      h(
        'span',
        { class: `health ${tone}`, 'data-state': office.host.state },
        h('span', { class: 'dot' }),
        words,
      ),
      h(
        'button',
        {
          class: 'round',
          'aria-label': settings ? t('back_to_calls') : t('settings'),
          'data-focus': 'settings',
          title: settings ? t('back_to_calls') : t('settings'),
          onclick: actions.turnPage,
        },
        settings ? icon(back, 'onward') : icon(gear),
      ),
    ];
  });
}

/**
 * @typedef {object} Noticed
 * @property {Office} office @property {number} waiting calls
 * @property {Record<string, number>} waits calls, by platform
 * @property {import('../../core/retries.js').Retry[]} retries what the host tries again later
 * @property {boolean} setup says what is wrong with the companion app
 */

/**
 * @param {Element} root
 * @param {(command: string, said?: object) => void} send
 * @param {(platform: string) => void} signInAgain
 */
export function createNotice(root, send, signInAgain) {
  const knocking = (/** @type {string} */ origin) => {
    const admit = (/** @type {boolean} */ allowed) => () => send('admit', { origin, allowed });
    return banner(
      'warn',
      warning,
      t('knock_title', origin.replace('https://', '')),
      t('knock_text'),
      h('button', { class: 'small', 'data-focus': `admit ${origin}`, onclick: admit(true) }, t('allow')),
      h('button', { class: 'small', 'data-focus': `block ${origin}`, onclick: admit(false) }, t('block')),
    );
  };
  return section(root, (/** @type {Noticed} */ { office, waiting: count, waits, retries, setup }) => [
    ...office.knocks.map(knocking),
    ...(office.host.state === 'connected' ? retries.map((one) => retrying(one, office, send)) : []),
    ...(setup && office.host.state !== 'connected' ? [] : standing(office, count, waits)),
  ]);

  /** @param {Office} office @param {number} count of calls that wait @param {Record<string, number>} waits */
  function standing(office, count, waits) {
    const { state, detail, version } = office.host;
    if (state === 'checking') return [];
    if (state === 'connected') {
      return office.connections
        .filter((one) => one.state !== 'active')
        .map((one) =>
          banner(
            'warn',
            warning,
            t('expired_title', platformName(office, one.platform)),
            one.reason ?? t('expired_text'),
            kept(waits[one.platform]),
            h('button', { class: 'small', onclick: () => signInAgain(one.platform) }, t('sign_in_again')),
          ),
        );
    }
    const tone = state === 'stopped' ? 'warn' : 'bad';
    return [
      banner(
        tone,
        state === 'stopped' ? waiting : failure,
        t(`state_${state}`),
        t(`help_${state}`, version ?? ''),
        kept(count),
        h('button', { class: 'small', 'data-focus': 'wake', onclick: () => send('wake') }, t('check_again')),
        detail && state === 'stopped' ? h('p', { class: 'fine' }, detail) : null,
      ),
    ];
  }
}

/** How many calls wait for it. @param {number} count */
const kept = (count) => (count ? h('p', { class: 'count' }, plural('calls_wait', count)) : null);
