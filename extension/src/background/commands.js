// What a panel may ask for: its command's name, what it said, and the parts that do it.
import { api } from '../browser.js';
import { inboxCommands } from './inbox_commands.js';
import { decide } from './phones.js';
import { dial } from './shortcuts.js';
import { testCall } from './test_line.js';

/** @typedef {import('./main.js').Parts} Parts */

/** @type {Record<string, (said: any, parts: Parts) => Promise<void> | void>} */
export const commands = {
  wake: (_, { link }) => {
    if (!link.connected) link.connect();
  },
  async signIn(said, { office, catchUp }) {
    await office.signIn(said);
    if (!office.office.signIn) await catchUp();
  },
  cancelSignIn: (_, { office }) => office.cancelSignIn(),
  async signOut(said, { office, service }) {
    await office.signOut(said.account);
    await service.officeChanged();
  },
  async choose(said, { desk, logbook, wrapUp, screenPop }) {
    desk.callers.choose(said.key, said.contact);
    await logbook.move(said.key);
    wrapUp.consider(said.key);
    wrapUp.touch(said.key);
    return screenPop.consider(said.key);
  },
  async relate(said, { desk, logbook, wrapUp }) {
    desk.callers.relate(said.key, said.kind, said.ids);
    logbook.revisions.leave(said.key);
    wrapUp.touch(said.key);
    await logbook.follow(said.key);
  },
  lookup: (said, { desk }) => desk.callers.lookup(said.key, true),
  async createContact(said, { desk, logbook, mailroom, wrapUp }) {
    if (said.person !== undefined) return mailroom.createContact(said.key, String(said.person), said);
    await desk.callers.createContact(said.key, said);
    await logbook.move(said.key);
    wrapUp.consider(said.key);
  },
  extend: (said, { wrapUp }) => wrapUp.extend(said.key),
  later: (said, { wrapUp }) => wrapUp.later(said.key),
  skip: (said, { wrapUp }) => wrapUp.skip(said.key),
  ...inboxCommands,
  async callBack(said, inside) {
    const { number } = inside.desk.view(said.key)?.far ?? {};
    if (number) await dial(number, inside);
  },
  async control(said, { switchboard, office }) {
    const told = await switchboard.controls.tell(said.key, said.control);
    if (!told) office.complain(new Error(api.i18n.getMessage('phone_gone')));
  },
  log: (said, { logbook }) => logbook.log(said.key, said.note),
  retryLog: (_, { logbook }) => logbook.resume(),
  updateNote: (said, { logbook }) => logbook.update(said.key, said.note),
  painted: (said, { instruments }) => instruments.mark(String(said.key), 'painted', Number(said.at)),
  testCall: (said, inside) => testCall(said, inside),
  async askHost(_, { office, instruments }) {
    await office.askHost();
    instruments.write();
  },
  dismiss: (said, { desk }) => desk.dismiss(said.key),
  logMessages: (said, { mailroom }) => mailroom.log(said.key),
  chooseCorrespondent: (said, { mailroom }) => mailroom.choose(said.key, said.person, said.contact),
  set: (said, { settings }) => settings.set(String(said.setting), said.value),
  async admit(said, { office }) {
    office.office.knocks = office.office.knocks.filter((origin) => origin !== said.origin);
    office.changed();
    await decide(String(said.origin), said.allowed);
  },
};
