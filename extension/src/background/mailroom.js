// Text messages, voicemails and faxes: keeps the conversations of a day, asks who the correspondents are, and
// logs a conversation once with each of them. A conversation that was logged is kept up with.
import { conversationView, keyOf, logInfoOf, nameOf, reduceMessages } from '../core/message.js';
import { contactKey, whom } from '../core/contact.js';
import { spareConversation } from '../core/mail_keeping.js';
import { partiesOf } from '../core/region.js';
import { isInternal, isListed } from '../core/log_rule.js';
import { withAccount } from './callers.js';
import { passing, written } from './log_requests.js';
import { lanes } from './lanes.js';
import { makeContact } from './new_contact.js';

/** @typedef {import('../types').Mail} Mail @typedef {import('../types').LetterWork} LetterWork */
/** @typedef {import('../types').ConversationView} ConversationView */

const findDeadline = 15_000;
/** A call that rings does not wait behind a crowd of correspondents. */
const questionsAtATime = 6;
const logDeadline = 20_000;

/** @returns {LetterWork} */
const freshWork = () => ({ lookup: 'none', contacts: [], state: 'none', told: [] });

export class Mailroom {
  /** @type {Set<string>} */ #busy = new Set();
  /** Questions under way, by conversation and correspondent. @type {Map<string, Promise<void>>} */
  #asking = new Map();

  /**
   * @param {Mail} state changed in place @param {import('./office.js').FrontOffice} office
   * @param {() => void} changed
   * @param {() => string[]} [doNotLog] numbers whose messages stay out of the CRM
   * @param {import('./numbers.js').Numbers} [numbers]
   */
  constructor(state, office, changed, doNotLog = () => [], numbers = undefined) {
    this.numbers = numbers;
    this.turn = lanes(questionsAtATime);
    this.state = state;
    this.office = office;
    this.changed = changed;
    this.doNotLog = doNotLog;
  }

  /** @param {string} key @returns {ConversationView | undefined} */
  view(key) {
    const found = this.state.conversations.find((one) => keyOf(one) === key);
    return found && conversationView(found);
  }

  /**
   * The conversations that go by an id of the phone's; ids mean something at one origin only.
   * @param {string} conversation @param {string} origin
   */
  named(conversation, origin) {
    return this.state.conversations
      .filter((one) => one.conversation === conversation && one.scope.startsWith(`${origin}|`))
      .map(conversationView);
  }

  /** @param {string} key @param {string} person @returns {LetterWork} */
  work(key, person) {
    return ((this.state.work[key] ??= {})[person] ??= freshWork());
  }

  /** @param {import('../types').MessageEvent} event */
  async take(event) {
    this.state.conversations = reduceMessages(this.state.conversations, event);
    this.#prune();
    this.changed();
    const { conversation, channel } = event.message;
    const views = this.named(conversation, event.source.origin);
    for (const view of views.filter((one) => one.channel === channel)) {
      await this.#follow(await this.#lookup(view));
    }
  }

  #prune() {
    for (let spare; (spare = spareConversation(this.state)); ) {
      const { conversation, missed } = spare;
      if (missed) this.state.dropped = (this.state.dropped ?? 0) + 1;
      this.state.conversations = this.state.conversations.filter((one) => one !== conversation);
      delete this.state.work[keyOf(conversation)];
    }
  }

  /**
   * Asks who the correspondents are; one who is asked about already is waited for.
   * @param {ConversationView} view @returns {Promise<ConversationView>} as it is then
   */
  async #lookup(view) {
    if (!this.office.link.connected || !this.office.office.connections.length) return view;
    const unknown = view.correspondents.filter(
      (one) => !isInternal(one) && this.work(view.key, nameOf(one)).lookup !== 'done',
    );
    await Promise.all(unknown.map((person) => this.#ask(view.key, person)));
    return this.view(view.key) ?? view;
  }

  /** @param {string} key @param {import('../types').Party} person */
  #ask(key, person) {
    const name = `${key}|${nameOf(person)}`;
    const asked = this.#asking.get(name) ?? this.#find(this.work(key, nameOf(person)), person);
    this.#asking.set(name, asked);
    return asked.finally(() => this.#asking.delete(name));
  }

  /** @param {LetterWork} work @param {import('../types').Party} person */
  async #find(work, person) {
    work.lookup = 'asking';
    try {
      const { number: phoneNumber, region } = person;
      const asked = { phoneNumber, ...(region ? { region } : {}) };
      const ask = () => this.office.link.request('contact.find', asked, findDeadline);
      const found = await this.turn(ask);
      this.#spell(person, found.phoneNumber);
      work.contacts = (found.contact ?? []).map(withAccount);
      work.lookup = 'done';
      if (work.contacts.length === 1) work.chosen ??= contactKey(work.contacts[0]);
    } catch (fault) {
      work.lookup = 'failed';
      work.error = /** @type {Error} */ (fault).message || /** @type {Error} */ (fault).name;
    }
    this.changed();
  }

  /**
   * The host read a number: from now on it is written so, in every conversation.
   * @param {import('../types').Party} person as it was asked about @param {unknown} full
   */
  #spell(person, full) {
    const before = nameOf(person);
    if (!this.numbers?.learn({ ...person }, full)) return;
    for (const one of this.state.conversations) {
      const parties = Object.values(one.messages).flatMap(({ value }) => partiesOf(value));
      for (const party of parties) this.numbers.spell(party);
      const work = this.state.work[keyOf(one)] ?? {};
      if (!work[before] || parties.some((party) => nameOf(party) === before)) continue;
      work[String(full)] ??= work[before];
      delete work[before];
    }
  }

  /** @param {string} key @param {string} person @param {string} contact */
  choose(key, person, contact) {
    const work = this.work(key, person);
    if (work.contacts.some((one) => contactKey(one) === contact)) work.chosen = contact;
    this.changed();
  }

  /**
   * The agent says who a correspondent is, though the CRM does not know the number.
   * @param {string} key @param {string} person @param {import('../types').Contact} contact
   */
  link(key, person, contact) {
    const work = this.work(key, person);
    work.contacts = [...work.contacts.filter((one) => contactKey(one) !== contactKey(contact)), contact];
    work.lookup = 'done';
    this.choose(key, person, contactKey(contact));
  }

  /**
   * Nobody has the number of a correspondent, until now.
   * @param {string} key @param {string} person @param {import('./new_contact.js').ContactForm} form
   */
  async createContact(key, person, form) {
    const party = this.view(key)?.correspondents.find((one) => nameOf(one) === person);
    const contact = await makeContact(this.office, party, form, this.work(key, person), this.changed);
    if (contact) this.link(key, person, contact);
  }

  /** The agent does not want a conversation logged. @param {string} key */
  skip(key) {
    for (const work of Object.values(this.state.work[key] ?? {})) work.skipped = true;
    this.changed();
  }

  /** The agent asks for a log: one with each correspondent who is known. @param {string} key */
  async log(key) {
    const known = this.view(key);
    if (!known) return;
    const view = await this.#lookup(known);
    await Promise.all(
      view.correspondents.map((person) => {
        const work = this.work(key, nameOf(person));
        return work.chosen ? this.#send(view, work, nameOf(person)) : undefined;
      }),
    );
  }

  /** What came after a conversation was logged goes into the same log. @param {ConversationView} view */
  async #follow(view) {
    for (const [person, work] of Object.entries(this.state.work[view.key] ?? {}))
      if (written.has(work.state)) await this.#send(view, work, person);
  }

  /** Once the host is back. */
  async resume() {
    for (const known of this.state.conversations.map(conversationView)) {
      const view = await this.#lookup(known);
      for (const [person, work] of Object.entries(this.state.work[view.key] ?? {}))
        if (work.state !== 'none' && work.state !== 'failed') await this.#send(view, work, person);
    }
  }

  /** @param {ConversationView} view @param {LetterWork} work @param {string} person */
  async #send(view, work, person) {
    const contact = work.contacts.find((one) => contactKey(one) === work.chosen);
    const news = view.messages.filter(({ id }) => !work.told.includes(id));
    const busy = `${view.key}|${person}`;
    const number = view.correspondents.find((one) => nameOf(one) === person)?.number;
    if (!contact || !news.length || this.#busy.has(busy) || isListed(number, this.doNotLog())) return;
    const connection = this.office.connection(contact.account);
    work.state = connection && this.office.link.connected ? 'saving' : 'waiting';
    this.changed();
    if (!connection || work.state === 'waiting') return;
    this.#busy.add(busy);
    try {
      const answer = await this.office.link.request(
        'messageLog.create',
        {
          jwtToken: connection.jwtToken,
          logInfo: logInfoOf(view, news),
          ...whom(contact),
        },
        logDeadline,
      );
      if (answer.successful === false) throw new Error(answer.returnMessage?.message);
      work.state = answer.state ?? 'logged';
      work.told = [...work.told, ...news.map(({ id }) => id)];
      work.error = undefined;
    } catch (fault) {
      const { name, message } = /** @type {Error} */ (fault);
      work.state = passing.has(name) ? 'waiting' : 'failed';
      work.error = message || name;
    } finally {
      this.#busy.delete(busy);
      this.changed();
    }
  }

  /** A log changed without being asked about. @param {any} told params of messageLog.changed */
  learn(told) {
    const mark = String(told.conversation ?? '');
    for (const one of this.state.conversations) {
      if (!mark.startsWith(`${one.conversation}/`)) continue;
      for (const work of Object.values(this.state.work[keyOf(one)] ?? {})) {
        const contact = work.contacts.find((known) => contactKey(known) === work.chosen);
        const meant = contact?.platform === told.platform && mark.endsWith(`/${contact?.id}`);
        if (!meant || !(written.has(told.state) || told.state === 'failed')) continue;
        work.state = told.state;
        work.error = told.state === 'failed' ? told.reason : undefined;
        if (told.state === 'failed') work.told = []; // what it took comes again with the next attempt
      }
    }
    this.changed();
  }
}
