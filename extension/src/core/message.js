// Text messages, voicemails and faxes: makes trustworthy events of what was posted, and merges them into the
// conversations of a day. Pure.
import { believable, clean, identifier, lines, list, object, party, sourceOf, text } from './fields.js';
import { base64, time, webUrl } from './fields.js';

/** @typedef {import('../types').MessageEvent} MessageEvent @typedef {import('../types').Party} Party */
/** @typedef {import('../types').Conversation} Conversation @typedef {import('../types').Message} Message */

const types = new Set(['message.received', 'message.sent']);
const channels = new Set(['sms', 'mms', 'voicemail', 'fax']);
const longest = 5000;
const keptMessages = 200;
const maxParties = 20;
const maxCorrespondents = 40;
const largestFile = 1_000_000; // characters of base64, of all files of a message; others go by their links

/**
 * @param {unknown} posted @param {string} origin as the browser says @param {number} now epoch ms
 * @returns {MessageEvent | null}
 */
export function readMessage(posted, origin, now) {
  const event = object(posted);
  const said = object(event.message);
  const [id, conversation] = [identifier(said.id), identifier(said.conversation)];
  if (!types.has(String(event.type)) || (event.v !== undefined && event.v !== 1)) return null;
  if (!id || !conversation || !channels.has(String(said.channel))) return null;
  const at = believable(event.at, now);
  return {
    at,
    source: sourceOf(event, origin),
    message: clean({
      id,
      conversation,
      channel: said.channel === 'mms' ? 'sms' : String(said.channel),
      direction: event.type === 'message.received' ? 'inbound' : 'outbound',
      self: party(said.self),
      from: party(said.from),
      to: list(said.to, maxParties)
        .map(party)
        .filter((one) => one !== undefined),
      text: lines(said.text, longest),
      sentAt: time(said.sentAt) ?? at,
      attachments: attachments(said.attachments),
    }),
  };
}

/** @typedef {Message['attachments'][number]} Attachment */
/** @param {unknown} posted @returns {Attachment} */
function attachment(posted) {
  const { url, mime, name, content } = object(posted);
  const file = { name: text(name, 120), content: base64(content, largestFile) };
  return clean({ url: webUrl(url), mime: text(mime, 80), ...(file.content ? file : {}) });
}

/** The first files that are not too large together; of the others, the links. @param {unknown} posted */
function attachments(posted) {
  let room = largestFile;
  const files = list(posted, 10).map(attachment);
  for (const file of files) {
    if ((file.content?.length ?? 0) > room) delete file.content;
    room -= file.content?.length ?? 0;
  }
  return files.filter((one) => one.url || one.content);
}

/** The agent's own day. @param {string} iso */
function dayOf(iso) {
  const date = new Date(iso);
  /** @param {number} value */
  const two = (value) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** @param {Conversation} one */
export const keyOf = ({ scope, channel, conversation, day }) =>
  [scope, channel, conversation.replaceAll('|', '/'), day].join('|');

/**
 * @param {readonly Conversation[]} known @param {MessageEvent} event
 * @returns {Conversation[]} a message that was told twice is one, and its last text counts
 */
export function reduceMessages(known, { at, source, message }) {
  const scope = `${source.origin}|${source.provider}|${source.account}`;
  const { conversation, channel } = message;
  /** @type {Conversation} */
  const fresh = { scope, channel, conversation, day: dayOf(message.sentAt), messages: {} };
  const old = known.find((one) => keyOf(one) === keyOf(fresh)) ?? fresh;
  const before = old.messages[message.id];
  const later =
    !before || before.at < at || (before.at === at && JSON.stringify(before.value) < JSON.stringify(message));
  const messages = youngest({ ...old.messages, [message.id]: later ? { at, value: message } : before });
  const all = [...known.filter((one) => one !== old), { ...old, messages }];
  return all.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** @param {Conversation['messages']} messages @returns {Conversation['messages']} */
function youngest(messages) {
  const all = Object.entries(messages);
  if (all.length <= keptMessages) return messages;
  all.sort(([a, one], [b, other]) => (one.value.sentAt + a < other.value.sentAt + b ? 1 : -1));
  return Object.fromEntries(all.slice(0, keptMessages));
}

/** @param {Conversation} one */
const order = (one) => `${one.day}|${keyOf(one)}`;

/** @param {Party} one */
export const nameOf = (one) => one.number ?? one.ext ?? one.name ?? '';

/**
 * Everybody but the agent, each once. Who the agent is follows from what they sent, and from a message that
 * came to one number only.
 * @param {Message[]} messages @returns {Party[]}
 */
function correspondentsOf(messages) {
  /** @type {Set<string>} */ const own = new Set();
  /** @type {Map<string, Party>} */ const others = new Map();
  for (const one of messages) {
    if (one.self) own.add(nameOf(one.self));
    if (one.direction === 'outbound' && one.from) own.add(nameOf(one.from));
    if (one.direction === 'inbound' && one.to.length === 1) own.add(nameOf(one.to[0]));
  }
  for (const one of messages) {
    for (const party of [...(one.from ? [one.from] : []), ...one.to]) {
      const name = nameOf(party);
      if (name && !own.has(name) && !others.get(name)?.name) others.set(name, party);
    }
  }
  return [...others.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)).slice(0, maxCorrespondents);
}

/** @param {Conversation} conversation @returns {import('../types').ConversationView} */
export function conversationView(conversation) {
  const messages = Object.values(conversation.messages)
    .map(({ value }) => value)
    .sort((a, b) => (a.sentAt + a.id < b.sentAt + b.id ? -1 : 1));
  return {
    key: keyOf(conversation),
    conversation: conversation.conversation,
    channel: conversation.channel,
    day: conversation.day,
    messages,
    correspondents: correspondentsOf(messages),
  };
}

/** The host's words for a kind of message. @type {Record<string, string>} */
const kinds = { sms: 'SMS', voicemail: 'VoiceMail', fax: 'Fax' };

/** @param {Party | undefined} one */
const hostParty = (one) => clean({ phoneNumber: one?.number, extensionNumber: one?.ext, name: one?.name });

/**
 * `logInfo` of messageLog.create.
 * @param {import('../types').ConversationView} view @param {Message[]} messages those to be told
 */
export function logInfoOf(view, messages) {
  return {
    conversationId: view.conversation,
    conversationLogId: `${view.conversation}/${view.day}`,
    type: kinds[view.channel],
    correspondents: view.correspondents.map(hostParty),
    messages: messages.map((one) => ({
      id: one.id,
      direction: one.direction === 'inbound' ? 'Inbound' : 'Outbound',
      subject: one.text ?? '',
      creationTime: one.sentAt,
      from: hostParty(one.from),
      to: one.to.map(hostParty),
      attachments: one.attachments.map(({ url, mime, name, content }) =>
        clean({ link: url, contentType: mime, fileName: name, content }),
      ),
    })),
  };
}
