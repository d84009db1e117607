// A CRM that is slow or away: when the host tries it again.
import { h } from '../dom.js';
import { waiting } from '../icons.js';
import { listed, plural, t, when } from '../text.js';
import { banner } from './banner.js';
import { platformName } from './top.js';

/** @typedef {import('../../core/retries.js').Retry} Retry @typedef {import('./contact.js').Send} Send */

/** "2 logs and 1 follow-up". @param {Retry['counts']} counts */
const whatIsKept = ({ logs, tasks, files }) =>
  listed([
    ...(logs ? [plural('kept_logs', logs)] : []),
    ...(tasks ? [plural('kept_tasks', tasks)] : []),
    ...(files ? [plural('kept_files', files)] : []),
  ]);

/** @param {Retry} retry @param {import('../../types').Office} office @param {Send} send */
export function retrying({ id, platform, counts, at, slow, reason }, office, send) {
  const title = t(slow ? 'slow_title' : 'away_title', platformName(office, platform));
  const now = { class: 'small', 'data-focus': `retry ${id}`, onclick: () => send('retryEntry', { id }) };
  return banner(
    'warn',
    waiting,
    title,
    t('kept_here', whatIsKept(counts), when(at)),
    reason && !slow ? h('p', { class: 'fine' }, reason) : null,
    h('button', now, t('try_now')),
  );
}
