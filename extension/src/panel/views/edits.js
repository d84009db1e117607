// The subject and the outcome of a log, where the agent wants others than the phone gives.
import { h, section } from '../dom.js';
import { t } from '../text.js';
import { chosenOf } from './contact.js';
import { choiceField, textField } from './field.js';

/** @typedef {import('./contact.js').Shown} Shown @typedef {import('./contact.js').Send} Send */

/** @typedef {{subject?: string, result?: string}} Edits */

/** The host's words for how a call went. */
const results = ['Call connected', 'Voicemail', 'No Answer', 'Busy'];

/** @param {Element} root @param {Send} send */
export function createEdits(root, send) {
  /** @type {Map<string, Edits>} */ const drafts = new Map();
  const draw = section(root, (/** @type {{key: string, open: boolean, edits: Edits}} */ shown) => {
    const { key, open, edits } = shown;
    if (!open) return [];
    const draft = drafts.get(key) ?? { ...edits };
    drafts.set(key, draft);
    const save = (/** @type {Event} */ event) => {
      event.preventDefault();
      send('revise', { key, subject: (draft.subject ?? '').trim(), result: draft.result ?? '' });
    };
    return [
      h(
        'details',
        { class: 'edits', open: Boolean(edits.subject || edits.result) },
        h('summary', { 'data-focus': 'edits' }, t('subject_outcome')),
        h(
          'form',
          { onsubmit: save },
          ...fields(draft),
          h('button', { class: 'small', 'data-focus': 'revise' }, t('save')),
        ),
      ),
    ];
  });
  return (/** @type {Shown} */ shown) => {
    const { call, work } = shown;
    const open = call.phase === 'ended' && Boolean(chosenOf(shown));
    draw({ key: call.key, open, edits: work.edits ?? {} });
  };
}

/** @param {Edits} draft */
function fields(draft) {
  const words = results.map((one) => [one, t(`result_${one.toLowerCase().replace(' ', '_')}`)]);
  const options = [['', t('as_the_phone_says')], ...words];
  return [
    textField({ id: 'log-subject', label: t('subject'), value: draft.subject }, (subject) => {
      draft.subject = subject;
    }),
    choiceField({ id: 'log-result', label: t('result'), value: draft.result ?? '', options }, (result) => {
      draft.result = result;
    }),
  ];
}
