// What a panel may ask for from its inbox, its list of calls and its search.
import { keyOf } from '../core/calls.js';
import { contactKey } from '../core/contact.js';
import { inboxOf } from '../core/inbox.js';
import { linkCompany } from './company.js';
import { noteOf } from './memory.js';

/** @typedef {import('./main.js').Parts} Parts */

/** What needs the person. @param {Parts} parts */
function inboxHere({ desk, mailroom, office, outbox, settings, wrapUp }) {
  const rows = desk.state.calls.flatMap((call) => {
    const view = desk.view(keyOf(call));
    return view ? [{ call: view, work: desk.work(view.key) }] : [];
  });
  const known = { rows, mail: mailroom.state, office: office.office, outbox: outbox.state.entries };
  return inboxOf({ ...known, settings: settings.values, countdowns: wrapUp.due });
}

/**
 * Everything that could be logged as it is, or what of it is of this kind.
 * @param {{unheard?: boolean}} said @param {Parts} parts
 */
async function logSure({ unheard }, parts) {
  const { logbook, mailroom } = parts;
  const all = inboxHere(parts).reverse();
  await logbook.release();
  for (const { kind, row, view, sure } of all) {
    if (unheard !== undefined && unheard !== Boolean(row?.work.unheard)) continue;
    if (sure && kind === 'call' && row) await logbook.hold(row.call.key, await noteOf(row.call.key));
    if (sure && kind === 'mail' && view) await mailroom.log(view.key);
  }
}

/** The note as the panel has it, or as it was kept. @param {any} said */
const noteFor = async (said) => String(said.note || (await noteOf(String(said.key))));

/** @type {Record<string, (said: any, parts: Parts) => Promise<void> | void>} */
export const inboxCommands = {
  logNobody: async (said, { logbook }) =>
    logbook.log(said.key, await noteFor(said), String(said.account)),
  followUp(said, { logbook, wrapUp }) {
    wrapUp.touch(said.key);
    return logbook.followUps.plan(said.key, said);
  },
  async redo({ key }, { desk, logbook }) {
    const { log, related } = desk.work(key);
    const { undone } = log;
    if (undone?.chosen) desk.callers.choose(key, undone.chosen);
    desk.work(key).related = undone?.related ?? related;
    logbook.revisions.leave(key);
    await logbook.move(key);
    await logbook.follow(key);
  },
  leave: (said, { logbook }) => logbook.revisions.leave(said.key),
  retryFollowUp: (said, { logbook }) => logbook.followUps.retry(said.key),
  undo: (said, { logbook }) => logbook.undo(said.key),
  undoAll(_, { desk, logbook }) {
    for (const call of desk.state.calls) logbook.undo(keyOf(call));
  },
  release: (_, { logbook }) => logbook.release(),
  revise: (said, { logbook }) => logbook.revise(said.key, { subject: said.subject, result: said.result }),
  resolve: (said, { logbook }) => logbook.revisions.resolve(said.key, String(said.note)),
  logKept: async (said, { logbook }) => logbook.log(said.key, await noteFor(said)),
  updateKept: async (said, { logbook }) => logbook.update(said.key, await noteFor(said)),
  logAgain: async (said, { logbook }) => logbook.again(said.key, await noteFor(said)),
  logSure: (said, parts) => logSure(said, parts),
  skipUnheard(_, parts) {
    const unheard = inboxHere(parts).flatMap(({ row }) => (row?.work.unheard ? [row] : []));
    for (const { call } of unheard) parts.wrapUp.skip(call.key);
  },
  readDropped(_, { desk, mailroom }) {
    desk.state.dropped = mailroom.state.dropped = undefined;
    desk.outside.changed();
    mailroom.changed();
  },
  reject: (said, { desk, wrapUp }) => {
    desk.callers.reject(said.key);
    wrapUp.review();
  },
  remember: (said, { desk }) => desk.callers.remember(said.key, said.on === true),
  search: (said, { search }) => search.ask(String(said.text)),
  async link(said, { search, desk, logbook, mailroom, wrapUp }) {
    const contact = search.state.contacts.find((one) => contactKey(one) === said.contact);
    if (!contact) return;
    if (said.person !== undefined) return mailroom.link(said.key, String(said.person), contact);
    desk.callers.link(said.key, contact);
    await logbook.move(said.key);
    wrapUp.consider(said.key);
  },
  async linkCompany(said, { desk, office, wrapUp }) {
    await linkCompany(said.key, { desk, office }).catch((fault) => office.complain(fault));
    wrapUp.consider(said.key);
  },
  neverLog(said, { desk, mailroom, settings, wrapUp }) {
    const number = said.person ?? desk.view(said.key)?.far.number;
    const listed = settings.values.doNotLog;
    if (number && !listed.includes(number)) settings.set('doNotLog', [...listed, number]);
    if (said.person !== undefined) mailroom.changed();
    wrapUp.review();
  },
  skipMessages: (said, { mailroom }) => mailroom.skip(said.key),
  retryEntry: (said, { outbox }) => outbox.act(String(said.id), 'outbox.retry'),
  dropEntry: (said, { outbox }) => outbox.act(String(said.id), 'outbox.drop'),
};
