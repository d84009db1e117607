// What somebody copies who asks for help: everything that the diagnostics page shows, as text. In English
// whatever the person's language, for it is read by those who help. Nothing in it says whom calls were with:
// each part is a number, a word from a list, or a sentence of the host's without numbers and addresses. Pure.
import { softphones } from '../softphones/index.js';
import { homeless, other, providerWord, redacted, versionWord } from './redact.js';
import { isTest } from './test_call.js';
import { percentile, steps, stretches, whole } from './trace.js';

/**
 * @typedef {object} Facts
 * @property {string} at ISO 8601
 * @property {string} version of the extension @property {number} protocol its major
 * @property {string} browser @property {string} os
 * @property {import('../types').Office} office
 * @property {import('../background/tally.js').Counts} counts
 * @property {import('../background/instruments.js').Instruments['kept']} measured
 * @property {import('../types').SettingsView} [settings]
 */

const states = new Set(
  'checking missing forbidden stopped outdated_host outdated_extension connected'.split(' '),
);

/** @param {unknown} value */
const id = (value) => (/^[a-z][a-z0-9_-]{0,31}$/.test(String(value)) ? String(value) : other);

/** A sentence without numbers that could be somebody's, and without addresses. @param {unknown} value */
export const scrubbed = (value) =>
  homeless(value)
    .replace(/\S+@\S+/g, '@')
    .replace(/\+?\d[\d\s().-]{4,}\d/g, '#')
    .replace(/[\w-]{10,}\.[\w-]{6,}\.[\w-]{6,}/g, '#');

/** A site, where it is a vendor's own or of this computer. @param {string} origin */
export function siteWord(origin) {
  if (isTest({ origin })) return 'this extension';
  if (softphones.some(({ origins }) => origins.includes(origin))) return origin;
  return /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin) ? 'this computer' : 'a site';
}

/**
 * The names of messages that were not understood are a vendor's where its own page said them.
 * @param {string} origin @param {Record<string, number>} unknown
 */
function unknownWords(origin, unknown) {
  const named = softphones.some(({ origins }) => origins.includes(origin));
  return Object.entries(unknown).map(([name, count]) =>
    named && /^[A-Za-z][A-Za-z_-]{1,60}$/.test(name) ? `${name} ${count}` : `${other} ${count}`,
  );
}

/** @param {Facts['counts']} counts */
export function countRows(counts) {
  return Object.entries(counts).map(([phone, { taken, refused, unknown }]) => {
    const [provider, origin = ''] = phone.split(' ');
    const told = { provider: providerWord(provider), site: siteWord(origin), taken, refused };
    return { ...told, unknown: unknownWords(origin, unknown) };
  });
}

/** @param {unknown} value of a setting */
function settingWord(value) {
  if (Array.isArray(value)) return `${value.length} entries`;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (value === '') return '-';
  return /^[A-Za-z]{2,8}$/.test(String(value)) ? String(value) : other;
}

/** @param {Facts['settings']} settings */
export function settingRows(settings) {
  return Object.entries(settings?.values ?? {}).map(([key, value]) => ({
    key,
    value: settingWord(value),
    entries: Array.isArray(value) ? value.length : undefined,
    source: /** @type {Record<string, string>} */ (settings?.locked ?? {})[key] ?? 'person',
  }));
}

/** How long calls took, from the phone's word to the name. @param {import('../types').Trace[]} traces */
export function figuresOf(traces) {
  const all = traces.map(whole).filter((ms) => ms !== undefined);
  return { count: all.length, p50: percentile(all, 0.5), p95: percentile(all, 0.95) };
}

/** @param {Facts} facts */
function hostLines({ office }) {
  const { state, version, protocol, failures = 0, detail } = office.host;
  const { info } = office;
  const counters = info?.counters;
  const adapters = (info?.adapters ?? []).map(
    (/** @type {any} */ one) => `${id(one.id)} ${versionWord(one.version)}`,
  );
  return [
    `Companion app: ${states.has(state) ? state : other}`,
    ...(version ? [`  version ${versionWord(version)}, protocol ${versionWord(protocol)}`] : []),
    ...(failures ? [`  not reached ${Number(failures)} times in a row`] : []),
    ...(detail ? [`  said: ${scrubbed(detail)}`] : []),
    ...(info ? [`  program ${scrubbed(info.executable)}, data ${scrubbed(info.dataDirectory)}`] : []),
    ...(info ? [`  adapters: ${adapters.join(', ') || 'none'}`] : []),
    ...(info ? [`  requests ${Number(counters?.requests)}, errors ${Number(counters?.errors)}`] : []),
    ...office.refused.map((one) => `  refused: ${scrubbed(one.path)}: ${scrubbed(one.reason)}`),
    ...office.connections.map((one) => `  CRM ${id(one.platform)}: ${id(one.state)}`),
  ];
}

/** @param {import('../types').Trace[]} traces */
function traceLines(traces) {
  const { count, p50, p95 } = figuresOf(traces);
  return [
    `Calls: ${traces.length}${count ? `; phone to name on the screen: p50 ${p50} ms, p95 ${p95} ms` : ''}`,
    ...traces.map((trace) => {
      const parts = stretches(trace).map(({ step, ms }) => `${step} +${ms}`);
      const at = new Date(trace.marks[steps[0]] ?? 0).toISOString();
      return `  ${at} ${providerWord(trace.provider)}: ${parts.join(', ')} = ${whole(trace) ?? '-'} ms`;
    }),
  ];
}

/** @param {Facts['measured']['traffic']} traffic */
function trafficLines(traffic) {
  const lines = traffic.map(redacted).map((one) => {
    const size = `${one.size} B${one.answer === undefined ? '' : ` / ${one.answer} B`}`;
    const time = one.ms === undefined ? '' : `, ${one.ms} ms`;
    return `  ${new Date(one.at).toISOString()} ${one.with} ${one.method}: ${one.outcome}, ${size}${time}`;
  });
  return [`Messages: ${lines.length}`, ...lines];
}

/** @param {Facts} facts */
export function reportText(facts) {
  const { measured, counts, settings } = facts;
  const asked = countRows(counts).map((one) => {
    const unknown = one.unknown.length ? `, not understood: ${one.unknown.join(', ')}` : '';
    return `  ${one.provider} at ${one.site}: ${one.taken} taken, ${one.refused} refused${unknown}`;
  });
  const where = `${id(facts.browser)} on ${id(facts.os)}`;
  return [
    `Patchbay diagnostics, ${facts.at}`,
    `Extension ${versionWord(facts.version)}, protocol ${facts.protocol}; ${where}`,
    ...hostLines(facts),
    'Phones:',
    ...asked,
    'Settings:',
    ...settingRows(settings).map(({ key, value, source }) => `  ${key} = ${value} (${source})`),
    ...traceLines(measured.traces),
    ...trafficLines(measured.traffic),
    '',
  ].join('\n');
}
