// The one road to the native host: opens the port, waits for host.hello, keeps a deadline on every request
// and comes back after a loss. Knows JSON-RPC and nothing about calls.

/** @typedef {import('../types').HostStatus} HostStatus */

export const protocolMajor = 1;
/** A first start takes its time where every new program is looked through, or the machine is busy. */
const helloDeadline = 15_000;
const firstDelay = 500;
const longestDelay = 30_000;

/** A request that did not succeed: the host's answer, or ours when there was none. */
export class HostError extends Error {
  /**
   * @param {string} name
   * @param {string} message
   * @param {{field?: string, messageType?: 'success' | 'warning' | 'error'}} [more]
   */
  constructor(name, message, more = {}) {
    super(message);
    this.name = name;
    this.field = more.field;
    this.messageType = more.messageType ?? 'error';
  }
}

/** What a disconnect's message means. @param {string} message @returns {import('../types').HostState} */
export function stateOf(message) {
  if (/forbidden|permission to use native/i.test(message)) return 'forbidden';
  if (/host not found|no such native application/i.test(message)) return 'missing';
  return 'stopped';
}

/**
 * A request in flight.
 * @typedef {object} Waiting
 * @property {(result: any) => void} resolve @property {(fault: HostError) => void} reject
 * @property {any} timer @property {string} method @property {number} size @property {number} asked epoch ms
 */

/** @param {unknown} value */
const sizeOf = (value) => JSON.stringify(value ?? {}).length;

export class HostLink {
  /** @type {chrome.runtime.Port | null} */ #port = null;
  /** @type {Map<number, Waiting>} */ #waiting = new Map();
  #lastId = 0;
  #failures = 0;
  /** @type {any} */ #retry = undefined;
  /** @type {any} */ #helloTimer = undefined;
  /** @type {HostStatus} */ status = { state: 'checking' };

  /**
   * @param {object} outside
   * @param {() => chrome.runtime.Port} outside.open
   * @param {(port: chrome.runtime.Port) => string} outside.lastError read synchronously when the port closes
   * @param {(status: HostStatus) => void} outside.onStatus
   * @param {(method: string, params: any) => void} outside.onNotification
   * @param {(message: import('../types').Traffic) => void} [outside.onTraffic] each message, for diagnostics
   * @param {(policy: unknown) => void} [outside.onPolicy] what the organisation set, by host.hello
   * @param {() => number} [outside.random]
   */
  constructor(outside) {
    this.outside = outside;
  }

  /** Connects unless that is under way; a person who asks does not wait for the next attempt. */
  connect() {
    if (this.#port) return;
    clearTimeout(this.#retry);
    const port = this.outside.open();
    this.#port = port;
    port.onMessage.addListener((message) => this.#receive(port, message));
    port.onDisconnect.addListener(() => this.#closed(port, this.outside.lastError(port)));
    this.#helloTimer = setTimeout(() => this.#abandon('no hello'), helloDeadline);
  }

  get connected() {
    return this.status.state === 'connected';
  }

  /**
   * @param {string} method @param {object} params @param {number} deadline ms
   * @param {(id: number) => void} [started] learns the id, for cancel()
   * @returns {Promise<any>} the result; rejects with HostError
   */
  request(method, params, deadline, started) {
    if (!this.#port || !this.connected) return Promise.reject(new HostError('unavailable', ''));
    const id = ++this.#lastId;
    started?.(id);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.cancel(id);
        this.#settle(id, 'timeout')?.reject(new HostError('timeout', ''));
      }, deadline);
      const size = this.outside.onTraffic ? sizeOf(params) : 0;
      this.#waiting.set(id, { resolve, reject, timer, method, size, asked: Date.now() });
      this.#port?.postMessage({ jsonrpc: '2.0', id, method, params });
    });
  }

  /** @param {number} id of a request in flight */
  cancel(id) {
    if (this.#waiting.has(id))
      this.#port?.postMessage({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id } });
  }

  /** @param {number} id @param {string} outcome @param {object} [answer] */
  #settle(id, outcome, answer) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    if (waiting && this.outside.onTraffic) {
      const { method, size, asked } = waiting;
      const ms = Date.now() - asked;
      this.outside.onTraffic({ with: 'host', at: asked, method, size, answer: sizeOf(answer), ms, outcome });
    }
    return waiting;
  }

  /** @param {chrome.runtime.Port} port @param {any} message */
  #receive(port, message) {
    if (port !== this.#port || !message || typeof message !== 'object') return;
    const { method, error } = message;
    const [params, result] = [message.params ?? {}, message.result ?? {}];
    if (typeof method === 'string') this.#told(method, params);
    if (method === 'host.hello') this.#hello(params);
    else if (typeof method === 'string') this.outside.onNotification(method, params);
    else if (error) this.#settle(message.id, faultOf(error).name, error)?.reject(faultOf(error));
    else this.#settle(message.id, 'ok', result)?.resolve(result);
  }

  /** @param {string} method of a notification @param {object} params */
  #told(method, params) {
    this.outside.onTraffic?.({ with: 'host', at: Date.now(), method, size: sizeOf(params), outcome: 'told' });
  }

  /** @param {any} hello */
  #hello(hello) {
    clearTimeout(this.#helloTimer);
    const major = Number(hello.protocol?.major);
    const version = String(hello.version ?? '');
    const protocol = `${major}.${Number(hello.protocol?.minor) || 0}`;
    if (major !== protocolMajor) {
      const state = major > protocolMajor ? 'outdated_extension' : 'outdated_host';
      this.#close();
      this.#failures += 1;
      this.#report({ state, version, protocol });
      return;
    }
    if (typeof hello.problem === 'string') {
      this.#lost('stopped', hello.problem.slice(0, 500)); // it cannot work, says why, and ends
      return;
    }
    this.#failures = 0;
    this.outside.onPolicy?.(hello.policy);
    this.#report({ state: 'connected', version, protocol });
  }

  /** @param {string} why */
  #abandon(why) {
    const port = this.#port;
    port?.disconnect();
    if (port) this.#closed(port, why);
  }

  #close() {
    const port = this.#port;
    this.#port = null;
    clearTimeout(this.#helloTimer);
    port?.disconnect();
    for (const id of [...this.#waiting.keys()])
      this.#settle(id, 'unavailable')?.reject(new HostError('unavailable', ''));
  }

  /** @param {chrome.runtime.Port} port @param {string} message */
  #closed(port, message) {
    if (port === this.#port) this.#lost(stateOf(message), message);
  }

  /**
   * Gives the port up and tries again after a while.
   * @param {import('../types').HostState} state @param {string} detail
   */
  #lost(state, detail) {
    this.#close();
    const delay =
      Math.min(longestDelay, firstDelay * 2 ** this.#failures) *
      (0.75 + 0.5 * (this.outside.random ?? Math.random)());
    this.#failures += 1;
    this.#retry = setTimeout(() => this.connect(), delay);
    this.#report({ state, detail });
  }

  /** @param {HostStatus} status */
  #report(status) {
    this.status = status;
    this.outside.onStatus(status);
  }
}

/** @param {any} error */
function faultOf(error) {
  const data = error.data ?? {};
  const told = data.returnMessage ?? {};
  const message = String(told.message || error.message || '');
  return new HostError(String(data.name ?? 'internal'), message, {
    field: data.field,
    messageType: told.messageType,
  });
}
