// Takes what phones say, whichever way it came: events of the bridge, and messages that frames post in their
// vendors' own languages. What is not understood is counted and harms nothing.
import { viewOf } from '../core/call_view.js';
import { readEvent } from '../core/event.js';
import { object } from '../core/fields.js';
import { readMessage } from '../core/message.js';
import { dialledAt, partiesOf } from '../core/region.js';
import { CallControls, command } from './call_controls.js';
import { rate } from './rates.js';
import { eventsOf, softphoneOf, softphones } from '../softphones/index.js';

const day = 24 * 3600_000;
const overlap = 10 * 60_000;
/** Of one origin: more is no agent's work, and would push out what is. */
const newInAMinute = 240;
const mostLive = 20;

/** @typedef {import('./lines.js').Line} Line */
/** @typedef {Omit<Line, 'provider' | 'at'>} Place where something was said */

export class Switchboard {
  #withinNew = rate(newInAMinute, 60_000);
  /** A phone was told to dial, and has not failed since. */
  #dialing = false;

  /**
   * @param {object} parts
   * @param {import('./desk.js').Desk} parts.desk
   * @param {import('./mailroom.js').Mailroom} parts.mailroom
   * @param {import('./lines.js').Lines} parts.lines
   * @param {import('./tally.js').Tally} parts.tally
   * @param {import('./numbers.js').Numbers} parts.numbers
   * @param {() => void} parts.dialFailed
   * @param {import('./instruments.js').Instruments} [parts.instruments]
   */
  constructor(parts) {
    this.parts = parts;
    this.controls = new CallControls(parts.desk, parts.lines);
  }

  /**
   * One `softphone.event/1`.
   * @param {unknown} posted @param {string} origin @param {number} now
   * @param {Place} [place] that an answer could go to @param {number} [phone] when its page heard it
   */
  hear(posted, origin, now, place, phone = now) {
    const said = object(posted);
    this.#saw(said.type, said, now, this.#take(said, origin, now, place, phone));
    if (place) this.controls.learn(said, place);
  }

  /** @param {unknown} method @param {unknown} message @param {number} at @param {string} outcome */
  #saw(method, message, at, outcome) {
    const size = JSON.stringify(message)?.length ?? 0;
    this.parts.instruments?.saw({ with: 'phone', at, method: String(method), size, outcome });
  }

  /**
   * @param {Record<string, unknown>} said @param {string} origin @param {number} now
   * @param {Place | undefined} place @param {number} heard when the phone's page heard it
   * @returns {string} what became of it
   */
  #take(said, origin, now, place, heard) {
    const { desk, mailroom, lines, tally } = this.parts;
    const provider = String(object(said.source).provider ?? 'generic').slice(0, 32);
    const phone = `${provider} ${origin}`;
    const line = place && { ...place, provider, at: now };
    const fresh = line && lines.met(line);
    if (said.type === 'phone.status') {
      tally.count(phone, 'taken');
      lines.place(provider, origin, object(said.phone).region);
      if (line && fresh && object(said.phone).history === true) this.#askHistory(line, origin, now);
      return 'taken';
    }
    if (said.type === 'dial.failed') {
      if (this.#dialing) this.parts.dialFailed();
      this.#dialing = false;
      return 'taken';
    }
    const event = readEvent(said, origin, now);
    const message = event ? null : readMessage(said, origin, now);
    const region = lines.regionOf(provider, origin);
    for (const one of partiesOf(event?.call ?? message?.message ?? {})) {
      Object.assign(one, dialledAt(one.number, region));
      this.parts.numbers.spell(one);
    }
    if (!event && !message) tally.unknown(phone, said.type);
    if (!event && !message) return 'unknown';
    const outcome = this.#isTooMuch(event, message, origin, now) ? 'refused' : 'taken';
    tally.count(phone, outcome);
    if (outcome === 'refused') return outcome;
    if (event) desk.take(event, { phone: heard, received: now });
    if (message) void mailroom.take(message);
    return outcome;
  }

  /**
   * Whether an origin tells of more calls and conversations than there can be.
   * @param {import('../types').PhoneEvent | null} event
   * @param {import('../types').MessageEvent | null} message
   * @param {string} origin @param {number} now
   */
  #isTooMuch(event, message, origin, now) {
    const { desk, mailroom } = this.parts;
    const ofOrigin = (/** @type {{scope: string}} */ one) => one.scope.startsWith(`${origin}|`);
    if (message) {
      const { conversation } = message.message;
      const mail = mailroom.state.conversations.filter(ofOrigin);
      return !mail.some((one) => one.conversation === conversation) && !this.#withinNew(origin, now);
    }
    const calls = desk.state.calls.filter(ofOrigin);
    const ids = event ? [event.call.session, ...event.call.aliases] : [];
    if (calls.some((one) => one.ids.some((id) => ids.includes(id)))) return false;
    const live = () => calls.filter((one) => viewOf(one).phase !== 'ended').length;
    return (event?.type !== 'call.ended' && live() >= mostLive) || !this.#withinNew(origin, now);
  }

  /**
   * One message of a phone in a frame.
   * @param {unknown} message @param {string} origin the frame's @param {number} now
   * @param {Place} place @param {number} [heard] when the phone's page heard it
   */
  overhear(message, origin, now, place, heard = now) {
    const phone = softphoneOf(message);
    if (!phone) return;
    this.parts.lines.met({ ...place, provider: phone.provider, at: now });
    const events = eventsOf(phone, message);
    const { type } = object(message);
    this.#saw(type, message, now, events ? 'taken' : 'unknown');
    if (!events) this.parts.tally.unknown(`${phone.provider} ${origin}`, type);
    for (const event of events ?? []) {
      this.#take(event, origin, now, undefined, heard);
      if (place.hosted) this.controls.learn(event, place);
    }
  }

  /**
   * Calls that ended while nobody listened, from a phone that remembers them.
   * @param {Line} line @param {string} origin @param {number} now
   */
  #askHistory(line, origin, now) {
    const from = `${origin}|${line.provider}|`;
    const known = this.parts.desk.state.calls.filter((call) => call.scope.startsWith(from));
    const last = known.map((call) => Date.parse(call.first.stamp.split('#')[0])).sort((a, b) => b - a)[0];
    const since = new Date(last ? last - overlap : now - day).toISOString();
    void this.parts.lines.tell(line, command({ type: 'history', since }));
  }

  /** @param {string} number @returns {Promise<boolean>} a phone took it */
  dial(number) {
    this.#dialing = true;
    return this.parts.lines.dial(({ via, provider }) => {
      const phone = via === 'frame' && softphones.find((one) => one.provider === provider);
      return phone ? phone.dial(number) : command({ type: 'dial', number });
    });
  }
}
