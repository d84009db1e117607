// Composition root of the background: builds the parts, subscribes to the browser, and hands what comes in to
// the right one. Every listener is registered before the first await, so that a worker that was woken by an
// event also gets it.
import { api } from '../browser.js';
import { readEvent } from '../core/event.js';
import { viewOf } from '../core/call_view.js';
import { announce, countOnButton, openPanelOnClick } from './attention.js';
import { contactKey, Desk } from './desk.js';
import { HostLink } from './host_link.js';
import { Logbook } from './logbook.js';
import { keepDesk, keepNote, keepOffice, noteOf, recall } from './memory.js';
import { FrontOffice } from './office.js';
import { registerBridges, trustedOrigin, withinRate } from './phones.js';

const hostName = 'io.patchbay.host';
const heartbeat = 'heartbeat';

const link = new HostLink({
  open: () => api.runtime.connectNative(hostName),
  lastError: (port) =>
    String(/** @type {any} */ (port).error?.message ?? api.runtime.lastError?.message ?? ''),
  onStatus: (status) => void parts.then(({ hostChanged }) => hostChanged(status)),
  onNotification: (method, params) => void parts.then(({ notified }) => notified(method, params)),
});
const parts = recall().then(assemble);

/** @param {Awaited<ReturnType<typeof recall>>} remembered */
function assemble(remembered) {
  const officeChanged = () => void keepOffice(remembered.office);
  const deskChanged = () => {
    void keepDesk(remembered.desk);
    countOnButton(remembered.desk.calls.filter((call) => viewOf(call).phase !== 'ended').length);
  };
  const office = new FrontOffice(remembered.office, link, officeChanged);
  /** @type {Logbook} */
  let logbook;
  const desk = new Desk(remembered.desk, office, {
    changed: deskChanged,
    forget: (key) => void keepNote(key, ''),
    moveNote: (from, to) => void moveNote(from, to),
    progressed: (view) => {
      const work = desk.work(view.key);
      const contact = work.contacts.find((one) => contactKey(one) === work.chosen);
      const transferred = remembered.desk.calls.some(
        (call) => view.transferOf && call.ids.includes(view.transferOf),
      );
      announce(view, work.contacts.length === 1 ? contact : undefined, transferred);
      void logbook.follow(view.key);
    },
  });
  logbook = new Logbook(desk, office, deskChanged);
  return {
    office,
    desk,
    logbook,
    hostChanged: hostChanges(office, desk, logbook),
    notified: notices(office, logbook),
  };
}

/** @param {FrontOffice} office @param {Desk} desk @param {Logbook} logbook */
function hostChanges(office, desk, logbook) {
  return async (/** @type {import('../types').HostStatus} */ status) => {
    office.office.host = status;
    if (status.state !== 'connected' && office.office.signIn?.state !== 'failed') office.office.signIn = null;
    office.changed();
    if (status.state === 'connected')
      await catchUp(office, desk, logbook).catch((fault) => office.complain(fault));
  };
}

/** @param {FrontOffice} office @param {Desk} desk @param {Logbook} logbook */
async function catchUp(office, desk, logbook) {
  await office.refresh();
  desk.lookupMissed();
  await logbook.resume();
}

/** @param {FrontOffice} office @param {Logbook} logbook */
function notices(office, logbook) {
  /** @type {Record<string, (params: any) => void>} */
  const handlers = {
    'connection.authorizing': (params) => office.authorizing(params),
    'connection.changed': () => void office.refreshConnections().catch(() => {}),
    'callLog.changed': (params) => logbook.learn(params),
  };
  return (/** @type {string} */ method, /** @type {any} */ params) => handlers[method]?.(params);
}

/** @param {string} from @param {string} to two calls turned out to be one: so do their notes */
async function moveNote(from, to) {
  const [old, known] = [await noteOf(from), await noteOf(to)];
  await keepNote(to, [known, old].filter(Boolean).join('\n'));
  await keepNote(from, '');
}

/** What a panel may ask for. @type {Record<string, (said: any) => Promise<void> | void>} */
const commands = {
  wake: () => {
    if (!link.connected) link.connect();
  },
  signIn: async (said) => {
    const { office, desk, logbook } = await parts;
    await office.signIn(said);
    if (!office.office.signIn) await catchUp(office, desk, logbook);
  },
  cancelSignIn: async () => (await parts).office.cancelSignIn(),
  signOut: async (said) => (await parts).office.signOut(said.account),
  choose: async (said) => (await parts).desk.choose(said.key, said.contact),
  relate: async (said) => {
    const { desk, logbook } = await parts;
    desk.relate(said.key, said.kind, said.ids);
    await logbook.follow(said.key);
  },
  lookup: async (said) => (await parts).desk.lookup(said.key, true),
  createContact: async (said) => (await parts).desk.createContact(said.key, said),
  log: async (said) => (await parts).logbook.log(said.key, said.note),
  retryLog: async () => (await parts).logbook.resume(),
  updateNote: async (said) => (await parts).logbook.update(said.key, said.note),
  dismiss: async (said) => (await parts).desk.dismiss(said.key),
};

/** @param {unknown} event @param {chrome.runtime.MessageSender} sender */
async function fromPhone(event, sender) {
  const origin = await trustedOrigin(sender);
  const now = Date.now();
  if (!origin || !withinRate(origin, now)) return;
  const read = readEvent(event, origin, now);
  if (read) (await parts).desk.take(read);
}

/** @param {any} message @param {chrome.runtime.MessageSender} sender */
async function serve(message, sender) {
  if (message?.to === 'bridge') return fromPhone(message.event, sender);
  const ours = sender.url?.startsWith(api.runtime.getURL(''));
  if (message?.to !== 'desk' || !ours || !Object.hasOwn(commands, message.command)) return;
  const { office } = await parts;
  await Promise.resolve(commands[message.command](message)).catch((fault) => office.complain(fault));
}

api.runtime.onMessage.addListener((message, sender, reply) => {
  serve(message, sender).then(() => reply({}));
  return true;
});
api.runtime.onStartup.addListener(async () => (await parts).desk.sweep(Date.now(), true));
api.permissions.onAdded.addListener(() => void registerBridges());
api.permissions.onRemoved.addListener(() => void registerBridges());
api.alarms.onAlarm.addListener(async () => {
  const { office, desk, logbook } = await parts;
  if (!link.connected) link.connect();
  else if (office.office.known) await logbook.resume();
  else await catchUp(office, desk, logbook).catch((fault) => office.complain(fault));
  desk.sweep(Date.now());
});
openPanelOnClick();
void api.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
api.alarms.create(heartbeat, { periodInMinutes: 0.5 });
link.connect();
