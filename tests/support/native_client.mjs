// The browser's side of native messaging, without a browser: a 32-bit length in native order, then JSON-RPC.
import os from 'node:os';

const little = os.endianness() === 'LE';

export class NativeClient {
  #waiting = new Map();
  #last = 0;
  #buffer = Buffer.alloc(0);

  /** @param {import('node:child_process').ChildProcess} child the host, with pipes for stdin and stdout */
  constructor(child) {
    this.child = child;
    this.hello = new Promise((resolve) => { this.greet = resolve; });
    this.ended = new Promise((resolve) => child.once('close', resolve));
    child.stdout.on('data', (chunk) => this.#read(chunk));
    child.stdin.on('error', () => {}); // it ended: that is said to whoever waits
    child.once('exit', (code) => {
      const ended = new Error(`the host ended with status ${code}`);
      for (const { reject } of this.#waiting.values()) reject(ended);
    });
  }

  #read(chunk) {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    while (this.#buffer.length >= 4) {
      const size = little ? this.#buffer.readUInt32LE(0) : this.#buffer.readUInt32BE(0);
      if (this.#buffer.length < 4 + size) return;
      const message = JSON.parse(this.#buffer.subarray(4, 4 + size).toString());
      this.#buffer = this.#buffer.subarray(4 + size);
      if (message.method === 'host.hello') this.greet(message.params);
      const waiter = this.#waiting.get(message.id);
      if (!waiter) continue;
      this.#waiting.delete(message.id);
      const { error, result } = message;
      if (error) waiter.reject(new Error(error.data?.returnMessage?.message ?? error.message));
      else waiter.resolve(result);
    }
  }

  /** The result, or an error in the host's words. @param {string} method @param {object} [params] */
  ask(method, params = {}) {
    const id = ++this.#last;
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    const header = Buffer.alloc(4);
    if (little) header.writeUInt32LE(body.length);
    else header.writeUInt32BE(body.length);
    this.child.stdin.write(Buffer.concat([header, body]));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Ends the host as a browser does, and waits for it. @returns {Promise<number | null>} its status */
  end() {
    this.child.stdin.end();
    return this.ended;
  }
}
