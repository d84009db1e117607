// What the panel finds in storage in each of its states. Calls and conversations are made by the extension's
// own reducers, so that a change of their shape changes the scenes with it.
import { contactKey } from '../../../extension/src/core/contact.js';
import { keyOf, reduce } from '../../../extension/src/core/calls.js';
import { keyOf as conversationKey, reduceMessages } from '../../../extension/src/core/message.js';
import { platform as exampleCrm } from './example_crm.mjs';

export const now = '2026-11-21T10:42:00.000Z';
const source = { provider: 'demo', account: '7', origin: 'https://phone.example.com' };
const account = 'crm|1';

/** @param {number} seconds before now */
const ago = (seconds) => new Date(Date.parse(now) - seconds * 1000).toISOString();

/** @param {string} id @param {string} name @param {object} [more] */
const person = (id, name, more = {}) => ({ id, name, type: 'person', platform: 'crm', account, ...more });

export const jane = person('7', 'Jane Doe', {
  title: 'Head of IT',
  organization: 'Acme Corp',
  url: 'https://crm.example.com/people/7',
  phone: '+14155550132',
  mostRecentActivityDate: ago(50 * 3600),
  evidence: { field: 'mobile', value: '(415) 555-0132', strength: 'exact' },
  additionalInfo: {
    deals: [
      { const: 'd1', title: 'Renewal 2027', description: 'Negotiation' },
      { const: 'd2', title: 'Spare parts' },
    ],
  },
});
export const busyJane = {
  ...jane,
  owner: 'Tom Berg',
  additionalInfo: {
    ...jane.additionalInfo,
    projects: [
      { const: 'p1', title: 'Move to Lisbon', description: 'since May' },
      { const: 'p2', title: 'Training' },
    ],
  },
};
export const kim = person('8', 'Kim Park', { organization: 'Northwind Orchards', title: 'Purchasing' });
export const ravi = person('9', 'Ravi Rao', {
  type: 'lead',
  organization: 'Donaudampfschifffahrtsgesellschaft',
  evidence: { field: 'phone', value: '555-0199', strength: 'suffix' },
});

const platform = {
  ...exampleCrm,
  contactTypes: [
    { id: 'person', name: 'Person', fields: [{ id: 'email', label: 'Email', required: false }] },
    { id: 'lead', name: 'Lead' },
  ],
  relatedRecords: [...exampleCrm.relatedRecords, { kind: 'projects', label: 'Projects', multiple: true }],
  logsWithoutContact: true,
  operations: [
    ...exampleCrm.operations,
    ...['contact.search', 'callDisposition.set', 'callContact.set', 'task.create'],
  ],
};
const shut = {
  ...platform,
  id: 'other',
  name: 'Other CRM',
  signIn: [{ kind: 'oauth', available: false, reason: 'Not set up for this computer.', fields: [] }],
};
const user = { id: '1', name: 'Ada Agent', email: 'ada@example.com' };
const connection = { account, jwtToken: 'a.b.c', platform: 'crm', user, state: 'active' };

/** What the worker says of the host, when all is well. @param {object} [more] */
export const office = (more = {}) => ({
  host: { state: 'connected', version: '0.1.0' },
  platforms: [platform, shut],
  refused: [],
  connections: [connection],
  known: true,
  signIn: null,
  toast: null,
  knocks: [],
  ...more,
});
export const signedOut = office({ connections: [] });
export const expired = office({ connections: [{ ...connection, state: 'expired' }] });

/** @param {string} state @param {object} [more] */
export const hostIs = (state, more = {}) => office({ host: { state, ...more } });

/**
 * @param {string} session
 * @param {object} facts of the call
 * @param {[string, number][]} story what happened how many seconds ago
 * @param {object} [phone] that reports it
 */
export function call(session, facts, story, phone = {}) {
  const told = { session, aliases: [], direction: 'inbound', to: { number: '+14155550100' }, ...facts };
  const events = story.map(([type, seconds]) => ({
    type: `call.${type}`,
    at: ago(seconds),
    seq: 0,
    source: { ...source, ...phone },
    call: told,
  }));
  return /** @type {any} */ (events.reduce(/** @type {any} */ (reduce), []))[0];
}

/** @param {any[]} contacts @param {object} [more] */
export const work = (contacts, more = {}) => ({
  lookup: 'done',
  contacts,
  failures: [],
  chosen: contacts.length ? contactKey(contacts[0]) : undefined,
  related: {},
  log: { state: 'none' },
  ...more,
});

/** @param {string} state @param {object} [more] */
export const log = (state, more = {}) => ({
  state,
  request: { account, contactId: '7', additionalSubmission: {}, note: '' },
  ...(['logged', 'existing', 'queued'].includes(state)
    ? { logId: 'l', url: 'https://crm.example.com/log/1', sent: { note: '', facts: '' } }
    : {}),
  ...more,
});

/** @param {string} state @param {object} [more] */
export const followUp = (state, more = {}) => ({
  followUp: { choice: 'tomorrow', due: '2026-11-22T09:00:00.000Z', state, ...more },
});

/** Calls with the work on them, as the desk keeps them. @param {...[any, object]} pairs */
export const desk = (...pairs) => ({
  calls: pairs.map(([one]) => one),
  work: Object.fromEntries(pairs.map(([one, done]) => [keyOf(one), done])),
  dismissed: [],
});
/** The same with no card on the screen. @param {...[any, object]} pairs */
export const away = (...pairs) => ({ ...desk(...pairs), dismissed: pairs.map(([one]) => keyOf(one)) });
/** @param {any} one @param {number} seconds from now */
export const countdown = (one, seconds) => ({ countdowns: { [keyOf(one)]: Date.parse(ago(-seconds)) } });
/** @param {any} one @param {string} text */
export const note = (one, text) => ({ [`note:${keyOf(one)}`]: text });

/** Two messages with one person, and how far their log is. @param {object} done */
export function mail(done) {
  const said = (/** @type {string} */ id, /** @type {number} */ seconds, /** @type {string} */ text) => ({
    at: ago(seconds),
    source,
    message: {
      id,
      conversation: 'c1',
      channel: 'sms',
      direction: 'inbound',
      from: { number: '+14155550132' },
      to: [{ number: '+14155550100' }],
      text,
      sentAt: ago(seconds),
      attachments: [],
    },
  });
  const conversations = [said('m1', 900, 'Are you there?'), said('m2', 600, 'I will call at eleven.')].reduce(
    /** @type {any} */ (reduceMessages),
    [],
  );
  const [one] = /** @type {any[]} */ (conversations);
  return { conversations, work: { [conversationKey(one)]: { '+14155550132': done } } };
}

export const inbound = { from: { number: '+14155550132', name: 'JANE D' }, queue: 'Sales' };
export const shared = { from: { number: '+14155550199' } };
export const stranger = { from: { number: '+442079460958', name: 'Mystery Ltd' } };
