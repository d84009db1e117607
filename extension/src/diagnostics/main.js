// The diagnostics: versions, how long calls took from hand to hand, what passed by, and what counts as set.
// Shows what is kept anyway, follows it, and hands all of it out as text.
import { protocolMajor } from '../background/host_link.js';
import { countRows, settingRows } from '../core/report.js';
import { h, section } from '../panel/dom.js';
import { declareLanguage, language, plural, t } from '../panel/text.js';
import { callsPart } from './calls.js';
import { copyReport, gather } from './report.js';
import { table } from './table.js';

/** @typedef {import('../core/report.js').Facts} Facts */

const root = /** @type {HTMLElement} */ (document.querySelector('main'));
const said = /** @type {HTMLElement} */ (document.querySelector('#polite'));

/** @param {string} id @param {string} title @param {...(Node | string | null)} parts */
function part(id, title, ...parts) {
  const name = `${id}-title`;
  return h('section', { class: 'card', id, 'aria-labelledby': name }, h('h2', { id: name }, title), ...parts);
}

/** @param {[string, string][]} pairs */
const pairs = (pairs) =>
  h('dl', {}, ...pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));

/** @param {Facts} facts */
function versions({ version, office: { host } }) {
  const app = host.version ? t('version_protocol', host.version, host.protocol ?? '') : t('version_none');
  const connected = host.state === 'connected';
  const outdated = host.state === 'outdated_host' || host.state === 'outdated_extension';
  const skew = host.version === version ? t('version_same') : t('version_differ');
  return part(
    'versions',
    t('versions'),
    pairs([
      [t('version_extension'), t('version_protocol', version, protocolMajor)],
      [t('companion'), app],
    ]),
    connected ? h('p', { class: 'muted' }, skew) : h('p', { class: 'weak' }, t(`state_${host.state}`)),
    outdated ? h('p', {}, t(`help_${host.state}`, host.version ?? '')) : null,
  );
}

/** @param {Facts} facts */
function hostPart({ office: { info, refused } }) {
  if (!info) return null;
  const adapters = (info.adapters ?? []).map((/** @type {any} */ one) => `${one.name} ${one.version}`);
  const problems = refused.map((one) => `${one.path}: ${one.reason}`);
  return part(
    'host',
    t('host_details'),
    pairs([
      [t('host_program'), String(info.executable ?? '')],
      [t('host_data'), String(info.dataDirectory ?? '')],
      [t('host_adapters'), adapters.join(', ')],
      ...problems.map((one) => /** @type {[string, string]} */ ([t('host_refused'), one])),
      [t('host_requests'), String(info.counters?.requests ?? '')],
      [t('host_errors'), String(info.counters?.errors ?? '')],
    ]),
  );
}

const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });

/** @param {Facts} facts */
function messagesPart({ measured: { traffic } }) {
  const head = [t('time'), t('message_with'), t('message_name'), t('message_outcome')];
  const numbers = [t('message_size'), t('message_ms')];
  const rows = [...traffic].reverse().map((one) => ({
    cells: [clock.format(one.at), t(`with_${one.with}`), one.method, one.outcome],
    numbers: [one.answer === undefined ? one.size : `${one.size} / ${one.answer}`, one.ms ?? ''],
  }));
  const title = t('last_messages');
  const shown = rows.length ? table(title, head, numbers, rows, 'tall') : t('last_messages_none');
  return part('messages', title, shown);
}

/** @param {Facts} facts */
function phonesPart({ counts }) {
  /** @type {Record<string, string>} */
  const sites = {
    'this computer': t('site_computer'),
    'this extension': t('site_extension'),
    'a site': t('site_other'),
  };
  const rows = countRows(counts).map((one) => ({
    cells: [one.provider, sites[one.site] ?? one.site, one.unknown.join(', ')],
    numbers: [one.taken, one.refused],
  }));
  const head = [t('setup_phone'), t('phones_site'), t('phones_unknown')];
  const numbers = [t('phones_taken'), t('phones_refused')];
  const shown = rows.length ? table(t('phones_said'), head, numbers, rows) : t('last_messages_none');
  return part('phones', t('phones_said'), shown);
}

/** @param {Facts} facts */
function settingsPart({ settings }) {
  const rows = settingRows(settings).map(({ key, value, entries, source }) => ({
    cells: [key, entries === undefined ? value : plural('entries', entries), t(`source_${source}`)],
    numbers: [],
  }));
  const head = [t('setting_name'), t('setting_value'), t('setting_source')];
  const problems = settings?.problems ?? [];
  return part(
    'settings',
    t('settings_that_count'),
    table(t('settings_that_count'), head, [], rows),
    ...problems.map((one) => h('p', { class: 'weak' }, t('setting_problem', one))),
  );
}

async function copy() {
  await copyReport();
  said.textContent = t('copied');
}

const draw = section(root, (/** @type {Facts} */ facts) => [
  h(
    'div',
    { class: 'page-head' },
    h('div', {}, h('h1', {}, t('diagnostics')), h('p', { class: 'muted' }, t('diagnostics_text'))),
    h('button', { 'data-focus': 'refresh', onclick: show }, t('refresh')),
    h('button', { class: 'primary', 'data-focus': 'copy', onclick: copy }, t('copy_all')),
  ),
  versions(facts),
  callsPart(part, facts.measured.traces),
  messagesPart(facts),
  phonesPart(facts),
  settingsPart(facts),
  hostPart(facts),
]);

async function show() {
  draw(await gather());
}

declareLanguage();
document.title = t('diagnostics');
await show();
