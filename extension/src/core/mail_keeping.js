// What may be forgotten of the mail once there is more than is kept: what is settled first, then what nobody
// has logged yet, which is counted; what was asked for never. A page's flood pushes out nobody else's. Pure.
import { isInternal } from './log_rule.js';
import { conversationView, nameOf } from './message.js';

/** @typedef {import('../types').Mail} Mail @typedef {import('../types').Conversation} Conversation */
/** @typedef {import('../types').LetterWork} LetterWork */

const keptConversations = 60;
/** With those that nobody has logged yet. */
const mostConversations = 200;
/** Far below what the browser lets an extension keep: much text pushes out old mail, and no calls. */
const mostCharacters = 2_000_000;

const written = new Set(['logged', 'existing', 'queued']);

/** @param {LetterWork | undefined} work @returns {'settled' | 'open' | 'owed'} */
function standing(work) {
  if (!work || work.skipped) return work ? 'settled' : 'open';
  if (work.state === 'none') return 'open';
  return written.has(work.state) ? 'settled' : 'owed';
}

/** @param {Conversation} one @param {Mail} mail */
function standingOf(one, { work }) {
  const { key, correspondents } = conversationView(one);
  const people = correspondents.filter((person) => !isInternal(person));
  const all = people.map((person) => standing(work[key]?.[nameOf(person)]));
  return all.find((state) => state === 'owed') ?? all.find((state) => state === 'open') ?? 'settled';
}

/** @param {Conversation} one */
const originOf = (one) => one.scope.split('|')[0];

/** Those of the origin that has most, before the others; the oldest first. @param {Conversation[]} all */
function inTurn(all) {
  /** @type {Map<string, number>} */ const sums = new Map();
  const sized = all.map((one) => ({ one, origin: originOf(one), size: JSON.stringify(one).length }));
  for (const { origin, size } of sized) sums.set(origin, (sums.get(origin) ?? 0) + size);
  const [most] = [...sums].sort(([, a], [, b]) => b - a)[0] ?? [];
  const turn = [...sized].sort((a, b) => Number(b.origin === most) - Number(a.origin === most));
  return { turn: turn.map(({ one }) => one), size: sized.reduce((sum, { size }) => sum + size, 0) };
}

/**
 * The conversation to forget next, if any, and whether somebody will miss it.
 * @param {Mail} mail @returns {{conversation: Conversation, missed: boolean} | undefined}
 */
export function spareConversation(mail) {
  const { turn, size } = inTurn(mail.conversations);
  if (turn.length <= keptConversations && size <= mostCharacters) return undefined;
  const first = (/** @type {string} */ state) => turn.find((one) => standingOf(one, mail) === state);
  const settled = first('settled');
  if (settled) return { conversation: settled, missed: false };
  const tight = turn.length > mostConversations || size > mostCharacters;
  const open = tight ? first('open') : undefined;
  return open && { conversation: open, missed: true };
}
