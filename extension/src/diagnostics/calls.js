// The last calls: how long each took from hand to hand, in numbers and as bars.
import { figuresOf } from '../core/report.js';
import { steps, stretches, whole } from '../core/trace.js';
import { h } from '../panel/dom.js';
import { language, t } from '../panel/text.js';
import { table } from './table.js';

/** @typedef {import('../types').Trace} Trace */

const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
/** A bar that is full: what a name may take to be on the screen, and more where a call took longer. */
const fullBar = 400;

/** @param {Trace} trace @param {number} full ms */
function bars(trace, full) {
  const box = h('div', { class: 'bars', 'aria-hidden': 'true' });
  for (const { step, from, ms } of stretches(trace)) {
    const bar = h('span', { class: step });
    bar.style.insetInlineStart = `${(100 * from) / full}%`;
    bar.style.inlineSize = `${(100 * ms) / full}%`;
    box.append(bar);
  }
  return box;
}

/**
 * @param {(id: string, title: string, ...parts: (Node | string | null)[]) => HTMLElement} part
 * @param {Trace[]} traces
 */
export function callsPart(part, traces) {
  if (!traces.length) return part('calls', t('last_calls'), t('last_calls_none'));
  const full = Math.max(fullBar, ...traces.map((one) => whole(one) ?? 0));
  const rows = [...traces].reverse().map((trace) => {
    const took = Object.fromEntries(stretches(trace).map(({ step, ms }) => [step, ms]));
    return {
      cells: [clock.format(trace.marks.phone), trace.provider],
      numbers: [...steps.slice(1).map((step) => took[step] ?? '–'), whole(trace) ?? '–'],
      last: bars(trace, full),
    };
  });
  const { count, p50, p95 } = figuresOf(traces);
  const numbers = [...steps.slice(1).map((step) => t(`step_${step}`)), t('in_all')];
  return part(
    'calls',
    t('last_calls'),
    h('p', { class: 'muted' }, t('last_calls_text')),
    count ? h('p', {}, t('figures', p50 ?? '', p95 ?? '')) : null,
    table(t('last_calls'), [t('time'), t('setup_phone')], numbers, rows, 'tall', t('the_way')),
  );
}
