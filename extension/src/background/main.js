// Composition root of the background: builds the parts, subscribes to the browser, and hands what comes in to
// the right one. Every listener is registered before the first await, so that a worker that was woken by an
// event also gets it.
import { api } from '../browser.js';
import { viewOf } from '../core/call_view.js';
import { keyOf } from '../core/calls.js';
import { contactKey } from '../core/contact.js';
import { joined } from '../core/notes.js';
import { announce, countOnButton, openPanelOnClick, watchNeeds } from './attention.js';
import { commands } from './commands.js';
import { Desk } from './desk.js';
import { enter, knock } from './doors.js';
import { HostLink } from './host_link.js';
import { Instruments } from './instruments.js';
import { Lines } from './lines.js';
import { Logbook } from './logbook.js';
import { Mailroom } from './mailroom.js';
import { keepLocal, keepNote, keepSession, keepSettings, noteKey, noteOf } from './memory.js';
import { onNoRoom, recall } from './memory.js';
import { FrontOffice } from './office.js';
import { Numbers } from './numbers.js';
import { watchOpenedPages } from './opened_pages.js';
import { Outbox } from './outbox.js';
import { PhoneMarks } from './phone_marks.js';
import { PhoneService } from './phone_service.js';
import { enterOpenPages, onlyFrom, registerBridges } from './phones.js';
import { managedSettings, SettingsStore } from './settings.js';
import { Regulars } from './regulars.js';
import { ScreenPop } from './screen_pop.js';
import { Search } from './search.js';
import { listenToShortcuts } from './shortcuts.js';
import { Switchboard } from './switchboard.js';
import { Tally } from './tally.js';
import { WrapUp } from './wrap_up.js';

const hostName = 'io.patchbay.host';
const heartbeat = 'heartbeat';

const link = new HostLink({
  open: () => api.runtime.connectNative(hostName),
  lastError: (port) =>
    String(/** @type {any} */ (port).error?.message ?? api.runtime.lastError?.message ?? ''),
  onStatus: (status) => void parts.then(({ hostChanged }) => hostChanged(status)),
  onPolicy: (policy) =>
    void parts.then(({ settings }) => settings.learn('policy', /** @type {any} */ (policy)?.extension)),
  onNotification: (method, params) => void parts.then(({ notified }) => notified(method, params)),
  onTraffic: (message) => void parts.then(({ instruments }) => instruments.saw(message)),
});
const parts = recall().then(assemble);

/** @typedef {ReturnType<typeof assemble>} Parts */

/** @param {import('./memory.js').Remembered} remembered */
function assemble(remembered) {
  const settings = new SettingsStore(remembered.said, () => {
    keepSettings(settings);
    onlyFrom(settings.values.allowedOrigins);
    wrapUp.review();
    void parts.then(({ service }) => service.settingsChanged());
  });
  keepSettings(settings);
  onlyFrom(settings.values.allowedOrigins);
  const noticeNeeds = watchNeeds(remembered.desk, remembered.office, () => settings.values);
  const officeChanged = () => {
    keepSession({ office: remembered.office });
    noticeNeeds();
  };
  const deskChanged = () => {
    keepLocal({ desk: remembered.desk });
    void parts.then(({ marks }) => marks.show());
    noticeNeeds();
    wrapUp.review();
    countOnButton(remembered.desk.calls.filter((call) => viewOf(call).phase !== 'ended').length);
  };
  const office = new FrontOffice(remembered.office, link, officeChanged);
  const people = peopleOf(remembered, office, () => settings.values.defaultCountry);
  const { measured } = remembered;
  const instruments = new Instruments(measured, () => keepSession({ measured }));
  /** @type {Logbook} */
  let logbook;
  /** @type {WrapUp} */
  let wrapUp;
  /** @type {ScreenPop} */
  let screenPop;
  const desk = new Desk(remembered.desk, office, {
    changed: deskChanged,
    forget: (key) => void keepNote(key, ''),
    moveNote: (from, to) => void moveNote(from, to),
    regulars: people.regulars,
    numbers: people.numbers,
    heard: (view, times) => instruments.heard(view, times),
    mark: (key, step) => instruments.mark(key, step),
    progressed: (view) => {
      const work = desk.work(view.key);
      const contact = work.contacts.find((one) => contactKey(one) === work.chosen);
      const transferred = Boolean(view.transferOf && desk.called(view.transferOf, view.origin));
      announce(view, work.contacts.length === 1 ? contact : undefined, transferred, settings.values);
      void screenPop.consider(view.key);
      wrapUp.consider(view.key);
      void logbook.follow(view.key);
    },
  });
  const followUp = (/** @type {string} */ name) => api.i18n.getMessage('follow_up_subject', [name]);
  logbook = new Logbook(desk, office, deskChanged, { settings: () => settings.values, noteOf, followUp });
  wrapUp = wrapUpOf(remembered, { desk, logbook, settings });
  const mailChanged = () => keepLocal({ mail: remembered.mail });
  const doNotLog = () => settings.values.doNotLog;
  const mailroom = new Mailroom(remembered.mail, office, mailChanged, doNotLog, people.numbers);
  const inside = { desk, logbook, mailroom, office, settings, instruments, numbers: people.numbers };
  const phones = phonesOf(remembered, inside);
  const { lines, popTabs } = remembered;
  const popParts = { desk, settings, lines: { known: lines } };
  screenPop = new ScreenPop(popTabs, popParts, () => keepSession({ popTabs }));
  return {
    screenPop,
    link,
    catchUp,
    settings,
    wrapUp,
    office,
    desk,
    logbook,
    mailroom,
    instruments,
    ...people,
    ...phones,
    hostChanged: hostChanges(office),
    notified: notices(office, logbook, mailroom, people.outbox),
  };
}

/**
 * What is known of people and logs that no call here is about.
 * @param {import('./memory.js').Remembered} remembered @param {FrontOffice} office
 * @param {() => string} home the country that numbers are dialled in
 */
function peopleOf({ regulars, numbers, outbox, search }, office, home) {
  return {
    numbers: new Numbers(numbers, () => keepSession({ numbers })),
    regulars: new Regulars(regulars, () => keepLocal({ regulars })),
    outbox: new Outbox(outbox, office, () => keepSession({ outbox })),
    search: new Search(search, office, () => keepSession({ search }), home),
  };
}

/**
 * @param {import('./memory.js').Remembered} remembered
 * @param {{desk: Desk, logbook: Logbook, settings: SettingsStore}} inside
 */
function wrapUpOf({ countdowns }, inside) {
  const wrapUp = new WrapUp(countdowns, inside, { changed: () => keepLocal({ countdowns }), noteOf });
  void wrapUp.tick();
  return wrapUp;
}

/**
 * What stands between the phones and the desk.
 * @param {import('./memory.js').Remembered} remembered
 * @param {{desk: Desk, logbook: Logbook, mailroom: Mailroom, office: FrontOffice,
 *   settings: SettingsStore, instruments: Instruments, numbers: Numbers}} inside
 */
function phonesOf({ lines: known, counts }, inside) {
  const home = () => inside.settings.values.defaultCountry;
  const lines = new Lines(known, () => keepSession({ lines: known }), home);
  const tally = new Tally(counts, () => keepSession({ counts }));
  const dialFailed = () => inside.office.complain(new Error(api.i18n.getMessage('dial_failed')));
  const switchboard = new Switchboard({ ...inside, lines, tally, dialFailed });
  const outside = { lines, tally, switchboard, keepNote, noteOf };
  const marks = new PhoneMarks(inside.desk, lines);
  return { switchboard, tally, marks, service: new PhoneService({ ...inside, ...outside }) };
}

/** @param {FrontOffice} office */
function hostChanges(office) {
  return async (/** @type {import('../types').HostStatus} */ status) => {
    const away = status.state !== 'connected' && status.state !== 'checking';
    const failures = away ? (office.office.host.failures ?? 0) + 1 : 0;
    office.office.host = { ...status, failures };
    if (status.state !== 'connected' && office.office.signIn?.state !== 'failed') office.office.signIn = null;
    office.changed();
    void parts.then(({ service }) => service.officeChanged());
    if (status.state === 'connected') await catchUp().catch((fault) => office.complain(fault));
  };
}

/** What waited for the host is asked and sent. */
async function catchUp() {
  const { office, desk, logbook, mailroom, outbox, service } = await parts;
  await office.refresh();
  void outbox.refresh();
  void service.officeChanged();
  desk.callers.lookupMissed();
  await Promise.all([logbook.resume(true), mailroom.resume()]);
}

/** @param {FrontOffice} office @param {Logbook} logbook @param {Mailroom} mailroom @param {Outbox} outbox */
function notices(office, logbook, mailroom, outbox) {
  /** @type {Record<string, (params: any) => void>} */
  const handlers = {
    'connection.authorizing': (params) => office.authorizing(params),
    'connection.changed': () => void connectionsChanged().catch(() => {}),
    'contact.changed': (params) => void parts.then(({ desk }) => desk.callers.learn(params)),
    'callLog.changed': (params) => {
      logbook.learn(params);
      if (params.state === 'queued') void outbox.refresh(); // it knows when it is tried again
    },
    'task.changed': (params) => logbook.followUps.learn(params),
    'messageLog.changed': (params) => mailroom.learn(params),
    'outbox.changed': (params) => outbox.learn(params),
  };
  return (/** @type {string} */ method, /** @type {any} */ params) => handlers[method]?.(params);
}

async function connectionsChanged() {
  const { office, service } = await parts;
  await office.refreshConnections();
  await service.officeChanged();
}

/** @param {string} from @param {string} to two calls turned out to be one: so do their notes */
async function moveNote(from, to) {
  const [old, known] = [await noteOf(from), await noteOf(to)];
  if (old) await keepNote(to, joined(known, old));
  await keepNote(from, '');
}

/** @param {any} message @param {chrome.runtime.MessageSender} sender */
async function serve(message, sender) {
  if (message?.to !== 'desk') return enter(message, sender, parts);
  const ours = sender.url?.startsWith(api.runtime.getURL(''));
  if (!ours || !Object.hasOwn(commands, message.command)) return {};
  const inside = await parts;
  const fulfil = async () => commands[message.command](message, inside);
  await fulfil().catch((fault) => inside.office.complain(fault));
  return {};
}

api.runtime.onMessage.addListener((message, sender, reply) => {
  serve(message, sender).then((answer) => reply(answer ?? {}));
  return true;
});
// Chromium only: pages that speak to the extension itself. They get no answer, allowed or not.
api.runtime.onMessageExternal?.addListener((message, sender) => {
  void parts.then((behind) => knock(message, sender, behind));
});
api.runtime.onStartup.addListener(async () => (await parts).desk.sweep(Date.now(), true));
// An update of the extension forgets the scripts that were registered.
api.runtime.onInstalled.addListener(() => void registerBridges());
api.permissions.onAdded.addListener(({ origins = [] }) => {
  void registerBridges().then(() => enterOpenPages(origins));
});
api.permissions.onRemoved.addListener(() => void registerBridges());
api.alarms.onAlarm.addListener(async () => {
  const { office, desk, logbook, mailroom, outbox, wrapUp } = await parts;
  void wrapUp.tick();
  if (link.connected) outbox.tick(Date.now());
  if (!link.connected) link.connect();
  else if (office.office.known) await Promise.all([logbook.resume(), mailroom.resume()]);
  else await catchUp().catch((fault) => office.complain(fault));
  desk.sweep(Date.now());
});
const askOrganisation = async () => (await parts).settings.learn('managed', await managedSettings());
api.storage.onChanged.addListener(async (changes, where) => {
  if (where === 'managed') await askOrganisation();
  const notes = Object.keys(changes).filter((name) => where === 'local' && name.startsWith(noteKey('')));
  for (const name of notes) {
    const { desk, wrapUp } = await parts;
    const key = name.slice(noteKey('').length);
    const now = desk.keyNow(key);
    if (now !== key && changes[name].newValue) await moveNote(key, now); // a panel did not know it yet
    desk.note(key, String(changes[name].newValue ?? ''));
    wrapUp.touch(key);
  }
});
/** What was written while no worker was there to hear of it. */
async function readNotes() {
  const { desk } = await parts;
  const keys = desk.state.calls.map(keyOf);
  const notes = await api.storage.local.get(keys.map(noteKey));
  for (const key of keys) desk.note(key, String(notes[noteKey(key)] ?? ''));
}
void readNotes();
openPanelOnClick();
listenToShortcuts(parts);
watchOpenedPages(parts);
const noRoom = () => new Error(api.i18n.getMessage('storage_full'));
onNoRoom(() => void parts.then(({ office }) => office.complain(noRoom())));
void api.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
api.alarms.create(heartbeat, { periodInMinutes: 0.5 });
link.connect();
void askOrganisation();
