// What several tests of the extension need: events in short, a clock that only the test moves, a port that
// the test plays.

export const origin = 'http://127.0.0.1:8000';

/**
 * @param {string} type without `call.`
 * @param {number} second since 09:00
 * @param {object} [call]
 * @param {object} [source]
 */
export function event(type, second, call = {}, source = {}) {
  return {
    type: `call.${type}`,
    at: new Date(Date.UTC(2026, 10, 21, 9, 0, second)).toISOString(),
    seq: second,
    source: { provider: 'demo', account: 'a', origin, ...source },
    call: { session: 's1', aliases: [], ...call },
  };
}

/** Small and repeatable: the failing seed is in the message. */
export function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function shuffled(list, next) {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

/** Replaces the timers of this process until restore(). */
export function fakeTimers() {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  const due = new Map();
  let now = 0;
  let last = 0;
  globalThis.setTimeout = (action, delay) => (due.set(++last, { at: now + delay, action }), last);
  globalThis.clearTimeout = (id) => due.delete(id);
  return {
    restore: () => Object.assign(globalThis, real),
    /** Moves the clock and runs what is due, in order. @param {number} ms */
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const [id, next] = [...due].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
        if (!next || next.at > end) break;
        due.delete(id);
        now = next.at;
        next.action();
      }
      now = end;
    },
    get waiting() {
      return due.size;
    },
  };
}

export class FakePort {
  sent = [];
  closed = false;
  #message = [];
  #disconnect = [];
  onMessage = { addListener: (listener) => this.#message.push(listener) };
  onDisconnect = { addListener: (listener) => this.#disconnect.push(listener) };
  postMessage(message) {
    this.sent.push(message);
  }
  disconnect() {
    this.closed = true;
  }
  say(message) {
    for (const listener of this.#message) listener(message);
  }
  hello(major = 1, more = {}) {
    this.say({ method: 'host.hello', params: { version: '1.2.3', protocol: { major, minor: 0 }, ...more } });
  }
  break(error) {
    this.error = { message: error };
    for (const listener of this.#disconnect) listener(this);
  }
}

/** A host that answers from a table of functions. @param {Record<string, (params: any) => any>} answers */
export class FakeLink {
  connected = true;
  asked = [];
  constructor(answers) {
    this.answers = answers;
  }
  async request(method, params) {
    this.asked.push({ method, params });
    return this.answers[method](params);
  }
  sent(method) {
    return this.asked.filter((one) => one.method === method).map((one) => one.params);
  }
}

/** What the front office knows with one sign-in. @param {string} jwtToken */
export const signedIn = (jwtToken) => ({
  host: { state: 'connected' },
  platforms: [{ id: 'crm', name: 'CRM', relatedRecords: [], operations: [] }],
  connections: [{ account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' }],
  known: true,
});
