// Sign in to a CRM: the forms that each platform's signIn names, and the wait for the browser.
import { h, icon, section } from '../dom.js';
import { away, failure } from '../icons.js';
import { counted, faultWords, t } from '../text.js';

/** @typedef {import('../../types').Office} Office @typedef {import('../../types').Platform} Platform */
/** @typedef {import('../../types').SignIn} SignIn */
/** @typedef {(command: string, said?: object) => void} Send */

/** @param {Platform} platform */
export function platformIcon(platform) {
  return platform.icon?.startsWith('data:image/')
    ? h('img', { class: 'crm', src: platform.icon, alt: '' })
    : h('span', { class: 'crm letter', 'aria-hidden': 'true' }, [...platform.name][0] ?? '?');
}

/** @param {Element} root @param {Send} send */
export function createSignIn(root, send) {
  /** @type {Map<string, string>} what was typed, kept while the form is redrawn */
  const typed = new Map();
  let picked = '';
  const draw = section(root, (/** @type {{office: Office, welcome: boolean, picked: string}} */ shown) => {
    const { office, welcome } = shown;
    const title = welcome
      ? [h('h1', {}, t('welcome_title')), h('p', { class: 'muted' }, t('welcome_text'))]
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

  /** @param {Platform} platform @param {Office} office */
  function forms(platform, office) {
    return h(
      'div',
      {},
      platform.regions.length > 1 ? region(platform) : null,
      ...platform.signIn
        .map((way, index) => [
          index ? h('p', { class: 'or' }, t('or')) : null,
          form(platform, way, office, index === 0),
        ])
        .flat(),
    );
  }

  /** @param {Platform} platform @param {SignIn} way @param {Office} office @param {boolean} first */
  function form(platform, way, office, first) {
    if (!way.available) return h('p', { class: 'fine' }, way.reason ?? t('sign_in_unavailable'));
    const failed =
      office.signIn?.state === 'failed' &&
      office.signIn.platform === platform.id &&
      office.signIn.kind === way.kind
        ? office.signIn
        : null;
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      const said = new FormData(/** @type {HTMLFormElement} */ (event.target));
      const fields = Object.fromEntries(
        [...said].map(([id, value]) => [id, String(value).trim()]).filter(([, value]) => value),
      );
      const region = typed.get(`${platform.id}-region`);
      send('signIn', {
        platform: platform.id,
        kind: way.kind,
        fields: { ...fields, ...(region ? { region } : {}) },
      });
    };
    return h(
      'form',
      { onsubmit: submit },
      ...way.fields.map((field) => input(platform, way, field, failed?.field === field.id)),
      failed ? h('p', { class: 'problem', role: 'alert' }, icon(failure), faultWords(failed.error)) : null,
      h(
        'button',
        { class: first ? 'primary wide' : 'wide', 'data-focus': `go ${platform.id} ${way.kind}` },
        t(way.kind === 'oauth' ? 'sign_in_with' : 'sign_in_key', platform.name),
      ),
    );
  }

  /** @param {Platform} platform */
  function region(platform) {
    const id = `${platform.id}-region`;
    const pickRegion = (/** @type {any} */ event) => typed.set(id, event.target.value);
    return h(
      'div',
      { class: 'field' },
      h('label', { for: id }, t('region')),
      h(
        'select',
        { id, 'data-focus': id, onchange: pickRegion },
        ...platform.regions.map((one) =>
          h('option', { value: one.id, selected: typed.get(id) === one.id }, one.name),
        ),
      ),
    );
  }

  /**
   * @param {Platform} platform
   * @param {SignIn} way
   * @param {import('../../types').Field} field
   * @param {boolean} wrong
   */
  function input(platform, way, field, wrong) {
    const id = `${platform.id}-${way.kind}-${field.id}`;
    return h(
      'div',
      { class: 'field' },
      h('label', { for: id }, field.label),
      h('input', {
        id,
        name: field.id,
        type: field.secret ? 'password' : 'text',
        required: field.required,
        autocomplete: 'off',
        spellcheck: 'false',
        value: typed.get(id) ?? '',
        'aria-invalid': wrong ? 'true' : undefined,
        'data-focus': id,
        'aria-describedby': field.help ? `${id}-help` : undefined,
        oninput: (/** @type {any} */ event) => typed.set(id, event.target.value),
      }),
      field.help ? h('p', { class: 'fine', id: `${id}-help` }, field.help) : null,
    );
  }

  /** @type {{office: Office, welcome: boolean} | undefined} */ let last;
  const update = () => {
    if (last) draw({ ...last, picked });
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
          h('summary', {}, counted('refused', office.refused.length)),
          h(
            'ul',
            {},
            ...office.refused.map((one) => h('li', { class: 'fine' }, `${one.path}: ${one.reason}`)),
          ),
        )
      : null,
  );
}
