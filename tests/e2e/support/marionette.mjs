// A client of Firefox's own remote protocol: length, colon, a JSON array. Nothing more than the tests need.
import { connect } from 'node:net';

const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

export class Marionette {
  #waiting = new Map();
  #unread = Buffer.alloc(0);
  #lastId = 0;
  #socket;

  /** @param {number} port @returns {Promise<Marionette>} with a session */
  static async open(port) {
    const marionette = new Marionette();
    await new Promise((ready, failed) => {
      marionette.#socket = connect(port, '127.0.0.1', ready);
      marionette.#socket.once('error', failed);
    });
    marionette.#socket.on('data', (bytes) => marionette.#receive(bytes));
    marionette.#socket.on('close', () => marionette.#closed());
    await marionette.send('WebDriver:NewSession', { acceptInsecureCerts: true });
    return marionette;
  }

  /** @param {Buffer} bytes */
  #receive(bytes) {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    for (;;) {
      const colon = this.#unread.indexOf(':');
      const end = colon + 1 + Number(this.#unread.subarray(0, Math.max(0, colon)));
      if (colon < 0 || this.#unread.length < end) return;
      const message = JSON.parse(this.#unread.subarray(colon + 1, end).toString());
      this.#unread = this.#unread.subarray(end);
      if (Array.isArray(message)) this.#settle(message); // the first one is a greeting
    }
  }

  #settle([, id, error, result]) {
    const { resolve, reject } = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) reject(new Error(`${error.error}: ${error.message}`));
    else resolve(result && 'value' in result ? result.value : result);
  }

  #closed() {
    for (const { reject } of this.#waiting.values()) reject(new Error('Firefox closed the connection'));
  }

  /** @param {string} name @param {object} [params] */
  send(name, params = {}) {
    const id = ++this.#lastId;
    const body = JSON.stringify([0, id, name, params]);
    this.#socket.write(`${Buffer.byteLength(body)}:${body}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Runs a script in the tab that is current. @param {string} script a function's body */
  run(script, ...args) {
    return this.send('WebDriver:ExecuteScript', { script, args });
  }

  /** @param {string} xpath */
  async find(xpath) {
    const found = await this.send('WebDriver:FindElements', { using: 'xpath', value: xpath });
    return found.map((one) => one[elementKey]);
  }

  close() {
    this.#socket.end();
  }
}
