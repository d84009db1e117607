// Somebody who wrote and whom no CRM has: the form that makes a contact, as for a caller.
import { nameOf } from '../../core/message.js';
import { h } from '../dom.js';
import { pretty } from '../text.js';
import { creation } from './create.js';

/** @type {import('./inbox_detail.js').Drawn} */
export function newCorrespondent({ view, works = {}, person = '' }, { office }, doing, drafts) {
  const far = view?.correspondents.find((one) => nameOf(one) === person);
  if (!view || !far) return [];
  const send = (/** @type {string} */ command, said = {}) =>
    doing.send(command, { ...said, key: view.key, person });
  const shown = { call: { key: `${view.key} ${person}`, far }, work: works[person], office };
  const look = { ids: 'inbox-', primary: true };
  const whom = view.correspondents.length > 1 ? h('p', {}, h('bdi', {}, pretty(person))) : null;
  return [whom, creation(shown, send, drafts.contacts, doing.redraw, look)];
}
