// One thing of the inbox: why it is there, what can be said about it, and one thing to do, which fits the
// reason.
import { h } from '../dom.js';
import { dotted, faultWords, listed, plural, pretty, t } from '../text.js';
import { chosenOf, keyOfContact, mayCallBack, openedLine } from './contact.js';
import { companyChoice } from './company.js';
import { newCorrespondent } from './correspondent.js';
import { creation } from './create.js';
import { choiceField } from './field.js';
import { createNote } from './note.js';
import { undoneWords } from './log.js';
import { problem } from './problem.js';
import { review } from './review.js';
import { platformName } from './top.js';

/** @typedef {import('../../core/inbox.js').Item} Item @typedef {import('./inbox.js').Shown} Shown */
/** @typedef {import('../../types').Contact} Contact @typedef {import('./contact.js').Send} Send */
/**
 * @typedef {object} Actions
 * @property {Send} send
 * @property {() => void} showCard
 * @property {(key: string) => void} pick shows a call on the card
 * @property {(whom: import('./search.js').Linking) => void} link searches for somebody to link
 * @property {() => void} signIn
 */
/** @typedef {Actions & {redraw: () => void}} Doing */
/** @typedef {{root: HTMLElement, value: () => string}} NoteBox */
/**
 * What was picked and typed and is not yet sent, by item.
 * @typedef {object} Drafts
 * @property {Map<string, string>} picked
 * @property {Map<string, NoteBox>} notes
 * @property {Map<string, import('./create.js').Draft>} contacts
 * @property {string} sure the entry that would be dropped at the next press
 */

/**
 * @typedef {(item: Item, shown: Shown, doing: Doing, drafts: Drafts) => (HTMLElement | null)[]} Drawn
 */

/** Reasons that will not pass by themselves. */
export const decisive = new Set([
  'changed',
  'gone',
  'missing',
  'refused',
  'unsaved',
  'undone',
  'set_aside',
  'follow_up',
]);

/** Reasons for which a call may have been with somebody else. */
const doubtful = ['nobody', 'several', 'unsure', 'unasked', 'refused'];

/** @param {string} words @param {() => void} act @param {{disabled?: boolean}} [more] */
const primary = (words, act, more = {}) =>
  h('button', { class: 'primary wide', 'data-focus': 'primary', onclick: act, ...more }, words);

/** @param {string} words @param {() => void} act */
const small = (words, act) => h('button', { class: 'quiet', 'data-focus': words, onclick: act }, words);

/** @param {Item} item @param {Shown} shown @param {Doing} doing @param {Drafts} drafts */
export function detail(item, shown, doing, drafts) {
  const parts = common[item.reason]?.(doing) ?? special[item.kind](item, shown, doing, drafts);
  return h('div', { class: 'detail' }, ...words(item, shown), ...parts, others(item, shown, doing, drafts));
}

/** Why it is here. @param {Item} item @param {Shown} shown @returns {(HTMLElement | null)[]} */
function words({ reason, row, works, person, entry }, { office }) {
  const letter = person === undefined ? undefined : works?.[person];
  const said = faultWords(row?.work.log.error ?? letter?.error ?? entry?.reason?.message);
  const crms = listed(office.connections.map((one) => platformName(office, one.platform)), 'disjunction');
  if (reason === 'refused' || reason === 'missing') return [problem('bad', said || t('reason_refused'))];
  if (reason === 'set_aside' || reason === 'unsaved') return [problem('bad', said), help(entry?.help)];
  if (reason === 'follow_up') return [problem('bad', faultWords(row?.work.followUp?.error))];
  if (reason === 'undone' && row?.work.log.undone)
    return [problem('bad', undoneWords(row.work.log.undone)), h('p', { class: 'muted' }, t('about_undone'))];
  if (reason === 'several') return [];
  if (reason === 'nobody') return [h('p', { class: 'muted' }, t('nobody_known', crms))];
  const asked = faultWords(row?.work.error) || said || t('lookup_failed');
  if (reason === 'unasked') return [problem('warn', asked)];
  if (reason === 'later' && said) return [problem('warn', said)];
  return [h('p', { class: 'muted' }, t(`about_${reason}`))];
}

/** @param {string | undefined} text of the host's */
const help = (text) => (text ? h('p', { class: 'fine' }, text) : null);

/** What is the same whatever it is about. @type {Record<string, (doing: Doing) => HTMLElement[]>} */
const common = {
  host: ({ send }) => [primary(t('check_again'), () => send('wake'))],
  sign_in: ({ signIn }) => [primary(t('sign_in_again'), signIn)],
  later: ({ send }) => [primary(t('try_again'), () => send('retryLog'))],
};

/** @type {Record<Item['kind'], Drawn>} */
const special = {
  call(item, shown, doing, drafts) {
    const of = calls[item.reason] ?? calls.ready;
    return of(item, shown, doing, drafts);
  },
  mail(item, shown, doing, drafts) {
    const { reason, view, works = {}, person = '', id } = item;
    if (!view) return [];
    const { send } = doing;
    const key = view.key;
    const log = (/** @type {string} */ label) => primary(label, () => send('logMessages', { key }));
    if (reason === 'nobody') return newCorrespondent(item, shown, doing, drafts);
    if (reason === 'refused' || reason === 'unasked') return [log(t('try_again'))];
    if (reason !== 'several') return [log(t('log_messages'))];
    const choose = (/** @type {string} */ contact) => {
      send('chooseCorrespondent', { key, person, contact });
      send('logMessages', { key });
    };
    return whoseChoice(id, works[person].contacts, choose, doing, drafts, {});
  },
  outbox({ entry }, { busy }, { send }) {
    if (!entry) return [];
    const retry = () => send('retryEntry', { id: entry.id });
    const note = entry.note ? h('blockquote', {}, entry.note) : null;
    return [note, primary(t('try_again'), retry, { disabled: busy === entry.id })];
  },
};

/** @type {Record<string, Drawn>} */
const calls = {
  ready: noted('log_call', 'logKept'),
  unsure: noted('log_call', 'logKept'),
  refused: noted('try_again', 'logKept'),
  unsaved: noted('try_again', 'updateKept'),
  unsent: noted('update_note', 'updateKept'),
  gone: noted('log_again', 'logAgain'),
  undone: ({ id }, _, { send }) => [primary(t('try_again'), () => send('redo', { key: id }))],
  follow_up: ({ id }, _, { send }) => [primary(t('try_again'), () => send('retryFollowUp', { key: id }))],
  unasked: ({ id }, _, { send }) => [primary(t('try_again'), () => send('lookup', { key: id }))],
  changed: ({ id, row }, _, doing) => review(id, row?.work.log.conflict?.theirs ?? '', doing.send),
  several(item, shown, doing, drafts) {
    const { id, row } = item;
    const log = (/** @type {string} */ contact) => {
      doing.send('choose', { key: id, contact });
      if (drafts.picked.get(`remember ${id}`)) doing.send('remember', { key: id, on: true });
      doing.send('logKept', { key: id });
    };
    if (!row) return [];
    const why = openedLine(row.work);
    const more = { opened: why ? row.work.opened : '', why, under: remember(id, drafts) };
    const company = companyChoice({ ...row, office: shown.office }, doing.send);
    return [company, ...whoseChoice(id, row.work.contacts, log, doing, drafts, more)];
  },
  nobody({ row }, { office }, doing, drafts) {
    if (!row) return [];
    const { key } = row.call;
    const logNobody = (/** @type {string} */ account) => doing.send('logNobody', { key, account });
    const look = { ids: 'inbox-', primary: true, logNobody };
    const shown = { call: row.call, work: row.work, office };
    return [creation(shown, doing.send, drafts.contacts, doing.redraw, look)];
  },
  missing(item, shown, doing, drafts) {
    const { office } = shown;
    const { id, row } = item;
    const { log } = row?.work ?? { log: undefined };
    const contact = row && chosenOf({ ...row, office });
    const platform = office.platforms.find((one) => one.id === contact?.platform);
    const record = platform?.relatedRecords.find((one) => one.kind === log?.field);
    const options = contact?.additionalInfo?.[record?.kind ?? ''] ?? [];
    if (!record || !options.length) return calls.refused(item, shown, doing, drafts);
    const value = drafts.picked.get(id) ?? '';
    const field = {
      id: `missing-${record.kind}`,
      label: record.label,
      value,
      options: [['', t('none')], ...options.map((one) => [String(one.const), one.title])],
    };
    const pick = (/** @type {string} */ picked) => {
      drafts.picked.set(id, picked);
      doing.redraw();
    };
    const save = () => {
      doing.send('relate', { key: id, kind: record.kind, ids: [value] });
      doing.send('logKept', { key: id });
    };
    return [choiceField(field, pick), primary(t('log_call'), save, { disabled: !value })];
  },
};

/**
 * With the note, which may be written on.
 * @param {string} label @param {string} command @returns {Drawn}
 */
function noted(label, command) {
  return ({ id }, _, { send }, drafts) => {
    const submit = () => send(command, { key: id, note: box.value() });
    const known = drafts.notes.get(id); // one that was closed has not heard what was written since
    const box = known?.root.isConnected ? known : noteBox(id, submit);
    drafts.notes.set(id, box);
    return [box.root, primary(t(label), submit)];
  };
}

/** @param {string} key @param {() => void} submit @returns {NoteBox} */
function noteBox(key, submit) {
  const root = h('div', { class: 'note' });
  return { root, value: createNote(root, key, submit).value };
}

/**
 * @param {string} id @param {Contact[]} contacts @param {(contact: string) => void} log @param {Doing} doing
 * @param {Drafts} drafts
 * @param {{opened?: string, why?: HTMLElement | null, under?: HTMLElement | null}} more opened: picked first
 */
function whoseChoice(id, contacts, log, doing, drafts, { opened = '', why = null, under = null }) {
  const picked = drafts.picked.get(id) ?? opened;
  const choice = (/** @type {Contact} */ contact) => {
    const key = keyOfContact(contact);
    const pick = () => {
      drafts.picked.set(id, key);
      doing.redraw();
    };
    const about = dotted(contact.title, contact.organization);
    const props = { type: 'radio', name: `who ${id}`, value: key, checked: key === picked };
    const input = h('input', { ...props, 'data-focus': `who ${key}`, onchange: pick });
    const words = h('span', {}, h('strong', {}, contact.name), h('small', {}, about));
    return h('label', { class: 'choice' }, input, words);
  };
  return [
    h(
      'fieldset',
      { class: 'choices inbox' },
      h('legend', {}, plural('share_number', contacts.length)),
      ...contacts.map(choice),
    ),
    picked === opened ? why : null,
    under,
    primary(t('log_with_person'), () => log(picked), { disabled: !picked }),
  ];
}

/** @param {string} id @param {Drafts} drafts */
function remember(id, drafts) {
  const name = `remember ${id}`;
  const tick = (/** @type {any} */ { target }) => drafts.picked.set(name, target.checked ? 'on' : '');
  const checked = Boolean(drafts.picked.get(name));
  const input = h('input', { type: 'checkbox', checked, 'data-focus': name, onchange: tick });
  return h('label', { class: 'tick' }, input, t('remember_number'));
}

/**
 * What else can be done, in small.
 * @param {Item} item @param {Shown} shown @param {Doing} doing @param {Drafts} drafts
 */
function others({ kind, reason, id, row, view, entry, person }, shown, doing, drafts) {
  const { send, pick, link } = doing;
  if (kind === 'outbox' && entry) return h('div', { class: 'others' }, dropping(entry.id, doing, drafts));
  const key = row?.call.key ?? view?.key ?? '';
  const open = kind === 'mail' || row?.work.log.state === 'none';
  const number = person ?? row?.call.far.number ?? '';
  const whom = { key, person, name: pretty(number) };
  const linkable = (kind === 'call' ? doubtful : ['nobody', 'several']).includes(reason);
  const never = () => send('neverLog', { key, person });
  return h(
    'div',
    { class: 'others' },
    row && mayCallBack(row.call) ? small(t('call_back'), () => send('callBack', { key })) : null,
    reason === 'undone' ? small(t('understood'), () => send('leave', { key })) : null,
    kind === 'call' ? small(t('whole_call'), () => pick(id)) : null,
    linkable ? small(t('link_existing'), () => link(whom)) : null,
    open ? small(t('skip'), () => send(kind === 'mail' ? 'skipMessages' : 'skip', { key })) : null,
    open && number && !shown.locked ? small(t('never_log'), never) : null,
  );
}

/**
 * Given up for good, so it takes two presses.
 * @param {string} id @param {Doing} doing @param {Drafts} drafts
 */
function dropping(id, { send, redraw }, drafts) {
  const sure = drafts.sure === id;
  const press = () => {
    drafts.sure = sure ? '' : id;
    if (sure) send('dropEntry', { id });
    redraw();
  };
  const words = t(sure ? 'drop_really' : 'drop');
  return h('button', { class: 'quiet', 'data-focus': `drop ${id}`, onclick: press }, words);
}
