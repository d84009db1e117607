// Sign in to a CRM: the forms that each platform's signIn names, and the wait for the browser.
import { filledIn, placeOf } from '../../core/forms.js';
import { h, icon, section } from '../dom.js';
import { away, failure } from '../icons.js';
import { faultWords, plural, t } from '../text.js';
import { choiceField, textField } from './field.js';

/** @typedef {import('../../types').Office} Office @typedef {import('../../types').Platform} Platform */
/** @typedef {import('../../types').SignIn} SignIn */
/** @typedef {(command: string, said?: object) => void} Send */

/** @param {Platform} platform */
export function platformIcon(platform) {
  return platform.icon?.startsWith('data:image/')
    ? h('img', { class: 'crm', src: platform.icon, alt: '' })
    : h('span', { class: 'crm letter', 'aria-hidden': 'true' }, [...platform.name][0] ?? '?');
}

/** @param {HTMLElement} root @param {Send} send */
export function createSignIn(root, send) {
  /** @type {Map<string, string>} what was typed, kept while the form is redrawn */
  const typed = new Map();
  /** @type {Record<string, string>} the region picked, by platform */
  let regions = {};
  let picked = '';
  const draw = section(root, (/** @type {{office: Office, welcome: boolean}} */ shown) => {
    const { office, welcome } = shown;
    const title = welcome
      ? [h('h2', { class: 'title' }, t('welcome_title')), h('p', { class: 'muted' }, t('welcome_text'))]
      : [h('h2', {}, t('add_crm'))];
    if (!office.platforms.length) return [...title, noPlatforms(office)];
    return [
      ...title,
      h('ul', { class: 'platforms' }, ...office.platforms.map((one) => item(one, office, welcome))),
    ];
  });

  /**
   * @param {Platform} platform
   * @param {Office} office
   * @param {boolean} welcome an only CRM need not be picked
   */
  function item(platform, office, welcome) {
    const open = platform.id === picked || (welcome && office.platforms.length === 1);
    const toggle = () => {
      picked = open ? '' : platform.id;
      update();
    };
    return h(
      'li',
      { class: 'platform card' },
      h(
        'button',
        {
          class: 'plain head',
          'aria-expanded': String(open),
          'data-focus': `platform ${platform.id}`,
          onclick: toggle,
        },
        platformIcon(platform),
        h('span', {}, platform.name),
      ),
      open ? h('div', { class: 'body' }, progress(platform, office) ?? forms(platform, office)) : null,
    );
  }

  /** @param {Platform} platform @param {Office} office */
  function progress(platform, office) {
    const now = office.signIn;
    if (now?.platform !== platform.id || now.state === 'failed') return null;
    return h(
      'div',
      { class: 'progress' },
      h('p', {}, t(now.state === 'browser' ? 'sign_in_browser' : 'sign_in_asking', platform.name)),
      now.url && /^https?:/.test(now.url)
        ? h(
            'p',
            {},
            h('a', { href: now.url, target: '_blank', rel: 'noreferrer' }, t('sign_in_link'), icon(away)),
          )
        : null,
      h('button', { 'data-focus': 'cancel', onclick: () => send('cancelSignIn') }, t('cancel')),
    );
  }

  /**
   * The ways that are open, then why the others are not.
   * @param {Platform} platform @param {Office} office
   */
  function forms(platform, office) {
    const open = platform.signIn.filter((way) => way.available);
    const shut = platform.signIn.filter((way) => !way.available);
    return h(
      'div',
      {},
      open.length ? place(platform, office) : null,
      ...open.flatMap((way, index) => [
        index ? h('p', { class: 'or' }, t('or')) : null,
        form(platform, way, office, index === 0),
      ]),
      ...shut.map((way) => h('p', { class: 'fine' }, way.reason ?? t('sign_in_unavailable'))),
    );
  }

  /** @param {Platform} platform @param {SignIn} way @param {Office} office @param {boolean} first */
  function form(platform, way, office, first) {
    const failed = failureOf(platform, office, way.kind);
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      const host = root.querySelector(`#${CSS.escape(hostId(platform))}`);
      if (host instanceof HTMLInputElement && !host.reportValidity()) return;
      const { region, hostname } = placeOf(platform, regions[platform.id]);
      const texts = way.fields.map(({ id }) => [id, typed.get(fieldId(platform, way, id))]);
      if (region) texts.push(['region', region.id]);
      if (hostname) texts.push(['hostname', typed.get(hostId(platform))]);
      send('signIn', { platform: platform.id, kind: way.kind, fields: filledIn(texts) });
    };
    return h(
      'form',
      { onsubmit: submit },
      ...way.fields.map((field) => {
        const id = fieldId(platform, way, field.id);
        const wrong = failed?.field === field.id;
        return textField({ ...field, id, name: field.id, value: typed.get(id), wrong }, keep(id));
      }),
      failed ? h('p', { class: 'problem', role: 'alert' }, icon(failure), faultWords(failed.error)) : null,
      h(
        'button',
        { class: first ? 'primary wide' : 'wide', 'data-focus': `go ${platform.id} ${way.kind}` },
        t(way.kind === 'oauth' ? 'sign_in_with' : 'sign_in_key', platform.name),
      ),
    );
  }

  /** Where to sign in; asked once, for every way. @param {Platform} platform @param {Office} office */
  function place(platform, office) {
    const { region, hostname } = placeOf(platform, regions[platform.id]);
    const options = platform.regions.map((one) => [one.id, one.name]);
    const pickRegion = (/** @type {string} */ id) => {
      regions = { ...regions, [platform.id]: id };
      update();
    };
    const id = hostId(platform);
    const wrong = failureOf(platform, office)?.field === 'hostname';
    return [
      options.length > 1
        ? choiceField(
            { id: `${platform.id}-region`, label: t('region'), value: region?.id, options },
            pickRegion,
          )
        : null,
      hostname ? textField({ ...hostname, id, required: true, value: typed.get(id), wrong }, keep(id)) : null,
    ];
  }

  const keep = (/** @type {string} */ id) => (/** @type {string} */ text) => void typed.set(id, text);

  /** @type {{office: Office, welcome: boolean} | undefined} */ let last;
  const update = () => {
    const seen = root.firstChild || !root.hidden; // before, there is nothing to draw it for
    if (last && seen) draw(/** @type {any} */ ({ ...last, picked, regions }));
  };
  return (/** @type {{office: Office, welcome: boolean}} */ shown) => {
    const done =
      last?.office.signIn &&
      !shown.office.signIn &&
      shown.office.connections.length > last.office.connections.length;
    last = shown;
    if (done) typed.clear();
    picked = done ? '' : picked || (shown.office.signIn?.platform ?? '');
    update();
  };
}

/** @param {Platform} platform */
const hostId = (platform) => `${platform.id}-hostname`;
/** @param {Platform} platform @param {SignIn} way @param {string} id */
const fieldId = (platform, way, id) => `${platform.id}-${way.kind}-${id}`;

/** @param {Platform} platform @param {Office} office @param {string} [kind] any, without one */
function failureOf(platform, office, kind) {
  const { signIn } = office;
  const ours = signIn?.state === 'failed' && signIn.platform === platform.id;
  return ours && (!kind || signIn.kind === kind) ? signIn : null;
}

/** @param {Office} office */
function noPlatforms(office) {
  return h(
    'div',
    { class: 'card quiet' },
    h('p', {}, t('no_platforms')),
    office.refused.length
      ? h(
          'details',
          {},
          h('summary', {}, plural('refused', office.refused.length)),
          h(
            'ul',
            {},
            ...office.refused.map((one) => h('li', { class: 'fine' }, `${one.path}: ${one.reason}`)),
          ),
        )
      : null,
  );
}
